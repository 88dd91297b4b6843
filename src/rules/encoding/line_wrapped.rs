use crate::fix::{Fix, Transform};
use crate::kubeconfig::facts::base64::Verdict;
use crate::rules::{Case, Effect, Findings, differs, refuses};

const EFFECTS: &[Effect] = &[
    refuses("kube-rs", "1.0-5.0", "failed to decode base64 data: Invalid symbol 10"),
    refuses("kr8s", "0.17", "[X509: NO_CERTIFICATE_OR_CRL_FOUND] no certificate or crl found"),
    differs("fabric8", "7.8", "does not decode it, and trusts the default authorities of the Java machine"),
];

pub(super) fn check(case: &Case<'_>, findings: &mut Findings) {
    let effects = case.felt(EFFECTS);
    for field in case.config().data_fields() {
        let is_wrapped = field.data().is_some_and(|data| data.base64.has_line_breaks && data.base64.verdict == Verdict::Decoded);
        if is_wrapped && !effects.is_empty() {
            let finding = findings.field(field, "the base64 is wrapped over several lines, which strict clients do not decode");
            finding.help("write it on one line: `base64 -w0`").felt_by(&effects);
            finding.fix(Fix::safe("write it on one line").transform(field, Transform::StripBlanks));
        }
    }
}
