//! Public keys: of certificates, and derived from private keys.

use super::der::{OBJECT_IDENTIFIER, Reader};
use std::fmt::{self, Debug, Formatter};
use x509_parser::x509::SubjectPublicKeyInfo;

/// What kind of key it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Algorithm {
    /// RSA.
    Rsa {
        /// The size of the modulus.
        bits: usize,
    },
    /// RSA restricted to PSS, which Go cannot use.
    RsaPss,
    /// ECDSA.
    Ec(Curve),
    /// Ed25519.
    Ed25519,
    /// Ed448, which Go cannot use.
    Ed448,
    /// X25519, which cannot sign.
    X25519,
    /// DSA.
    Dsa,
    /// Anything else.
    Other,
}

/// A named curve.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Curve {
    /// NIST P-224.
    P224,
    /// NIST P-256.
    P256,
    /// NIST P-384.
    P384,
    /// NIST P-521.
    P521,
    /// secp256k1, which Go does not have.
    Secp256k1,
    /// A curve that is given by its parameters, not by name.
    Explicit,
    /// Another curve, which Go does not have.
    Other,
}

impl Curve {
    /// Whether Go's `crypto/x509` knows it.
    pub fn is_known_to_go(self) -> bool {
        matches!(self, Self::P224 | Self::P256 | Self::P384 | Self::P521)
    }

    /// The curve of an `OBJECT IDENTIFIER`'s content.
    pub(super) fn from_oid(oid: &[u8]) -> Self {
        match oid {
            [0x2b, 0x81, 0x04, 0x00, 0x21] => Self::P224,
            [0x2a, 0x86, 0x48, 0xce, 0x3d, 0x03, 0x01, 0x07] => Self::P256,
            [0x2b, 0x81, 0x04, 0x00, 0x22] => Self::P384,
            [0x2b, 0x81, 0x04, 0x00, 0x23] => Self::P521,
            [0x2b, 0x81, 0x04, 0x00, 0x0a] => Self::Secp256k1,
            _ => Self::Other,
        }
    }

    /// The bytes of one coordinate, for curves that Go knows.
    pub(super) fn coordinate_size(self) -> Option<usize> {
        match self {
            Self::P224 => Some(28),
            Self::P256 => Some(32),
            Self::P384 => Some(48),
            Self::P521 => Some(66),
            Self::Secp256k1 | Self::Explicit | Self::Other => None,
        }
    }
}

impl Algorithm {
    /// The algorithm of an `AlgorithmIdentifier`'s content; the size of an RSA key is not known here and is 0.
    pub(super) fn from_identifier(oid: &[u8], parameters: &[u8]) -> Self {
        match oid {
            [0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x01] => Self::Rsa { bits: 0 },
            [0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x0a] => Self::RsaPss,
            [0x2a, 0x86, 0x48, 0xce, 0x3d, 0x02, 0x01] => {
                Self::Ec(Reader::new(parameters).expect(OBJECT_IDENTIFIER).map_or(Curve::Explicit, Curve::from_oid))
            }
            [0x2b, 0x65, 0x70] => Self::Ed25519,
            [0x2b, 0x65, 0x71] => Self::Ed448,
            [0x2b, 0x65, 0x6e] => Self::X25519,
            [0x2a, 0x86, 0x48, 0xce, 0x38, 0x04, 0x01] => Self::Dsa,
            _ => Self::Other,
        }
    }

    /// A word for messages: `RSA`, `P-256`.
    pub fn text(self) -> &'static str {
        match self {
            Self::Rsa { .. } => "RSA",
            Self::RsaPss => "RSA-PSS",
            Self::Ec(Curve::P224) => "P-224",
            Self::Ec(Curve::P256) => "P-256",
            Self::Ec(Curve::P384) => "P-384",
            Self::Ec(Curve::P521) => "P-521",
            Self::Ec(Curve::Secp256k1) => "secp256k1",
            Self::Ec(Curve::Explicit | Curve::Other) => "an uncommon elliptic curve",
            Self::Ed25519 => "Ed25519",
            Self::Ed448 => "Ed448",
            Self::X25519 => "X25519",
            Self::Dsa => "DSA",
            Self::Other => "an unknown algorithm",
        }
    }
}

