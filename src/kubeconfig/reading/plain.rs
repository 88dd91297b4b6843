//! What a `*-data` value decodes to in a client's hands, or what a file holds.

use super::Datum;
use crate::kubeconfig::facts::openssl::authorities::{self, Authorities};
use crate::kubeconfig::facts::openssl::certificates;
use crate::kubeconfig::facts::openssl::identity::{self, Identity};
use crate::kubeconfig::facts::openssl::level::Level;
use std::fmt::{self, Debug, Formatter};
use zeroize::Zeroizing;

/// Bytes. They are secret; facts can be asked of them.
#[derive(Default)]
pub struct Plain(Zeroizing<Vec<u8>>);

impl Plain {
    pub(in crate::kubeconfig) fn new(bytes: Zeroizing<Vec<u8>>) -> Self {
        Self(bytes)
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// What OpenSSL makes of them as a file of authorities.
    pub fn authorities(&self) -> Authorities {
        authorities::inspect(&self.0)
    }

    /// What OpenSSL makes of them as a file of certificates, of which the first belongs to `key`.
    pub fn identity(&self, key: &Self, level: Level) -> Identity {
        identity::inspect(&self.0, &key.0, level)
    }

    /// What OpenSSL makes of them as a file of certificates without a key.
    pub fn certificate(&self, level: Level) -> Identity {
        identity::certificate(&self.0, level)
    }

    /// What OpenSSL makes of them as the file of a key without a certificate.
    pub fn private_key(&self) -> Identity {
        identity::private_key(&self.0)
    }

    /// Whether Ruby's `openssl` reads a certificate from them, in DER or PEM.
    pub fn is_one_certificate(&self) -> bool {
        certificates::one(&self.0).is_some()
    }

    /// Whether Ruby's `openssl` reads a private key from them, in DER or PEM, without asking for a passphrase.
    pub fn is_one_key(&self) -> bool {
        identity::is_one_key(&self.0)
    }

    /// What OpenSSL makes of the first certificate in them and the first key in `key`.
    pub fn identity_of_objects(&self, key: &Self, level: Level) -> Identity {
        identity::of_objects(&self.0, &key.0, level)
    }

    /// The text itself, not decoded; `None` where it is none.
    pub fn of_text(datum: &Datum<'_>) -> Option<Self> {
        datum.text().map(|text| Self(Zeroizing::new(text.as_bytes().to_vec())))
    }

    /// Whether they are a text in UTF-8.
    pub fn is_utf8(&self) -> bool {
        std::str::from_utf8(&self.0).is_ok()
    }

    /// Whether there are none but blanks.
    pub fn is_blank(&self) -> bool {
        self.0.trim_ascii().is_empty()
    }

    pub(in crate::kubeconfig) fn bytes(&self) -> &[u8] {
        &self.0
    }
}

impl Debug for Plain {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str("Plain")
    }
}
