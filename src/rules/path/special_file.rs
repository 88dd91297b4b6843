use super::{Demand, references};
use crate::finding::Severity;
use crate::kubeconfig::examine::TargetState;
use crate::rules::{Case, Findings};

pub(super) fn check(case: &Case<'_>, findings: &mut Findings) {
    for reference in references(case) {
        let (field, shape) = (reference.field, reference.field.path_shape());
        let is_special = match field.target() {
            Some(target) if target.state != TargetState::NotLooked => false,
            Some(target) if target.is_special => true,
            // Nobody looked: the path alone tells.
            _ => shape.is_some_and(|shape| shape.is_special),
        };
        if !is_special {
            continue;
        }
        let finding = findings.field(field, "this is no regular file, but a device, a pipe or a part of `/proc`");
        finding.help("name a regular file, or write its content into the kubeconfig");
        finding.differs_in("kubectl", "1.22-1.37", "waits for the end of it, for ever if there is none");
        // What a shell opens for a program works as long as it is read only once.
        if reference.demand == Demand::Ignored || shape.is_some_and(|shape| shape.is_descriptor) {
            finding.severity(Severity::Warning);
        }
    }
}
