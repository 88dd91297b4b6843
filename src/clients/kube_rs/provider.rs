//! `token_from_provider` (`client/auth/mod.rs`, `client/auth/oidc.rs`).

use super::Crate;
use super::auth::check_bearer;
use super::client::stop;
use super::load::In;
use crate::clients::Refusal;
use crate::kubeconfig::reading::IdToken;
use crate::message;
use crate::message::Message;
use jiff::{SignedDuration, Timestamp};

/// A cached token of `gcp` is used if it lasts longer.
const LEAST_OF_GCP: SignedDuration = SignedDuration::from_secs(60);
/// The same for `oidc`.
const LEAST_OF_OIDC: SignedDuration = SignedDuration::from_secs(10);

pub(super) fn check(provider: &In<'_>, kube: Crate) -> Result<(), Refusal> {
    let name = provider.datum.get("name");
    let is = |wanted| name.as_ref().is_some_and(|name| name.is(wanted));
    if is("oidc") {
        return if setting(provider, "id-token").is_some() {
            Ok(())
        } else {
            stop(provider.cause(), "auth error: failed OIDC: missing field id-token".into())
        };
    }
    if is("gcp") {
        return gcp(provider, kube.now);
    }
    let words = if is("azure") {
        "The azure auth plugin is not supported; use https://github.com/Azure/kubelogin instead".into()
    } else {
        let name = name.as_ref().map_or_else(|| "…".into(), crate::kubeconfig::reading::Datum::quoted);
        message!["Authentication with provider ", name, " not supported"]
    };
    stop(provider.cause(), message!["auth error: failed exec auth: "].then(words))
}

fn setting<'r>(provider: &In<'r>, key: &'static str) -> Option<In<'r>> {
    provider.get("config")?.get(key)
}

/// A token, else a program (`cmd-path`), else Google's default credentials, which are not looked for here.
fn gcp(provider: &In<'_>, now: Timestamp) -> Result<(), Refusal> {
    if let Some(token) = setting(provider, "id-token") {
        return check_bearer(&token);
    }
    if let Some((token, expiry)) = setting(provider, "access-token").zip(setting(provider, "expiry")) {
        let Some(moment) = expiry.datum.moment() else {
            return stop(expiry.cause(), "auth error: malformed token expiration date: …".into());
        };
        if now + LEAST_OF_GCP < moment {
            return check_header(&token);
        }
    }
    match setting(provider, "cmd-path") {
        Some(_) => Ok(()),
        None => stop(provider.cause(), "auth error: failed OAuth: no provider was found".into()),
    }
}

fn check_header(token: &In<'_>) -> Result<(), Refusal> {
    if token.datum.is_header_value() {
        return Ok(());
    }
    stop(token.cause(), "ServiceError: invalid bearer token: failed to parse header value".into())
}

/// An ID token is looked at with the first request, and a new one asked for where it has ended.
pub(super) fn check_request(provider: &In<'_>, now: Timestamp) -> Result<(), Refusal> {
    let is_oidc = provider.datum.get("name").is_some_and(|name| name.is("oidc"));
    let Some(token) = setting(provider, "id-token").filter(|_| is_oidc) else { return Ok(()) };
    let reason: Message = match token.datum.id_token() {
        Some(IdToken::NoJwt) => "not a valid JWT token".into(),
        Some(IdToken::Base64) => "failed to decode base64: …".into(),
        Some(IdToken::Json) => "failed to unmarshal JSON: …".into(),
        Some(IdToken::Expiry) => "invalid expiration timestamp: …".into(),
        Some(IdToken::Until(moment)) if now + LEAST_OF_OIDC < moment => return check_header(&token),
        Some(IdToken::Until(_)) | None => return refresh(provider),
    };
    stop(token.cause(), message!["ServiceError: failed OIDC: invalid ID token: "].then(reason))
}

/// `Refresher::from_config`
fn refresh(provider: &In<'_>) -> Result<(), Refusal> {
    let needed = ["idp-issuer-url", "refresh-token", "client-id", "client-secret"];
    match needed.into_iter().find(|key| setting(provider, key).is_none()) {
        None => Ok(()),
        Some(missing) => {
            let start = "ServiceError: failed OIDC: ID token expired and refreshing is not possible: missing field ";
            stop(provider.cause(), message![start, missing])
        }
    }
}
