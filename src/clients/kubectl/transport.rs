//! `transport.New` and `transport.TLSConfigFor`.

use super::config::why_not_read;
use super::credentials::Credentials;
use super::server::Server;
use super::{Selected, data, refuse};
use crate::clients::{Auth, Ca, Refusal, Stage};
use crate::kubeconfig::facts::pair::Pair;
use crate::kubeconfig::facts::pool::Pool;
use crate::kubeconfig::facts::rejection::Rejection;
use crate::kubeconfig::field::Field;
use crate::kubeconfig::model::given;
use crate::message::Message;

/// The first minor for which an empty file of authorities is an empty pool (`ClientsAllowCARotation`).
const EMPTY_FILE_IS_EMPTY_POOL: u32 = 36;
/// The first minor whose Go refuses certificates with a negative serial number.
const NEGATIVE_SERIALS_REFUSED: u32 = 32;

/// Sets up TLS, then the headers; returns where the authorities come from.
pub(super) fn check(
    selected: &Selected<'_>,
    server: &Server<'_>,
    credentials: &Credentials<'_>,
    minor: u32,
) -> Result<Ca, Refusal> {
    if !server.is_tls() {
        return Ok(Ca::None);
    }
    load_files(selected, credentials)?;
    let ca = authorities(selected, server, minor)?;
    key_pair(credentials, minor)?;
    headers(credentials)?;
    Ok(ca)
}

/// `loadTLSFiles`: that they can be opened is known, so only folders are left to fail.
fn load_files(selected: &Selected<'_>, credentials: &Credentials<'_>) -> Result<(), Refusal> {
    if let Some(cluster) = &selected.cluster {
        let file = given(cluster.entry.ca_path.as_ref()).filter(|_| data(cluster.entry.ca_data.as_ref()).is_none());
        if let Some((file, error)) = unreadable(file) {
            return Err(refuse(Stage::Transport, cluster.cause(file), error));
        }
    }
    let Some(user) = credentials.user.filter(|_| credentials.certificate.is_some()) else { return Ok(()) };
    let files = [(&user.certificate_path, &user.certificate_data), (&user.key_path, &user.key_data)];
    for (file, inline) in files {
        let file = given(file.as_ref()).filter(|_| data(inline.as_ref()).is_none());
        if let Some((file, error)) = unreadable(file) {
            return Err(refuse(Stage::Transport, credentials.cause(file), error));
        }
    }
    Ok(())
}

fn unreadable(file: Option<&Field>) -> Option<(&Field, Message)> {
    file.and_then(|file| Some((file, why_not_read(file)?)))
}

/// `TLSConfigFor`, the part about the server: `rootCertPool`.
fn authorities(selected: &Selected<'_>, server: &Server<'_>, minor: u32) -> Result<Ca, Refusal> {
    let source = Ca::default_of(server, selected);
    let Some(cluster) = &selected.cluster else { return Ok(source) };
    let inline = data(cluster.entry.ca_data.as_ref());
    let Some(field) = inline.or(given(cluster.entry.ca_path.as_ref())) else { return Ok(source) };
    if cluster.entry.is_insecure() {
        let error = "specifying a root certificates file with the insecure flag is not allowed";
        return Err(refuse(Stage::Transport, cluster.cause(field), error));
    }
    match cluster.entry.pool() {
        Some(Pool::SystemRoots) if minor < EMPTY_FILE_IS_EMPTY_POOL => Ok(Ca::System),
        Some(Pool::Rejected(rejection)) if is_accepted(rejection, minor) => Ok(source),
        Some(pool) => match pool.kubectl_text() {
            Some(error) => {
                let error = Message::from("unable to load root certificates: ").then(error);
                Err(refuse(Stage::Transport, cluster.cause(field), error))
            }
            None => Ok(source),
        },
        None => Ok(source),
    }
}

/// `tls.X509KeyPair`. Two files are looked at only when a server asks for a certificate (`cachingCertificateLoader`).
fn key_pair(credentials: &Credentials<'_>, minor: u32) -> Result<(), Refusal> {
    let Some((user, certificate)) = credentials.user.zip(credentials.certificate) else { return Ok(()) };
    let is_reloaded = data(user.certificate_data.as_ref()).is_none() && data(user.key_data.as_ref()).is_none();
    let Some(pair) = user.pair().filter(|_| !is_reloaded) else { return Ok(()) };
    if matches!(pair, Pair::CertificateRejected(rejection) if is_accepted(*rejection, minor)) {
        return Ok(());
    }
    match pair.kubectl_text() {
        Some(error) => Err(refuse(Stage::Transport, credentials.cause(certificate), error)),
        None => Ok(()),
    }
}

fn is_accepted(rejection: Rejection, minor: u32) -> bool {
    rejection == Rejection::NegativeSerial && minor < NEGATIVE_SERIALS_REFUSED
}

/// `HTTPWrappersForConfig`
fn headers(credentials: &Credentials<'_>) -> Result<(), Refusal> {
    let Some(bearer) = &credentials.bearer else { return Ok(()) };
    if credentials.username.is_some() {
        let error = "username/password or bearer token may be set, but not both";
        return Err(refuse(Stage::Transport, credentials.cause(bearer.field), error));
    }
    if bearer.auth == Auth::TokenFile && bearer.is_empty {
        let path = super::config::path_words(bearer.field);
        let error = crate::message!["read empty token from file \"", path, "\""];
        return Err(refuse(Stage::Transport, credentials.cause(bearer.field), error));
    }
    Ok(())
}
