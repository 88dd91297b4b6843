//! What rustls with ring, and the crate `pem`, make of certificates and keys, as kube-rs calls them.

use crate::kubeconfig::reading::Plain;
use ::base64::Engine as _;
use ::base64::engine::general_purpose::STANDARD;
use ring::rand::SystemRandom;
use ring::signature::{ECDSA_P256_SHA256_ASN1_SIGNING, ECDSA_P384_SHA384_ASN1_SIGNING};
use ring::signature::{EcdsaKeyPair, EcdsaSigningAlgorithm, Ed25519KeyPair, KeyPair, RsaKeyPair};
use rustls_pki_types::pem::{self, SectionKind};
use rustls_pki_types::{AlgorithmIdentifier, CertificateDer, ServerName, alg_id};
use webpki::{EndEntityCert, Error, anchor_from_trusted_cert};
use zeroize::Zeroizing;

/// Why certificate authorities are refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AuthorityFault {
    /// The PEM.
    Pem(PemFault),
    /// A certificate.
    Certificate(CertificateFault),
}

/// What the crate `pem` minds. It looks at all blocks, whatever they are called.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PemFault {
    /// `BEGIN` and `END` of different names.
    MismatchedTags,
    /// `BEGIN` without a name.
    MissingBeginTag,
    /// `END` without a name.
    MissingEndTag,
    /// What stands between them is no base64.
    Data,
    /// A line before the base64 that is no header.
    Header,
    /// Bytes that are no UTF-8.
    Utf8,
}

/// What `webpki` minds about a certificate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CertificateFault {
    /// It is not the DER of a certificate.
    Encoding,
    /// It is of X.509 version 1 or 2.
    Version,
    /// An extension that must be understood and is not.
    CriticalExtension,
    /// Something else.
    Other,
}

/// Why a client certificate and its key are refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IdentityFault {
    /// A `BEGIN` without its `END`.
    MissingEnd,
    /// A `BEGIN` line that does not end in five dashes.
    IllegalStart,
    /// What stands between them is no base64.
    Base64,
    /// A block that is neither a certificate nor a key, such as a request.
    UnknownBlock,
    /// No key: none at all, or an encrypted one.
    MissingKey,
    /// No certificate.
    MissingCertificate,
    /// ring cannot use the key.
    UnusableKey,
    /// The certificate is refused.
    Certificate(CertificateFault),
    /// They do not belong together.
    Mismatch,
}

impl Plain {
    /// `config::certs`, then `rustls::RootCertStore::add` for each.
    ///
    /// # Errors
    /// At the first block or certificate that is refused.
    pub fn rustls_authorities(&self) -> Result<(), AuthorityFault> {
        let certificates = certificates(self.bytes()).map_err(AuthorityFault::Pem)?;
        certificates.into_iter().try_for_each(|der| {
            let anchor = anchor_from_trusted_cert(&CertificateDer::from(der)).map(drop);
            anchor.map_err(|error| AuthorityFault::Certificate(fault(&error)))
        })
    }

    /// `client::tls::client_auth` and `rustls::sign::CertifiedKey::from_der` for a certificate, this, and its key.
    ///
    /// # Errors
    /// With the first thing that is refused.
    pub fn rustls_identity(&self, key: &Self) -> Result<(), IdentityFault> {
        let mut both = Zeroizing::new(Vec::with_capacity(self.bytes().len() + key.bytes().len() + 2));
        for part in [key.bytes(), self.bytes()] {
            both.extend_from_slice(part);
            both.extend((!part.is_empty() && !part.ends_with(b"\n")).then_some(b'\n'));
        }
        check_identity(&both)
    }

    /// Whether what a file holds can stand in a header: then a token of it is sent.
    pub fn is_header_value(&self) -> bool {
        self.bytes().iter().all(|&byte| byte == b'\t' || (byte >= b' ' && byte != 0x7f))
    }
}

/// Whether it is a name or an address that a server can prove to be.
pub(in crate::kubeconfig) fn is_server_name(text: &str) -> bool {
    ServerName::try_from(text).is_ok()
}

