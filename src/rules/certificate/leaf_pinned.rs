use super::{authorities, is_leaf};
use crate::finding::Severity;
use crate::rules::{Case, Effect, Findings, differs, refuses};

const OPENSSL: &str = "certificate verify failed: unable to get local issuer certificate";
const EFFECTS: &[Effect] = &[
    refuses("kr8s", "0.20", OPENSSL),
    refuses("kubeclient", "4.9", OPENSSL),
    refuses("node", "1.4-2.0", "unable to verify the first certificate"),
    refuses("kube-rs", "5.0", "invalid peer certificate: UnknownIssuer"),
    differs("python", "37.0", "refuses it before Python 3.13"),
];

pub(super) fn check(case: &Case<'_>, findings: &mut Findings) {
    let effects = case.felt_by_somebody(EFFECTS);
    for cluster in case.config().clusters.iter().filter(|cluster| cluster.is_reached_over_tls()) {
        let Some((field, certificates)) = authorities(cluster) else { continue };
        let may_sign = certificates.iter().any(|certificate| certificate.may_sign_certificates());
        // One that signed itself works in every client.
        let is_pinned = certificates.iter().any(|certificate| is_leaf(certificate) && !certificate.is_self_issued);
        if may_sign || !is_pinned {
            continue;
        }
        let finding = findings.field(field, "this is the certificate of a server, not that of its authority");
        finding.help("put the authority that signed it here: this one is of no use once the server gets a new certificate");
        finding.felt_by(&effects);
        if effects.iter().any(|felt| felt.is_declared) {
            finding.severity(Severity::Warning);
        }
    }
}
