//! A client certificate with its key: `SSL_CTX_use_certificate_chain_file`, `SSL_CTX_use_PrivateKey_file` and
//! `SSL_CTX_check_private_key` (`ssl/ssl_rsa.c`, `ssl/ssl_cert.c`), in this order.

use super::certificates;
use super::level::{self, Level, Weakness};
use super::pem::{self, Blocks, Fault};
use super::private_key::{self, Found};
use crate::kubeconfig::facts::certificate::Certificate;
use crate::kubeconfig::facts::key::{self, KeyBlock, Match};
use crate::kubeconfig::facts::public_key::{Algorithm, Curve};
use std::mem::discriminant;

/// What becomes of a certificate and its key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Identity {
    /// It is used.
    Accepted,
    /// It is taken, and then not presented: TLS 1.3 has no signature for its curve.
    NotPresented,
    /// The first certificate is not there or cannot be read.
    NoCertificate,
    /// One of those behind it cannot be read.
    Chain(Fault),
    /// The first certificate is too weak.
    Weak(Weakness),
    /// One of those behind it is too weak.
    WeakChain(Weakness),
    /// The certificate or the key is of a type that TLS does not use.
    UnknownType,
    /// The key needs a passphrase.
    Encrypted,
    /// The key is not there or cannot be read.
    NoKey,
    /// Both are of the same type and do not belong together.
    Mismatch,
    /// They are of different types.
    TypeMismatch,
}

/// Does what the three functions do with the content of two files.
pub(in crate::kubeconfig) fn inspect(certificate: &[u8], key: &[u8], level: Level) -> Identity {
    let checked = chain(certificate, level).and_then(|certificate| check(&certificate, &first_key(key)?, level));
    checked.err().unwrap_or(Identity::Accepted)
}

/// Does what the first function does.
pub(in crate::kubeconfig) fn certificate(bytes: &[u8], level: Level) -> Identity {
    chain(bytes, level).err().unwrap_or(Identity::Accepted)
}

/// Does what the second function does.
pub(in crate::kubeconfig) fn private_key(bytes: &[u8]) -> Identity {
    first_key(bytes).err().unwrap_or(Identity::Accepted)
}

/// Does what Ruby's `openssl` does with one certificate and one key, of which neither was refused as such.
pub(in crate::kubeconfig) fn of_objects(certificate: &[u8], key: &[u8], level: Level) -> Identity {
    let Some(certificate) = certificates::one(certificate) else { return Identity::NoCertificate };
    if let Some(weakness) = level::weakness(&certificate, level) {
        return Identity::Weak(weakness);
    }
    if !is_known(certificate.public_key.algorithm()) {
        return Identity::UnknownType;
    }
    match private_key::one(key) {
        Found::Key(key) => check(&certificate, &key, level).err().unwrap_or(Identity::Accepted),
        Found::Encrypted => Identity::Encrypted,
        Found::Nothing => Identity::NoKey,
    }
}

/// Whether Ruby reads a key without asking for a passphrase.
pub(in crate::kubeconfig) fn is_one_key(bytes: &[u8]) -> bool {
    matches!(private_key::one(bytes), Found::Key(_))
}

fn first_key(bytes: &[u8]) -> Result<KeyBlock, Identity> {
    match private_key::first(bytes) {
        Found::Key(key) => Ok(key),
        Found::Encrypted => Err(Identity::Encrypted),
        Found::Nothing => Err(Identity::NoKey),
    }
}

/// `SSL_CTX_use_certificate_chain_file`
fn chain(bytes: &[u8], level: Level) -> Result<Certificate, Identity> {
    let mut blocks: Blocks<'_> = pem::blocks(bytes);
    let Some(Ok(first)) = certificates::next_trusted(&mut blocks) else { return Err(Identity::NoCertificate) };
    if let Some(weakness) = level::weakness(&first, level) {
        return Err(Identity::Weak(weakness));
    }
    if !is_known(first.public_key.algorithm()) {
        return Err(Identity::UnknownType);
    }
    while let Some(next) = certificates::next(&mut blocks) {
        let next = next.map_err(Identity::Chain)?;
        if let Some(weakness) = level::weakness(&next, level) {
            return Err(Identity::WeakChain(weakness));
        }
    }
    Ok(first)
}

