//! `applyAuthorizationHeader` (`src/config.ts`) and the authenticators, of which the first that feels responsible is asked.

use super::server::Server;
use super::{In, Node, Selected, given, refuse};
use crate::clients::{Auth, Cause, Refusal, Stage};
use crate::kubeconfig::facts::header::{HeaderValue, Inner};
use crate::kubeconfig::facts::web_token::WebToken;
use crate::kubeconfig::reading::{Datum, Kind, Moment};
use crate::message::Message;
use jiff::Timestamp;

/// What tells the server who the user is.
#[derive(Default)]
pub(super) struct Credentials {
    /// Whether the plugin is run: its certificate is taken, and its token where the user has none.
    pub(super) runs_plugin: bool,
    /// The `Authorization` header.
    pub(super) header: Option<Header>,
}

/// A header with a value from the file, or from elsewhere.
pub(super) struct Header {
    pub(super) auth: Auth,
    pub(super) value: HeaderValue,
    pub(super) cause: Cause,
}

/// `isAuthProvider`, in the order of the constructor.
enum Authenticator {
    Azure,
    Gcp,
    Exec,
    File,
    Oidc,
}

impl Credentials {
    pub(super) fn of(selected: &Selected<'_>, server: &Server<'_>, node: &Node<'_>) -> Result<Self, Refusal> {
        let Some(user) = &selected.user else { return Ok(Self::of_url(selected, server)) };
        let token = token(user);
        let header = |auth, key| Header { auth, value: HeaderValue::PLAIN, cause: user.cause(key) };
        let provided = Provider { user, now: node.now }.apply()?;
        let basic = given(&user.datum, "username").map(|_| header(Auth::Basic, "username"));
        let of_url = Self::of_url(selected, server).header;
        Ok(Self {
            runs_plugin: provided.as_ref().is_some_and(|provided| provided.auth == Auth::Exec),
            // node-fetch hands over what the URL holds; `fetch` refuses it.
            header: token.or(provided).or(basic).or(of_url),
        })
    }

    /// The user name and password of the server's URL.
    fn of_url(selected: &Selected<'_>, server: &Server<'_>) -> Self {
        let cause = selected.cluster.cause("server");
        let header = server.url.has_user_info.then_some(Header { auth: Auth::Basic, value: HeaderValue::PLAIN, cause });
        Self { runs_plugin: false, header }
    }

    /// In the order in which it is sent: a certificate in the handshake, then one header.
    pub(super) fn auth(&self, shows_certificate: bool) -> Vec<Auth> {
        // `Bearer` without anything behind it is no credential.
        let header = self.header.as_ref().filter(|header| header.value.inner != Inner::Nothing);
        let header = header.map(|header| header.auth).filter(|auth| *auth != Auth::None);
        let plugin = (self.runs_plugin && header != Some(Auth::Exec)).then_some(Auth::Exec);
        let certificate = shows_certificate.then_some(Auth::ClientCertificate);
        let auth: Vec<Auth> = [certificate, plugin, header].into_iter().flatten().collect();
        if auth.is_empty() { vec![Auth::None] } else { auth }
    }
}

/// `findToken`
fn token(user: &In<'_>) -> Option<Header> {
    let header = |auth, datum: &Datum<'_>| {
        let value = if auth == Auth::Token { datum.header_value() } else { HeaderValue::PLAIN };
        Header { auth, value, cause: Cause::datum(user.file, datum) }
    };
    let inline = given(&user.datum, "token").map(|token| header(Auth::Token, &token));
    inline.or_else(|| given(&user.datum, "token-file").map(|path| header(Auth::TokenFile, &path)))
}

struct Provider<'u, 'r> {
    user: &'u In<'r>,
    now: Timestamp,
}

