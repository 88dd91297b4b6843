use super::rename::rename;
use crate::fix::Transform;
use crate::rules::{Case, Findings};

pub(super) fn check(case: &Case<'_>, findings: &mut Findings) {
    for field in case.config().names() {
        if field.has_unprintable() {
            let finding = findings.field(field, "characters in this name steer the terminal or cannot be seen");
            finding.help("rename it: `kubectl config get-contexts` writes such characters to the terminal as they are");
            finding.fix = rename(case, field, Transform::Printable);
        }
    }
}
