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
        clients::Stage::Transport => transport_message(&refusal),
        clients::Stage::Exec => "kubectl cannot run this plugin",
    };
    let is_in_use = refusal.stage == clients::Stage::Load || case.is_in_use(&refusal.cause.address);
    let finding = findings.at(&refusal.cause.address, refusal.cause.span, message);
    finding.help(help(&refusal));
    finding.refused_by("kubectl", VERSIONS, refusal.error);
    // Unlike a file that does not load, this hurts only the contexts that use the entry.
    if !is_in_use {
        finding.severity(Severity::Warning);
    }
}

fn transport_message(refusal: &Refusal) -> &'static str {
    match refusal.cause.address.last_key() {
        Some("certificate-authority" | "certificate-authority-data") => "kubectl cannot use this certificate authority",
        Some("client-certificate" | "client-certificate-data") => "kubectl cannot use this client certificate and its key",
        Some("as" | "as-uid" | "as-groups") => "kubectl cannot send this: it holds a line break or another control character",
        _ => "kubectl cannot set up a connection with this",
    }
}

fn help(refusal: &Refusal) -> &'static str {
    match refusal.cause.address.last_key() {
        Some("certificate-authority" | "certificate-authority-data") => {
            "look at the certificate: `openssl x509 -noout -text -in FILE`"
        }
        Some("client-certificate" | "client-certificate-data") => {
            "look at the key: `openssl pkey -noout -in FILE`; one that is encrypted must be decrypted first"
        }
        _ => "change what kubectl names in its error",
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
