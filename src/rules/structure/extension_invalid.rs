use crate::finding::Severity;
use crate::fix::Fix;
use crate::kubeconfig::document::Shape;
use crate::kubeconfig::shape::{Expected, Found, ShapeKind};
use crate::rules::{Case, Findings};

pub(super) fn check(case: &Case<'_>, findings: &mut Findings) {
    for shape in case.document().shape.iter().filter(|shape| is_extension(shape)) {
        let (message, help) = match shape.kind {
            ShapeKind::DuplicateName { .. } => ("two extensions have the same name", "keep one of them"),
            ShapeKind::WrongType { expected: Expected::List, .. } => {
                ("`extensions` is a list of names and extensions", "write `- name: NAME` and, below it, `extension: …`")
            }
            _ => continue,
        };
        let finding = findings.at(&shape.address, shape.span, message);
        finding.severity(Severity::Error).help(help);
        if matches!(shape.kind, ShapeKind::WrongType { found: Found::Mapping, .. }) {
            let fix = Fix::safe("write it as a list of names and extensions");
            finding.fix(fix.list(shape.target.clone(), "name", "extension"));
        }
        if let Some(text) = &shape.text {
            finding.refused_by("kubectl", "1.22-1.37", text.clone());
        }
        if let ShapeKind::DuplicateName { first } = shape.kind {
            finding.related(first, "the first one");
        }
    }
    let preferences = case.config().preferences.as_ref();
    if let Some(preferences) = preferences.filter(|preferences| preferences.has_content()) {
        let finding = findings.field(preferences, "no client reads `preferences`");
        finding.severity(Severity::Info).help("remove it; kubectl keeps its preferences in `kuberc`");
    }
}

fn is_extension(shape: &Shape) -> bool {
    shape.address.last_key() == Some("extensions") || shape.address.to_string().contains("extensions")
}