/// `ssl_set_pkey` and `SSL_CTX_check_private_key`: certificates and keys meet by their type.
fn check(certificate: &Certificate, key: &KeyBlock, level: Level) -> Result<(), Identity> {
    let own = certificate.public_key.algorithm();
    match key.algorithm {
        Some(algorithm) if !is_known(algorithm) => Err(Identity::UnknownType),
        Some(algorithm) if discriminant(&algorithm) != discriminant(&own) => Err(Identity::TypeMismatch),
        // A key in SEC 1 whose curve is not known here.
        None if !matches!(own, Algorithm::Ec(_)) => Err(Identity::TypeMismatch),
        _ => match key::matches(&certificate.public_key, key) {
            Match::No(_) => Err(Identity::Mismatch),
            Match::Yes | Match::Unknown if is_signable(own, level) => Ok(()),
            Match::Yes | Match::Unknown => Err(Identity::NotPresented),
        },
    }
}

/// The `SignatureScheme`s of RFC 8446 name three curves. OpenSSL 3.5, which Node comes with, has those of RFC 8734 too, for Brainpool's.
fn is_signable(algorithm: Algorithm, level: Level) -> bool {
    match algorithm {
        Algorithm::Ec(Curve::P256 | Curve::P384 | Curve::P521 | Curve::Explicit) => true,
        Algorithm::Ec(Curve::Other) => level == Level::One,
        Algorithm::Ec(_) => false,
        _ => true,
    }
}

/// `ssl_cert_lookup_by_pkey`
fn is_known(algorithm: Algorithm) -> bool {
    !matches!(algorithm, Algorithm::X25519 | Algorithm::Other)
}

impl Identity {
    /// What Python's `ssl` says, up to its line number; `None` where it accepts the pair, and where it asks for a passphrase.
    pub fn python_text(self) -> Option<&'static str> {
        Some(match self {
            Self::Accepted | Self::NotPresented | Self::Encrypted => return None,
            Self::NoCertificate | Self::NoKey => "[SSL] PEM lib",
            Self::Chain(Fault::Content) => "[PEM] ASN1 lib",
            Self::Chain(Fault::Base64) => "[PEM: BAD_BASE64_DECODE] bad base64 decode",
            Self::Chain(Fault::EndLine) => "[PEM: BAD_END_LINE] bad end line",
            Self::Chain(Fault::Header) => "[PEM: NOT_PROC_TYPE] not proc type",
            Self::Chain(Fault::Silent) => "unknown error",
            Self::Weak(Weakness::Key) => "[SSL: EE_KEY_TOO_SMALL] ee key too small",
            Self::WeakChain(Weakness::Key) => "[SSL: CA_KEY_TOO_SMALL] ca key too small",
            Self::Weak(Weakness::Signature) | Self::WeakChain(Weakness::Signature) => "[SSL: CA_MD_TOO_WEAK] ca md too weak",
            Self::UnknownType => "[SSL: UNKNOWN_CERTIFICATE_TYPE] unknown certificate type",
            Self::Mismatch => "[X509: KEY_VALUES_MISMATCH] key values mismatch",
            Self::TypeMismatch => "[SSL: NO_CERTIFICATE_ASSIGNED] no certificate assigned",
        })
    }

    /// What Node says; `None` where it says nothing. It does not look how strong the certificates behind the first one are, and a key
    /// of another type than the certificate means that no certificate is shown.
    pub fn node_text(self) -> Option<&'static str> {
        Some(match self {
            Self::Accepted | Self::NotPresented | Self::TypeMismatch | Self::WeakChain(_) => return None,
            Self::NoCertificate | Self::Encrypted | Self::Chain(Fault::Content) => "error:…",
            Self::NoKey => "error:1E08010C:DECODER routines::unsupported",
            Self::Chain(Fault::Base64) => "error:04800064:PEM routines::bad base64 decode",
            Self::Chain(Fault::EndLine) => "error:04800066:PEM routines::bad end line",
            Self::Chain(Fault::Header) => "error:0480006B:PEM routines::not proc type",
            Self::Chain(Fault::Silent) => "SSL_CTX_use_certificate_chain",
            Self::Weak(Weakness::Key) => "error:0A00018F:SSL routines::ee key too small",
            Self::Weak(Weakness::Signature) => "error:0A00018E:SSL routines::ca md too weak",
            Self::UnknownType => "error:0A0000F7:SSL routines::unknown certificate type",
            Self::Mismatch => "error:05800074:x509 certificate routines::key values mismatch",
        })
    }
}
