use super::{Demand, references};
use crate::kubeconfig::examine::TargetState;
use crate::message;
use crate::rules::{Case, Findings};

pub(super) fn check(case: &Case<'_>, findings: &mut Findings) {
    for reference in references(case) {
        let Some(target) = reference.unreadable() else { continue };
        // A key without its certificate and a token file beside a token have findings of their own.
        if reference.demand == Demand::Ignored {
            continue;
        }
        let path = &target.resolved;
        let message = match target.state {
            TargetState::Folder => message!["the ", reference.what, " ", path, " is a folder"],
            TargetState::Unreadable => message!["the ", reference.what, " ", path, " may not be read"],
            _ => message!["the ", reference.what, " ", path, " does not exist"],
        };
        let finding = findings.field(reference.field, message);
        finding.help("put the file there, correct the path, or write its content into the kubeconfig as base64");
        if reference.word.is_none() {
            finding.help("put the file there, or correct the path");
        }
        reference.refuse(finding, target);
    }
}