/// A public key that can be compared. Its bytes stay in `facts/`.
#[derive(Clone, PartialEq, Eq)]
pub struct PublicKey {
    algorithm: Algorithm,
    /// The modulus without leading zeros, the uncompressed point, or the 32 bytes of Ed25519. Empty for all others.
    material: Vec<u8>,
}

impl Debug for PublicKey {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "PublicKey({:?})", self.algorithm)
    }
}

impl PublicKey {
    pub(super) fn rsa(modulus: &[u8]) -> Self {
        let leading = modulus.iter().take_while(|&&byte| byte == 0).count();
        let material = modulus.get(leading..).unwrap_or_default().to_vec();
        let unused = material.first().map_or(0, |first| first.leading_zeros() as usize);
        Self { algorithm: Algorithm::Rsa { bits: material.len() * 8 - unused }, material }
    }

    pub(super) fn new(algorithm: Algorithm, material: &[u8]) -> Self {
        Self { algorithm, material: material.to_vec() }
    }

    /// The key of a certificate; without material where its form is not the one that Go reads.
    pub(super) fn of_certificate(key: &SubjectPublicKeyInfo<'_>) -> Self {
        let parameters = key.algorithm.parameters.as_ref().map(|any| any_to_der(any)).unwrap_or_default();
        let algorithm = Algorithm::from_identifier(key.algorithm.algorithm.as_bytes(), &parameters);
        let bits: &[u8] = &key.subject_public_key.data;
        match algorithm {
            Algorithm::Rsa { .. } => rsa_modulus(bits).map_or(Self::new(algorithm, &[]), Self::rsa),
            Algorithm::Ec(curve) if is_uncompressed_point(curve, bits) => Self::new(algorithm, bits),
            Algorithm::Ed25519 if bits.len() == 32 => Self::new(algorithm, bits),
            _ => Self::new(algorithm, &[]),
        }
    }

    /// What kind of key it is.
    pub fn algorithm(&self) -> Algorithm {
        self.algorithm
    }

    /// Whether a point is on its curve; taken for granted where that cannot be checked here.
    pub(super) fn is_on_curve(&self) -> bool {
        match self.algorithm {
            Algorithm::Ec(Curve::P256) => p256::PublicKey::from_sec1_bytes(&self.material).is_ok(),
            Algorithm::Ec(Curve::P384) => p384::PublicKey::from_sec1_bytes(&self.material).is_ok(),
            Algorithm::Ec(Curve::P521) => p521::PublicKey::from_sec1_bytes(&self.material).is_ok(),
            _ => true,
        }
    }

    /// Whether it is of a kind, and in a form, that can be compared.
    pub(super) fn is_comparable(&self) -> bool {
        !self.material.is_empty()
    }
}

/// Only tag and content matter here: parameters are an OID or `NULL`.
fn any_to_der(any: &x509_parser::asn1_rs::Any<'_>) -> Vec<u8> {
    let tag = u8::try_from(any.tag().0).unwrap_or_default();
    let length = u8::try_from(any.data.len()).ok().filter(|&length| length < 0x80);
    length.map(|length| [&[tag, length], any.data].concat()).unwrap_or_default()
}

fn rsa_modulus(der: &[u8]) -> Option<&[u8]> {
    Reader::new(Reader::new(der).expect(super::der::SEQUENCE)?).unsigned()
}

fn is_uncompressed_point(curve: Curve, point: &[u8]) -> bool {
    curve.coordinate_size().is_some_and(|size| point.first() == Some(&4) && point.len() == 1 + 2 * size)
}
