//! `fetch_user_auth_options` (`config.rb`): the first of token, plugin, provider and password that is there.

use super::{Auth, Selected, cause_of, exec, index, no_method, refuse};
use crate::clients::{Cause, Refusal, Stage};
use crate::kubeconfig::facts::header::{HeaderValue, Inner};
use crate::kubeconfig::reading::Datum;
use crate::message::Message;

/// What tells the server who the user is.
#[derive(Default)]
pub(super) struct Credentials {
    /// Whether the plugin was run: its certificate is taken where the user has none.
    runs_plugin: bool,
    header: Option<Auth>,
    /// The token as the value of a header, and where it stands.
    pub(super) token: Option<(HeaderValue, Cause)>,
    /// A user name without a password, or the other way round.
    pub(super) is_half: Option<Cause>,
}

impl Credentials {
    pub(super) fn of(selected: &Selected<'_>, runs_plugin: bool) -> Result<Self, Refusal> {
        let Some(user) = &selected.user else { return Ok(Self::default()) };
        let nothing = Self { runs_plugin, ..Self::default() };
        if let Some(token) = user.get("token") {
            if !token.is_truthy_to_ruby() {
                return Ok(nothing);
            }
            let value = token.header_value();
            // `Bearer` without anything behind it is no credential.
            let header = (value.inner != Inner::Nothing).then_some(Auth::Token);
            return Ok(Self { header, token: Some((value, cause_of(user, "token"))), ..nothing });
        }
        if runs_plugin {
            return Ok(Self { header: Some(Auth::Exec), ..nothing });
        }
        if let Some(provider) = user.get("auth-provider") {
            let is_used = provide(&provider).map_err(|error| refuse(Stage::Config, cause_of(user, "auth-provider"), error))?;
            return Ok(Self { header: is_used.then_some(Auth::AuthProvider), ..nothing });
        }
        let has = |key| user.get(key).is_some_and(|datum| datum.is_truthy_to_ruby());
        match (has("username"), has("password")) {
            (true, true) => Ok(Self { header: Some(Auth::Basic), ..nothing }),
            (true, false) => Ok(Self { is_half: Some(cause_of(user, "username")), ..nothing }),
            (false, true) => Ok(Self { is_half: Some(cause_of(user, "password")), ..nothing }),
            (false, false) => Ok(nothing),
        }
    }

    /// In the order in which it is sent: a certificate in the handshake, then one header.
    pub(super) fn auth(&self, shows_certificate: bool) -> Vec<Auth> {
        let certificate = shows_certificate.then_some(Auth::ClientCertificate);
        let plugin = (self.runs_plugin && self.header != Some(Auth::Exec)).then_some(Auth::Exec);
        let auth: Vec<Auth> = [certificate, plugin, self.header].into_iter().flatten().collect();
        if auth.is_empty() { vec![Auth::None] } else { auth }
    }
}

/// `fetch_token_from_provider`: whether there is a token. The gems for two kinds of them do not come with kubeclient.
fn provide(provider: &Datum<'_>) -> Result<bool, Message> {
    let name = index(provider, "name")?;
    let is_called = |wanted| name.as_ref().is_some_and(|name| name.is(wanted));
    if is_called("oidc") {
        return Err("Error requiring openid_connect gem. Kubeclient itself does not include the openid_connect gem. \
                    To support auth-provider oidc, you must include it in your calling application. Failed with: …"
            .into());
    }
    if !is_called("gcp") {
        return Ok(false);
    }
    let Some(config) = index(provider, "config")? else { return Err(no_method("[]", None)) };
    if let Some(command) = index(&config, "cmd-path")?.filter(Datum::is_truthy_to_ruby) {
        exec::path(&command)?;
    }
    if !config.has("cmd-path") {
        return Err("Error requiring googleauth gem. Kubeclient itself does not include the googleauth gem. \
                    To support auth-provider gcp, you must include it in your calling application. Failed with: …"
            .into());
    }
    match index(&config, "cmd-args")? {
        Some(arguments) if !arguments.is_null() => Ok(true),
        arguments => Err(no_method("split", arguments.as_ref())),
    }
}
