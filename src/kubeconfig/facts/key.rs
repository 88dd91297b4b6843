//! Private keys: their form, and the public key that belongs to them.

use super::der::{OCTET_STRING, Reader, SEQUENCE};
use super::pem::{self, Label, RawBlock};
use super::private;
use super::public_key::{Algorithm, PublicKey};

/// One block whose label ends in `PRIVATE KEY`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyBlock {
    /// Where its BEGIN line starts in the decoded bytes.
    pub offset: usize,
    /// What its BEGIN line says. Go does not look at it.
    pub label: Label,
    /// What it holds.
    pub form: Form,
    /// An `EC PARAMETERS` block stands right before it.
    pub follows_ec_parameters: bool,
    /// What kind of key it is, as far as it can be told.
    pub algorithm: Option<Algorithm>,
    /// The public key, where Go can use the private one.
    pub public_key: Option<PublicKey>,
}

impl KeyBlock {
    /// Whether both can be used and are the same key, in whatever form.
    pub fn is_same_as(&self, other: &Self) -> bool {
        self.public_key.as_ref().is_some_and(|public| public.is_comparable() && other.public_key.as_ref() == Some(public))
    }
}

/// The encoding of a private key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// PKCS #1: RSA.
    Pkcs1,
    /// PKCS #8.
    Pkcs8,
    /// SEC 1: elliptic curves.
    Sec1,
    /// Encrypted PKCS #8 (`ENCRYPTED PRIVATE KEY`).
    EncryptedPkcs8,
    /// Encrypted in the old way (`Proc-Type: 4,ENCRYPTED`).
    EncryptedLegacy,
    /// OpenSSH's container.
    OpenSsh,
    /// It cannot be read.
    Unreadable,
}

impl Form {
    /// Whether a passphrase is needed.
    pub fn is_encrypted(self) -> bool {
        matches!(self, Self::EncryptedPkcs8 | Self::EncryptedLegacy)
    }
}

/// Whether a private key belongs to a certificate, as Go's `tls.X509KeyPair` compares them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Match {
    /// It does.
    Yes,
    /// It does not.
    No(Difference),
    /// It cannot be told here.
    Unknown,
}

/// How a key differs from a certificate's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Difference {
    /// RSA, ECDSA or Ed25519 on one side, another of them on the other.
    Type,
    /// The same type, another key.
    Key,
}

/// The private keys of decoded bytes, in order.
pub(in crate::kubeconfig) fn blocks(bytes: &[u8]) -> Vec<KeyBlock> {
    let mut keys = Vec::new();
    let mut previous = None;
    for block in pem::blocks(bytes) {
        if block.label.is_private_key() {
            keys.push(KeyBlock { follows_ec_parameters: previous == Some(Label::EcParameters), ..read(&block) });
        }
        previous = Some(block.label);
    }
    keys
}

/// The first private key, which is the only one that Go uses.
pub(in crate::kubeconfig) fn first(bytes: &[u8]) -> Option<KeyBlock> {
    pem::blocks(bytes).find(|block| block.label.is_private_key()).map(|block| read(&block))
}

/// Whether `key` belongs to `certificate`.
pub fn matches(certificate: &PublicKey, key: &KeyBlock) -> Match {
    let Some(algorithm) = key.algorithm else { return Match::Unknown };
    if std::mem::discriminant(&certificate.algorithm()) != std::mem::discriminant(&algorithm) {
        return Match::No(Difference::Type);
    }
    if let (Algorithm::Ec(one), Algorithm::Ec(other)) = (certificate.algorithm(), algorithm)
        && one != other
    {
        return Match::No(Difference::Key);
    }
    match &key.public_key {
        Some(public) if public.is_comparable() && certificate.is_comparable() => {
            if public == certificate {
                Match::Yes
            } else {
                Match::No(Difference::Key)
            }
        }
        _ => Match::Unknown,
    }
}

pub(super) fn read(block: &RawBlock) -> KeyBlock {
    let form = form(block);
    let parsed = if form.is_encrypted() { None } else { private::parse(&block.der) };
    let algorithm = parsed.as_ref().map(PublicKey::algorithm).or_else(|| declared_algorithm(form, &block.der));
    KeyBlock { offset: block.offset, label: block.label, form, follows_ec_parameters: false, algorithm, public_key: parsed }
}

fn form(block: &RawBlock) -> Form {
    if block.is_encrypted {
        return Form::EncryptedLegacy;
    }
    if block.label == Label::OpensshPrivateKey || block.der.starts_with(b"openssh-key-v1\0") {
        return Form::OpenSsh;
    }
    private::form(&block.der).unwrap_or(if is_encrypted_pkcs8(&block.der) { Form::EncryptedPkcs8 } else { Form::Unreadable })
}

/// `EncryptedPrivateKeyInfo` (RFC 5958): an algorithm and an octet string.
fn is_encrypted_pkcs8(der: &[u8]) -> bool {
    let Some(content) = Reader::new(der).expect(SEQUENCE) else { return false };
    let mut fields = Reader::new(content);
    fields.expect(SEQUENCE).is_some() && fields.expect(OCTET_STRING).is_some()
}

/// The algorithm that a PKCS #8 key names although Go cannot use it.
fn declared_algorithm(form: Form, der: &[u8]) -> Option<Algorithm> {
    if form == Form::Pkcs8 { private::pkcs8_algorithm(der) } else { None }
}

#[cfg(test)]
#[path = "key_tests.rs"]
mod tests;
