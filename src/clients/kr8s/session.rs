//! `KubeAuth.ssl_context`, `Api._create_session` and the first request, with `httpx`.

use super::auth::{self, Loaded};
use super::config::Selected;
use super::files::Material;
use super::no_credentials;
use crate::clients::python::node::{Node, type_name};
use crate::clients::release::Version;
use crate::clients::{Auth, Ca, Effective, Refusal, Stage, Tls};
use crate::kubeconfig::facts::openssl::identity::Identity;
use crate::kubeconfig::facts::openssl::level::Level;
use crate::kubeconfig::reading::{Destination, Kind};
use crate::message;
use crate::message::{Message, Name};

pub(super) fn open(selected: &Selected<'_>, version: Version) -> Result<Effective, Refusal> {
    let loaded = auth::load(selected, version)?;
    if !loaded.server.datum.is_truthy() {
        return Err(no_credentials(loaded.server.refuse("")));
    }
    let presents = ssl_context(&loaded, version)?;
    check_header(&loaded)?;
    check_proxy(&loaded)?;
    let (is_tls, server) = match loaded.server.datum.httpx_destination() {
        Some(Destination::Server { is_tls, address }) => (is_tls, address),
        Some(Destination::Invalid) => return Err(stop(&loaded.server, "…")),
        Some(Destination::Scheme | Destination::NoHost) => {
            return Err(stop(&loaded.server, "Request URL …"));
        }
        None => {
            let error = message![
                "Invalid type for url.  Expected str or httpx.URL, got <class '",
                type_name(loaded.server.kind()),
                "'>: …"
            ];
            return Err(stop(&loaded.server, error));
        }
    };
    if let Some(name) = loaded.server_name.as_ref().filter(|name| is_tls && !name.is_text()) {
        return Err(stop(name, "…"));
    }
    let tls = match (is_tls, loaded.is_insecure) {
        (false, _) => Tls::Plaintext,
        (true, true) => Tls::Unverified,
        (true, false) => Tls::Verified,
    };
    let ca = match (&loaded.authorities, tls) {
        (_, Tls::Plaintext | Tls::Unverified) => Ca::None,
        (None, Tls::Verified) => Ca::System,
        (Some(authorities), Tls::Verified) if authorities.is_inline => Ca::Data,
        (Some(_), Tls::Verified) => Ca::File,
    };
    let namespace = selected.namespace.clone().unwrap_or_else(|| Name::escape("default"));
    Ok(Effective { server, tls, ca, auth: credentials(&loaded, presents && is_tls), namespace, impersonate: None })
}

/// `ssl_context`; whether a client certificate is presented. It is made for servers without TLS as well.
fn ssl_context(loaded: &Loaded<'_>, version: Version) -> Result<bool, Refusal> {
    if loaded.is_insecure && !version.is_at_least(0, 20, 9) {
        return Ok(false);
    }
    let presents = match (&loaded.certificate, &loaded.key) {
        (Some(certificate), Some(key)) => check_pair(certificate, key)?,
        (None, Some(key)) if !version.is_at_least(0, 17, 0) => {
            return Err(stop(&key.node, "certfile should be a valid filesystem path"));
        }
        _ => false,
    };
    if let Some(authorities) = &loaded.authorities {
        let plain = authorities.plain().map_err(|error| unreadable(authorities, error))?;
        if let Some(error) = plain.and_then(|plain| plain.authorities().python_text()) {
            return Err(stop(&authorities.node, message![error, "…"]));
        }
    }
    Ok(presents)
}

/// Whether the pair is presented, where it can be used.
fn check_pair(certificate: &Material<'_>, key: &Material<'_>) -> Result<bool, Refusal> {
    let chain = certificate.plain().map_err(|error| unreadable(certificate, error))?;
    let private = key.plain().map_err(|error| unreadable(key, error))?;
    let Some((chain, private)) = chain.zip(private) else { return Ok(true) };
    let identity = chain.identity(private, Level::Two);
    if identity == Identity::Encrypted {
        // It asks for the passphrase at the terminal.
        return Err(stop(&key.node, "…"));
    }
    let presents = identity != Identity::NotPresented;
    identity.python_text().map_or(Ok(presents), |error| Err(stop(&certificate.node, message![error, "…"])))
}

fn unreadable(material: &Material<'_>, error: &'static str) -> Refusal {
    stop(&material.node, error)
}

/// `httpx.Headers` and `h11`
fn check_header(loaded: &Loaded<'_>) -> Result<(), Refusal> {
    let Some((_, token)) = loaded.token.as_ref().filter(|(auth, _)| *auth != Auth::Exec) else { return Ok(()) };
    if token.datum.is_not_ascii() {
        return Err(stop(token, "'ascii' codec can't encode character…"));
    }
    if loaded.server.datum.has_user_info() || token.datum.is_h11_value() || !token.datum.is_truthy() {
        return Ok(());
    }
    Err(stop(token, "Illegal header value …"))
}

/// `httpx.Proxy`; for SOCKS another library is needed.
fn check_proxy(loaded: &Loaded<'_>) -> Result<(), Refusal> {
    let Some(proxy) = loaded.proxy.as_ref().filter(|proxy| !proxy.datum.is_null()) else { return Ok(()) };
    if proxy.kind() != Kind::Text {
        return Err(stop(proxy, "…"));
    }
    match proxy.datum.httpx_destination() {
        Some(Destination::Server { .. } | Destination::NoHost) => Ok(()),
        _ if proxy.datum.starts_with("socks5://") || proxy.datum.starts_with("socks5h://") => {
            Err(stop(proxy, "Using SOCKS proxy, but the 'socksio' package is not installed. …"))
        }
        Some(Destination::Invalid) => Err(stop(proxy, "…")),
        _ => Err(stop(proxy, "Unknown scheme for proxy URL …")),
    }
}

/// What the server is shown. A user in the URL takes the place of the token.
fn credentials(loaded: &Loaded<'_>, presents: bool) -> Vec<Auth> {
    let mut auth = Vec::new();
    if loaded.server.datum.has_user_info() {
        // The plugin is run all the same.
        auth.extend(loaded.token.as_ref().map(|(kind, _)| *kind).filter(|kind| *kind == Auth::Exec));
        auth.push(Auth::Basic);
    } else if let Some((kind, token)) = &loaded.token
        && token.datum.is_truthy()
    {
        auth.push(*kind);
    }
    if presents {
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
