//! JSON Web Tokens (RFC 7519): dates, issuer and audience by kind. Nothing is verified.

use base64::Engine as _;
use base64::alphabet;
use base64::engine::DecodePaddingMode;
use base64::engine::general_purpose::{GeneralPurpose, GeneralPurposeConfig};
use jiff::{SignedDuration, Timestamp};
use serde_json::{Map, Value};
use zeroize::Zeroizing;

/// Base64url without padding, whatever the trailing bits.
const ENGINE: GeneralPurpose = GeneralPurpose::new(
    &alphabet::URL_SAFE,
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::RequireNone).with_decode_allow_trailing_bits(true),
);

/// What a token says about itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Jwt {
    /// `iss`, by kind.
    pub issuer: Issuer,
    /// `exp`
    pub expires_at: Option<Timestamp>,
    /// `iat`
    pub issued_at: Option<Timestamp>,
    /// `nbf`
    pub not_before: Option<Timestamp>,
    /// `aud`, by kind.
    pub audience: Audience,
    /// `tid` is there: a token of an Entra tenant.
    pub has_tenant: bool,
    /// `kubernetes.io` names a pod: the token dies with it.
    pub is_bound_to_pod: bool,
}

/// Who issued a token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Issuer {
    /// `kubernetes/serviceaccount`: the old kind, from a Secret.
    LegacyServiceAccount,
    /// A cluster, for a service account: there is a `kubernetes.io` claim.
    ServiceAccount,
    /// Microsoft Entra.
    Entra,
    /// Google.
    Google,
    /// Anyone else.
    Other,
    /// There is no `iss`.
    Absent,
}

/// For whom a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Audience {
    /// There is no `aud`, or it is empty.
    Absent,
    /// All of it is known not to be an API server; the first one is named.
    KnownElsewhere(&'static str),
    /// Anyone else.
    Other,
}

/// Audiences that are never an API server's.
const ELSEWHERE: [&str; 5] = ["sts.amazonaws.com", "vault", "api://AzureADTokenExchange", "sigstore", "istio-ca"];

impl Jwt {
    /// From `iat` (else `nbf`) to `exp`.
    pub fn lifetime(&self) -> Option<SignedDuration> {
        let start = self.issued_at.or(self.not_before)?;
        Some(self.expires_at?.duration_since(start))
    }
}

/// Reads a token: three base64url parts, of which the first is a JSON object with `alg` and the second a JSON object.
pub(in crate::kubeconfig) fn parse(text: &str) -> Option<Jwt> {
    let mut parts = text.split('.');
    let (header, claims, signature) = (parts.next()?, parts.next()?, parts.next()?);
    let is_signature = signature.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_');
    if parts.next().is_some() || !is_signature {
        return None;
    }
    object(header)?.get("alg")?.as_str()?;
    let claims = object(claims)?;
    let date = |name: &str| claims.get(name).and_then(moment);
    Some(Jwt {
        issuer: issuer(&claims),
        expires_at: date("exp"),
        issued_at: date("iat"),
        not_before: date("nbf"),
        audience: audience(claims.get("aud")),
        has_tenant: claims.contains_key("tid"),
        is_bound_to_pod: claims.get("kubernetes.io").is_some_and(|kubernetes| kubernetes.get("pod").is_some()),
    })
}

fn object(part: &str) -> Option<Map<String, Value>> {
    let json = Zeroizing::new(ENGINE.decode(part).ok()?);
    serde_json::from_slice(&json).ok()
}

/// `NumericDate`: seconds, perhaps with a fraction.
fn moment(value: &Value) -> Option<Timestamp> {
    #[expect(clippy::cast_possible_truncation, reason = "a float is cut to whole seconds, and one out of range saturates")]
    let seconds = value.as_i64().or_else(|| value.as_f64().map(|seconds| seconds as i64))?;
    Timestamp::from_second(seconds).ok()
}

fn issuer(claims: &Map<String, Value>) -> Issuer {
    let text = claims.get("iss").and_then(Value::as_str);
    match text {
        _ if claims.contains_key("kubernetes.io") => Issuer::ServiceAccount,
        None => Issuer::Absent,
        Some("kubernetes/serviceaccount") => Issuer::LegacyServiceAccount,
        Some("accounts.google.com" | "https://accounts.google.com") => Issuer::Google,
        Some(text) => {
            const ENTRA: [&str; 3] =
                ["https://sts.windows.net/", "https://login.microsoftonline.com/", "https://sts.chinacloudapi.cn/"];
            if ENTRA.iter().any(|start| text.starts_with(start)) { Issuer::Entra } else { Issuer::Other }
        }
    }
}

fn audience(value: Option<&Value>) -> Audience {
    let texts: Vec<Option<&str>> = match value {
        Some(Value::Array(items)) => items.iter().map(Value::as_str).collect(),
        Some(value) => vec![value.as_str()],
        None => Vec::new(),
    };
    let known: Option<Vec<&'static str>> =
        texts.iter().map(|text| ELSEWHERE.into_iter().find(|known| Some(*known) == *text)).collect();
    match known.as_deref() {
        Some([first, ..]) => Audience::KnownElsewhere(first),
        Some([]) => Audience::Absent,
        None => Audience::Other,
    }
}
