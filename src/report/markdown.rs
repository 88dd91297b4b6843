//! `markdown`: a summary for a job or a comment, in the Markdown of GitHub, which GitLab and Azure take too.
//!
//! A job summary of GitHub holds 1 MiB; what does not fit is counted.

mod text;

use super::Context;
use super::paragraph::worst_first;
use super::place::repository_path;
use super::summary::{ClientNote, client_notes, summary};
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
    let total = summary(checked);
    writeln!(out, "## kubeconfig-lint: {}", escape(total.lines().next().unwrap_or_default()))?;
    for notice in context.notices {
        writeln!(out, "\n**Not checked:** {}", sentence(&notice.message))?;
    }
    if !checked.findings.is_empty() {
        table(checked, context, out)?;
    }
    Ok(())
}

fn table(checked: &Checked, context: &Context<'_>, out: &mut dyn Write) -> io::Result<()> {
    let findings = worst_first(&checked.findings);
    let mut size = 0;
    let mut rows = String::new();
    let mut shown = 0;
    for finding in &findings {
        let row = row(checked, context, finding);
        size += row.len();
        if size > LIMIT {
            break;
        }
        rows += &row;
        shown += 1;
    }
    write!(out, "\n| Severity | Where | What | Rule |\n|---|---|---|---|\n{rows}")?;
    if shown < findings.len() {
        writeln!(out, "\n{} more are left out.", findings.len() - shown)?;
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
