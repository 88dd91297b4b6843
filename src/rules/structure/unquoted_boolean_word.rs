use crate::fix::{Fix, Transform};
use crate::kubeconfig::shape::{Expected, Found, ShapeKind};
use crate::rules::{Case, Findings};

pub(super) fn check(case: &Case<'_>, findings: &mut Findings) {
    for shape in &case.document().shape {
        if !matches!(shape.kind, ShapeKind::WrongType { expected: Expected::Text, found: Found::Bool }) {
            continue;
        }
        let finding = findings.at(&shape.address, shape.span, "this word is a boolean in YAML, not a text");
        finding.help("quote it, here and wherever it is referred to");
        finding.fix(Fix::safe("quote it as it is spelt").transform(shape.target.clone(), Transform::Quote));
        if let Some(text) = &shape.text {
            finding.refused_by("kubectl", "1.22-1.37", text.clone());
        }
    }
}
