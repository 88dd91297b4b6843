//! `markdown`: a summary for a job or a comment, in the Markdown of GitHub, which GitLab and Azure take too.
//!
//! A job summary of GitHub holds 1 MiB; what does not fit is counted.

mod text;

use super::Context;
use super::paragraph::worst_first;
use super::place::repository_path;
use super::shown::shown;
use super::summary::{ClientNote, NO_PROBLEMS, client_notes, counted, summary_or};
use crate::checked::Checked;
use crate::finding::Finding;
use crate::page;
use std::fmt::Write as _;
use std::io::{self, Write};
use text::{code, escape, sentence};

/// Bytes; below the limit of GitHub, with room for what others add.
const LIMIT: usize = 900 << 10;

/// Writes a heading, a table with the worst first, and the details of each folded away.
pub(super) fn write(checked: &Checked, context: &Context<'_>, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "## kubeconfig-lint: {}", escape(&heading(checked, context)))?;
    for unread in context.unread {
        writeln!(out, "\n**Not checked:** {}", sentence(&unread.message))?;
    }
    if !checked.findings.is_empty() {
        table(checked, context, out)?;
    }
    Ok(())
}

/// How it went. What could not be read may have problems, so there is no word of that there are none.
fn heading(checked: &Checked, context: &Context<'_>) -> String {
    let unread = context.unread.len();
    let nothing = if unread == 0 { NO_PROBLEMS } else { "nothing found" };
    let total = summary_or(checked, nothing);
    let total = total.lines().next().unwrap_or_default();
    match (unread, checked.file_count()) {
        (0, _) => total.to_owned(),
        (_, 0) => format!("{} could not be read", counted(unread, "input")),
        _ => format!("{} could not be read; {total}", counted(unread, "input")),
    }
}

fn table(checked: &Checked, context: &Context<'_>, out: &mut dyn Write) -> io::Result<()> {
    let findings = worst_first(shown(checked, context));
    let mut size = 0;
    let mut rows = String::new();
    let mut count = 0;
    for finding in &findings {
        let row = row(checked, context, finding);
        size += row.len();
        if size > LIMIT {
            break;
        }
        rows += &row;
        count += 1;
    }
    write!(out, "\n| Severity | Where | What | Rule |\n|---|---|---|---|\n{rows}")?;
    if count < checked.findings.len() {
        writeln!(out, "\n{} more are left out.", checked.findings.len() - count)?;
    }
    Ok(())
}

fn row(checked: &Checked, context: &Context<'_>, finding: &Finding) -> String {
    let file = checked.file(finding.place.file);
    let path = repository_path(checked, context, finding.place.file);
    let start = finding.place.range_in_file().start;
    let mut place = code(&format!("{path}:{}:{}", start.line, start.column));
    if let Some(within) = &file.within {
        let _ = write!(place, "<br>{}", code(within.as_str()));
    }
    let severity = match finding.severity.as_str() {
        "info" => "info".to_owned(),
        severity => format!("**{severity}**"),
    };
    let link = format!("[`{}`]({})", finding.rule, page::url(finding.rule));
    format!("| {severity} | {place} | {}{} | {link} |\n", sentence(&finding.message), details(finding))
}

/// What to do and what clients do, folded: a table of long cells is hard to read.
fn details(finding: &Finding) -> String {
    let help = finding.help.iter().map(sentence);
    let notes: Vec<_> = help.chain(client_notes(&finding.clients).iter().map(note)).collect();
    if notes.is_empty() { String::new() } else { format!("<details><summary>more</summary>{}</details>", notes.join("<br>")) }
}

/// The words of a client are a quote from outside as a whole; what it does otherwise is a sentence of ours.
fn note(note: &ClientNote<'_>) -> String {
    let what = note.what.map(|what| if note.is_quote { code(&what.to_string()) } else { sentence(what) });
    format!("{}{}", escape(&note.lead), what.unwrap_or_default())
}
