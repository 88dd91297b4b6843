//! Inputs of which nothing is known.

use super::FileUri;
use super::fingerprint::{file_key, fnv1a};
use super::place::path_of;
use crate::message::{Message, Name};

/// An input that was named and could not be read. A CI that sees nothing of it would take it for one without problems.
#[derive(Clone, Debug)]
pub struct Unread {
    /// Its path as it was given.
    pub path: Name,
    /// Where that is.
    pub uri: FileUri,
    /// What happened.
    pub message: Message,
}

/// What reports call the problem that an input could not be read; no rule has this name.
pub(super) const ID: &str = "unreadable-input";

impl Unread {
    /// Its path in the repository.
    pub(super) fn repository_path(&self) -> Name {
        path_of(&self.uri).unwrap_or_else(|| self.path.clone())
    }

    /// What makes it the same problem in another run: the file, and not why it could not be read.
    pub(super) fn fingerprint(&self) -> String {
        format!("{:016x}", fnv1a(format!("{ID}\0{}", file_key(&self.uri, None)).as_bytes()))
    }
}
