use crate::finding::Severity;
use crate::fix::{Fix, PemForm, Transform};
use crate::kubeconfig::facts::certificate::CertificateBlock;
use crate::kubeconfig::field::Field;
use crate::rules::{Case, Effect, Findings, differs};
use jiff::Timestamp;

const EFFECTS: &[Effect] = &[differs("kubeclient", "4.9-4.13", "trusts only the first")];

pub(super) fn check(case: &Case<'_>, findings: &mut Findings) {
    let effects = case.felt(EFFECTS);
    for field in case.config().clusters.iter().filter_map(|cluster| cluster.ca_data.as_ref()) {
        let Some(bytes) = field.data().and_then(|data| data.bytes.as_ref()) else { continue };
        let [first, others @ ..] = bytes.certificates.as_slice() else { continue };
        // What has ended is missed by nobody.
        if effects.is_empty() || others.iter().all(|other| is_over(other, case.now())) {
            continue;
        }
        let finding = findings.field(field, "of several authorities one client trusts only the first");
        finding.felt_by(&effects).help("put the one that signed the server first, or give the bundle as a file");
        if is_over(first, case.now()) {
            finding.label("the first has expired").severity(Severity::Error);
            finding.fix = fix(field, &bytes.certificates, case.now());
        }
    }
}

fn is_over(block: &CertificateBlock, now: Timestamp) -> bool {
    block.certificate.as_ref().is_some_and(|certificate| certificate.not_after < now)
}

/// Where all but one have ended, it can only be that one.
fn fix(field: &Field, blocks: &[CertificateBlock], now: Timestamp) -> Option<Fix> {
    let mut left = blocks.iter().enumerate().filter(|(_, block)| !is_over(block, now));
    let (Some((position, only)), None) = (left.next(), left.next()) else { return None };
    let certificate = only.certificate.as_ref().filter(|_| only.rejection.is_none())?;
    let is_valid = super::is_valid(certificate, now) && certificate.may_sign_certificates();
    let fix = || Fix::risky("put the authority that is valid first").transform(field, Transform::Pem(PemForm::LedBy(position)));
    is_valid.then(fix)
}
