//! `ConfigLoader::load` (`config/file_loader.rs`) and `Config::new_from_loader` (`config/mod.rs`).

use super::load::{In, Kubeconfig};
use super::{not_loaded, refuse};
use crate::clients::{Refusal, Stage};
use crate::kubeconfig::examine::TargetState;
use crate::kubeconfig::facts::http_uri::HttpUri;
use crate::kubeconfig::facts::rustls::{AuthorityFault, PemFault};
use crate::kubeconfig::reading::{Base64Fault, Datum, Habit, Plain};
use crate::message;
use crate::message::{Message, Part};

/// A `Config`.
pub(super) struct Config<'r> {
    pub(super) context: In<'r>,
    pub(super) cluster: In<'r>,
    /// `None` where nobody is named, or nobody of that name is there: then nothing is sent.
    pub(super) user: Option<In<'r>>,
    pub(super) server: In<'r>,
    pub(super) uri: HttpUri,
    pub(super) authorities: Option<Loaded<'r>>,
}

/// What `*-data` or the file of a path holds.
pub(super) struct Loaded<'r> {
    /// Where it comes from.
    pub(super) field: In<'r>,
    pub(super) is_file: bool,
    pub(super) bytes: Bytes<'r>,
}

/// Decoded here, or read when the kubeconfig was read.
pub(super) enum Bytes<'r> {
    Decoded(Plain),
    Read(&'r Plain),
    /// Nobody looked.
    Unknown,
}

impl Bytes<'_> {
    pub(super) fn known(&self) -> Option<&Plain> {
        match self {
            Self::Decoded(plain) => Some(plain),
            Self::Read(plain) => Some(plain),
            Self::Unknown => None,
        }
    }
}

pub(super) fn load<'r>(kubeconfig: &Kubeconfig<'r>, entry: &In<'r>) -> Result<Config<'r>, Refusal> {
    let name = entry.datum.get("name");
    let context = entry.get("context").ok_or_else(|| not_loaded(entry, name.as_ref().unwrap_or(&entry.datum)))?;
    let cluster_name = context.datum.get("cluster").unwrap_or_else(|| context.datum.clone());
    let cluster = kubeconfig.cluster(&cluster_name).and_then(|cluster| cluster.get("cluster")).ok_or_else(|| {
        let cause = In { file: context.file, datum: cluster_name.clone() }.cause();
        refuse(Stage::Config, cause, message!["failed to load the cluster of context: ", cluster_name.quoted()])
    })?;
    let user = context.datum.get("user").and_then(|name| kubeconfig.user(&name)).and_then(|user| user.get("user"));
    let exec = user.as_ref().and_then(|user| user.get("exec"));
    if exec.is_some_and(|exec| exec.datum.get("provideClusterInfo").and_then(|flag| flag.flag()) == Some(true)) {
        load_authorities(&cluster)?;
    }
    let (server, uri) = server(&cluster)?;
    let authorities = load_authorities(&cluster)?;
    check_pem(authorities.as_ref())?;
    check_proxy(&cluster)?;
    Ok(Config { context, cluster, user, server, uri, authorities })
}

fn server<'r>(cluster: &In<'r>) -> Result<(In<'r>, HttpUri), Refusal> {
    const MISSING: &str = "cluster url is missing on selected cluster";
    let server = cluster.get("server").ok_or_else(|| refuse(Stage::Config, cluster.cause(), MISSING.into()))?;
    match server.datum.http_uri() {
        Some(Ok(uri)) => Ok((server, uri)),
        Some(Err(fault)) => Err(refuse(Stage::Config, server.cause(), message!["failed to parse cluster url: ", fault.text()])),
        None => Err(refuse(Stage::Config, cluster.cause(), MISSING.into())),
    }
}

/// `Cluster::load_certificate_authority`
fn load_authorities<'r>(cluster: &In<'r>) -> Result<Option<Loaded<'r>>, Refusal> {
    data_or_file(cluster, "certificate-authority-data", "certificate-authority").map_err(|failure| {
        let words = message!["failed to load certificate authority: "].then(failure.words);
        refuse(Stage::Config, failure.field.cause(), words)
    })
}

