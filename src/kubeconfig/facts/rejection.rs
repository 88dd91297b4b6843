//! Why Go's `x509.ParseCertificate` refuses a certificate.

use super::der::{CONTEXT_0, INTEGER, Reader, SEQUENCE};
use super::distinguished_name;
use super::public_key::{Algorithm, Curve, PublicKey};
use x509_parser::certificate::X509Certificate;
use x509_parser::extensions::{GeneralName, ParsedExtension, X509Extension};

/// A reason for which Go's parser refuses a certificate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rejection {
    /// It cannot be read as a certificate.
    Malformed,
    /// Bytes follow the DER.
    TrailingData,
    /// The version is above 3.
    InvalidVersion,
    /// The serial number is negative; refused from kubectl 1.32 on.
    NegativeSerial,
    /// The algorithm in the signed part differs from the one beside the signature.
    AlgorithmMismatch,
    /// A name in it is malformed.
    InvalidName,
    /// An elliptic curve that Go does not have.
    UnsupportedCurve,
    /// An elliptic curve that is given by its parameters, not by name.
    ExplicitCurve,
    /// The point is not on the curve.
    PointNotOnCurve(Curve),
    /// An RSA key whose parameters are not `NULL`.
    RsaWithoutNull,
    /// The public key cannot be read.
    InvalidPublicKey,
    /// The same extension twice.
    DuplicateExtension,
    /// An extension that Go reads is malformed.
    MalformedExtension,
}

impl Rejection {
    /// A fixed piece of what kubectl prints behind `failed to parse certificate: `.
    pub fn kubectl_text(self) -> &'static str {
        match self {
            Self::Malformed => "x509: malformed",
            Self::TrailingData => "x509: trailing data",
            Self::InvalidVersion => "x509: invalid version",
            Self::NegativeSerial => "x509: negative serial number",
            Self::AlgorithmMismatch => "x509: inner and outer signature algorithm identifiers don't match",
            Self::InvalidName => "x509: invalid RDNSequence",
            Self::UnsupportedCurve => "x509: unsupported elliptic curve",
            Self::ExplicitCurve => "x509: invalid ECDSA parameters",
            Self::PointNotOnCurve(Curve::P256) => "P256 point not on curve",
            Self::PointNotOnCurve(Curve::P384) => "P384 point not on curve",
            Self::PointNotOnCurve(_) => "P521 point not on curve",
            Self::RsaWithoutNull => "x509: RSA key missing NULL parameters",
            Self::DuplicateExtension => "x509: certificate contains duplicate extensions",
            Self::InvalidPublicKey | Self::MalformedExtension => "x509: invalid",
        }
    }

    /// The versions of kubectl that refuse it.
    pub fn refused_in(self) -> &'static str {
        if self == Self::NegativeSerial { "1.32-1.37" } else { "1.22-1.37" }
    }
}

/// The first reason that Go would give.
pub(super) fn of(der: &[u8]) -> Option<Rejection> {
    let mut outer = Reader::new(der);
    let Some(content) = outer.expect(SEQUENCE) else { return Some(Rejection::Malformed) };
    if !outer.rest().is_empty() {
        return Some(Rejection::TrailingData);
    }
    if let Err(rejection) = check_header(content) {
        return Some(rejection);
    }
    match x509_parser::parse_x509_certificate(der) {
        Ok((_, x509)) => public_key(&x509).or_else(|| extensions(&x509)),
        Err(_) => Some(Rejection::Malformed),
    }
}

