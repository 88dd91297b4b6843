//! The status of an `ExecCredential`: token, certificate, key and expiry.

use super::expiry::Expiry;
use super::member::{Member, value};
use super::python_base64::{self, Error};
use super::token_text::TokenText;
use crate::kubeconfig::examine::{self, Bytes};
use crate::kubeconfig::facts::base64::{self, Base64};
use crate::kubeconfig::facts::pair::{self, Pair};
use crate::kubeconfig::value::{Data, Value};
use crate::span::Span;
use zeroize::Zeroizing;

/// The members of a status.
#[derive(Debug)]
pub struct Status {
    /// `token`
    pub token: Option<Member<TokenText>>,
    /// `clientCertificateData`
    pub certificate: Option<Member<PemText>>,
    /// `clientKeyData`
    pub key: Option<Member<PemText>>,
    /// `expirationTimestamp`
    pub expiry: Option<Member<Expiry>>,
    /// What TLS libraries make of certificate and key, where both are texts.
    pub pairs: Option<Pairs>,
    /// Members that are none, and look as if they should be.
    pub strays: Vec<Stray>,
}

/// A member that nobody reads.
#[derive(Clone, Copy, Debug)]
pub struct Stray {
    /// Its key.
    pub key: Span,
    /// What it should be called.
    pub meant: &'static str,
}

/// A certificate or key.
#[derive(Debug)]
pub struct PemText {
    /// Nothing at all.
    pub is_empty: bool,
    /// What it is as it stands; the protocol wants PEM.
    pub bytes: Bytes,
    /// What it is as base64.
    pub base64: Base64,
    /// What kr8s takes it for.
    pub decoded: Decoded,
    /// It has a BEGIN line somewhere, well placed or not.
    pub mentions_begin: bool,
}

/// How the versions of kr8s decode a certificate or key.
#[derive(Clone, Copy, Debug)]
pub struct Decoded {
    /// Up to 0.13.5: always as base64.
    pub always: Option<Error>,
    /// From 0.13.6 to 0.17.2: as it is where it is no base64.
    pub or_as_it_is: Option<Error>,
    /// From 0.17.3: as it is where it has five dashes in it.
    pub unless_dashes: Option<Error>,
}

/// What Go makes of a certificate and its key, by what is done to them first.
#[derive(Debug)]
pub struct Pairs {
    /// Nothing.
    pub as_written: Pair,
    /// What kr8s does up to 0.13.5.
    pub always_decoded: Pair,
    /// What it does from 0.13.6 to 0.17.2.
    pub decoded_or_as_it_is: Pair,
    /// What it does from 0.17.3 on.
    pub decoded_unless_dashes: Pair,
}

type Plain = Result<Zeroizing<Vec<u8>>, Error>;

impl Status {
    pub(super) fn read(status: &Value) -> Option<Self> {
        if !matches!(status.data, Data::Map(_)) {
            return None;
        }
        let certificate = text_of(status, CERTIFICATE);
        let key = text_of(status, KEY);
        let pem = |value: &Value| value.as_text().map(PemText::inspect);
        Some(Self {
            token: Member::of(status, "token", |value| value.as_text().map(TokenText::inspect)),
            certificate: Member::of(status, CERTIFICATE, pem),
            key: Member::of(status, KEY, pem),
            expiry: Member::of(status, "expirationTimestamp", |value| value.as_text().map(Expiry::inspect)),
            pairs: certificate.zip(key).map(|(certificate, key)| Pairs::inspect(certificate, key)),
            strays: strays(status),
        })
    }

    /// The certificate's text, where it is one.
    pub fn certificate_text(&self) -> Option<&PemText> {
        value(self.certificate.as_ref())
    }

    /// The key's text, where it is one.
    pub fn key_text(&self) -> Option<&PemText> {
        value(self.key.as_ref())
    }

    /// The token's text, where it is one.
    pub fn token_text(&self) -> Option<&TokenText> {
        value(self.token.as_ref())
    }
}

const CERTIFICATE: &str = "clientCertificateData";
const KEY: &str = "clientKeyData";

fn text_of<'v>(status: &'v Value, name: &str) -> Option<&'v str> {
    status.get(name).and_then(Value::as_text)
}

impl PemText {
    fn inspect(text: &str) -> Self {
        Self {
            is_empty: text.is_empty(),
            bytes: examine::bytes(text.as_bytes()),
            base64: base64::inspect(text).0,
            decoded: Decoded {
                always: always(text).err(),
                or_as_it_is: or_as_it_is(text).err(),
                unless_dashes: unless_dashes(text).err(),
            },
            mentions_begin: text.contains("-----BEGIN "),
        }
    }
}

impl Pairs {
    fn inspect(certificate: &str, key: &str) -> Self {
        let with = |decode: fn(&str) -> Plain| match (decode(certificate), decode(key)) {
            (Ok(certificate), Ok(key)) => pair::inspect(&certificate, &key),
            _ => Pair::Unknown,
        };
        Self {
            as_written: pair::inspect(certificate.as_bytes(), key.as_bytes()),
            always_decoded: with(always),
            decoded_or_as_it_is: with(or_as_it_is),
            decoded_unless_dashes: with(unless_dashes),
        }
    }
}

fn always(text: &str) -> Plain {
    python_base64::lenient(text)
}

fn or_as_it_is(text: &str) -> Plain {
    match python_base64::strict(text) {
        Err(Error::NotAscii) => Err(Error::NotAscii),
        Err(_) => Ok(as_it_is(text)),
        Ok(bytes) => Ok(bytes),
    }
}

fn unless_dashes(text: &str) -> Plain {
    if text.contains("-----") { Ok(as_it_is(text)) } else { python_base64::lenient(text) }
}

fn as_it_is(text: &str) -> Zeroizing<Vec<u8>> {
    Zeroizing::new(text.as_bytes().to_vec())
}

/// Names that differ from a member's by case, `_`, `-` and a few words that people leave out or add.
fn strays(status: &Value) -> Vec<Stray> {
    const MEANT: &[(&str, &[&str])] = &[
        ("token", &["token", "bearertoken", "accesstoken", "idtoken"]),
        (CERTIFICATE, &["clientcertificatedata", "clientcertificate", "clientcertdata", "clientcert", "certificatedata"]),
        (KEY, &["clientkeydata", "clientkey", "keydata"]),
        ("expirationTimestamp", &["expirationtimestamp", "expiration", "expiry", "expiresat", "expirytimestamp"]),
    ];
    let stray = |(key, name): (Span, &str)| {
        let plain = name.replace(['_', '-'], "").to_ascii_lowercase();
        let (meant, _) = MEANT.iter().find(|(meant, spellings)| name != *meant && spellings.contains(&plain.as_str()))?;
        status.get(meant).is_none().then_some(Stray { key, meant })
    };
    status.live_pairs().map(|pair| (pair.key_span, pair.key.as_str())).filter_map(stray).collect()
}
