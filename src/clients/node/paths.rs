//! `applyHTTPSOptions` (`src/config.ts`): a path wins over data, and nothing is read without a user.

use super::{In, Selected, given, refuse};
use crate::clients::{Refusal, Stage};
use crate::kubeconfig::examine::TargetState;
use crate::kubeconfig::reading::{Datum, Kind};
use crate::message;
use crate::message::{Message, Part};

/// Reads authority, certificate and key.
pub(super) fn check(selected: &Selected<'_>) -> Result<(), Refusal> {
    let Some(user) = &selected.user else { return Ok(()) };
    buffer(&selected.cluster, "certificate-authority", "certificate-authority-data")?;
    buffer(user, "client-certificate", "client-certificate-data")?;
    buffer(user, "client-key", "client-key-data")
}

/// `bufferFromFileOrString`
fn buffer(entry: &In<'_>, path: &'static str, data: &'static str) -> Result<(), Refusal> {
    let stop = |key, error| Err(refuse(Stage::Transport, entry.cause(key), error));
    if let Some(file) = given(&entry.datum, path) {
        return why_not_read(&file).map_or(Ok(()), |error| stop(path, error));
    }
    match given(&entry.datum, data) {
        // `Buffer.from` takes lists too.
        Some(value) if !matches!(value.kind(), Kind::Text | Kind::List | Kind::Bytes) => {
            let error = "The first argument must be of type string or an instance of Buffer, ArrayBuffer, or Array or an Array-like Object. \
                         Received …";
            stop(data, error.into())
        }
        _ => Ok(()),
    }
}

/// `fs.readFileSync`
pub(super) fn why_not_read(path: &Datum<'_>) -> Option<Message> {
    let target = path.target()?;
    let resolved = || Part::Quote(target.resolved.clone());
    Some(match target.state {
        TargetState::Missing => message!["ENOENT: no such file or directory, open '", resolved(), "'"],
        TargetState::Unreadable => message!["EACCES: permission denied, open '", resolved(), "'"],
        TargetState::Folder => "EISDIR: illegal operation on a directory, read".into(),
        TargetState::NotLooked | TargetState::Read => return None,
    })
}