/// Version, serial number, the two algorithm identifiers and the two names.
fn check_header(certificate: &[u8]) -> Result<(), Rejection> {
    let mut outer = Reader::new(certificate);
    let mut signed = Reader::new(outer.expect(SEQUENCE).ok_or(Rejection::Malformed)?);
    if let Some(version) = signed.optional(CONTEXT_0) {
        let version = Reader::new(version).unsigned().ok_or(Rejection::Malformed)?;
        if !matches!(version, [] | [0..=2]) {
            return Err(Rejection::InvalidVersion);
        }
    }
    let serial = signed.expect(INTEGER).ok_or(Rejection::Malformed)?;
    if serial.first().is_some_and(|first| first & 0x80 != 0) {
        return Err(Rejection::NegativeSerial);
    }
    let inner_algorithm = signed.expect(SEQUENCE).ok_or(Rejection::Malformed)?;
    let outer_algorithm = outer.expect(SEQUENCE).ok_or(Rejection::Malformed)?;
    if inner_algorithm != outer_algorithm {
        return Err(Rejection::AlgorithmMismatch);
    }
    let is_name = |name: Option<&[u8]>| name.is_some_and(distinguished_name::is_readable);
    let issuer = is_name(signed.expect(SEQUENCE));
    signed.expect(SEQUENCE).ok_or(Rejection::Malformed)?;
    if issuer && is_name(signed.expect(SEQUENCE)) { Ok(()) } else { Err(Rejection::InvalidName) }
}

fn public_key(x509: &X509Certificate<'_>) -> Option<Rejection> {
    let key = PublicKey::of_certificate(x509.public_key());
    match key.algorithm() {
        Algorithm::Ec(Curve::Explicit) => Some(Rejection::ExplicitCurve),
        Algorithm::Ec(curve) if !curve.is_known_to_go() => Some(Rejection::UnsupportedCurve),
        Algorithm::Ec(curve) if key.is_comparable() && !key.is_on_curve() => Some(Rejection::PointNotOnCurve(curve)),
        Algorithm::Rsa { .. } if !has_null_parameters(x509) => Some(Rejection::RsaWithoutNull),
        Algorithm::Rsa { .. } | Algorithm::Ec(_) | Algorithm::Ed25519 if !key.is_comparable() => {
            Some(Rejection::InvalidPublicKey)
        }
        _ => None,
    }
}

fn has_null_parameters(x509: &X509Certificate<'_>) -> bool {
    let parameters = x509.public_key().algorithm.parameters.as_ref();
    parameters.is_some_and(|any| any.tag() == x509_parser::asn1_rs::Tag::Null && any.data.is_empty())
}

/// Go reads extensions of version 3 only.
fn extensions(x509: &X509Certificate<'_>) -> Option<Rejection> {
    if x509.version().0 != 2 {
        return None;
    }
    let extensions = x509.extensions();
    let is_duplicate = |at: usize| extensions[..at].iter().any(|earlier| earlier.oid == extensions[at].oid);
    if (0..extensions.len()).any(is_duplicate) {
        return Some(Rejection::DuplicateExtension);
    }
    if extensions.iter().any(|extension| !distinguished_name::is_oid(extension.oid.as_bytes())) {
        return Some(Rejection::Malformed);
    }
    let is_malformed = |extension: &X509Extension<'_>| {
        is_malformed(extension.parsed_extension()) || has_forbidden_mark(extension) || !has_der_boolean(extension)
    };
    extensions.iter().any(is_malformed).then_some(Rejection::MalformedExtension)
}

/// Key identifiers may not be critical.
fn has_forbidden_mark(extension: &X509Extension<'_>) -> bool {
    let parsed = extension.parsed_extension();
    extension.critical && matches!(parsed, ParsedExtension::SubjectKeyIdentifier(_) | ParsedExtension::AuthorityKeyIdentifier(_))
}

/// A `BOOLEAN` in basicConstraints is 0 or 255.
fn has_der_boolean(extension: &X509Extension<'_>) -> bool {
    const BOOLEAN: u8 = 0x01;
    let ParsedExtension::BasicConstraints(_) = extension.parsed_extension() else { return true };
    let Some(content) = Reader::new(extension.value).expect(SEQUENCE) else { return false };
    let mut fields = Reader::new(content);
    fields.peek() != Some(BOOLEAN) || matches!(fields.expect(BOOLEAN), Some([0 | 0xff]))
}

fn is_malformed(extension: &ParsedExtension<'_>) -> bool {
    match extension {
        ParsedExtension::ParseError { .. } => true,
        ParsedExtension::SubjectAlternativeName(names) => {
            names.general_names.iter().any(|name| matches!(name, GeneralName::IPAddress(bytes) if !matches!(bytes.len(), 4 | 16)))
        }
        _ => false,
    }
}
