//! What kubectl's auth provider `oidc` (`k8s.io/client-go/plugin/pkg/client/auth/oidc`) does with its configuration.

use super::go_url::{self, Strictness};
use super::pool::Pool;
use base64::Engine as _;
use base64::alphabet;
use base64::engine::DecodePaddingMode;
use base64::engine::general_purpose::{GeneralPurpose, GeneralPurposeConfig};
use jiff::Timestamp;
use serde_json::{Map, Value};
use zeroize::Zeroizing;

/// `base64.URLEncoding` after `decodeSegment` has added the padding: trailing bits are not looked at.
const SEGMENT: GeneralPurpose = GeneralPurpose::new(
    &alphabet::URL_SAFE,
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::RequireNone).with_decode_allow_trailing_bits(true),
);

/// What may be said about the configuration of a provider.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Oidc {
    /// `id-token`, where there is one.
    pub id_token: Option<IdToken>,
    /// What kubectl says when it asks for a new token at an `idp-issuer-url` that is no address.
    pub issuer_error: Option<&'static str>,
    /// `idp-certificate-authority-data`, else `idp-certificate-authority`, where one of them is given and its bytes are known.
    pub authority: Option<Pool>,
}

/// What the provider makes of an `id-token`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IdToken {
    /// It does not have three parts.
    NotJwt,
    /// Its claims, or the date in them, cannot be read.
    Unreadable,
    /// It can be sent until then; without a date, never.
    Until(Option<Timestamp>),
}

/// `idTokenExpired`
pub(in crate::kubeconfig) fn id_token(text: &str) -> IdToken {
    let mut parts = text.split('.');
    let (Some(_), Some(claims), Some(_), None) = (parts.next(), parts.next(), parts.next(), parts.next()) else {
        return IdToken::NotJwt;
    };
    let Ok(json) = SEGMENT.decode(claims).map(Zeroizing::new) else { return IdToken::Unreadable };
    let Ok(claims) = serde_json::from_slice::<Option<Map<String, Value>>>(&json) else { return IdToken::Unreadable };
    match claims.unwrap_or_default().get("exp") {
        None => IdToken::Until(None),
        Some(end) => moment(end).map_or(IdToken::Unreadable, |end| IdToken::Until(Some(end))),
    }
}

/// `jsonTime`: a number, or one in quotes.
fn moment(value: &Value) -> Option<Timestamp> {
    let number = match value {
        Value::Number(number) => number.to_string(),
        Value::String(text) => text.clone(),
        _ => return None,
    };
    #[expect(clippy::cast_possible_truncation, reason = "a float is cut to whole seconds, as in Go")]
    let seconds = number.parse::<i64>().ok().or_else(|| number.parse::<f64>().ok().map(|seconds| seconds as i64))?;
    Some(Timestamp::from_second(seconds).unwrap_or(if seconds < 0 { Timestamp::MIN } else { Timestamp::MAX }))
}

/// What Go's HTTP client says about the issuer's URL, where it cannot ask there for a new token.
pub(in crate::kubeconfig) fn issuer_error(issuer: &str) -> Option<&'static str> {
    match go_url::parse(issuer, Strictness::Lax) {
        Err(_) => Some("parse …"),
        Ok(url) if !matches!(url.scheme.as_str(), "http" | "https") => Some("unsupported protocol scheme"),
        Ok(url) if url.host.is_empty() => Some("no Host in request URL"),
        Ok(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use base64::engine::general_purpose::URL_SAFE_NO_PAD;

    fn of_claims(claims: &str) -> IdToken {
        id_token(&format!("e30.{}.c2ln", URL_SAFE_NO_PAD.encode(claims)))
    }

    #[test]
    fn a_token_is_good_until_its_date() {
        let date = |seconds| IdToken::Until(Some(Timestamp::from_second(seconds).unwrap_or_default()));
        assert_eq!(of_claims(r#"{"exp":1700000000}"#), date(1_700_000_000));
        assert_eq!(of_claims(r#"{"exp":1700000000.9}"#), date(1_700_000_000));
        assert_eq!(of_claims(r#"{"exp":"1700000000"}"#), date(1_700_000_000));
        assert_eq!(of_claims("{}"), IdToken::Until(None));
        assert_eq!(of_claims("null"), IdToken::Until(None));
    }

    #[test]
    fn what_is_no_token_is_not_sent() {
        assert_eq!(id_token("opaque"), IdToken::NotJwt);
        assert_eq!(id_token("a.b.c.d"), IdToken::NotJwt);
        assert_eq!(id_token("a..b"), IdToken::Unreadable);
        assert_eq!(id_token("a.*.b"), IdToken::Unreadable);
        assert_eq!(of_claims("[]"), IdToken::Unreadable);
        assert_eq!(of_claims(r#"{"exp":null}"#), IdToken::Unreadable);
        assert_eq!(of_claims(r#"{"exp":"soon"}"#), IdToken::Unreadable);
    }

    #[test]
    fn an_issuer_is_asked_over_http() {
        assert_eq!(issuer_error("https://issuer.test/realms/a"), None);
        for issuer in ["://", "issuer.test", "ftp://issuer.test", "https://issuer.test:x", "https:///a"] {
            assert_ne!(issuer_error(issuer), None, "{issuer}");
        }
    }
}
