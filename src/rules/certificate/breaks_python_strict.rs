use super::authorities;
use crate::finding::Severity;
use crate::kubeconfig::facts::certificate::Certificate;
use crate::message::Message;
use crate::rules::{Case, Findings};

pub(super) fn check(case: &Case<'_>, findings: &mut Findings) {
    for cluster in case.config().clusters.iter().filter(|cluster| cluster.is_reached_over_tls()) {
        let Some((field, certificates)) = authorities(cluster) else { continue };
        let mut faults = certificates.iter().filter(|certificate| certificate.may_sign_certificates()).map(|ca| fault(ca));
        let Some(Some((what, error))) = faults.next() else { continue };
        if faults.any(|fault| fault.is_none()) {
            continue;
        }
        let finding = findings.field(field, Message::from("Python 3.13 does not take this authority: ").and(what));
        finding.help("have the authority made anew by a tool that keeps to RFC 5280, or keep such programs on Python 3.12");
        finding.differs_in("python", "37.0", Message::from("refuses it on Python 3.13: ").and(error));
        if case.declares("python", "37.0") {
            finding.severity(Severity::Warning);
        }
    }
}

/// What `VERIFY_X509_STRICT` of OpenSSL minds, and its words.
fn fault(authority: &Certificate) -> Option<(&'static str, &'static str)> {
    if authority.version < 3 {
        Some(("its version is 1", "invalid CA certificate"))
    } else if authority.basic_constraints.is_some_and(|constraints| !constraints.is_critical) {
        Some(("its basic constraints are not critical", "Basic Constraints of CA cert not marked critical"))
    } else if authority.key_usage.is_none() {
        Some(("it has no key usage", "CA cert does not include key usage extension"))
    } else if !authority.has_subject_key_id {
        Some(("it has no subject key identifier", "Missing Subject Key Identifier"))
    } else {
        None
    }
}
