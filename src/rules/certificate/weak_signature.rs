use super::{authorities, identity};
use crate::finding::Severity;
use crate::message;
use crate::rules::{Case, Findings};

pub(super) fn check(case: &Case<'_>, findings: &mut Findings) {
    for cluster in case.config().clusters.iter().filter(|cluster| cluster.is_reached_over_tls()) {
        let Some((field, certificates)) = authorities(cluster) else { continue };
        // Go verifies no signature of what stands here, and nobody that of a root.
        let mut verified =
            certificates.iter().filter(|certificate| certificate.may_sign_certificates() && !certificate.is_self_issued);
        if let Some(weak) = verified.find(|certificate| certificate.signature.is_insecure()) {
            let finding = findings.field(field, message!["an intermediate authority is signed with ", weak.signature.text()]);
            finding.severity(Severity::Info).help("have it signed anew, with SHA-256");
            let error = "CA signature digest algorithm too weak";
            for (client, versions) in [("python", "37.0"), ("kr8s", "0.20"), ("node", "1.4-2.0")] {
                finding.refused_by(client, versions, error);
            }
        }
    }
    for user in &case.config().users {
        let Some((field, certificate)) = identity(user) else { continue };
        if !certificate.signature.is_insecure() || certificate.is_self_issued {
            continue;
        }
        let algorithm = certificate.signature.text();
        let finding =
            findings.field(field, message!["the client certificate is signed with ", algorithm, ", which servers refuse"]);
        finding.help("have it signed anew, with SHA-256");
        finding.differs_in("kubectl", "1.22-1.37", "sends it, and API servers since Kubernetes 1.24 answer 401");
        for (client, versions) in [("python", "37.0"), ("kr8s", "0.20"), ("node", "1.4"), ("kubeclient", "4.9")] {
            finding.refused_by(client, versions, "ca md too weak");
        }
    }
}
