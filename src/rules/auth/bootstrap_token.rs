use crate::finding::Severity;
use crate::kubeconfig::facts::token::Kind;
use crate::rules::{Case, Findings};

pub(super) fn check(case: &Case<'_>, findings: &mut Findings) {
    for user in &case.config().users {
        let Some((field, token)) = user.given_token().and_then(|field| Some((field, field.token()?))) else { continue };
        if token.kind != Kind::Bootstrap {
            continue;
        }
        let finding = findings.field(field, "this is a bootstrap token, with which nodes join the cluster");
        finding.help("give people and programs another credential, and delete the token when the nodes have joined");
        if case.document().is_bootstrap || user.entry.shown_name().as_str().contains("bootstrap") {
            finding.severity(Severity::Info);
        }
    }
}
