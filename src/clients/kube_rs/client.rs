//! `ClientBuilder::try_from` (`client/builder.rs`, `client/config_ext.rs`, `client/tls.rs`), and the first request.

use super::config::{Config, Loaded, data_or_file, proxy};
use super::load::In;
use super::{Crate, Era, auth, refuse};
use crate::clients::{Auth, Ca, Cause, Effective, Refusal, Stage, Tls};
use crate::kubeconfig::facts::http_uri::{HttpUri, Scheme};
use crate::kubeconfig::facts::rustls::{AuthorityFault, CertificateFault, IdentityFault};
use crate::kubeconfig::reading::Plain;
use crate::message;
use crate::message::{Message, Name, Part};

/// Everything is set up, whether the server speaks TLS or not.
pub(super) fn build(config: &Config<'_>, kube: Crate) -> Result<(), Refusal> {
    check_proxy(config, kube)?;
    auth::check(config, kube)?;
    let identity = identity(config, kube)?;
    check_authorities(config)?;
    if let Some(identity) = &identity {
        check_identity(identity)?;
    }
    if let Some(name) = server_name(config)
        && !name.datum.is_server_name()
    {
        return stop(name.cause(), message!["rustls tls error: invalid server name: invalid dns name"]);
    }
    check_headers(config, kube)
}

/// A program can have proxies switched on (`http-proxy`, `socks5`); by default they are an error.
fn check_proxy(config: &Config<'_>, kube: Crate) -> Result<(), Refusal> {
    let Some(proxy) = proxy(&config.cluster) else { return Ok(()) };
    let Some(Ok(uri)) = proxy.datum.http_uri() else { return Ok(()) };
    let end = match &uri.scheme {
        Scheme::Https if kube.proxies_over_tls => " requires the disabled feature \"kube/http-proxy\"",
        Scheme::Http => " requires the disabled feature \"kube/http-proxy\"",
        Scheme::Other(name) if name.as_str() == "socks5" => " requires the disabled feature \"kube/socks5\"",
        _ => " uses an unsupported protocol",
    };
    let user = if uri.has_user_info { "…" } else { "" };
    let slash = if uri.scheme != Scheme::None && uri.address.as_str().matches('/').count() == 2 { "/" } else { "" };
    stop(proxy.cause(), message!["configured proxy ", user, Part::Quote(uri.address), slash, end])
}

/// A client certificate with its key.
pub(super) struct Identity<'r> {
    certificate: Loaded<'r>,
    key: Loaded<'r>,
}

/// `AuthInfo::identity_pem`. Before 4.0, what cannot be loaded is silently not used.
pub(super) fn identity<'r>(config: &Config<'r>, kube: Crate) -> Result<Option<Identity<'r>>, Refusal> {
    let Some(user) = &config.user else { return Ok(None) };
    match load_identity(user) {
        Err(_) if kube.era == Era::SerdeYaml => Ok(None),
        Err(refusal) => {
            let error = message!["Failed to infer provided configuration: "].then(refusal.error);
            Err(Refusal { error, ..refusal })
        }
        loaded => loaded,
    }
}

fn load_identity<'r>(user: &In<'r>) -> Result<Option<Identity<'r>>, Refusal> {
    const NOTHING: &str = "no base64 data or file";
    let certificate = load_part(user, "client-certificate-data", "client-certificate", "client certificate")?;
    let key = load_part(user, "client-key-data", "client-key", "client key")?;
    match (certificate, key) {
        (None, None) => Ok(None),
        (Some(certificate), Some(key)) => Ok(Some(Identity { certificate, key })),
        (Some(certificate), None) => stop(certificate.field.cause(), message!["failed to load client key: ", NOTHING]),
        (None, Some(key)) => stop(key.field.cause(), message!["failed to load client certificate: ", NOTHING]),
    }
}

fn load_part<'r>(
    user: &In<'r>,
    data: &'static str,
    file: &'static str,
    what: &'static str,
) -> Result<Option<Loaded<'r>>, Refusal> {
    data_or_file(user, data, file)
        .or_else(|failure| stop(failure.field.cause(), message!["failed to load ", what, ": "].then(failure.words)))
}

/// `rustls_tls::root_store`
fn check_authorities(config: &Config<'_>) -> Result<(), Refusal> {
    let Some(loaded) = &config.authorities else { return Ok(()) };
    match loaded.bytes.known().map(Plain::rustls_authorities) {
        Some(Err(AuthorityFault::Certificate(fault))) => {
            let words =
                message!["rustls tls error: failed to add a root certificate: invalid peer certificate: ", certificate(fault)];
            stop(loaded.field.cause(), words)
        }
        _ => Ok(()),
    }
}

fn certificate(fault: CertificateFault) -> &'static str {
    match fault {
        CertificateFault::Encoding => "BadEncoding",
        CertificateFault::Version => "Other(OtherError(UnsupportedCertVersion))",
        CertificateFault::CriticalExtension => "Other(OtherError(UnsupportedCriticalExtension))",
        CertificateFault::Other => "…",
    }
}

