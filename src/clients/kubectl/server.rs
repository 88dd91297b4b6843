//! The server: `rest.DefaultServerUrlFor`, and what `net/http` makes of it.

use super::{Selected, refuse};
use crate::clients::view::In;
use crate::clients::{Refusal, Stage};
use crate::kubeconfig::facts::go_url::Strictness;
use crate::kubeconfig::facts::url::{self, Outcome, Scheme, UserInfo};
use crate::kubeconfig::field::Field;
use crate::kubeconfig::mask::REDACTED;
use crate::kubeconfig::model::given;
use crate::message;
use crate::message::{Message, Name, Part};

/// `ClusterDefaults` (`k8s.io/cli-runtime/pkg/genericclioptions`), unless `KUBERNETES_MASTER` is set.
const DEFAULT: &str = "http://localhost:8080";

/// The server of a context.
pub(super) struct Server<'a> {
    /// `server` and how it is read; `None` where kubectl falls back to its default.
    written: Option<(In<'a, Field>, &'a url::Server)>,
    strictness: Strictness,
    has_proxy: bool,
}

impl<'a> Server<'a> {
    pub(super) fn of(selected: &Selected<'a>, strictness: Strictness) -> Self {
        let cluster = selected.cluster.as_ref();
        let written = cluster.and_then(|cluster| {
            let field = given(cluster.entry.server.as_ref())?;
            Some((In { file: cluster.file, entry: field }, field.url()?))
        });
        let has_proxy = cluster.is_some_and(|cluster| given(cluster.entry.proxy_url.as_ref()).is_some());
        Self { written, strictness, has_proxy }
    }

    /// `rest.IsConfigTransportTLS`: only then are credentials and authorities read. The address may be one that is not shown.
    pub(super) fn is_tls(&self) -> bool {
        let Some((_, server)) = &self.written else { return false };
        match server.outcome(self.strictness) {
            Outcome::Connects { is_tls } => *is_tls,
            Outcome::NoServerName => true,
            Outcome::InvalidPort | Outcome::NoHost => matches!(server.scheme, Scheme::Https | Scheme::UppercaseHttps),
            Outcome::NotAUrl | Outcome::Unparsable(_) | Outcome::UnsupportedScheme | Outcome::Absent => false,
        }
    }

    /// What stands before the path of every request.
    pub(super) fn address(&self) -> Name {
        match &self.written {
            None => Name::escape(DEFAULT),
            Some((_, server)) => server.address(self.strictness).cloned().unwrap_or_else(|| Name::escape(REDACTED)),
        }
    }

    /// User-info of the URL is sent as a user name and a password, to whatever server.
    pub(super) fn has_user_info(&self) -> bool {
        self.written.as_ref().is_some_and(|(_, server)| server.user_info != UserInfo::Absent)
    }

    /// `rest.RESTClientFor` looks at the URL before anything else.
    pub(super) fn check(&self) -> Result<(), Refusal> {
        let Some((field, outcome)) = self.outcome() else { return Ok(()) };
        match outcome {
            Outcome::NotAUrl => {
                Err(stop(field, message!["host must be a URL or a host:port pair: ", field.entry.in_quoted_words()]))
            }
            Outcome::Unparsable(fault) => Err(stop(field, fault.kubectl_text())),
            _ => Ok(()),
        }
    }

    /// `http.Transport.RoundTrip`, and the dialler. A server without a name is dialled before TLS misses it.
    pub(super) fn check_request(&self) -> Result<(), Refusal> {
        let Some((field, outcome)) = self.outcome() else { return Ok(()) };
        let address = self.address();
        match outcome {
            Outcome::UnsupportedScheme => {
                let scheme = address.as_str().split(':').next().unwrap_or_default();
                let scheme = Part::Quote(Name::escape(scheme));
                Err(stop(field, message!["unsupported protocol scheme \"", scheme, "\""]))
            }
            Outcome::NoHost => Err(stop(field, "http: no Host in request URL")),
            Outcome::InvalidPort if !self.has_proxy => {
                let authority = address.as_str().split('/').nth(2).unwrap_or("…");
                let port = Part::Quote(Name::escape(authority.rsplit(':').next().unwrap_or_default()));
                Err(stop(field, message!["dial tcp: address ", port, ": invalid port"]))
            }
            _ => Ok(()),
        }
    }

    fn outcome(&self) -> Option<(&In<'a, Field>, &'a Outcome)> {
        self.written.as_ref().map(|(field, server)| (field, server.outcome(self.strictness)))
    }
}

fn stop(field: &In<'_, Field>, error: impl Into<Message>) -> Refusal {
    refuse(Stage::Transport, field.cause(field.entry), error)
}
