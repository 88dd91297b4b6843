use super::report_pair;
use crate::finding::Severity;
use crate::kubeconfig::facts::pair::Pair;
use crate::kubeconfig::facts::pool::Pool;
use crate::kubeconfig::facts::rejection::Rejection;
use crate::message::Message;
use crate::rules::{Case, Findings};

pub(super) fn check(case: &Case<'_>, findings: &mut Findings) {
    for cluster in &case.config().clusters {
        let (Some(ca), Some(pool @ Pool::Rejected(rejection))) = (cluster.ca(), cluster.pool()) else { continue };
        let (what, help) = describe(rejection);
        let finding = findings.field(ca, Message::from("no certificate of this authority can be used: ").and(what));
        finding.help(help);
        if !cluster.is_reached_over_tls() {
            finding.severity(Severity::Warning);
        } else if let Some(error) = pool.kubectl_text() {
            finding.refused_by(
                "kubectl",
                rejection.refused_in(),
                Message::from("unable to load root certificates: ").then(error),
            );
        }
    }
    for user in &case.config().users {
        let (Some(pair), Some(certificate)) = (user.pair(), user.certificate()) else { continue };
        let (what, help) = match pair {
            Pair::CertificateRejected(rejection) => describe(*rejection),
            Pair::UnknownPublicKey => ("its key is of a kind that Go's TLS does not have", OTHER_KEY),
            _ => continue,
        };
        let message = Message::from("the client certificate cannot be used: ").and(what);
        report_pair(case, user, certificate, message, findings).help(help);
    }
}

const COPY: &str = "copy the certificate anew, whole";
const OTHER_KEY: &str = "use a certificate with a key of RSA, ECDSA on P-256, P-384 or P-521, or Ed25519";
const REISSUE: &str = "have the certificate issued anew by a tool that keeps to RFC 5280";

pub(super) fn describe(rejection: Rejection) -> (&'static str, &'static str) {
    match rejection {
        Rejection::Malformed => ("it is damaged or cut off", COPY),
        Rejection::TrailingData => ("bytes follow it in its PEM block", "encode it anew: `openssl x509 -in FILE`"),
        Rejection::NegativeSerial => ("its serial number is negative", REISSUE),
        Rejection::UnsupportedCurve => ("its key is on an elliptic curve that Go does not have", OTHER_KEY),
        Rejection::ExplicitCurve => ("its elliptic curve is written out instead of named", OTHER_KEY),
        Rejection::PointNotOnCurve(_) | Rejection::InvalidPublicKey => ("its public key is damaged", COPY),
        Rejection::InvalidVersion => ("its version is above 3", REISSUE),
        Rejection::AlgorithmMismatch => ("it names two signature algorithms", REISSUE),
        Rejection::InvalidName => ("a name in it is malformed", REISSUE),
        Rejection::RsaWithoutNull => ("its RSA key lacks the NULL parameters", REISSUE),
        Rejection::DuplicateExtension => ("it has an extension twice", REISSUE),
        Rejection::MalformedExtension => ("an extension in it is malformed", REISSUE),
    }
}
