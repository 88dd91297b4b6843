//! What a run found, written down: one file per format.
//!
//! Reports get masked text, spans and messages, never a source. The same input gives the same bytes, and every failed write is
//! returned.

mod arrow;
mod concise;
mod excerpt;
pub mod fingerprint;
mod gutter;
mod human;
mod json;
mod sarif;
pub(crate) mod summary;
mod uri;
pub(crate) mod wrap;

#[cfg(test)]
mod sample;
#[cfg(test)]
mod tests;

pub use uri::FileUri;

use crate::checked::Checked;
use crate::message::Message;
use crate::page::Page;
use std::io::{self, Write};
use std::str::FromStr;

/// A form of the report.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Format {
    /// For people: every finding with what it points at.
    #[default]
    Full,
    /// One line for each finding, for editors and `grep`.
    Concise,
    /// JSON of our own, versioned.
    Json,
    /// SARIF 2.1.0, for code scanning.
    Sarif,
}

impl Format {
    /// All formats, in the order of the documentation.
    pub const ALL: [Self; 4] = [Self::Full, Self::Concise, Self::Json, Self::Sarif];

    /// The name on the command line.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Full => "full",
            Self::Concise => "concise",
            Self::Json => "json",
            Self::Sarif => "sarif",
        }
    }
}

/// There is no format of this name.
#[derive(Debug, thiserror::Error)]
#[error("unknown format; known are {}", Format::ALL.map(Format::name).join(", "))]
pub struct UnknownFormat;

impl FromStr for Format {
    type Err = UnknownFormat;

    fn from_str(name: &str) -> Result<Self, UnknownFormat> {
        Self::ALL.into_iter().find(|format| format.name() == name).ok_or(UnknownFormat)
    }
}

/// How much a report for people says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verbosity {
    /// The findings and nothing else.
    Quiet,
    /// The findings and a summary.
    #[default]
    Normal,
    /// Also the field each finding is about and the address of its page.
    Verbose,
}

/// What the run itself has to say, beside its findings.
#[derive(Clone, Debug)]
pub struct Notice {
    /// What kind of thing happened.
    pub kind: NoticeKind,
    /// What happened.
    pub message: Message,
}

/// The kinds of [`Notice`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum NoticeKind {
    /// An input could not be read and was not checked.
    UnreadableInput,
    /// There were more findings than the report holds.
    ResultsCut,
}

/// All that a report needs to know beside the findings.
#[derive(Clone, Copy, Debug)]
pub struct Context<'a> {
    /// The version of this program.
    pub version: &'a str,
    /// How it was called, for hints: `kubeconfig-lint` or `kubectl config-lint`.
    pub command: &'a str,
    /// The page of every rule.
    pub pages: &'a [Page],
    /// Whether to use colour.
    pub color: bool,
    /// Whether lines are drawn with box characters, or with ASCII only.
    pub unicode: bool,
    /// How many columns people see.
    pub width: usize,
    /// How much to say.
    pub verbosity: Verbosity,
    /// The exit code the run will end with.
    pub exit_code: u8,
    /// Where the files lie, in their order. A file beyond its end is named by the path it is shown with.
    pub uris: &'a [FileUri],
    /// What the run itself has to say.
    pub notices: &'a [Notice],
}

impl<'a> Context<'a> {
    /// A plain report, 80 columns wide.
    pub const fn new(version: &'a str, pages: &'a [Page]) -> Self {
        Self {
            version,
            command: "kubeconfig-lint",
            pages,
            color: false,
            unicode: true,
            width: 80,
            verbosity: Verbosity::Normal,
            exit_code: 0,
            uris: &[],
            notices: &[],
        }
    }
}

/// The findings as `json` has them.
pub(crate) fn findings<'a>(checked: &'a Checked, context: &Context<'_>) -> impl serde::Serialize + use<'a> {
    json::findings(checked, context)
}

/// Writes a report.
///
/// # Errors
///
/// Returns the first error of `out`.
pub fn write(format: Format, checked: &Checked, context: &Context<'_>, out: &mut dyn Write) -> io::Result<()> {
    match format {
        Format::Full => human::write(checked, context, out),
        Format::Concise => concise::write(checked, context, out),
        Format::Json => json::write(checked, context, out),
        Format::Sarif => sarif::write(checked, context, out),
    }
}
