//! The server: `RequestContext` (`src/gen/http/http.ts`).

use super::{Selected, refuse};
use crate::clients::{Refusal, Stage};
use crate::kubeconfig::facts::web_url::{WebScheme, WebUrl};
use crate::kubeconfig::reading::Datum;
use crate::message::Name;

/// The path that is put behind the server.
const REQUEST: &str = "/version/";

/// The server of a context.
pub(super) struct Server<'r> {
    pub(super) written: Datum<'r>,
    pub(super) url: WebUrl,
    pub(super) is_tls: bool,
    pub(super) address: Name,
}

impl<'r> Server<'r> {
    pub(super) fn of(selected: &Selected<'r>) -> Result<Self, Refusal> {
        let cluster = &selected.cluster;
        let stop = |error: &'static str| Err(refuse(Stage::Transport, cluster.cause("server"), error));
        // Without a cluster of its own the entry is looked into, and has none.
        let Some(written) = cluster.datum.get("server") else { return stop("No active cluster!") };
        // `ensureAbsoluteUrl`
        if !written.starts_with("http://") && !written.starts_with("https://") {
            return stop("You need to define an absolute base url for the server.");
        }
        let Some(url) = written.web_url_with(REQUEST) else { return stop("Invalid URL") };
        Ok(Self { written, is_tls: url.scheme == WebScheme::Https, address: url.address.clone(), url })
    }

    /// Whether a URL leaves the port out.
    pub(super) fn has_default_port(&self) -> bool {
        self.url.port.is_none_or(|port| port == if self.is_tls { 443 } else { 80 })
    }
}
