//! What Go's `tls.X509KeyPair` does with a client certificate and its key.

use super::certificate;
use super::key::{self, Difference, Form, Match};
use super::pem::{self, Label};
use super::public_key::Algorithm;
use super::rejection::Rejection;
use crate::message::Message;

/// The result of `tls.X509KeyPair`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Pair {
    /// kubectl uses the pair.
    Accepted,
    /// The certificate input has no block that Go finds.
    NoPemInCertificate,
    /// The certificate input is a private key.
    CertificateIsKey,
    /// The certificate input has other blocks only.
    NoCertificateBlock(Vec<Label>),
    /// The key input has no block that Go finds.
    NoPemInKey,
    /// The key input is a certificate.
    KeyIsCertificate,
    /// The key input has other blocks only.
    NoKeyBlock(Vec<Label>),
    /// Go's parser refuses the first certificate.
    CertificateRejected(Rejection),
    /// Go cannot read the private key.
    KeyUnreadable(Form),
    /// A PKCS #8 key of a type that cannot sign.
    UnknownKeyType,
    /// Key and certificate are of different types.
    TypeMismatch {
        /// The later `CERTIFICATE` block, counted from 0, to which the key does belong.
        belongs_to: Option<usize>,
    },
    /// Key and certificate are of the same type and do not belong together.
    KeyMismatch {
        /// The later `CERTIFICATE` block, counted from 0, to which the key does belong.
        belongs_to: Option<usize>,
    },
    /// The certificate's key is of a type that TLS in Go does not use.
    UnknownPublicKey,
    /// It cannot be told whether they belong together.
    Unknown,
}

/// Does what `tls.X509KeyPair` does, in its order.
pub(in crate::kubeconfig) fn inspect(certificate_bytes: &[u8], key_bytes: &[u8]) -> Pair {
    if let Some(refusal) = refuse_certificate_blocks(certificate_bytes).or_else(|| refuse_key_blocks(key_bytes)) {
        return refusal;
    }
    let certificates = certificate::blocks(certificate_bytes);
    let (Some(first), Some(key)) = (certificates.first(), key::first(key_bytes)) else { return Pair::Unknown };
    if let Some(rejection) = first.rejection {
        return Pair::CertificateRejected(rejection);
    }
    let Some(certificate) = &first.certificate else { return Pair::Unknown };
    if key.public_key.is_none() {
        let is_known_elsewhere = key.form == Form::Pkcs8 && key.algorithm == Some(Algorithm::X25519);
        return if is_known_elsewhere { Pair::UnknownKeyType } else { Pair::KeyUnreadable(key.form) };
    }
    if !matches!(certificate.public_key.algorithm(), Algorithm::Rsa { .. } | Algorithm::Ec(_) | Algorithm::Ed25519) {
        return Pair::UnknownPublicKey;
    }
    let belongs = |block: &certificate::CertificateBlock| {
        block.certificate.as_ref().is_some_and(|later| key::matches(&later.public_key, &key) == Match::Yes)
    };
    match key::matches(&certificate.public_key, &key) {
        Match::Yes => Pair::Accepted,
        Match::No(Difference::Type) => Pair::TypeMismatch { belongs_to: certificates.iter().position(belongs) },
        Match::No(Difference::Key) => Pair::KeyMismatch { belongs_to: certificates.iter().position(belongs) },
        Match::Unknown => Pair::Unknown,
    }
}

fn labels(bytes: &[u8]) -> Vec<Label> {
    pem::blocks(bytes).map(|block| block.label).collect()
}

fn refuse_certificate_blocks(bytes: &[u8]) -> Option<Pair> {
    let labels = labels(bytes);
    match labels.as_slice() {
        [] => Some(Pair::NoPemInCertificate),
        _ if labels.contains(&Label::Certificate) => None,
        [only] if only.is_private_key() => Some(Pair::CertificateIsKey),
        _ => Some(Pair::NoCertificateBlock(labels)),
    }
}

fn refuse_key_blocks(bytes: &[u8]) -> Option<Pair> {
    let labels = labels(bytes);
    match labels.as_slice() {
        [] => Some(Pair::NoPemInKey),
        _ if labels.iter().any(|label| label.is_private_key()) => None,
        [Label::Certificate] => Some(Pair::KeyIsCertificate),
        _ => Some(Pair::NoKeyBlock(labels)),
    }
}

impl Pair {
    /// The versions of kubectl that refuse it, where there are any.
    pub fn refused_in(&self) -> &'static str {
        if let Self::CertificateRejected(rejection) = self { rejection.refused_in() } else { "1.22-1.37" }
    }

    /// What kubectl prints, or `None` where it accepts the pair or it cannot be told. Labels that are not kept are described.
    pub fn kubectl_text(&self) -> Option<Message> {
        let text = match self {
            Self::Accepted | Self::Unknown => return None,
            Self::NoPemInCertificate => "tls: failed to find any PEM data in certificate input",
            Self::CertificateIsKey => {
                "tls: failed to find certificate PEM data in certificate input, but did find a private key; PEM inputs may have been switched"
            }
            Self::NoPemInKey => "tls: failed to find any PEM data in key input",
            Self::KeyIsCertificate => "tls: found a certificate rather than a key in the PEM for the private key",
            Self::CertificateRejected(rejection) => rejection.kubectl_text(),
            Self::KeyUnreadable(_) => "tls: failed to parse private key",
            Self::UnknownKeyType => "tls: found unknown private key type in PKCS#8 wrapping",
            Self::TypeMismatch { .. } => "tls: private key type does not match public key type",
            Self::KeyMismatch { .. } => "tls: private key does not match public key",
            Self::UnknownPublicKey => "tls: unknown public key algorithm",
            Self::NoCertificateBlock(labels) => {
                return Some(skipped(
                    "tls: failed to find \"CERTIFICATE\" PEM block in certificate input after skipping PEM blocks of the following types: [",
                    labels,
                ));
            }
            Self::NoKeyBlock(labels) => {
                return Some(skipped(
                    "tls: failed to find PEM block with type ending in \"PRIVATE KEY\" in key input after skipping PEM blocks of the following types: [",
                    labels,
                ));
            }
        };
        Some(text.into())
    }
}

fn skipped(start: &'static str, labels: &[Label]) -> Message {
    let mut message = Message::from(start);
    for (position, label) in labels.iter().enumerate() {
        message = if position == 0 { message } else { message.and(" ") }.and(label.text());
    }
    message.and("]")
}

#[cfg(test)]
#[path = "pair_tests.rs"]
mod tests;
