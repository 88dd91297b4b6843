//! `markdown`: a summary for a job or a comment, in the Markdown of GitHub, which GitLab and Azure take too.
//!
//! A job summary of GitHub holds 1 MiB; what does not fit is counted.

use super::Context;
use super::paragraph::worst_first;
use super::place::repository_path;
use super::summary::{client_notes, summary};
use crate::checked::Checked;
use crate::finding::Finding;
use crate::message::{Message, Part};
use crate::page;
use std::fmt::Write as _;
use std::io::{self, Write};

/// Bytes; below the limit of GitHub, with room for what others add.
const LIMIT: usize = 900 << 10;

/// Writes a heading, a table with the worst first, and the details of each folded away.
pub(super) fn write(checked: &Checked, context: &Context<'_>, out: &mut dyn Write) -> io::Result<()> {
    let total = summary(checked);
    writeln!(out, "## kubeconfig-lint: {}", escape(total.lines().next().unwrap_or_default()))?;
    for notice in context.notices {
        writeln!(out, "\n**Not checked:** {}", message(&notice.message))?;
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
    format!("| {severity} | {place} | {}{} | {link} |\n", message(&finding.message), details(finding))
}

/// What to do and what clients do, folded: a table of long cells is hard to read.
fn details(finding: &Finding) -> String {
    let help = finding.help.iter().map(message);
    let notes: Vec<_> = help.chain(client_notes(&finding.clients).iter().map(|note| escape(note))).collect();
    if notes.is_empty() { String::new() } else { format!("<details><summary>more</summary>{}</details>", notes.join("<br>")) }
}

/// Fixed words hold Markdown of ours, as `server` in backticks; what comes from outside is text.
fn message(message: &Message) -> String {
    let part = |part: &Part| match part {
        Part::Text(text) => fixed(text),
        Part::Name(name) => code(name.as_str()),
        other => escape(&other.to_string()),
    };
    message.parts().iter().map(part).collect()
}

/// Our own words, in which backticks mean code.
fn fixed(text: &str) -> String {
    let pieces = text.split('`').enumerate();
    pieces.map(|(index, piece)| if index % 2 == 1 { code(piece) } else { escape(piece) }).collect()
}

fn code(text: &str) -> String {
    format!("<code>{}</code>", escape(text))
}

/// Punctuation as character references, which Markdown and HTML take for text whatever stands around it.
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_ascii_punctuation() && !matches!(c, ',' | '/' | ';' | '(' | ')' | '-' | '\'') {
            // Writing to a String cannot fail.
            let _ = write!(escaped, "&#{};", u32::from(c));
        } else {
            escaped.push(c);
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_from_outside_is_markup() {
        assert_eq!(escape("a|b*c_`d`<e>&f[g](h)"), "a&#124;b&#42;c&#95;&#96;d&#96;&#60;e&#62;&#38;f&#91;g&#93;(h)");
        assert_eq!(fixed("`server` is <gone>"), "<code>server</code> is &#60;gone&#62;");
    }
}
