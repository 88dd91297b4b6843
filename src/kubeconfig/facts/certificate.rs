//! What may be said about an X.509 certificate (RFC 5280).

use super::constraints::NameConstraints;
use super::pem::{self, Label};
use super::public_key::PublicKey;
use super::rejection::{self, Rejection};
use super::signature::Signature;
use crate::message::Name;
use jiff::Timestamp;
use std::fmt::{self, Debug, Formatter};
use std::net::IpAddr;
use x509_parser::certificate::X509Certificate;
use x509_parser::extensions::{GeneralName, ParsedExtension};
use x509_parser::x509::{AttributeTypeAndValue, X509Name};

/// One `CERTIFICATE` block.
#[derive(Clone, Debug)]
pub struct CertificateBlock {
    /// Where its BEGIN line starts in the decoded bytes.
    pub offset: usize,
    /// It has headers, so Go does not use it as a CA.
    pub has_headers: bool,
    /// Why Go's parser refuses it, if it does.
    pub rejection: Option<Rejection>,
    /// What it says, where it can be read at all.
    pub certificate: Option<Certificate>,
}

/// What a certificate says.
#[derive(Clone, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "independent facts, each named")]
pub struct Certificate {
    /// The subject's CN, which is the user name.
    pub common_name: Option<Name>,
    /// The subject's O, which are the groups.
    pub organizations: Vec<Name>,
    /// The issuer's CN, or where it has none its O.
    pub issuer: Option<Name>,
    /// First moment at which it is valid.
    pub not_before: Timestamp,
    /// Last moment at which it is valid.
    pub not_after: Timestamp,
    /// Subject and issuer are the same name.
    pub is_self_issued: bool,
    /// 1, 2 or 3.
    pub version: u32,
    /// basicConstraints, if present.
    pub basic_constraints: Option<BasicConstraints>,
    /// keyUsage, if present.
    pub key_usage: Option<KeyUsage>,
    /// extendedKeyUsage, if present.
    pub extended_key_usage: Option<ExtendedKeyUsage>,
    /// subjectAltName.
    pub alternative_names: Vec<AlternativeName>,
    /// subjectKeyIdentifier is present.
    pub has_subject_key_id: bool,
    /// authorityKeyIdentifier is present.
    pub has_authority_key_id: bool,
    /// nameConstraints, if present.
    pub name_constraints: Option<NameConstraints>,
    /// A critical extension that Go does not know.
    pub has_unknown_critical_extension: bool,
    /// The serial number is negative.
    pub has_negative_serial: bool,
    /// Bytes follow the certificate in its block.
    pub has_trailing_bytes: bool,
    /// The public key.
    pub public_key: PublicKey,
    /// How it is signed.
    pub signature: Signature,
    source: Source,
}

/// basicConstraints.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BasicConstraints {
    /// `CA:TRUE`
    pub is_ca: bool,
    /// It is marked critical.
    pub is_critical: bool,
    /// How many intermediates may follow.
    pub path_length: Option<u32>,
}

/// keyUsage.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KeyUsage {
    /// keyCertSign
    pub may_sign_certificates: bool,
    /// digitalSignature
    pub may_sign: bool,
}

/// extendedKeyUsage.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ExtendedKeyUsage {
    /// anyExtendedKeyUsage
    pub any: bool,
    /// clientAuth
    pub client_auth: bool,
    /// serverAuth
    pub server_auth: bool,
}

/// A name in subjectAltName.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AlternativeName {
    /// dNSName
    Dns(Name),
    /// iPAddress
    Ip(IpAddr),
    /// Another kind.
    Other,
}

/// The DER, for checking signatures; never shown.
#[derive(Clone)]
struct Source(Vec<u8>);

impl Debug for Source {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str("Source")
    }
}

/// The `CERTIFICATE` blocks of decoded bytes, in order.
pub(in crate::kubeconfig) fn blocks(bytes: &[u8]) -> Vec<CertificateBlock> {
    pem::blocks(bytes)
        .filter(|block| block.label == Label::Certificate)
        .map(|block| CertificateBlock {
            offset: block.offset,
            has_headers: block.has_headers,
            rejection: rejection::of(&block.der),
            certificate: parse(&block.der),
        })
        .collect()
}

/// Reads one certificate. Bytes behind it are noted, not refused.
pub(in crate::kubeconfig) fn parse(der: &[u8]) -> Option<Certificate> {
    let (rest, x509) = x509_parser::parse_x509_certificate(der).ok()?;
    let validity = x509.validity();
    let mut certificate = Certificate {
        common_name: x509.subject().iter_common_name().next().map(name),
        organizations: x509.subject().iter_organization().map(name).collect(),
        issuer: short_name(x509.issuer()),
        not_before: Timestamp::from_second(validity.not_before.timestamp()).ok()?,
        not_after: Timestamp::from_second(validity.not_after.timestamp()).ok()?,
        is_self_issued: x509.subject().as_raw() == x509.issuer().as_raw(),
        version: x509.version().0.saturating_add(1),
        basic_constraints: None,
        key_usage: None,
        extended_key_usage: None,
        alternative_names: Vec::new(),
        has_subject_key_id: false,
        has_authority_key_id: false,
        name_constraints: None,
        has_unknown_critical_extension: false,
        has_negative_serial: x509.raw_serial().first().is_some_and(|first| first & 0x80 != 0),
        has_trailing_bytes: !rest.is_empty(),
        public_key: PublicKey::of_certificate(x509.public_key()),
        signature: Signature::of(&x509.signature_algorithm),
        source: Source(der[..der.len() - rest.len()].to_vec()),
    };
    certificate.read_extensions(&x509);
    Some(certificate)
}

