use crate::address::Segment;
use crate::finding::Severity;
use crate::fix::{Fix, Target};
use crate::kubeconfig::shape::ShapeKind;
use crate::rules::{Case, Findings};

pub(super) fn check(case: &Case<'_>, findings: &mut Findings) {
    for shape in &case.document().shape {
        let ShapeKind::DuplicateKey { winner, is_same, is_emptied } = shape.kind else { continue };
        let finding = findings.at(&shape.address, shape.span, "this key comes twice, and what stands here is thrown away");
        if is_same {
            finding.severity(Severity::Warning);
        }
        finding.label("this one loses");
        finding.related(winner, "this one counts in kubectl");
        if is_emptied {
            let empty = Target::key(shape.address.join(Segment::UnknownKey), winner);
            finding.help("remove the empty one");
            finding.fix(Fix::risky("remove the empty one").remove(empty));
        } else {
            finding.help("keep one of the two");
            finding.fix(Fix::risky("remove the one that loses").remove(shape.target.clone()));
        }
        finding.differs_in("kubectl", "1.22-1.37", "takes the last one without a word");
        finding.refused_by("node", "1.4-2.0", "duplicated mapping key");
        finding.refused_by("kube-rs", "1.1-5.0", "duplicate mapping key");
    }
}
