//! `createAgent` (1.x) and `createDispatcher` (2.x) in `src/config.ts`.

use super::server::Server;
use super::{Selected, Version, given, is_insecure, refuse};
use crate::clients::{Refusal, Stage};
use crate::kubeconfig::facts::web_url::WebScheme;
use crate::kubeconfig::reading::{Datum, Kind};

/// Sets up the way to the server.
pub(super) fn check(selected: &Selected<'_>, server: &Server<'_>, version: Version) -> Result<(), Refusal> {
    let cluster = &selected.cluster;
    if let Some(proxy) = given(&cluster.datum, "proxy-url") {
        return why_no_proxy(&proxy, server, version)
            .map_or(Ok(()), |error| Err(refuse(Stage::Transport, cluster.cause("proxy-url"), error)));
    }
    if !server.is_tls && !is_insecure(&cluster.datum) {
        let error = "HTTP protocol is not allowed when skipTLSVerify is not set or false";
        return Err(refuse(Stage::Transport, cluster.cause("server"), error));
    }
    Ok(())
}

/// hpagent and socks-proxy-agent, or undici and socks.
fn why_no_proxy(proxy: &Datum<'_>, server: &Server<'_>, version: Version) -> Option<&'static str> {
    if proxy.kind() != Kind::Text {
        return Some("cluster.proxyUrl.startsWith is not a function");
    }
    let Some(url) = proxy.web_url() else { return Some("Invalid URL") };
    let is_socks = proxy.starts_with("socks");
    match url.scheme {
        WebScheme::Other if is_socks && version == Version::One => Some("A \"socks\" protocol must be specified! Got: …"),
        // The library gets the port from a URL that has left out the one of its scheme.
        _ if is_socks && version == Version::Two && server.has_default_port() => {
            Some("An invalid destination host was provided.")
        }
        _ if is_socks || version == Version::One => None,
        WebScheme::Http | WebScheme::Https | WebScheme::Socks => None,
        WebScheme::Other => Some("Invalid URL protocol: the URL must start with `http:` or `https:`."),
    }
}
