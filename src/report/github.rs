//! `github`: workflow commands, which GitHub Actions shows as annotations of the changed files.
//!
//! GitHub shows ten annotations of each kind for a step: the worst are written, and then how many there are besides.
//! The escapes are those of `@actions/core` (`escapeData` and `escapeProperty` of `command.ts`).

use super::Context;
use super::paragraph::{SEVERITIES, paragraph, worst_first};
use super::place::repository_path;
use crate::checked::Checked;
use crate::finding::{Finding, Severity};
use std::io::{self, Write};

/// How many annotations of a kind GitHub shows for a step.
const LIMIT: usize = 10;

/// Writes the annotations, each on a line.
pub(super) fn write(checked: &Checked, context: &Context<'_>, out: &mut dyn Write) -> io::Result<()> {
    for notice in context.notices {
        writeln!(out, "::warning title=kubeconfig-lint::{}", escape_data(&notice.message.to_string()))?;
    }
    for severity in SEVERITIES {
        let of_severity = || worst_first(&checked.findings).into_iter().filter(|finding| finding.severity == severity);
        for finding in of_severity().take(LIMIT) {
            annotation(checked, context, finding, out)?;
        }
        let left = of_severity().count().saturating_sub(LIMIT);
        if left > 0 {
            let kind = severity.as_str();
            writeln!(out, "::notice title=kubeconfig-lint::{left} more of severity {kind} are not shown as annotations")?;
        }
    }
    Ok(())
}

fn annotation(checked: &Checked, context: &Context<'_>, finding: &Finding, out: &mut dyn Write) -> io::Result<()> {
    let range = finding.place.range_in_file();
    let path = repository_path(checked, context, finding.place.file);
    let (start, end) = (range.start, range.end);
    write!(out, "::{} file={},line={}", command(finding.severity), escape_property(path.as_str()), start.line)?;
    // Columns belong to a single line.
    if start.line == end.line {
        write!(out, ",col={},endColumn={}", start.column, end.column)?;
    } else {
        write!(out, ",endLine={}", end.line)?;
    }
    writeln!(out, ",title={}::{}", escape_property(finding.rule), escape_data(&text(checked, finding)))
}

/// For a manifest, where in it the kubeconfig stands comes first: the line alone does not tell.
fn text(checked: &Checked, finding: &Finding) -> String {
    match &checked.file(finding.place.file).within {
        Some(within) => format!("{within}: {}", paragraph(finding)),
        None => paragraph(finding),
    }
}

const fn command(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "notice",
    }
}

fn escape_data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn escape_property(text: &str) -> String {
    escape_data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::sample;

    #[test]
    fn ten_of_each_kind_are_shown_and_the_rest_is_counted() {
        let mut checked = sample::rich();
        let warning = Finding { severity: Severity::Warning, ..checked.findings[0].clone() };
        checked.findings = vec![warning; 12];
        checked.findings.push(sample::syntax(checked.findings[0].place));
        let mut out = Vec::new();
        write(&checked, &Context::new("1.0.0", &[]), &mut out).unwrap_or_default();
        let text = String::from_utf8(out).unwrap_or_default();
        assert!(text.starts_with("::error "), "{text}");
        assert_eq!(text.matches("::warning ").count(), LIMIT);
        assert!(text.ends_with("::2 more of severity warning are not shown as annotations\n"), "{text}");
    }

    #[test]
    fn what_ends_a_command_is_escaped() {
        assert_eq!(escape_property("a:b,c%\r\n"), "a%3Ab%2Cc%25%0D%0A");
        assert_eq!(escape_data("a:b,c%\n"), "a:b,c%25%0A");
    }
}
