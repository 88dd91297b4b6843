//! Certificate and key in the hands of OpenSSL, on which Python, Node.js and Ruby stand.

use crate::kubeconfig::facts::key::Form;
use crate::kubeconfig::facts::pair::Pair;

/// Why OpenSSL does not load a certificate and its key, if it does not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Trouble {
    /// There is no certificate that it reads.
    NoCertificate,
    /// There is no key that it reads.
    NoKey,
    /// The key asks for a passphrase.
    EncryptedKey,
    /// The key is of another type than the certificate's.
    OtherType,
    /// The key is another one than the certificate's.
    OtherKey,
}

/// The pair was looked at as Go does. What Go alone refuses passes here.
pub(super) fn trouble(pair: &Pair) -> Option<Trouble> {
    match pair {
        Pair::NoPemInCertificate | Pair::CertificateIsKey | Pair::NoCertificateBlock(_) => Some(Trouble::NoCertificate),
        Pair::KeyUnreadable(Form::EncryptedPkcs8 | Form::EncryptedLegacy) => Some(Trouble::EncryptedKey),
        Pair::NoPemInKey | Pair::KeyIsCertificate | Pair::NoKeyBlock(_) | Pair::KeyUnreadable(_) => Some(Trouble::NoKey),
        Pair::TypeMismatch { .. } => Some(Trouble::OtherType),
        Pair::KeyMismatch { .. } => Some(Trouble::OtherKey),
        Pair::Accepted | Pair::CertificateRejected(_) | Pair::UnknownKeyType | Pair::UnknownPublicKey | Pair::Unknown => None,
    }
}

/// `ssl.SSLContext.load_cert_chain` of Python.
pub(super) const fn python_text(trouble: Trouble) -> &'static str {
    match trouble {
        Trouble::NoCertificate | Trouble::NoKey => "SSLError: [SSL] PEM lib (_ssl.c:…)",
        Trouble::EncryptedKey => "SSLError: Client private key is encrypted, password is required",
        Trouble::OtherType => "SSLError: [SSL: NO_CERTIFICATE_ASSIGNED] no certificate assigned (_ssl.c:…)",
        Trouble::OtherKey => "SSLError: [X509: KEY_VALUES_MISMATCH] key values mismatch (_ssl.c:…)",
    }
}
