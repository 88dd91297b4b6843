//! How certificates are signed.

use x509_parser::x509::AlgorithmIdentifier;

/// A signature algorithm, as far as clients differ about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Signature {
    /// RSA (PKCS #1 v1.5) with this hash.
    Rsa(Hash),
    /// RSA-PSS.
    RsaPss,
    /// ECDSA with this hash.
    Ecdsa(Hash),
    /// Ed25519.
    Ed25519,
    /// Anything else.
    Other,
}

/// The hash in a [`Signature`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hash {
    /// MD2 or MD5.
    Md5,
    /// SHA-1.
    Sha1,
    /// SHA-224 and stronger.
    Sha2,
}

impl Signature {
    pub(super) fn of(identifier: &AlgorithmIdentifier<'_>) -> Self {
        const PKCS1: [u8; 8] = [0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01];
        const ECDSA_SHA2: [u8; 7] = [0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03];
        match identifier.algorithm.as_bytes() {
            [prefix @ .., last] if *prefix == PKCS1 => match last {
                2..=4 => Self::Rsa(Hash::Md5),
                5 => Self::Rsa(Hash::Sha1),
                10 => Self::RsaPss,
                11..=14 => Self::Rsa(Hash::Sha2),
                _ => Self::Other,
            },
            [prefix @ .., 1..=4] if *prefix == ECDSA_SHA2 => Self::Ecdsa(Hash::Sha2),
            [0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x01] => Self::Ecdsa(Hash::Sha1),
            [0x2b, 0x65, 0x70] => Self::Ed25519,
            _ => Self::Other,
        }
    }

    /// Whether Go ≥ 1.18 refuses it on any certificate but a trusted root (`x509.InsecureAlgorithmError`).
    pub fn is_insecure(self) -> bool {
        matches!(self, Self::Rsa(Hash::Md5 | Hash::Sha1) | Self::Ecdsa(Hash::Md5 | Hash::Sha1))
    }

    pub(super) fn is_checkable(self) -> bool {
        matches!(self, Self::Rsa(Hash::Sha1 | Hash::Sha2) | Self::Ecdsa(Hash::Sha2) | Self::Ed25519)
    }

    /// A word for messages: `SHA1-RSA`, as Go writes it.
    pub fn text(self) -> &'static str {
        match self {
            Self::Rsa(Hash::Md5) => "MD5-RSA",
            Self::Rsa(Hash::Sha1) => "SHA1-RSA",
            Self::Rsa(Hash::Sha2) => "SHA2-RSA",
            Self::RsaPss => "RSA-PSS",
            Self::Ecdsa(Hash::Md5 | Hash::Sha1) => "ECDSA-SHA1",
            Self::Ecdsa(Hash::Sha2) => "ECDSA-SHA2",
            Self::Ed25519 => "Ed25519",
            Self::Other => "an unknown algorithm",
        }
    }
}
