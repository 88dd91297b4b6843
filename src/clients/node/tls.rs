//! `tls.createSecureContext`, which is called before anything is dialled (Node's `lib/internal/tls/secure-context.js`).
//!
//! Authorities are not looked at here: bytes without a certificate are no error. They leave nobody to trust, and no server is.

use super::server::Server;
use super::{In, Selected, Version, given, refuse};
use crate::clients::{Refusal, Stage};
use crate::kubeconfig::facts::openssl::identity::Identity;
use crate::kubeconfig::facts::openssl::level::Level;
use crate::kubeconfig::reading::{Datum, Habit, Kind, Plain};

/// OpenSSL as Node 20 and 22 build it.
const LEVEL: Level = Level::One;

/// Sets up TLS; returns whether a client certificate is shown.
pub(super) fn check(selected: &Selected<'_>, server: &Server<'_>, version: Version) -> Result<bool, Refusal> {
    if !server.is_tls {
        return Ok(false);
    }
    server_name(selected, version)?;
    let Some(user) = &selected.user else { return Ok(false) };
    let certificate = Buffer::of(user, "client-certificate", "client-certificate-data");
    let key = Buffer::of(user, "client-key", "client-key-data");
    let stop = |buffer: &Buffer<'_>, identity: Identity| {
        let error = identity.node_text().map_or(Ok(()), |error| Err(refuse(Stage::Transport, user.cause(buffer.key), error)));
        error.map(|()| identity == Identity::Accepted)
    };
    match (certificate, key) {
        (Some(certificate), Some(key)) => match (certificate.plain(), key.plain()) {
            (Some(chain), Some(private)) => stop(&certificate, chain.identity(private, LEVEL)),
            _ => Ok(true),
        },
        (Some(certificate), None) => {
            certificate.plain().map_or(Ok(false), |chain| stop(&certificate, chain.certificate(LEVEL)))?;
            Ok(false)
        }
        (None, Some(key)) => {
            key.plain().map_or(Ok(false), |private| stop(&key, private.private_key()))?;
            Ok(false)
        }
        (None, None) => Ok(false),
    }
}

/// `tls-server-name` goes into `servername` as it is.
fn server_name(selected: &Selected<'_>, version: Version) -> Result<(), Refusal> {
    const KEY: &str = "tls-server-name";
    let is_read = selected.user.is_some() || version == Version::One;
    let name = given(&selected.cluster.datum, KEY).filter(|_| is_read);
    if name.is_none_or(|name| name.kind() == Kind::Text) {
        return Ok(());
    }
    let error = "The \"name\" argument must be of type string. Received …";
    Err(refuse(Stage::Transport, selected.cluster.cause(KEY), error))
}

/// `bufferFromFileOrString`
struct Buffer<'r> {
    key: &'static str,
    datum: Datum<'r>,
    decoded: Option<Plain>,
}

impl<'r> Buffer<'r> {
    fn of(entry: &In<'r>, path: &'static str, data: &'static str) -> Option<Self> {
        if let Some(datum) = given(&entry.datum, path) {
            return Some(Self { key: path, datum, decoded: None });
        }
        let datum = given(&entry.datum, data)?;
        let decoded = datum.decode(Habit::Node).and_then(Result::ok);
        // `Buffer.from` makes bytes of the items of a list.
        let decoded = decoded.or_else(|| (datum.kind() == Kind::List).then(Plain::default));
        Some(Self { key: data, datum, decoded })
    }

    /// The bytes, where they are known.
    fn plain(&self) -> Option<&Plain> {
        self.decoded.as_ref().or_else(|| self.datum.target()?.content.as_ref())
    }
}
