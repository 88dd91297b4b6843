use super::references;
use crate::message;
use crate::rules::{Case, Findings};

pub(super) fn check(case: &Case<'_>, findings: &mut Findings) {
    for reference in references(case) {
        let Some(target) = reference.field.target().filter(|target| target.is_beside_linked) else { continue };
        let message = message!["this ", reference.what, " lies beside the real kubeconfig, not beside the link to it"];
        let finding = findings.field(reference.field, message);
        finding.help("write the absolute path, or the content as base64: relative paths start in the folder of the link");
        reference.refuse(finding, target);
    }
}
