//! `_load_auth_provider_token`: what an auth provider has left in the file.

use super::node::Node;
use super::user::Header;
use crate::clients::release::Version;
use crate::clients::{Auth, Refusal};
use crate::kubeconfig::reading::{Expiry, Kind};
use jiff::Timestamp;

/// The first version without the provider for Azure.
const AZURE_REMOVED: (u32, u32, u32) = (36, 0, 0);

pub(super) fn load<'r>(user: &Node<'r>, version: Version, now: Timestamp) -> Result<Option<Header<'r>>, Refusal> {
    let Some(provider) = user.expect_if_there("auth-provider")? else { return Ok(None) };
    if provider.find("name")?.is_none() {
        return Ok(None);
    }
    let name = provider.expect("name")?;
    let (major, minor, patch) = AZURE_REMOVED;
    if name.datum.is("gcp") {
        gcp(&provider, now).map(Some)
    } else if name.datum.is("azure") && !version.is_at_least(major, minor, patch) {
        azure(&provider, now)
    } else if name.datum.is("oidc") {
        oidc(&provider, version, now)
    } else {
        Ok(None)
    }
}

fn header(node: Node<'_>) -> Header<'_> {
    let fault = node.datum.header_fault();
    Header { auth: Auth::AuthProvider, node, fault }
}

/// `_load_gcp_token`
fn gcp<'r>(provider: &Node<'r>, now: Timestamp) -> Result<Header<'r>, Refusal> {
    let Some(config) = provider.find("config")? else { return Err(no_google(provider)) };
    let config_is_empty = config.datum.is_null();
    if config_is_empty {
        return Err(provider.expect("config").err().unwrap_or_else(|| no_google(provider)));
    }
    let is_expired = match config.find("access-token")?.and_then(|_| config.get("expiry")) {
        Some(_) => expired(&config.expect("expiry")?, now)?,
        None => false,
    };
    if config.find("access-token")?.is_none() || is_expired {
        return match config.expect_if_there("cmd-path")? {
            // The helper is run as a plugin is.
            Some(helper) => Ok(Header { auth: Auth::AuthProvider, node: helper, fault: None }),
            None => Err(no_google(&config)),
        };
    }
    if let Some(expiry) = config.get("expiry") {
        expired(&expiry, now)?;
    }
    Ok(header(config.expect("access-token")?))
}

/// The credentials of the machine are asked for, by a library that is not installed with newer versions.
fn no_google(node: &Node<'_>) -> Refusal {
    node.refuse("…")
}

/// `_load_azure_token`
fn azure<'r>(provider: &Node<'r>, now: Timestamp) -> Result<Option<Header<'r>>, Refusal> {
    if provider.find("config")?.is_none() {
        return Ok(None);
    }
    let config = provider.expect("config")?;
    if config.find("access-token")?.is_none() {
        return Ok(None);
    }
    if let Some(expires) = config.expect_if_there("expires-on")? {
        if !expires.is_text() {
            return Err(expires.no_attribute("isdigit"));
        }
        match expires.datum.azure_expiry() {
            None => return Err(expires.refuse("time data … does not match format '%Y-%m-%d %H:%M:%S.%f'")),
            Some(moment) if moment < now => {
                return Err(expires.refuse("refresh token error, adal library not imported"));
            }
            Some(_) => {}
        }
    }
    config.expect("access-token").map(header).map(Some)
}

/// `_load_oid_token`
fn oidc<'r>(provider: &Node<'r>, version: Version, now: Timestamp) -> Result<Option<Header<'r>>, Refusal> {
    if provider.find("config")?.is_none() {
        return Ok(None);
    }
    let token = provider.expect("config")?.expect("id-token")?;
    if !matches!(token.kind(), Kind::Text) {
        return Err(token.refuse("…"));
    }
    let is_url_safe = version.is_at_least(25, 0, 0);
    match token.datum.id_token_expiry(is_url_safe, now) {
        None => Ok(None),
        Some(Expiry::Unreadable) => Err(token.refuse("…")),
        Some(Expiry::Over | Expiry::Ahead) => Ok(Some(header(token))),
    }
}

/// `_is_expired`, which counts five minutes less.
fn expired(expiry: &Node<'_>, now: Timestamp) -> Result<bool, Refusal> {
    match expiry.kind() {
        Kind::Text | Kind::Date => match expiry.datum.python_moment() {
            Some(moment) => Ok(moment.as_second() - 300 <= now.as_second()),
            None => Err(expiry.refuse("Invalid RFC3339 datetime…")),
        },
        _ => Err(expiry.no_attribute("strip")),
    }
}
