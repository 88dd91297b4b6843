use super::{authorities, is_leaf};
use crate::rules::{Case, Findings};

pub(super) fn check(case: &Case<'_>, findings: &mut Findings) {
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
        let error = "certificate verify failed: unable to get local issuer certificate";
        finding.refused_by("kr8s", "0.20", error).refused_by("kubeclient", "4.9", error);
        finding.differs_in("python", "37.0", "refuses it before Python 3.13");
        finding.refused_by("node", "1.4-2.0", "unable to verify the first certificate");
        finding.refused_by("kube-rs", "5.0", "invalid peer certificate: UnknownIssuer");
    }
}
