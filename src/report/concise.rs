//! `concise`: `path:line:column: error[family/name] message`, one line for each finding.

use super::{Context, Verbosity, summary::summary};
use crate::checked::Checked;
use std::io::{self, Write};

/// Writes the findings, then the summary, which no `errorformat` takes for a finding.
pub(super) fn write(checked: &Checked, context: &Context<'_>, out: &mut dyn Write) -> io::Result<()> {
    for finding in &checked.findings {
        let file = checked.file(finding.place.file);
        let start = finding.place.range_in_file().start;
        let severity = finding.severity.as_str();
        let (rule, message) = (finding.rule, &finding.message);
        writeln!(out, "{}:{}:{}: {severity}[{rule}] {message}", file.title(), start.line, start.column)?;
    }
    if context.verbosity > Verbosity::Quiet {
        writeln!(out, "{}", summary(checked))?;
    }
    Ok(())
}