impl<'r> Provider<'_, 'r> {
    fn apply(&self) -> Result<Option<Header>, Refusal> {
        let auth = match self.authenticator() {
            None => None,
            Some(Authenticator::Azure) => Some(self.command_provider(true)?),
            Some(Authenticator::Gcp) => Some(self.command_provider(false)?),
            Some(Authenticator::Exec) => Some(self.exec()?),
            Some(Authenticator::File) => Some(self.header(Auth::AuthProvider, "auth-provider")),
            Some(Authenticator::Oidc) => self.oidc()?,
        };
        Ok(auth)
    }

    fn authenticator(&self) -> Option<Authenticator> {
        let provider = self.provider();
        let is_called = |name| provider.as_ref().and_then(|provider| provider.get("name")).is_some_and(|given| given.is(name));
        let has = |key| self.setting(key).is_some();
        if is_called("azure") {
            Some(Authenticator::Azure)
        } else if is_called("gcp") {
            Some(Authenticator::Gcp)
        } else if given(&self.user.datum, "exec").is_some() || is_called("exec") || has("exec") {
            Some(Authenticator::Exec)
        } else if has("tokenFile") {
            Some(Authenticator::File)
        } else {
            is_called("oidc").then_some(Authenticator::Oidc)
        }
    }

    fn provider(&self) -> Option<Datum<'r>> {
        given(&self.user.datum, "auth-provider")
    }

    fn setting(&self, key: &'static str) -> Option<Datum<'r>> {
        given(&self.provider()?.get("config")?, key)
    }

    fn header(&self, auth: Auth, key: &'static str) -> Header {
        Header { auth, value: HeaderValue::PLAIN, cause: self.user.cause(key) }
    }

    fn stop<T>(&self, stage: Stage, key: &'static str, error: impl Into<Message>) -> Result<T, Refusal> {
        Err(refuse(stage, self.user.cause(key), error))
    }

    /// `ExecAuth.getCredential`
    fn exec(&self) -> Result<Header, Refusal> {
        let own = given(&self.user.datum, "exec");
        let key = if own.is_some() { "exec" } else { "auth-provider" };
        // An auth-provider called `exec` without settings provides nothing.
        let Some(exec) = own.or_else(|| self.setting("exec")) else { return Ok(self.header(Auth::None, key)) };
        let Some(command) = given(&exec, "command") else {
            return self.stop(Stage::Exec, key, "No command was specified for exec authProvider!");
        };
        if let Some(env) = given(&exec, "env") {
            if env.kind() != Kind::List {
                return self.stop(Stage::Exec, key, "exec.env.forEach is not a function");
            }
            if env.items().any(|variable| variable.is_null()) {
                return self.stop(Stage::Exec, key, "Cannot read properties of null (reading 'name')");
            }
        }
        if command.kind() != Kind::Text {
            return self.stop(Stage::Exec, key, "The \"file\" argument must be of type string. Received …");
        }
        let args: Vec<Datum<'_>> = exec.get("args").iter().flat_map(Datum::items).collect();
        if command.has_nul() {
            return self.stop(Stage::Exec, key, "The argument 'file' must be a string without null bytes. Received …");
        }
        if args.iter().any(Datum::has_nul) {
            return self.stop(Stage::Exec, key, "The argument 'args[…]' must be a string without null bytes. Received …");
        }
        let is_list = |args: &Datum<'_>| matches!(args.kind(), Kind::List | Kind::Map | Kind::Null | Kind::Date);
        if exec.get("args").is_some_and(|args| !is_list(&args)) {
            return self.stop(Stage::Exec, key, "The \"args\" argument must be of type object. Received …");
        }
        Ok(self.header(Auth::Exec, key))
    }

    /// `AzureAuth.getToken`, `GoogleCloudPlatformAuth.getToken`: the token of the file until it expires, else a command.
    fn command_provider(&self, reads_expires_on: bool) -> Result<Header, Refusal> {
        const KEY: &str = "auth-provider";
        let config = self.provider().and_then(|provider| provider.get("config"));
        match config {
            None => return self.stop(Stage::Config, KEY, "Cannot read properties of undefined (reading 'access-token')"),
            Some(config) if config.is_null() => {
                return self.stop(Stage::Config, KEY, "Cannot read properties of null (reading 'access-token')");
            }
            Some(_) => {}
        }
        let token = self.setting("access-token");
        let expires_on = self.setting("expires-on").filter(|_| reads_expires_on).map(|seconds| seconds.seconds());
        let expiry = self.setting("expiry").map(|expiry| expiry.javascript_date()).or(expires_on);
        let is_expired = matches!(expiry, Some(Moment::At(moment)) if moment < self.now);
        match token {
            Some(token) if !is_expired => {
                Ok(Header { auth: Auth::AuthProvider, value: token.header_value(), cause: self.user.cause(KEY) })
            }
            _ if self.setting("cmd-path").is_none() => self.stop(Stage::Exec, KEY, "Token is expired!"),
            _ => Ok(self.header(Auth::AuthProvider, KEY)),
        }
    }

    /// `OpenIDConnectAuth.getToken`: an expired token that cannot be refreshed is left out.
    fn oidc(&self) -> Result<Option<Header>, Refusal> {
        const KEY: &str = "auth-provider";
        let Some(token) = self.setting("id-token") else { return Ok(None) };
        let provided = Header { auth: Auth::AuthProvider, value: token.header_value(), cause: self.user.cause(KEY) };
        let is_expired = match token.token_expiry() {
            None => return self.stop(Stage::Config, KEY, "token.split is not a function"),
            Some(WebToken::Unreadable) => return self.stop(Stage::Config, KEY, "…"),
            Some(WebToken::NotJwt) => true,
            Some(WebToken::Never) => false,
            Some(WebToken::At(end)) => end < self.now,
        };
        if !is_expired {
            return Ok(Some(provided));
        }
        let can_refresh = ["client-id", "refresh-token", "idp-issuer-url"].iter().all(|key| self.setting(key).is_some());
        // openid-client 6 wants a URL, and gets a string.
        if can_refresh { self.stop(Stage::Transport, KEY, "\"server\" must be an instance of URL") } else { Ok(None) }
    }
}
