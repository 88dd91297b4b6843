use super::{inlined, references};
use crate::kubeconfig::facts::path::Sensitive;
use crate::message;
use crate::rules::{Case, Findings};

pub(super) fn check(case: &Case<'_>, findings: &mut Findings) {
    for reference in references(case) {
        // Every pod has it at this path.
        if reference.field.path_shape().is_some_and(|shape| shape.sensitive == Some(Sensitive::ServiceAccountToken)) {
            continue;
        }
        let message = message!["the ", reference.what, " is a file of this machine, which does not go where the kubeconfig goes"];
        let finding = findings.field(reference.field, message);
        finding.fix = inlined(case, reference.field);
        finding.help(if reference.is_token_file() {
            "use a token that stands in the file, or an exec plugin"
        } else {
            "write its content into the kubeconfig: `kubectl config view --flatten --raw`"
        });
    }
}
