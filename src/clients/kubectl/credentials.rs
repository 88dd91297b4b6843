//! `getUserIdentificationPartialConfig` (`tools/clientcmd/client_config.go`): what of a user gets into the configuration of the
//! connection. It is called for servers with TLS only.

use super::config::why_not_read;
use super::{data, provider, refuse};
use crate::clients::view::In;
use crate::clients::{Auth, Cause, Refusal, Stage};
use crate::kubeconfig::examine::{Bytes, TargetState};
use crate::kubeconfig::field::Field;
use crate::kubeconfig::model::{AuthProvider, Exec, User, given};
use crate::message;

/// The first minor that does not know exec v1alpha1.
const V1ALPHA1_REMOVED: u32 = 24;

/// The first minor that runs no plugin beside a client certificate.
const CERTIFICATE_BEATS_PLUGIN: u32 = 23;

/// The credentials that kubectl takes from a user; by default none.
#[derive(Default)]
pub(super) struct Credentials<'a> {
    pub(super) user: Option<&'a User>,
    pub(super) file: usize,
    pub(super) bearer: Option<Bearer<'a>>,
    /// `HasBasicAuth`: a password alone is no credential.
    pub(super) username: Option<&'a Field>,
    /// The certificate, with its key.
    pub(super) certificate: Option<&'a Field>,
    pub(super) exec: Option<&'a Exec>,
    pub(super) provider: Option<&'a AuthProvider>,
}

/// The token of the `Authorization` header.
pub(super) struct Bearer<'a> {
    pub(super) auth: Auth,
    pub(super) field: &'a Field,
    /// Whether the file holds nothing at all.
    pub(super) is_empty: bool,
    /// Whether Go takes it for the value of a header.
    pub(super) is_sendable: bool,
}

impl<'a> Credentials<'a> {
    pub(super) fn read(user: &In<'a, User>) -> Result<Self, Refusal> {
        let entry = user.entry;
        let certificate = data(entry.certificate_data.as_ref()).or(given(entry.certificate_path.as_ref()));
        Ok(Self {
            user: Some(entry),
            file: user.file,
            bearer: bearer(user)?,
            username: given(entry.username.as_ref()),
            certificate,
            exec: entry.exec.as_ref(),
            provider: entry.auth_provider.as_ref(),
        })
    }

    /// `canIdentifyUser`: otherwise kubectl asks at the terminal.
    pub(super) fn identify(&self) -> bool {
        self.bearer.as_ref().is_some_and(|bearer| !bearer.is_empty)
            || self.username.is_some()
            || self.certificate.is_some()
            || self.exec.is_some()
            || self.provider.is_some()
    }

    /// `UpdateTransportConfig` (`plugin/pkg/client/auth/exec`): the plugin is not run where there is another credential.
    pub(super) fn runs_plugin(&self, minor: u32) -> bool {
        let has_pair = self.certificate.is_some() && minor >= CERTIFICATE_BEATS_PLUGIN;
        self.exec.is_some() && self.bearer.is_none() && self.username.is_none() && !has_pair
    }

    /// `rest.Config.TransportConfig`: the plugin and the provider are set up, whether they will be used or not.
    pub(super) fn check_plugins(&self, minor: u32) -> Result<(), Refusal> {
        if let Some(exec) = self.exec {
            self.check_version(exec, minor)?;
        }
        match self.provider {
            Some(provider) => provider::check(provider, minor)
                .map_or(Ok(()), |(field, error)| Err(refuse(Stage::Transport, self.cause(field), error))),
            None => Ok(()),
        }
    }

    pub(super) fn cause(&self, field: &Field) -> Cause {
        Cause::field(self.file, field)
    }

    /// `apiVersions` (`plugin/pkg/client/auth/exec/exec.go`)
    fn check_version(&self, exec: &Exec, minor: u32) -> Result<(), Refusal> {
        let Some(field) = given(exec.api_version.as_ref()) else { return Ok(()) };
        let is_current = field.is("client.authentication.k8s.io/v1") || field.is("client.authentication.k8s.io/v1beta1");
        if is_current || (minor < V1ALPHA1_REMOVED && field.is("client.authentication.k8s.io/v1alpha1")) {
            return Ok(());
        }
        Err(refuse(Stage::Exec, self.cause(field), message!["exec plugin: invalid apiVersion ", field.in_quoted_words()]))
    }
}

/// The file is read again for every request (`NewCachedFileTokenSource`), and wins while it holds a token.
fn bearer<'a>(user: &In<'a, User>) -> Result<Option<Bearer<'a>>, Refusal> {
    let (token, file) = (user.entry.given_token(), user.entry.given_token_file());
    let inline = token.map(|field| Bearer { auth: Auth::Token, field, is_empty: false, is_sendable: field.is_header_value() });
    let Some(field) = file else { return Ok(inline) };
    if let Some(error) = why_not_read(field) {
        // Without a token of its own the user needs the file at once.
        return inline.map_or_else(|| Err(refuse(Stage::Config, user.cause(field), error)), |inline| Ok(Some(inline)));
    }
    let bytes = content(field);
    if inline.is_some() && bytes.is_some_and(|bytes| bytes.is_blank) {
        return Ok(inline);
    }
    let is_sendable = bytes.is_none_or(|bytes| bytes.is_sendable);
    Ok(Some(Bearer { auth: Auth::TokenFile, field, is_empty: bytes.is_some_and(|bytes| bytes.is_empty), is_sendable }))
}

fn content(field: &Field) -> Option<&Bytes> {
    field.target().filter(|target| target.state == TargetState::Read)?.bytes.as_ref()
}
