use crate::clients::{self, Client, Refusal};
use crate::finding::Severity;
use crate::kubeconfig::load::Stage;
use crate::rules::{Case, Findings};
use std::collections::BTreeMap;

/// The net below the other rules: whatever is reported here and explained by another finding is left out by the engine.
pub(super) fn check(case: &Case<'_>, findings: &mut Findings) {
    let mut refused = BTreeMap::new();
    for release in Client::Kubectl.current() {
        for refusal in case.refusals(release) {
            refused.entry(refusal.cause.address.clone()).or_insert(refusal);
        }
    }
    for refusal in refused.into_values() {
        report(case, refusal, findings);
    }
}

fn report(case: &Case<'_>, refusal: Refusal, findings: &mut Findings) {
    let message = match refusal.stage {
        clients::Stage::Load => load_message(case.document().refusal.as_ref().map(|refusal| refusal.stage)),
        clients::Stage::Config => "kubectl does not take the contexts that use this",
        clients::Stage::Transport => "kubectl cannot set up a connection with this",
        clients::Stage::Exec => "kubectl cannot run this plugin",
    };
    let is_in_use = refusal.stage == clients::Stage::Load || case.is_in_use(&refusal.cause.address);
    let finding = findings.at(&refusal.cause.address, refusal.cause.span, message);
    finding.refused_by("kubectl", VERSIONS, refusal.error);
    // Unlike a file that does not load, this hurts only the contexts that use the entry.
    if !is_in_use {
        finding.severity(Severity::Warning);
    }
}

/// The current releases, which are looked at.
const VERSIONS: &str = "1.35-1.37";

fn load_message(stage: Option<Stage>) -> &'static str {
    match stage {
        Some(Stage::Yaml) | None => "kubectl does not load this file: it cannot read the YAML",
        Some(Stage::Convert) => "kubectl does not load this file: JSON cannot hold this value",
        Some(Stage::Kind) => "kubectl does not load this file: it is of another kind or version",
        Some(Stage::Type) => "kubectl does not load this file: a value is not of the type that belongs here",
        Some(Stage::Duplicate) => "kubectl does not load this file: a name comes twice",
    }
}
