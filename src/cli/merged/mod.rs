//! `check --explain-merge`: where everything in a list of files comes from.

mod json;
mod table;

use super::check::usage;
use super::{Exit, destination, look};
use crate::engine::origin;
use crate::input::Gathered;
use crate::options::Options;
use crate::report::Format;

#[derive(Debug, clap::Args)]
#[command(next_help_heading = "Input")]
pub(super) struct ListArgs {
    /// Take all files as one list, as kubectl takes KUBECONFIG
    #[arg(long)]
    pub(super) merge: bool,
    /// Say instead from which file of the list each entry comes, and which others it hides; with -f json for programs
    #[arg(long, conflicts_with_all = ["report", "output_file", "max_diagnostics", "statistics", "fix", "unsafe_fixes", "diff"])]
    pub(super) explain_merge: bool,
}

/// Prints it for people or for programs; `is_incomplete` says that an input is missing.
pub(super) fn run(gathered: Gathered, options: &Options, format: Format, is_incomplete: bool) -> Exit {
    let exit = match (is_incomplete, gathered.inputs.is_empty()) {
        (true, _) => Exit::Usage,
        (false, true) => return Exit::NoInput,
        (false, false) => Exit::Clean,
    };
    let missing: Vec<_> = gathered.missing().cloned().collect();
    let origins = origin::origins(gathered.inputs, options);
    let text = match format {
        Format::Full | Format::Concise => table::render(&origins, &missing, look::width()),
        Format::Json => json::render(&origins, &missing),
        _ => return usage("--explain-merge prints `full` or `json`"),
    };
    destination::print(&text, exit)
}
