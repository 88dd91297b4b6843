//! `azure`: logging commands of Azure Pipelines, which become errors and warnings of the run.
//!
//! Azure knows errors and warnings only. What is worth knowing stays a line of the log. The escapes are those of the agent
//! (`CommandStringConvertor` in `Command.cs`).

use super::Context;
use super::paragraph::{paragraph_in_file, worst_first};
use super::place::repository_path;
use super::shown::shown;
use crate::checked::Checked;
use crate::finding::{Finding, Severity};
use std::io::{self, Write};

/// Writes one line for each finding, the worst first.
pub(super) fn write(checked: &Checked, context: &Context<'_>, out: &mut dyn Write) -> io::Result<()> {
    for unread in context.unread {
        writeln!(out, "##vso[task.logissue type=error]{}", escape_data(&unread.message.to_string()))?;
    }
    let shown = worst_first(shown(checked, context));
    let left_out = checked.findings.len() - shown.len();
    for finding in shown {
        match finding.severity {
            Severity::Error => issue("error", checked, context, finding, out)?,
            Severity::Warning => issue("warning", checked, context, finding, out)?,
            Severity::Info => line(checked, context, finding, out)?,
        }
    }
    if left_out > 0 { writeln!(out, "{left_out} more are left out") } else { Ok(()) }
}

fn issue(kind: &str, checked: &Checked, context: &Context<'_>, finding: &Finding, out: &mut dyn Write) -> io::Result<()> {
    let start = finding.place.range_in_file().start;
    let path = repository_path(checked, context, finding.place.file);
    writeln!(
        out,
        "##vso[task.logissue type={kind};sourcepath={};linenumber={};columnnumber={};code={};]{}",
        escape_property(path.as_str()),
        start.line,
        start.column,
        escape_property(finding.rule),
        escape_data(&paragraph_in_file(checked, finding)),
    )
}

fn line(checked: &Checked, context: &Context<'_>, finding: &Finding, out: &mut dyn Write) -> io::Result<()> {
    let start = finding.place.range_in_file().start;
    let path = repository_path(checked, context, finding.place.file);
    writeln!(out, "{path}:{}:{}: info[{}] {}", start.line, start.column, finding.rule, finding.message)
}

fn escape_data(text: &str) -> String {
    text.replace('%', "%AZP25").replace('\r', "%0D").replace('\n', "%0A")
}

fn escape_property(text: &str) -> String {
    escape_data(text).replace(']', "%5D").replace(';', "%3B")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_ends_a_command_is_escaped() {
        assert_eq!(escape_property("a;b]c%\n"), "a%3Bb%5Dc%AZP25%0A");
        assert_eq!(escape_data("a;b]c%\r"), "a;b]c%AZP25%0D");
    }
}
