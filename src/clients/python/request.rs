//! The first request: `RESTClientObject` (`kubernetes/client/rest.py`), and what urllib3 and Python's `ssl` do with it.

use super::cluster::Connection;
use super::file_or_data::Material;
use super::node::Node;
use super::select::Selected;
use super::user::Header;
use crate::clients::release::Version;
use crate::clients::{Auth, Ca, Refusal, Stage, Tls};
use crate::kubeconfig::facts::openssl::identity::Identity;
use crate::kubeconfig::facts::openssl::level::Level;
use crate::kubeconfig::reading::{Destination, HeaderFault};
use crate::message;
use crate::message::{Message, Name};

/// `Configuration.host`, where nobody sets it.
const DEFAULT: &str = "http://localhost";
/// The first version whose default is no host.
const NO_DEFAULT: (u32, u32, u32) = (36, 0, 0);

/// Sends the request: address, protection, authorities.
pub(super) fn send(
    selected: &Selected<'_>,
    header: Option<&Header<'_>>,
    connection: &Connection<'_>,
    version: Version,
) -> Result<(Name, Tls, Ca), Refusal> {
    let server = connection.server.as_ref();
    check_proxy(connection)?;
    let (major, minor, patch) = NO_DEFAULT;
    let (is_tls, address) = match server.map(|server| (server, server.datum.destination())) {
        None if version.is_at_least(major, minor, patch) => {
            return Err(stop(&selected.cluster, "No host specified."));
        }
        None => (false, Name::escape(DEFAULT)),
        Some((_, Some(Destination::Server { is_tls, address }))) => (is_tls, address),
        Some((server, Some(Destination::NoHost))) => return Err(stop(server, "No host specified.")),
        Some((server, Some(Destination::Scheme))) => return Err(stop(server, "Not supported URL scheme …")),
        Some((server, _)) => return Err(stop(server, "Failed to parse: …")),
    };
    if is_tls {
        check_tls(connection)?;
        if let Some(name) = connection.server_name.as_ref().filter(|name| !name.is_text()) {
            return Err(stop(name, name.no_attribute("rstrip").error));
        }
    }
    match header {
        Some(Header { node, fault: Some(HeaderFault::LineBreak), .. }) => {
            return Err(stop(node, "Invalid header value …"));
        }
        Some(Header { node, fault: Some(HeaderFault::Character), .. }) => {
            return Err(stop(node, "'latin-1' codec can't encode character…"));
        }
        _ => {}
    }
    let tls = match (is_tls, connection.is_insecure) {
        (false, _) => Tls::Plaintext,
        (true, true) => Tls::Unverified,
        (true, false) => Tls::Verified,
    };
    let ca = match (&connection.authorities, tls) {
        (_, Tls::Plaintext | Tls::Unverified) => Ca::None,
        (None, Tls::Verified) => Ca::System,
        (Some(authorities), Tls::Verified) if authorities.is_inline => Ca::Data,
        (Some(_), Tls::Verified) => Ca::File,
    };
    Ok((address, tls, ca))
}

/// What the server is shown.
pub(super) fn auth(header: Option<&Header<'_>>, connection: &Connection<'_>) -> Vec<Auth> {
    let mut auth: Vec<Auth> = header.iter().map(|header| header.auth).filter(|auth| *auth != Auth::None).collect();
    if connection.certificate.is_some() && identity(connection) != Some(Identity::NotPresented) {
        auth.push(Auth::ClientCertificate);
    }
    if auth.is_empty() {
        auth.push(Auth::None);
    }
    auth
}

fn stop(node: &Node<'_>, error: impl Into<Message>) -> Refusal {
    node.refuse_at(Stage::Transport, error)
}

/// `urllib3.ProxyManager`; for SOCKS another library is needed, which is not installed with this one.
fn check_proxy(connection: &Connection<'_>) -> Result<(), Refusal> {
    let Some(proxy) = &connection.proxy else { return Ok(()) };
    if !proxy.is_text() {
        return Err(stop(proxy, proxy.no_attribute("split").error));
    }
    match proxy.datum.destination() {
        Some(Destination::Server { .. }) if proxy.datum.has_http_scheme() => Ok(()),
        _ if ["socks5://", "socks5h://", "socks4://", "socks4a://"].iter().any(|scheme| proxy.datum.starts_with(scheme)) => {
            Err(stop(proxy, "…"))
        }
        Some(Destination::Invalid) => Err(stop(proxy, "Failed to parse: …")),
        // Without a host of the proxy's the server itself is dialled.
        Some(Destination::NoHost) if ["http:", "https:"].iter().any(|scheme| proxy.datum.starts_with(scheme)) => Ok(()),
        _ if !proxy.datum.contains("://") => Err(stop(proxy, "Proxy URL had no scheme, should start with http:// or https://")),
        _ => Err(stop(proxy, "Proxy URL had unsupported scheme …, should use http:// or https://")),
    }
}

/// `ssl_wrap_socket` (`urllib3/util/ssl_.py`). Authorities are read whether the server is verified or not.
fn check_tls(connection: &Connection<'_>) -> Result<(), Refusal> {
    if let Some(authorities) = &connection.authorities
        && let Some(error) = authorities.plain().and_then(|plain| plain.authorities().python_text())
    {
        return Err(stop(&authorities.node, message![error, "…"]));
    }
    // `_is_key_file_encrypted` reads it as a text.
    if let Some((key, plain)) = connection.key.as_ref().and_then(|key| Some((key, key.plain()?))) {
        if !plain.is_utf8() {
            return Err(stop(&key.node, "'utf-8' codec can't decode byte …"));
        }
        if plain.mentions_encryption() {
            return Err(stop(&key.node, "Client private key is encrypted, password is required"));
        }
    }
    let Some(certificate) = &connection.certificate else { return Ok(()) };
    let Some(identity) = identity(connection) else { return Ok(()) };
    match identity {
        Identity::Encrypted => Err(stop(&certificate.node, "…")),
        identity => identity.python_text().map_or(Ok(()), |error| Err(stop(&certificate.node, message![error, "…"]))),
    }
}

/// What OpenSSL makes of the client certificate, where that is known.
fn identity(connection: &Connection<'_>) -> Option<Identity> {
    let certificate = connection.certificate.as_ref()?;
    // Without a key, the certificate's file is searched for one.
    let key: &Material<'_> = connection.key.as_ref().unwrap_or(certificate);
    Some(certificate.plain()?.identity(key.plain()?, Level::Two))
}
