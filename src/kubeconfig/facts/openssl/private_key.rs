//! Private keys: `PEM_read_bio_PrivateKey` (`crypto/pem/pem_pkey.c`, `providers/implementations/encode_decode/decode_pem2der.c`).

use super::pem::{self, Block};
use crate::kubeconfig::facts::key::{self, Form, KeyBlock};
use crate::kubeconfig::facts::label::Label;
use crate::kubeconfig::facts::pem::RawBlock;
use crate::kubeconfig::facts::public_key::Algorithm;
use zeroize::Zeroizing;

/// A shorter header is not looked at.
const LONGEST_IGNORED_HEADER: usize = 10;

/// What comes first among the blocks of a file.
pub(super) enum Found {
    /// A key that can be used.
    Key(KeyBlock),
    /// An encrypted one: OpenSSL asks for the passphrase.
    Encrypted,
    /// Neither.
    Nothing,
}

/// The first private key that can be read. What cannot is passed over.
pub(super) fn first(bytes: &[u8]) -> Found {
    for block in pem::blocks(bytes).flatten() {
        if !block.label.is_private_key() {
            continue;
        }
        if block.label == Label::EncryptedPrivateKey || block.is_encrypted() {
            return Found::Encrypted;
        }
        if block.header.len() <= LONGEST_IGNORED_HEADER
            && let Some(key) = read(&block)
        {
            return Found::Key(key);
        }
    }
    Found::Nothing
}

/// One key, in DER or PEM: Ruby's `OpenSSL::PKey.read`.
pub(super) fn one(bytes: &[u8]) -> Found {
    let labels = [Label::PrivateKey, Label::RsaPrivateKey, Label::EcPrivateKey];
    let der = |label| Block { label, header: Zeroizing::default(), der: Zeroizing::new(bytes.to_vec()) };
    match labels.into_iter().find_map(|label| read(&der(label))) {
        Some(key) => Found::Key(key),
        None => first(bytes),
    }
}

/// Reads a block in the form that its label promises; PKCS #8 with a key of the same kind will do too.
pub(super) fn read(block: &Block) -> Option<KeyBlock> {
    let raw = RawBlock { label: block.label, offset: 0, has_headers: false, is_encrypted: false, der: block.der.clone() };
    let key = key::read(&raw);
    let is_expected = match (block.label, key.form) {
        (Label::PrivateKey, Form::Pkcs8) | (Label::RsaPrivateKey, Form::Pkcs1) | (Label::EcPrivateKey, Form::Sec1) => true,
        (Label::RsaPrivateKey, Form::Pkcs8) => matches!(key.algorithm, Some(Algorithm::Rsa { .. })),
        (Label::EcPrivateKey, Form::Pkcs8) => matches!(key.algorithm, Some(Algorithm::Ec(_))),
        _ => false,
    };
    (is_expected && is_intact(&key)).then_some(key)
}

/// Keys that Go can use are read here to the end; of the others only the frame is known.
fn is_intact(key: &KeyBlock) -> bool {
    let is_read_here = match key.algorithm {
        Some(Algorithm::Ec(curve)) => curve.is_known_to_go(),
        Some(Algorithm::Rsa { .. } | Algorithm::Ed25519) => true,
        Some(_) => false,
        // SEC 1 names its curve inside.
        None => key.form != Form::Sec1,
    };
    key.public_key.is_some() || !is_read_here
}
