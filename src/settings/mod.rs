//! Settings: what `.kubeconfig-lint.yaml` says, and where it is looked for.
//!
//! They change which rules count and how much. They cannot make a run look at anything else, resolve names or run programs.

mod find;
pub mod key;
mod read;
pub mod schema;
#[cfg(test)]
mod tests;
mod text;
pub mod word;

pub use find::{FILE_NAME, find};
pub use word::{BadWord, FailOn};

use crate::env::{self, ReadError};
use crate::kubeconfig::mask::MaskedText;
use crate::message::{Message, Name};
use crate::options::{Overrides, PathPattern, Section, Suppression, UnknownRule};
use crate::span::Position;
use std::path::{Path, PathBuf};

/// What a settings file says.
#[derive(Debug, Default)]
pub struct Settings {
    /// What people know the file by.
    pub name: Option<Name>,
    /// Where it was opened.
    pub path: PathBuf,
    /// What is set for all files.
    pub overrides: Overrides,
    /// From which severity on findings fail a run.
    pub fail_on: Option<FailOn>,
    /// What is passed over in folders.
    pub exclude: Vec<PathPattern>,
    /// The file with known findings.
    pub baseline: Option<PathBuf>,
    /// What is known and accepted.
    pub suppressions: Vec<Suppression>,
    /// What is set for some files only.
    pub sections: Vec<Section>,
    /// The rules in it that do not exist.
    pub unknown: Vec<UnknownRule>,
    /// The keys at the top, with their lines.
    pub lines: Vec<(&'static str, u32)>,
    /// What may be shown of it.
    pub text: MaskedText,
}

/// What is wrong in a settings file. It repeats nothing of it: somebody may have named a kubeconfig for one.
#[derive(Clone, Debug)]
pub struct Problem {
    /// Where.
    pub start: Position,
    /// What.
    pub message: Message,
}

/// Why a settings file does not count.
#[derive(Debug)]
pub enum LoadError {
    /// It cannot be read.
    Unreadable(ReadError),
    /// It is wrong.
    Wrong(Vec<Problem>),
}

/// Reads settings that are in memory; their paths start from `root`.
///
/// # Errors
/// When something in them is wrong: everything that is.
pub fn parse(bytes: &[u8], root: &Path) -> Result<Settings, Vec<Problem>> {
    let text = std::str::from_utf8(bytes)
        .map_err(|_| vec![Problem { start: Position::START, message: "this is not text in UTF-8".into() }])?;
    read::read(text.strip_prefix('\u{feff}').unwrap_or(text), root)
}

/// Reads the settings file at `path`.
///
/// # Errors
/// When it cannot be read, or something in it is wrong.
pub fn load(path: &Path) -> Result<Settings, LoadError> {
    let bytes = env::read_file(path).map_err(LoadError::Unreadable)?;
    let place = env::identity(path).unwrap_or_else(|| path.to_owned());
    let root = place.parent().unwrap_or(Path::new("/"));
    let settings = parse(&bytes, root).map_err(LoadError::Wrong)?;
    Ok(Settings { name: Some(Name::path(&path.to_string_lossy())), path: path.to_owned(), ..settings })
}
