//! `FileOrData`: what is inline wins, even where it is empty.

use super::node::{Node, type_name};
use crate::clients::Refusal;
use crate::kubeconfig::examine::TargetState;
use crate::kubeconfig::reading::{Base64Fault, Habit, Kind, Plain};
use crate::message;
use crate::message::{Message, Part};

/// A file, given or written for the purpose.
pub(super) struct Material<'r> {
    pub(super) node: Node<'r>,
    pub(super) is_inline: bool,
    content: Content<'r>,
}

enum Content<'r> {
    Decoded(Plain),
    Read(&'r Plain),
    Unknown,
}

impl Material<'_> {
    /// What it holds, where that is known.
    pub(super) fn plain(&self) -> Option<&Plain> {
        match &self.content {
            Content::Decoded(plain) => Some(plain),
            Content::Read(plain) => Some(plain),
            Content::Unknown => None,
        }
    }
}

/// `as_file`
pub(super) fn as_file<'r>(
    node: &Node<'r>,
    file_key: &'static str,
    data_key: &'static str,
) -> Result<Option<Material<'r>>, Refusal> {
    if let Some(data) = node.expect_if_there(data_key)? {
        return if data.datum.is_truthy() { decode(data).map(Some) } else { Ok(None) };
    }
    let Some(path) = node.expect_if_there(file_key)? else { return Ok(None) };
    if !path.is_text() {
        let start = "join() argument must be str, bytes, or os.PathLike object, not '";
        return Err(path.refuse(message![start, type_name(path.kind()), "'"]));
    }
    // It is no regular file.
    if path.datum.is("/dev/null") {
        return Err(does_not_exist(&path));
    }
    let content = match path.datum.target().map(|target| (target.state, &target.content)) {
        Some((TargetState::Missing | TargetState::Folder, _)) => return Err(does_not_exist(&path)),
        Some((TargetState::Read, Some(content))) => Content::Read(content),
        // What is no path at all: nothing, or a certificate that was written where its path belongs.
        None if path.datum.is_empty() || path.datum.name().is_none() => return Err(does_not_exist(&path)),
        _ => Content::Unknown,
    };
    Ok(Some(Material { node: path, is_inline: false, content }))
}

fn does_not_exist(path: &Node<'_>) -> Refusal {
    let shown = path.datum.target().map_or_else(|| Part::Text("…"), |target| Part::Quote(target.resolved.clone()));
    path.refuse(message!["File does not exist: ", shown])
}

/// `_write_file`
fn decode(data: Node<'_>) -> Result<Material<'_>, Refusal> {
    let content = match data.kind() {
        Kind::Text => match data.datum.decode(Habit::Python) {
            Some(Ok(plain)) => Content::Decoded(plain),
            Some(Err(fault)) => return Err(data.refuse(base64_error(fault))),
            None => Content::Unknown,
        },
        Kind::Bytes => Content::Unknown,
        kind => {
            let start = "argument should be a bytes-like object or ASCII string, not '";
            return Err(data.refuse(message![start, type_name(kind), "'"]));
        }
    };
    Ok(Material { node: data, is_inline: true, content })
}

/// `binascii.Error`
pub(in crate::clients) fn base64_error(fault: Base64Fault) -> Message {
    match fault {
        Base64Fault::Padding | Base64Fault::Character | Base64Fault::TrailingBits => "Incorrect padding".into(),
        Base64Fault::Length => {
            "Invalid base64-encoded string: number of data characters (…) cannot be 1 more than a multiple of 4".into()
        }
    }
}
