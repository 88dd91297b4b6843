//! Certificates, keys and authorities: inline data is written to a file, and wins.

use crate::clients::Refusal;
use crate::clients::python::node::{Node, type_name};
use crate::clients::release::Version;
use crate::kubeconfig::examine::TargetState;
use crate::kubeconfig::reading::{Base64Fault, Habit, Kind, Plain};
use crate::message;

/// A file that is handed to OpenSSL.
pub(super) struct Material<'r> {
    pub(super) node: Node<'r>,
    pub(super) is_inline: bool,
    content: Content<'r>,
}

enum Content<'r> {
    Own(Plain),
    Read(&'r Plain),
    Missing,
    Folder,
    Unknown,
}

impl<'r> Material<'r> {
    /// `None` where there is no file, or one without a name.
    pub(super) fn load(
        node: &Node<'r>,
        file_key: &'static str,
        data_key: &'static str,
        version: Version,
    ) -> Result<Option<Self>, Refusal> {
        let file = match node.find(file_key)? {
            Some(path) => Self::of_path(path)?,
            None => None,
        };
        match node.find(data_key)? {
            Some(data) => Self::of_data(data, version).map(Some),
            None => Ok(file),
        }
    }

    fn of_path(path: Node<'r>) -> Result<Option<Self>, Refusal> {
        if !path.is_text() {
            let start = "argument should be a str or an os.PathLike object where __fspath__ returns a str, not '";
            return Err(path.refuse(message![start, type_name(path.kind()), "'"]));
        }
        // The empty path is the working directory: it is there, and is no name.
        if path.datum.is_empty() {
            return Ok(None);
        }
        let content = match path.datum.target().map(|target| (target.state, &target.content)) {
            Some((TargetState::Missing, _)) => Content::Missing,
            Some((TargetState::Folder, _)) => Content::Folder,
            Some((TargetState::Read, Some(content))) => Content::Read(content),
            None if path.datum.name().is_none() => return Err(path.refuse("[Errno 36] File name too long: '…'")),
            _ => Content::Unknown,
        };
        Ok(Some(Self { node: path, is_inline: false, content }))
    }

    fn of_data(data: Node<'r>, version: Version) -> Result<Self, Refusal> {
        if !data.is_text() {
            let error = match data.kind() {
                Kind::Bytes => message!["a bytes-like object is required, not 'str'"],
                Kind::List | Kind::Map => message!["argument should be a bytes-like object or ASCII string, not '…'"],
                _ if has_dash_test(version) => message!["argument of type '", type_name(data.kind()), "' is not …"],
                kind => message!["argument should be a bytes-like object or ASCII string, not '", type_name(kind), "'"],
            };
            return Err(data.refuse(error));
        }
        let content = decode(&data, version)?;
        Ok(Self { node: data, is_inline: true, content: content.map_or(Content::Unknown, Content::Own) })
    }

    /// What it holds; the error is why it cannot be read.
    pub(super) fn plain(&self) -> Result<Option<&Plain>, &'static str> {
        match &self.content {
            Content::Own(plain) => Ok(Some(plain)),
            Content::Read(plain) => Ok(Some(plain)),
            Content::Unknown => Ok(None),
            Content::Missing => Err("[Errno 2] No such file or directory"),
            Content::Folder => Err("…"),
        }
    }
}

/// Since then PEM is told by its dashes; before, by its not being base64.
fn has_dash_test(version: Version) -> bool {
    version.is_at_least(0, 17, 3)
}

fn decode(data: &Node<'_>, version: Version) -> Result<Option<Plain>, Refusal> {
    if has_dash_test(version) && data.datum.contains("-----") {
        return Ok(Plain::of_text(&data.datum));
    }
    if data.datum.is_not_ascii() {
        return Err(data.refuse("string argument should contain only ASCII characters"));
    }
    let is_strict = version.is_at_least(0, 13, 6) && !has_dash_test(version);
    match data.datum.decode(if is_strict { Habit::PythonStrict } else { Habit::Python }) {
        Some(Ok(plain)) => Ok(Some(plain)),
        Some(Err(_)) if is_strict => Ok(Plain::of_text(&data.datum)),
        Some(Err(Base64Fault::Padding | Base64Fault::Character | Base64Fault::TrailingBits)) => {
            Err(data.refuse("Incorrect padding"))
        }
        Some(Err(Base64Fault::Length)) => {
            Err(data.refuse("Invalid base64-encoded string: number of data characters (…) cannot be 1 more than a multiple of 4"))
        }
        None => Ok(None),
    }
}
