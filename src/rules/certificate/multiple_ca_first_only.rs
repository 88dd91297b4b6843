use crate::finding::Severity;
use crate::rules::{Case, Effect, Findings, differs};

const EFFECTS: &[Effect] = &[differs("kubeclient", "4.9-4.13", "trusts only the first")];

pub(super) fn check(case: &Case<'_>, findings: &mut Findings) {
    let effects = case.felt(EFFECTS);
    for field in case.config().clusters.iter().filter_map(|cluster| cluster.ca_data.as_ref()) {
        let Some(bytes) = field.data().and_then(|data| data.bytes.as_ref()) else { continue };
        let [first, _, ..] = bytes.certificates.as_slice() else { continue };
        if effects.is_empty() {
            continue;
        }
        let finding = findings.field(field, "of several authorities one client trusts only the first");
        finding.felt_by(&effects).help("put the one that signed the server first, or give the bundle as a file");
        let is_over = first.certificate.as_ref().is_some_and(|first| first.not_after < case.now());
        if is_over {
            finding.label("the first has expired").severity(Severity::Error);
        }
    }
}
