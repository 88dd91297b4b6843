use crate::kubeconfig::shape::ShapeKind;
use crate::rules::{Case, Findings};

/// Only the half that concerns kubectl: what it reads against the rules of YAML.
pub(super) fn check(case: &Case<'_>, findings: &mut Findings) {
    for shape in &case.document().shape {
        let ShapeKind::OverriddenByMerge { merge } = shape.kind else { continue };
        let finding = findings.at(&shape.address, shape.span, "a `<<` behind this key replaces its value in kubectl");
        finding.related(merge, "the merge");
        finding.help("put `<<` first, or write the merged keys out: elsewhere the key wins");
        finding.differs_in("kubectl", "1.22-1.37", "takes the merged value");
    }
}
