//! `github`: workflow commands, which GitHub Actions shows as annotations of the changed files.
//!
//! GitHub shows ten annotations of each kind for a step: how many there are besides comes first, and then the worst.
//! The escapes are those of `@actions/core` (`escapeData` and `escapeProperty` of `command.ts`).

use super::Context;
use super::paragraph::{SEVERITIES, paragraph_in_file, worst_first};
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
    let findings = worst_first(&checked.findings);
    let left = too_many(&findings);
    if let Some(left) = &left {
        writeln!(out, "::notice title=kubeconfig-lint::not shown as annotations: {left}")?;
    }
    for severity in SEVERITIES {
        // The notice above is one of those that GitHub shows.
        let taken = usize::from(severity == Severity::Info && left.is_some());
        let of_severity = findings.iter().filter(|finding| finding.severity == severity);
        for finding in of_severity.take(LIMIT - taken) {
            annotation(checked, context, finding, out)?;
        }
    }
    Ok(())
}

/// What is beyond the limit, as `2 of severity warning`; none where every finding is shown.
fn too_many(findings: &[&Finding]) -> Option<String> {
    let count = |severity| findings.iter().filter(|finding| finding.severity == severity).count();
    let over = |severity, room: usize| count(severity).saturating_sub(room);
    let any = SEVERITIES.into_iter().any(|severity| over(severity, LIMIT) > 0);
    let room = |severity| LIMIT - usize::from(severity == Severity::Info);
    let left = SEVERITIES.into_iter().map(|severity| (severity, over(severity, room(severity)))).filter(|(_, left)| *left > 0);
    let words: Vec<_> = left.map(|(severity, left)| format!("{left} of severity {}", severity.as_str())).collect();
    any.then(|| words.join(", "))
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
    writeln!(out, ",title={}::{}", escape_property(finding.rule), escape_data(&paragraph_in_file(checked, finding)))
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
        let mut lines = text.lines();
        assert_eq!(lines.next(), Some("::notice title=kubeconfig-lint::not shown as annotations: 2 of severity warning"));
        assert!(lines.next().is_some_and(|line| line.starts_with("::error ")), "{text}");
        assert_eq!(text.matches("::warning ").count(), LIMIT);
    }

    #[test]
    fn the_count_of_what_is_left_is_within_the_limit_itself() {
        let mut checked = sample::rich();
        let info = Finding { severity: Severity::Info, ..checked.findings[0].clone() };
        checked.findings = vec![info; 11];
        let mut out = Vec::new();
        write(&checked, &Context::new("1.0.0", &[]), &mut out).unwrap_or_default();
        let text = String::from_utf8(out).unwrap_or_default();
        assert_eq!(text.matches("::notice ").count(), LIMIT);
        assert!(text.starts_with("::notice title=kubeconfig-lint::not shown as annotations: 2 of severity info\n"), "{text}");
    }

    #[test]
    fn what_ends_a_command_is_escaped() {
        assert_eq!(escape_property("a:b,c%\r\n"), "a%3Ab%2Cc%25%0D%0A");
        assert_eq!(escape_data("a:b,c%\n"), "a:b,c%25%0A");
    }
}
