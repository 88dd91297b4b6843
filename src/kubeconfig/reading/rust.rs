//! What Rust's types make of a value.

use super::atom::Atom;
use super::{Datum, Dialect, Kind, serde_saphyr};
use crate::kubeconfig::facts::http_uri::{self, HttpUri, InvalidUri};
use crate::kubeconfig::facts::rustls;
use crate::span::Span;
use ::base64::Engine as _;
use ::base64::alphabet;
use ::base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use jiff::Timestamp;
use zeroize::Zeroizing;

/// The part of an ID token that its clients read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IdToken {
    /// It is no JWT.
    NoJwt,
    /// Its second part is no base64.
    Base64,
    /// Or no JSON with a number `exp`.
    Json,
    /// Its `exp` is beyond all times.
    Expiry,
    /// It ends then.
    Until(Timestamp),
}

impl Datum<'_> {
    /// `bool::deserialize`, where that takes it.
    pub fn flag(&self) -> Option<bool> {
        let reading = self.reading;
        match reading.dialect {
            Dialect::SerdeSaphyr => serde_saphyr::flag(&reading.written(self.node)?),
            _ => match reading.atom(self.node)? {
                Atom::Bool(value) => Some(value),
                _ => None,
            },
        }
    }

    /// Its type where none is asked for, as a value or as a key. JSON cannot hold what is [`Kind::Refused`].
    pub fn untyped(&self, is_key: bool) -> Kind {
        let read = if is_key { serde_saphyr::untyped_key } else { serde_saphyr::untyped };
        match self.reading.written(self.node) {
            Some(written) if self.reading.dialect == Dialect::SerdeSaphyr => read(&written),
            _ => self.kind(),
        }
    }

    /// The first character of the value itself.
    pub fn start(&self) -> Span {
        Span::at(self.reading.stream.node(self.node).token.start)
    }

    /// Whether both are texts, and the same.
    pub fn same_text(&self, other: &Datum<'_>) -> bool {
        self.kind() == Kind::Text && self.equals(other)
    }

    /// Whether a text has nothing but blanks in it.
    pub fn is_blank(&self) -> bool {
        self.text().is_some_and(|text| text.trim().is_empty())
    }

    /// The URL that a text is for `http::Uri`; `None` where it is no text.
    pub fn http_uri(&self) -> Option<Result<HttpUri, InvalidUri>> {
        let text = self.text()?;
        Some(http_uri::parse(&text).map(|uri| if self.shows_address(&text) { uri } else { uri.concealed() }))
    }

    /// Whether `HeaderValue::from_str` takes a text: neither control characters but the tab, nor DEL.
    pub fn is_header_value(&self) -> bool {
        self.text().is_some_and(|text| text.bytes().all(|byte| byte == b'\t' || (byte >= b' ' && byte != 0x7f)))
    }

    /// Whether a text is the name of a host, or an address, for rustls.
    pub fn is_server_name(&self) -> bool {
        self.text().is_some_and(|text| rustls::is_server_name(&text))
    }

    /// A text as a moment of RFC 3339.
    pub fn moment(&self) -> Option<Timestamp> {
        self.text()?.parse().ok()
    }

    /// `Oidc::token_valid` (`client/auth/oidc.rs`); `None` where it is no text.
    pub fn id_token(&self) -> Option<IdToken> {
        const ENGINE: GeneralPurpose = GeneralPurpose::new(
            &alphabet::URL_SAFE,
            GeneralPurposeConfig::new()
                .with_decode_allow_trailing_bits(true)
                .with_decode_padding_mode(DecodePaddingMode::Indifferent),
        );
        let text = self.text()?;
        let Some(payload) = text.split('.').nth(1) else { return Some(IdToken::NoJwt) };
        let Ok(payload) = ENGINE.decode(payload).map(Zeroizing::new) else { return Some(IdToken::Base64) };
        let Ok(claims) = serde_json::from_slice::<Claims>(&payload) else { return Some(IdToken::Json) };
        #[allow(clippy::cast_possible_truncation)]
        let seconds = claims.exp.as_i64().or_else(|| Some(claims.exp.as_f64()? as i64));
        let until = seconds.and_then(|seconds| Timestamp::from_second(seconds).ok());
        Some(until.map_or(IdToken::Expiry, IdToken::Until))
    }
}

#[derive(serde::Deserialize)]
struct Claims {
    exp: serde_json::Number,
}