/// `rustls_tls::client_auth` and `with_client_auth_cert`
fn check_identity(identity: &Identity<'_>) -> Result<(), Refusal> {
    let Some((certificate_bytes, key)) = identity.certificate.bytes.known().zip(identity.key.bytes.known()) else {
        return Ok(());
    };
    let Err(fault) = certificate_bytes.rustls_identity(key) else { return Ok(()) };
    let words = match fault {
        IdentityFault::MissingEnd => message!["identity PEM is invalid: missing section end marker: …"],
        IdentityFault::IllegalStart => message!["identity PEM is invalid: illegal section start: …"],
        IdentityFault::Base64 => message!["identity PEM is invalid: base64 decode error: …"],
        IdentityFault::UnknownBlock => message!["unknown private key format"],
        IdentityFault::MissingKey => {
            message!["identity PEM is missing a private key: the key must be PKCS8 or RSA/PKCS1"]
        }
        IdentityFault::MissingCertificate => message!["identity PEM is missing certificate"],
        IdentityFault::UnusableKey => {
            message!["invalid private key: unexpected error: failed to parse private key as RSA, ECDSA, or EdDSA"]
        }
        IdentityFault::Certificate(fault) => message!["invalid private key: invalid peer certificate: ", certificate(fault)],
        IdentityFault::Mismatch => message!["invalid private key: keys may not be consistent: KeyMismatch"],
    };
    let field = match fault {
        IdentityFault::MissingCertificate | IdentityFault::Certificate(_) => &identity.certificate.field,
        _ => &identity.key.field,
    };
    stop(field.cause(), message!["rustls tls error: "].then(words))
}

fn server_name<'r>(config: &Config<'r>) -> Option<In<'r>> {
    config.cluster.get("tls-server-name")
}

/// `extra_headers_layer`
fn check_headers(config: &Config<'_>, kube: Crate) -> Result<(), Refusal> {
    let Some(user) = &config.user else { return Ok(()) };
    let groups = user.get("as-groups").into_iter().flat_map(|groups| groups.items().collect::<Vec<_>>());
    let mut values: Vec<In<'_>> = user.get("as").into_iter().chain(groups).collect();
    if kube.sends_extra {
        values.extend(user.get("as-uid"));
        let extra = user.get("as-user-extra");
        let lists = extra.iter().flat_map(|extra| extra.datum.entries());
        values.extend(lists.flat_map(|(_, list)| list.items().collect::<Vec<_>>()).map(|datum| In { file: user.file, datum }));
    }
    match values.iter().find(|value| !value.datum.is_header_value()) {
        Some(value) => stop(value.cause(), "HttpError: failed to parse header value".into()),
        None => Ok(()),
    }
}

/// `set_base_uri`, and what hyper takes for a URL to connect to.
pub(super) fn request(config: &Config<'_>, kube: Crate) -> Result<(), Refusal> {
    auth::check_request(config, kube.now)?;
    let words = match config.uri {
        HttpUri { scheme: Scheme::None, has_authority: false, ref address, .. } if address.as_str() != "*" => {
            "ServiceError: client error (UserAbsoluteUriRequired)".into()
        }
        HttpUri { scheme: Scheme::None, .. } => "ServiceError: buffer's worker closed unexpectedly".into(),
        HttpUri { scheme: Scheme::Other(ref name), .. } => {
            message!["ServiceError: client error (Connect): unsupported scheme ", Part::Quote(name.clone())]
        }
        HttpUri { scheme: Scheme::Https, is_server_name: false, .. } if server_name(config).is_none() => {
            "ServiceError: client error (Connect): invalid dns name".into()
        }
        _ => return Ok(()),
    };
    stop(config.server.cause(), words)
}

/// The connection that it makes.
pub(super) fn effective(config: &Config<'_>, kube: Crate) -> Effective {
    let is_insecure = config.cluster.get("insecure-skip-tls-verify").and_then(|flag| flag.datum.flag()) == Some(true);
    let tls = match config.uri.scheme {
        Scheme::Https if is_insecure => Tls::Unverified,
        Scheme::Https => Tls::Verified,
        _ => Tls::Plaintext,
    };
    let ca = match (tls, &config.authorities) {
        (Tls::Verified, Some(loaded)) if loaded.is_file => Ca::File,
        (Tls::Verified, Some(_)) => Ca::Data,
        (Tls::Verified, None) => Ca::System,
        _ => Ca::None,
    };
    let namespace = config.context.get("namespace");
    Effective {
        server: config.uri.address.clone(),
        tls,
        ca,
        auth: auths(config, kube, tls),
        namespace: namespace.map_or_else(|| Name::escape("default"), |namespace| shown(&namespace)),
        impersonate: config.user.as_ref().and_then(|user| user.get("as")).map(|user| shown(&user)),
    }
}

fn auths(config: &Config<'_>, kube: Crate, tls: Tls) -> Vec<Auth> {
    let has_identity = tls != Tls::Plaintext && matches!(identity(config, kube), Ok(Some(_)));
    let mut auths: Vec<Auth> = has_identity.then_some(Auth::ClientCertificate).into_iter().collect();
    auths.extend(config.user.as_ref().and_then(auth::method));
    if auths.is_empty() { vec![Auth::None] } else { auths }
}

fn shown(text: &In<'_>) -> Name {
    text.datum.name().unwrap_or_else(|| Name::escape("…"))
}

pub(super) fn stop<T>(cause: Cause, words: Message) -> Result<T, Refusal> {
    Err(refuse(Stage::Transport, cause, words))
}
