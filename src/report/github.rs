//! `github`: workflow commands, which GitHub Actions shows as annotations of the changed files.
//!
//! GitHub shows ten annotations of each kind for a step: how many there are besides comes first, and then the worst.
//! The escapes are those of `@actions/core` (`escapeData` and `escapeProperty` of `command.ts`).

use super::Context;
use super::paragraph::{SEVERITIES, paragraph_in_file};
use super::place::repository_path;
use super::shown::shown;
use crate::checked::Checked;
use crate::finding::{Finding, Severity};
use std::io::{self, Write};

/// How many annotations of a kind GitHub shows for a step.
const LIMIT: usize = 10;

/// Writes the annotations, each on a line.
pub(super) fn write(checked: &Checked, context: &Context<'_>, out: &mut dyn Write) -> io::Result<()> {
    for unread in context.unread {
        writeln!(out, "::error title=kubeconfig-lint::{}", escape_data(&unread.message.to_string()))?;
    }
    let shown = shown(checked, context);
    // What stands before the findings is shown as well: these errors, and a notice of what is left out.
    let room = |severity, notices: usize| match severity {
        Severity::Error => LIMIT.saturating_sub(context.unread.len()),
        Severity::Warning => LIMIT,
        Severity::Info => LIMIT - notices,
    };
    let mut annotated = annotated(&shown, |severity| room(severity, 0));
    if annotated.len() < checked.findings.len() {
        annotated = self::annotated(&shown, |severity| room(severity, 1));
        writeln!(out, "::notice title=kubeconfig-lint::not shown as annotations: {}", left_out(checked, &annotated))?;
    }
    annotated.iter().try_for_each(|finding| annotation(checked, context, finding, out))
}

/// The worst first, so many of each severity.
fn annotated<'a>(shown: &[&'a Finding], room: impl Fn(Severity) -> usize) -> Vec<&'a Finding> {
    let of = |severity| shown.iter().copied().filter(move |finding| finding.severity == severity).take(room(severity));
    SEVERITIES.into_iter().flat_map(of).collect()
}

/// What has no annotation, as `2 of severity warning`.
fn left_out(checked: &Checked, annotated: &[&Finding]) -> String {
    let is_annotated = |severity| annotated.iter().filter(|finding| finding.severity == severity).count();
    let left = SEVERITIES.into_iter().map(|severity| (severity, checked.count(severity) - is_annotated(severity)));
    let words = left.filter(|(_, left)| *left > 0).map(|(severity, left)| format!("{left} of severity {}", severity.as_str()));
    words.collect::<Vec<_>>().join(", ")
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
