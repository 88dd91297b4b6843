//! Where options were written down.

use crate::kubeconfig::mask::MaskedText;
use crate::message::Name;
use crate::span::{Range, Span};
use std::path::PathBuf;

/// A settings file that could be read.
#[derive(Debug)]
pub struct SettingsFile {
    /// What people know it by.
    pub name: Name,
    /// Where it was opened.
    pub path: PathBuf,
    /// What may be shown of it.
    pub text: MaskedText,
    /// The rules in it that do not exist.
    pub unknown: Vec<UnknownRule>,
    /// Whether a run sees all files that the settings are for, so that what suppresses nothing is of no use.
    pub sees_all: bool,
}

/// A rule in the settings that does not exist.
#[derive(Clone, Copy, Debug)]
pub struct UnknownRule {
    /// Where it stands.
    pub span: Span,
    /// The same as lines and columns.
    pub range: Range,
    /// What was probably meant.
    pub meant: Option<&'static str>,
}
