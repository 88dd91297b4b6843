//! What a run found, written down: one file per format.
//!
//! Reports get masked text, spans and messages, never a source. The same input gives the same bytes, and every failed write is
//! returned.

mod arrow;
mod azure;
mod checkstyle;
mod concise;
mod excerpt;
pub mod fingerprint;
mod format;
mod github;
mod gitlab;
mod gutter;
mod human;
mod json;
mod junit;
mod markdown;
mod paragraph;
mod place;
mod published;
mod sarif;
mod shown;
pub(crate) mod summary;
mod unread;
mod uri;
pub(crate) mod wrap;
mod xml;

#[cfg(test)]
mod sample;
#[cfg(test)]
mod tests;

pub use format::{Format, UnknownFormat};
pub use unread::Unread;
pub use uri::{FileUri, Folders};

use crate::checked::Checked;
use crate::finding::Severity;
use crate::finding::Suppressed;
use crate::page::Page;
use std::io::{self, Write};

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
    /// From which severity on a finding fails the run.
    pub fail_on: Option<Severity>,
    /// The exit code the run will end with.
    pub exit_code: u8,
    /// Where the files lie, in their order. A file beyond its end is named by the path it is shown with.
    pub uris: &'a [FileUri],
    /// What the reports for a CI shorten paths by; nothing where they have none.
    pub folders: Option<&'a Folders>,
    /// The inputs that could not be read, each once.
    pub unread: &'a [Unread],
    /// How many findings are shown at most, the worst ones. All of them count, and a format that
    /// [is compared](Format::is_compared) has all of them.
    pub max_findings: Option<usize>,
    /// Whether `full`, `concise`, `json`, `jsonl` and `sarif` hold what is suppressed, too.
    pub show_suppressed: bool,
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
            fail_on: Some(Severity::Error),
            exit_code: 0,
            uris: &[],
            folders: None,
            unread: &[],
            max_findings: None,
            show_suppressed: false,
        }
    }
}

/// What is suppressed, as far as the report holds it.
fn shown_suppressed<'a>(checked: &'a Checked, context: &Context<'_>) -> &'a [Suppressed] {
    if context.show_suppressed { &checked.suppressed } else { &[] }
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
    if let (true, Some(folders)) = (format.is_published(), context.folders) {
        let unread = published::unread(context.unread, folders);
        let context = Context { unread: &unread, folders: None, ..*context };
        return write(format, &published::findings(checked, folders), &context, out);
    }
    match format {
        Format::Full => human::write(checked, context, out),
        Format::Concise => concise::write(checked, context, out),
        Format::Json => json::write(checked, context, out),
        Format::Jsonl => json::write_lines(checked, context, out),
        Format::Sarif => sarif::write(checked, context, out),
        Format::Github => github::write(checked, context, out),
        Format::Gitlab => gitlab::write(checked, context, out),
        Format::Azure => azure::write(checked, context, out),
        Format::Junit => junit::write(checked, context, out),
        Format::Checkstyle => checkstyle::write(checked, context, out),
        Format::Markdown => markdown::write(checked, context, out),
    }
}
