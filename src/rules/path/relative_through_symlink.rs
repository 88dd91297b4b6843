use super::references;
use crate::fix::{Fix, PathForm, Transform};
use crate::kubeconfig::examine::Target;
use crate::message;
use crate::rules::{Case, Findings};

const FORM: PathForm = PathForm::FromLinkedFolder;

pub(super) fn check(case: &Case<'_>, findings: &mut Findings) {
    for reference in references(case) {
        let is_meant = |target: &&Target| target.elsewhere == Some(FORM);
        let Some(target) = reference.field.target().filter(is_meant) else { continue };
        let message = message!["this ", reference.what, " lies beside the real kubeconfig, not beside the link to it"];
        let finding = findings.field(reference.field, message);
        finding.help("write the absolute path, or the content as base64: relative paths start in the folder of the link");
        finding.fix(Fix::risky("write the absolute path").transform(reference.field, Transform::Path(FORM)));
        reference.refuse(finding, target);
    }
}