/// Why neither data nor file could be loaded.
pub(super) struct Failure<'r> {
    pub(super) field: In<'r>,
    pub(super) words: Message,
}

/// `load_from_base64_or_file`: data counts even where it is empty.
pub(super) fn data_or_file<'r>(
    entry: &In<'r>,
    data: &'static str,
    file: &'static str,
) -> Result<Option<Loaded<'r>>, Failure<'r>> {
    if let Some(field) = entry.get(data) {
        return match field.datum.decode(Habit::Rust) {
            Some(Ok(plain)) => Ok(Some(Loaded { field, is_file: false, bytes: Bytes::Decoded(plain) })),
            Some(Err(fault)) => Err(Failure { field, words: undecodable(fault) }),
            None => Ok(None),
        };
    }
    let Some(field) = entry.get(file) else { return Ok(None) };
    match read(&field.datum) {
        Ok(bytes) => Ok(Some(Loaded { field, is_file: true, bytes })),
        Err(reason) => {
            let words = message!["failed to read file '\"", opened(&field.datum), "\"': ", reason];
            Err(Failure { field, words })
        }
    }
}

/// `base64::DecodeError`. The letter is part of a secret, and its place measures it.
fn undecodable(fault: Base64Fault) -> Message {
    let reason = match fault {
        Base64Fault::Padding => "Invalid padding",
        Base64Fault::Length => "Invalid input length: …",
        Base64Fault::Character => "Invalid symbol …, offset ….",
        Base64Fault::TrailingBits => "Invalid last symbol …",
    };
    message!["failed to decode base64 data: ", reason]
}

/// `std::fs::read`, or why it fails. An empty path is the folder of the kubeconfig.
pub(super) fn read<'r>(path: &Datum<'r>) -> Result<Bytes<'r>, &'static str> {
    const FOLDER: &str = "Is a directory (os error 21)";
    let Some(target) = path.target() else {
        return if path.is_empty() { Err(FOLDER) } else { Ok(Bytes::Unknown) };
    };
    match (target.state, &target.content) {
        (TargetState::Read, Some(content)) => Ok(Bytes::Read(content)),
        (TargetState::Read | TargetState::NotLooked, _) => Ok(Bytes::Unknown),
        (TargetState::Folder, _) => Err(FOLDER),
        (TargetState::Unreadable, _) => Err("Permission denied (os error 13)"),
        (TargetState::Missing, _) => Err("No such file or directory (os error 2)"),
    }
}

/// The path that is opened.
pub(super) fn opened(path: &Datum<'_>) -> Part {
    path.target().map_or_else(|| "…".into(), |target| Part::Quote(target.resolved.clone()))
}

/// `config::certs`; what the certificates are is looked at later.
fn check_pem(authorities: Option<&Loaded<'_>>) -> Result<(), Refusal> {
    let Some(loaded) = authorities else { return Ok(()) };
    let Some(Err(AuthorityFault::Pem(fault))) = loaded.bytes.known().map(Plain::rustls_authorities) else { return Ok(()) };
    let reason = match fault {
        PemFault::MismatchedTags => "mismatching BEGIN (\"…\") and END (\"…\") tags",
        PemFault::MissingBeginTag => "missing BEGIN tag",
        PemFault::MissingEndTag => "missing END tag",
        PemFault::Data => "invalid data: …",
        PemFault::Header => "invalid header: …",
        PemFault::Utf8 => "invalid utf-8 value: …",
    };
    let words = message!["failed to parse PEM-encoded certificates: ", reason];
    Err(refuse(Stage::Config, loaded.field.cause(), words))
}

/// `ConfigLoader::proxy_url`
fn check_proxy(cluster: &In<'_>) -> Result<(), Refusal> {
    let Some(proxy) = proxy(cluster) else { return Ok(()) };
    match proxy.datum.http_uri() {
        Some(Err(fault)) => Err(refuse(Stage::Config, proxy.cause(), message!["failed to parse proxy url: ", fault.text()])),
        _ => Ok(()),
    }
}

/// A proxy that is not empty.
pub(super) fn proxy<'r>(cluster: &In<'r>) -> Option<In<'r>> {
    cluster.get("proxy-url").filter(|proxy| !proxy.datum.is_empty())
}
