//! `Auth::try_from` (`client/auth/mod.rs`): the first method that applies.

use super::client::stop;
use super::config::{Bytes, Config, opened, read};
use super::load::In;
use super::{Crate, provider, refuse};
use crate::clients::{Auth, Refusal, Stage};
use crate::kubeconfig::reading::Plain;
use crate::message;

/// The method that sets the `Authorization` header.
enum Method<'r> {
    Provider(In<'r>),
    Basic,
    Token(In<'r>),
    TokenFile(In<'r>),
    Exec(In<'r>),
}

fn chosen<'r>(user: &In<'r>) -> Option<Method<'r>> {
    let basic = || user.get("username").and(user.get("password")).map(|_| Method::Basic);
    let provider = user.get("auth-provider").map(Method::Provider);
    provider
        .or_else(basic)
        .or_else(|| user.get("token").map(Method::Token))
        .or_else(|| user.get("tokenFile").map(Method::TokenFile))
        .or_else(|| user.get("exec").map(Method::Exec))
}

/// What is sent, where it is set up. A plugin is run when the client is built, three times.
pub(super) fn method(user: &In<'_>) -> Option<Auth> {
    Some(match chosen(user)? {
        Method::Provider(_) => Auth::AuthProvider,
        Method::Basic => Auth::Basic,
        // A header without a token says nothing.
        Method::Token(token) if token.datum.is_blank() => return None,
        Method::Token(_) => Auth::Token,
        Method::TokenFile(path) if is_blank(&path) => return None,
        Method::TokenFile(_) => Auth::TokenFile,
        Method::Exec(_) => Auth::Exec,
    })
}

pub(super) fn check(config: &Config<'_>, kube: Crate) -> Result<(), Refusal> {
    match config.user.as_ref().and_then(chosen) {
        None | Some(Method::Basic) => Ok(()),
        Some(Method::Provider(provider)) => provider::check(&provider, kube),
        Some(Method::Token(token)) => check_bearer(&token),
        Some(Method::TokenFile(path)) => token_file(&path).map(drop),
        Some(Method::Exec(exec)) if exec.get("command").is_some() => Ok(()),
        Some(Method::Exec(exec)) => {
            let words = "auth error: command must be specified to use exec authentication plugin";
            Err(refuse(Stage::Exec, exec.cause(), words.into()))
        }
    }
}

/// `AddAuthorizationLayer::bearer` panics where the token cannot stand in a header.
pub(super) fn check_bearer(token: &In<'_>) -> Result<(), Refusal> {
    if token.datum.is_header_value() {
        return Ok(());
    }
    stop(token.cause(), "token is not valid header: InvalidHeaderValue".into())
}

/// What happens with the first request.
pub(super) fn check_request(config: &Config<'_>, now: jiff::Timestamp) -> Result<(), Refusal> {
    match config.user.as_ref().and_then(chosen) {
        Some(Method::TokenFile(path)) => {
            let content = token_file(&path)?;
            if content.known().is_none_or(Plain::is_header_value) {
                return Ok(());
            }
            // Blanks at the end are not cut off, so a last line break is enough.
            stop(path.cause(), "ServiceError: invalid bearer token: failed to parse header value".into())
        }
        Some(Method::Provider(provider)) => provider::check_request(&provider, now),
        _ => Ok(()),
    }
}

fn is_blank(path: &In<'_>) -> bool {
    read(&path.datum).is_ok_and(|content| content.known().is_some_and(Plain::is_blank))
}

/// `TokenFile::new`
fn token_file<'r>(path: &In<'r>) -> Result<Bytes<'r>, Refusal> {
    let read = match read(&path.datum) {
        Ok(content) if content.known().is_none_or(Plain::is_utf8) => Ok(content),
        Ok(_) => Err("stream did not contain valid UTF-8"),
        Err(reason) => Err(reason),
    };
    read.or_else(|reason| {
        let words = message!["auth error: failed to read token file '\"", opened(&path.datum), "\"': ", reason];
        stop(path.cause(), words)
    })
}