impl Certificate {
    fn read_extensions(&mut self, x509: &X509Certificate<'_>) {
        for extension in x509.extensions() {
            match extension.parsed_extension() {
                ParsedExtension::BasicConstraints(constraints) => {
                    self.basic_constraints = Some(BasicConstraints {
                        is_ca: constraints.ca,
                        is_critical: extension.critical,
                        path_length: constraints.path_len_constraint,
                    });
                }
                ParsedExtension::KeyUsage(usage) => {
                    self.key_usage =
                        Some(KeyUsage { may_sign_certificates: usage.key_cert_sign(), may_sign: usage.digital_signature() });
                }
                ParsedExtension::ExtendedKeyUsage(usage) => {
                    self.extended_key_usage =
                        Some(ExtendedKeyUsage { any: usage.any, client_auth: usage.client_auth, server_auth: usage.server_auth });
                }
                ParsedExtension::SubjectAlternativeName(names) => {
                    self.alternative_names = names.general_names.iter().map(alternative_name).collect();
                }
                ParsedExtension::SubjectKeyIdentifier(_) => self.has_subject_key_id = true,
                ParsedExtension::AuthorityKeyIdentifier(_) => self.has_authority_key_id = true,
                ParsedExtension::NameConstraints(constraints) => self.name_constraints = Some(NameConstraints::of(constraints)),
                ParsedExtension::UnsupportedExtension { .. } | ParsedExtension::Unparsed => {
                    self.has_unknown_critical_extension |= extension.critical;
                }
                _ => {}
            }
        }
    }

    /// Whether it may sign others by Go's rules: `CA:TRUE`, or version 1 where there are no extensions, and keyCertSign where
    /// keyUsage is present (`x509.Certificate.isValid`, `CheckSignatureFrom`).
    pub fn may_sign_certificates(&self) -> bool {
        let is_ca = self.basic_constraints.map_or(self.version < 3, |constraints| constraints.is_ca);
        is_ca && self.key_usage.is_none_or(|usage| usage.may_sign_certificates)
    }

    /// Whether its issuer's name is the subject of `issuer`, byte for byte.
    pub fn names_as_issuer(&self, issuer: &Self) -> bool {
        match (self.x509(), issuer.x509()) {
            (Some(own), Some(other)) => own.issuer().as_raw() == other.subject().as_raw(),
            _ => false,
        }
    }

    /// Whether the key of `issuer` made its signature. `None` where the algorithm cannot be checked here.
    pub fn is_signed_by(&self, issuer: &Self) -> Option<bool> {
        if !self.signature.is_checkable() {
            return None;
        }
        let (own, other) = (self.x509()?, issuer.x509()?);
        match own.verify_signature(Some(other.public_key())) {
            Ok(()) => Some(true),
            Err(x509_parser::error::X509Error::SignatureVerificationError) => Some(false),
            Err(_) => None,
        }
    }

    /// Whether it signed itself. `None` where the algorithm cannot be checked here.
    pub fn is_self_signed(&self) -> Option<bool> {
        if self.is_self_issued { self.is_signed_by(self) } else { Some(false) }
    }

    pub(super) fn x509(&self) -> Option<X509Certificate<'_>> {
        x509_parser::parse_x509_certificate(&self.source.0).ok().map(|(_, x509)| x509)
    }
}

pub(super) fn name(attribute: &AttributeTypeAndValue<'_>) -> Name {
    Name::escape(&String::from_utf8_lossy(attribute.as_slice()))
}

fn short_name(full: &X509Name<'_>) -> Option<Name> {
    full.iter_common_name().chain(full.iter_organization()).next().map(name)
}

fn alternative_name(general: &GeneralName<'_>) -> AlternativeName {
    match general {
        GeneralName::DNSName(dns) => AlternativeName::Dns(Name::escape(dns)),
        GeneralName::IPAddress(bytes) => {
            let v4 = <[u8; 4]>::try_from(*bytes).ok().map(IpAddr::from);
            let v6 = || <[u8; 16]>::try_from(*bytes).ok().map(IpAddr::from);
            v4.or_else(v6).map_or(AlternativeName::Other, AlternativeName::Ip)
        }
        _ => AlternativeName::Other,
    }
}

#[cfg(test)]
#[path = "certificate_tests.rs"]
mod tests;