/// `pem::parse_many`: everything between `-----BEGIN ` and the next `-----END `, wherever that stands in a line.
fn certificates(bytes: &[u8]) -> Result<Vec<Vec<u8>>, PemFault> {
    let mut found = Vec::new();
    let mut rest = bytes;
    while let Some(block) = block(rest) {
        rest = block.rest;
        let (begin, end) = (utf8(block.begin)?, utf8(block.end)?);
        match (begin, end) {
            ("", _) => return Err(PemFault::MissingBeginTag),
            (_, "") => return Err(PemFault::MissingEndTag),
            _ if begin != end => return Err(PemFault::MismatchedTags),
            _ => {}
        }
        let der = decode(block.payload)?;
        if begin == "CERTIFICATE" {
            found.push(der);
        }
    }
    Ok(found)
}

/// A block, and what follows it.
struct Block<'b> {
    begin: &'b [u8],
    payload: &'b [u8],
    end: &'b [u8],
    rest: &'b [u8],
}

fn block(bytes: &[u8]) -> Option<Block<'_>> {
    let (_, rest) = split_at(bytes, b"-----BEGIN ")?;
    let (begin, rest) = split_at(rest, b"-----")?;
    let (payload, rest) = split_at(rest.trim_ascii_start(), b"-----END ")?;
    let (end, rest) = split_at(rest, b"-----")?;
    Some(Block { begin, payload, end, rest })
}

fn split_at<'b>(bytes: &'b [u8], mark: &[u8]) -> Option<(&'b [u8], &'b [u8])> {
    let start = super::pem::find(bytes, mark)?;
    Some((&bytes[..start], &bytes[start + mark.len()..]))
}

/// The headers end at an empty line.
fn decode(payload: &[u8]) -> Result<Vec<u8>, PemFault> {
    let parts = split_at(payload, b"\n\n").or_else(|| split_at(payload, b"\r\n\r\n"));
    let (headers, data) = parts.unwrap_or((b"", payload));
    let data: Zeroizing<String> = Zeroizing::new(utf8(data)?.chars().filter(|c| !c.is_whitespace()).collect());
    let der = STANDARD.decode(data.as_bytes()).map_err(|_| PemFault::Data)?;
    if utf8(headers)?.lines().all(|header| header.contains(':')) { Ok(der) } else { Err(PemFault::Header) }
}

fn utf8(bytes: &[u8]) -> Result<&str, PemFault> {
    std::str::from_utf8(bytes).map_err(|_| PemFault::Utf8)
}

fn fault(error: &Error) -> CertificateFault {
    match error {
        Error::BadDer | Error::BadDerTime | Error::TrailingData(_) => CertificateFault::Encoding,
        Error::UnsupportedCertVersion => CertificateFault::Version,
        Error::UnsupportedCriticalExtension => CertificateFault::CriticalExtension,
        _ => CertificateFault::Other,
    }
}

/// A private key, in the form that its block has.
enum Key {
    Pkcs8(Zeroizing<Vec<u8>>),
    Pkcs1(Zeroizing<Vec<u8>>),
    Sec1(Zeroizing<Vec<u8>>),
}

/// Of several keys in the same form the last counts, and PKCS #8 before PKCS #1 before SEC 1.
fn check_identity(bytes: &[u8]) -> Result<(), IdentityFault> {
    let mut certificates = Vec::new();
    let (mut pkcs8, mut pkcs1, mut sec1) = (None, None, None);
    let mut rest = std::io::Cursor::new(bytes);
    while let Some((kind, der)) = pem::from_buf(&mut rest).map_err(|error| pem_fault(&error))? {
        match kind {
            SectionKind::Certificate => certificates.push(CertificateDer::from(der)),
            SectionKind::PrivateKey => pkcs8 = Some(Key::Pkcs8(Zeroizing::new(der))),
            SectionKind::RsaPrivateKey => pkcs1 = Some(Key::Pkcs1(Zeroizing::new(der))),
            SectionKind::EcPrivateKey => sec1 = Some(Key::Sec1(Zeroizing::new(der))),
            _ => return Err(IdentityFault::UnknownBlock),
        }
    }
    let key = pkcs8.or(pkcs1).or(sec1).ok_or(IdentityFault::MissingKey)?;
    let first = certificates.first().ok_or(IdentityFault::MissingCertificate)?;
    let public = key.public().ok_or(IdentityFault::UnusableKey)?;
    let leaf = EndEntityCert::try_from(first).map_err(|error| IdentityFault::Certificate(fault(&error)))?;
    if leaf.subject_public_key_info().as_ref() == public { Ok(()) } else { Err(IdentityFault::Mismatch) }
}

