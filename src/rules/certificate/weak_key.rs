use super::{authorities, identity};
use crate::finding::{Finding, Severity};
use crate::kubeconfig::facts::certificate::Certificate;
use crate::kubeconfig::facts::public_key::Algorithm;
use crate::message;
use crate::message::Message;
use crate::rules::{Case, Findings};

/// What Go has asked for since 1.24 (`crypto/rsa`).
const LEAST_FOR_GO: usize = 1024;
/// What rustls with ring asks for, and what is taught since 2014.
const LEAST: usize = 2048;
/// OpenSSL's security level 2 refuses keys of less than 112 bits of security; it rounds up, so that this is the longest common size.
const REFUSED_BY_OPENSSL: usize = 1536;
/// Clients on OpenSSL with that level.
const ON_OPENSSL: [(&str, &str); 3] = [("python", "37.0"), ("kr8s", "0.20"), ("kubeclient", "4.9")];

pub(super) fn check(case: &Case<'_>, findings: &mut Findings) {
    for cluster in case.config().clusters.iter().filter(|cluster| cluster.is_reached_over_tls()) {
        let Some((field, certificates)) = authorities(cluster) else { continue };
        let Some(bits) = certificates.iter().filter_map(|certificate| short_key(certificate)).min() else { continue };
        let are_all_short = certificates.iter().all(|certificate| short_key(certificate).is_some());
        let finding = findings.field(field, message!["the key of this authority is RSA of ", bits, " bits"]);
        finding.help("have a new authority made, with RSA of 2048 bits or more, or ECDSA");
        let error = "certificate verify failed: CA certificate key too weak";
        explain(finding, bits, go_error("x509: certificate signed by unknown authority (possibly because of \"", bits), error);
        let is_refused = are_all_short && (bits < LEAST_FOR_GO || is_refused_by_others(case, bits));
        finding.severity(if is_refused { Severity::Error } else { Severity::Warning });
        finding.refused_by("kube-rs", "5.0", "invalid peer certificate: BadSignature");
    }
    for user in &case.config().users {
        let Some((field, certificate)) = identity(user) else { continue };
        let Some(bits) = short_key(certificate) else { continue };
        let finding = findings.field(field, message!["the key of this certificate is RSA of ", bits, " bits"]);
        finding.help("get a new certificate, with a key of RSA of 2048 bits or more, or ECDSA");
        explain(finding, bits, go_error("tls: failed to sign handshake: ", bits), "ee key too small");
        let is_refused = is_refused_by_others(case, bits) || (bits < LEAST_FOR_GO && !case.is_anonymous(user));
        finding.severity(if is_refused { Severity::Error } else { Severity::Warning });
        finding.refused_by("kube-rs", "5.0", "invalid private key: … failed to parse private key as RSA, ECDSA, or EdDSA");
    }
}

/// The length of an RSA key that is too short for somebody.
pub(super) fn short_key(certificate: &Certificate) -> Option<usize> {
    match certificate.public_key.algorithm() {
        Algorithm::Rsa { bits } if bits < LEAST => Some(bits),
        _ => None,
    }
}

/// Whether a declared client other than kubectl refuses it.
fn is_refused_by_others(case: &Case<'_>, bits: usize) -> bool {
    let is_declared_on_openssl = ON_OPENSSL.iter().any(|(client, versions)| case.declares(client, versions));
    (bits <= REFUSED_BY_OPENSSL && is_declared_on_openssl) || case.declares("kube-rs", "5.0")
}

fn go_error(start: &'static str, bits: usize) -> Message {
    message![start, "crypto/rsa: ", bits, "-bit keys are insecure"]
}

fn explain(finding: &mut Finding, bits: usize, go: Message, openssl: &'static str) {
    if bits < LEAST_FOR_GO {
        finding.refused_by("kubectl", "1.33-1.37", go);
    }
    if bits <= REFUSED_BY_OPENSSL {
        for (client, versions) in ON_OPENSSL {
            finding.refused_by(client, versions, openssl);
        }
    }
}
