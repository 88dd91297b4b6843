//! The first request: the headers that the round trippers of `transport` add, and what `net/http` refuses to send.

use super::credentials::Credentials;
use super::server::Server;
use super::user::AS_UID;
use super::{Kubectl, Selected, provider, refuse};
use crate::clients::{Auth, Cause, Refusal, Stage};
use crate::kubeconfig::facts::proxy::ProxyOutcome;
use crate::kubeconfig::facts::public_key::Algorithm;
use crate::kubeconfig::facts::url::Port;
use crate::kubeconfig::field::Field;
use crate::kubeconfig::model::given;
use crate::message;
use crate::message::Message;

/// RSA with PSS and SHA-256 takes twice the hash and two bytes more (RFC 8017, section 9.1.1).
const LEAST_RSA_FOR_PSS: usize = 528;
/// `crypto/rsa` since Go 1.24.
const LEAST_RSA: usize = 1024;
/// The first minor that is built with it.
const SHORT_RSA_REFUSED: u32 = 33;
/// The first minor whose Go does not print the value of a header that it refuses.
const VALUES_HIDDEN: u32 = 25;

pub(super) fn check(
    selected: &Selected<'_>,
    server: &Server<'_>,
    credentials: &Credentials<'_>,
    kubectl: &Kubectl<'_>,
) -> Result<(), Refusal> {
    let is_authorized = server.has_user_info() || credentials.bearer.is_some() || credentials.username.is_some();
    if let Some(provider) = credentials.provider.filter(|_| !is_authorized)
        && let Some(error) = provider::no_token(provider, kubectl.now)
    {
        let field = provider.setting("id-token").unwrap_or(&provider.field);
        return Err(refuse(Stage::Transport, credentials.cause(field), error));
    }
    check_headers(selected, server, credentials, kubectl.minor())?;
    server.check_request()?;
    check_proxy(selected)?;
    sign(credentials, kubectl.minor())
}

/// `tls.signHandshake`, when the server asks for the certificate, as API servers do.
fn sign(credentials: &Credentials<'_>, minor: u32) -> Result<(), Refusal> {
    let Some(field) = credentials.certificate else { return Ok(()) };
    let certificate = field.bytes().and_then(|bytes| bytes.certificates.first()?.certificate.as_ref());
    let Some(Algorithm::Rsa { bits }) = certificate.map(|certificate| certificate.public_key.algorithm()) else { return Ok(()) };
    let error: Message = if bits < LEAST_RSA_FOR_PSS {
        "tls: certificate RSA key size too small for supported signature algorithms".into()
    } else if bits < LEAST_RSA && minor >= SHORT_RSA_REFUSED {
        let end = "-bit keys are insecure (see https://go.dev/pkg/crypto/rsa#hdr-Minimum_key_size)";
        message!["tls: failed to sign handshake: crypto/rsa: ", bits, end]
    } else {
        return Ok(());
    };
    Err(refuse(Stage::Transport, credentials.cause(field), error))
}

/// `validateHeaders` (`net/http/transport.go`)
fn check_headers(selected: &Selected<'_>, server: &Server<'_>, credentials: &Credentials<'_>, minor: u32) -> Result<(), Refusal> {
    if let Some(bearer) = credentials.bearer.as_ref().filter(|bearer| !bearer.is_sendable && !server.has_user_info()) {
        return Err(bad_header(credentials.cause(bearer.field), "Authorization", minor));
    }
    let Some(user) = &selected.user else { return Ok(()) };
    let groups = user.entry.impersonate_groups.iter().flat_map(|groups| &groups.items).map(|group| ("Impersonate-Group", group));
    let named = [("Impersonate-User", &user.entry.impersonate), ("Impersonate-Uid", &user.entry.impersonate_uid)];
    let named = named.into_iter().filter(|(header, _)| minor >= AS_UID || *header != "Impersonate-Uid");
    let named = named.filter_map(|(header, field)| Some((header, given(field.as_ref())?)));
    match named.chain(groups).find(|(_, field)| !field.is_header_value()) {
        Some((header, field)) => Err(bad_header(user.cause(field), header, minor)),
        None => Ok(()),
    }
}

fn bad_header(cause: Cause, header: &'static str, minor: u32) -> Refusal {
    let error: Message = if minor >= VALUES_HIDDEN {
        message!["net/http: invalid header field value for \"", header, "\""]
    } else {
        message!["net/http: invalid header field value \"REDACTED\" for key ", header]
    };
    refuse(Stage::Transport, cause, error)
}

/// The dialler takes ports up to 65535.
fn check_proxy(selected: &Selected<'_>) -> Result<(), Refusal> {
    let Some(cluster) = &selected.cluster else { return Ok(()) };
    let Some(field) = given(cluster.entry.proxy_url.as_ref()) else { return Ok(()) };
    let is_bad =
        |field: &Field| field.proxy().is_some_and(|proxy| proxy.outcome == ProxyOutcome::Unusable && proxy.port == Port::Invalid);
    if is_bad(field) {
        let error = "proxyconnect tcp: dial tcp: address …: invalid port";
        return Err(refuse(Stage::Transport, cluster.cause(field), error));
    }
    Ok(())
}

/// What is sent, in its order: a certificate in the handshake, then one `Authorization` header, which the first to come sets.
pub(super) fn auth(server: &Server<'_>, credentials: &Credentials<'_>, minor: u32) -> Vec<Auth> {
    let mut auth = Vec::new();
    if credentials.certificate.is_some() {
        auth.push(Auth::ClientCertificate);
    }
    if server.has_user_info() {
        // The plugin adds no header then, and is still asked for a certificate in the handshake.
        auth.extend(credentials.runs_plugin(minor).then_some(Auth::Exec));
        auth.push(Auth::Basic);
    } else if let Some(bearer) = &credentials.bearer {
        auth.push(bearer.auth);
    } else if credentials.username.is_some() {
        auth.push(Auth::Basic);
    } else if credentials.runs_plugin(minor) {
        auth.push(Auth::Exec);
    } else if credentials.provider.is_some() {
        auth.push(Auth::AuthProvider);
    }
    if auth.is_empty() {
        auth.push(Auth::None);
    }
    auth
}