fn pem_fault(error: &pem::Error) -> IdentityFault {
    match error {
        pem::Error::MissingSectionEnd { .. } => IdentityFault::MissingEnd,
        pem::Error::IllegalSectionStart { .. } => IdentityFault::IllegalStart,
        _ => IdentityFault::Base64,
    }
}

impl Key {
    /// `rustls::crypto::ring::sign::any_supported_type`, and the `SubjectPublicKeyInfo` of what it finds.
    fn public(&self) -> Option<Vec<u8>> {
        self.rsa().or_else(|| self.ecdsa()).or_else(|| self.ed25519())
    }

    fn rsa(&self) -> Option<Vec<u8>> {
        let pair = match self {
            Self::Pkcs8(der) => RsaKeyPair::from_pkcs8(der),
            Self::Pkcs1(der) => RsaKeyPair::from_der(der),
            Self::Sec1(_) => return None,
        };
        Some(public_key_info(alg_id::RSA_ENCRYPTION, pair.ok()?.public_key().as_ref()))
    }

    fn ecdsa(&self) -> Option<Vec<u8>> {
        let curves: [(_, &EcdsaSigningAlgorithm); 2] =
            [(alg_id::ECDSA_P256, &ECDSA_P256_SHA256_ASN1_SIGNING), (alg_id::ECDSA_P384, &ECDSA_P384_SHA384_ASN1_SIGNING)];
        curves.into_iter().find_map(|(algorithm, signing)| {
            let der = match self {
                Self::Pkcs8(der) => der.clone(),
                Self::Sec1(der) => wrapped(algorithm, der),
                Self::Pkcs1(_) => return None,
            };
            let pair = EcdsaKeyPair::from_pkcs8(signing, &der, &SystemRandom::new()).ok()?;
            Some(public_key_info(algorithm, pair.public_key().as_ref()))
        })
    }

    fn ed25519(&self) -> Option<Vec<u8>> {
        let Self::Pkcs8(der) = self else { return None };
        let pair = Ed25519KeyPair::from_pkcs8_maybe_unchecked(der).ok()?;
        Some(public_key_info(alg_id::ED25519, pair.public_key().as_ref()))
    }
}

/// A SEC 1 key as PKCS #8 (`EcdsaSigningKey::convert_sec1_to_pkcs8`).
fn wrapped(algorithm: AlgorithmIdentifier, sec1: &[u8]) -> Zeroizing<Vec<u8>> {
    let version = [0x02, 0x01, 0x00];
    let key = Zeroizing::new(element(0x04, sec1));
    let content = Zeroizing::new([&version[..], &element(0x30, algorithm.as_ref()), &key].concat());
    Zeroizing::new(element(0x30, &content))
}

fn public_key_info(algorithm: AlgorithmIdentifier, key: &[u8]) -> Vec<u8> {
    let bits = [&[0][..], key].concat();
    element(0x30, &[element(0x30, algorithm.as_ref()), element(0x03, &bits)].concat())
}

/// A DER element.
fn element(tag: u8, content: &[u8]) -> Vec<u8> {
    let length = content.len().to_be_bytes();
    let digits = &length[length.iter().take_while(|&&byte| byte == 0).count()..];
    let short = u8::try_from(content.len()).ok().filter(|&length| length < 0x80);
    let mut element = vec![tag];
    if let Some(length) = short {
        element.push(length);
    } else {
        element.push(0x80 | u8::try_from(digits.len()).unwrap_or(0));
        element.extend_from_slice(digits);
    }
    element.extend_from_slice(content);
    element
}

#[cfg(test)]
#[path = "rustls_tests.rs"]
mod tests;
