//! Security levels: `ssl_security_cert` (`ssl/ssl_cert.c`).

use crate::kubeconfig::facts::certificate::Certificate;
use crate::kubeconfig::facts::public_key::Algorithm;

/// How strong keys and signatures must be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Level {
    /// 80 bits: what OpenSSL 3.0 demands where nobody says more.
    One,
    /// 112 bits: what OpenSSL demands in Debian and since 3.2, and Python since 3.10.
    Two,
}

/// What is too weak.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Weakness {
    /// The key.
    Key,
    /// The hash of the signature.
    Signature,
}

/// What of a certificate is too weak.
pub(super) fn weakness(certificate: &Certificate, level: Level) -> Option<Weakness> {
    if let Algorithm::Rsa { bits } = certificate.public_key.algorithm()
        && bits < smallest_rsa(level)
    {
        return Some(Weakness::Key);
    }
    // Nobody relies on the signature of a certificate that signed itself.
    (certificate.signature.is_insecure() && !certificate.is_self_issued).then_some(Weakness::Signature)
}

/// The smallest modulus that OpenSSL counts as strong enough (`ossl_ifc_ffc_compute_security_bits`).
const fn smallest_rsa(level: Level) -> usize {
    match level {
        Level::One => 920,
        Level::Two => 1963,
    }
}
