//! `concise`: `path:line:column: error[family/name] message`, one line for each finding.

use super::{Context, Verbosity, shown::shown, shown_suppressed, summary::summary};
use crate::checked::Checked;
use crate::finding::{Finding, Suppressed};
use std::io::{self, Write};

/// Writes the findings, then the summary, which no `errorformat` takes for a finding.
pub(super) fn write(checked: &Checked, context: &Context<'_>, out: &mut dyn Write) -> io::Result<()> {
    for finding in shown(checked, context) {
        writeln!(out, "{}", line(checked, finding))?;
    }
    for Suppressed { finding, by } in shown_suppressed(checked, context) {
        writeln!(out, "{} ({})", line(checked, finding), by.words())?;
    }
    if context.verbosity > Verbosity::Quiet {
        writeln!(out, "{}", summary(checked))?;
    }
    Ok(())
}

/// `path:line:column: error[family/name] message`.
pub(super) fn line(checked: &Checked, finding: &Finding) -> String {
    let file = checked.file(finding.place.file);
    let start = finding.place.range_in_file().start;
    let severity = finding.severity.as_str();
    let (rule, message) = (finding.rule, &finding.message);
    format!("{}:{}:{}: {severity}[{rule}] {message}", file.title(), start.line, start.column)
}
