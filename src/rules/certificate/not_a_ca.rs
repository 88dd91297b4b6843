use super::{authorities, is_leaf};
use crate::finding::Severity;
use crate::kubeconfig::facts::certificate::Certificate;
use crate::message;
use crate::rules::{Case, Findings};

pub(super) fn check(case: &Case<'_>, findings: &mut Findings) {
    for cluster in case.config().clusters.iter().filter(|cluster| cluster.is_reached_over_tls()) {
        let Some((field, certificates)) = authorities(cluster) else { continue };
        let unable = |certificate: &&&Certificate| !certificate.may_sign_certificates() && !is_leaf(certificate);
        let Some(first) = certificates.iter().find(unable) else { continue };
        let count = certificates.iter().filter(unable).count();
        if count < certificates.len() {
            let message = message![count, " of ", certificates.len(), " certificates of this authority cannot sign others"];
            findings.field(field, message).severity(Severity::Warning).help("drop what is not the certificate of an authority");
            continue;
        }
        let (reason, is_taken_by_openssl) = reason(first);
        let finding = findings.field(field, message::Message::from("this is not the certificate of an authority: ").and(reason));
        finding.help(
            "put the certificate here that signed the server's: in the cluster it lies in the config map `kube-root-ca.crt`",
        );
        let error = "x509: invalid signature: parent certificate cannot sign this kind of certificate";
        finding.refused_by("kubectl", "1.22-1.37", error);
        if !is_taken_by_openssl {
            finding.refused_by("python", "37.0", "certificate verify failed: invalid CA certificate");
            finding.refused_by("kr8s", "0.20", "certificate verify failed: invalid CA certificate");
            finding.refused_by("kubeclient", "4.9", "certificate verify failed (invalid CA certificate)");
            finding.refused_by("node", "1.4-2.0", node_text(first));
        }
    }
}

/// Why Go does not let it sign, and whether OpenSSL does: where basicConstraints are missing, keyUsage is enough for it.
fn reason(certificate: &Certificate) -> (&'static str, bool) {
    let may_sign = certificate.key_usage.map(|usage| usage.may_sign_certificates);
    match certificate.basic_constraints {
        Some(constraints) if !constraints.is_ca => ("it says `CA:FALSE`", false),
        Some(_) => ("its key usage leaves the signing of certificates out", false),
        None => ("it does not say `CA:TRUE`", may_sign == Some(true)),
    }
}

fn node_text(certificate: &Certificate) -> &'static str {
    match certificate.basic_constraints {
        Some(constraints) if constraints.is_ca => "key usage does not include certificate signing",
        _ => "unsuitable certificate purpose",
    }
}
