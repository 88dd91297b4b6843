//! A JSON Web Token as `@kubernetes/client-node` reads it (`src/oidc_auth.ts`, `decodeJWT`).

use base64::Engine as _;
use base64::alphabet;
use base64::engine::DecodePaddingMode;
use base64::engine::general_purpose::{GeneralPurpose, GeneralPurposeConfig};
use jiff::Timestamp;
use serde_json::Value;
use zeroize::Zeroizing;

/// rfc4648's `base64url.parse` with `loose`.
const SEGMENT: GeneralPurpose = GeneralPurpose::new(
    &alphabet::URL_SAFE,
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

/// When a token expires.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WebToken {
    /// It does not have three parts, and counts as expired.
    NotJwt,
    /// Its header or its claims are no JSON.
    Unreadable,
    /// There is no date, or what is there is no number.
    Never,
    /// Then.
    At(Timestamp),
}

/// Reads a token.
pub(in crate::kubeconfig) fn inspect(text: &str) -> WebToken {
    let parts: Vec<&str> = text.split('.').collect();
    let [header, claims, _] = parts.as_slice() else { return WebToken::NotJwt };
    match (json(header), json(claims)) {
        (Some(_), Some(claims)) if !claims.is_null() => match claims.get("exp").and_then(number) {
            Some(seconds) => moment(seconds),
            None => WebToken::Never,
        },
        _ => WebToken::Unreadable,
    }
}

fn json(part: &str) -> Option<Value> {
    let bytes = Zeroizing::new(SEGMENT.decode(part).ok()?);
    serde_json::from_str(&Zeroizing::new(String::from_utf8_lossy(&bytes).into_owned())).ok()
}

/// `Number(value)`, for scalars.
fn number(value: &Value) -> Option<f64> {
    match value {
        Value::Null => Some(0.0),
        Value::Bool(value) => Some(f64::from(*value)),
        Value::Number(number) => number.as_f64(),
        Value::String(text) if text.trim().is_empty() => Some(0.0),
        Value::String(text) => text.trim().parse().ok(),
        Value::Array(_) | Value::Object(_) => None,
    }
}

fn moment(seconds: f64) -> WebToken {
    #[expect(clippy::cast_possible_truncation, reason = "one out of range saturates, and fractions do not matter")]
    let whole = seconds as i64;
    WebToken::At(Timestamp::from_second(whole).unwrap_or(if whole < 0 { Timestamp::MIN } else { Timestamp::MAX }))
}

#[cfg(test)]
mod tests {
    use super::{SEGMENT, WebToken, inspect};
    use base64::Engine as _;

    #[test]
    fn the_date_is_what_javascript_compares_with() {
        let token = |claims: &str| format!("{}.{}.c2ln", SEGMENT.encode("{}"), SEGMENT.encode(claims));
        let at = |second| WebToken::At(jiff::Timestamp::from_second(second).unwrap_or_default());
        for (claims, expected) in [
            ("{\"exp\": 5}", at(5)),
            ("{\"exp\": \"5\"}", at(5)),
            ("{\"exp\": null}", at(0)),
            ("{\"exp\": \"soon\"}", WebToken::Never),
            ("{}", WebToken::Never),
            ("[]", WebToken::Never),
            ("null", WebToken::Unreadable),
            ("{", WebToken::Unreadable),
        ] {
            assert_eq!(inspect(&token(claims)), expected, "{claims}");
        }
        assert_eq!(inspect("a.b"), WebToken::NotJwt);
        assert_eq!(inspect("!.!.!"), WebToken::Unreadable);
    }
}
