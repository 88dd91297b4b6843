//! `gitlab`: a Code Quality report, which GitLab shows in merge requests.
//!
//! It has no place but its issues: a file that could not be read is one, or GitLab would take all that was wrong with it for mended.

use super::fingerprint::fingerprints;
use super::place::repository_path;
use super::{Context, paragraph::paragraph_in_file, unread};
use crate::checked::Checked;
use crate::finding::{Finding, Severity};
use crate::page::Page;
use serde::Serialize;
use std::io::{self, Write};

/// GitLab calls a security issue critical from this score on.
const CRITICAL: f64 = 9.0;

/// Writes the issues as one list; an empty one where nothing is wrong, which tells GitLab that all is mended.
pub(super) fn write(checked: &Checked, context: &Context<'_>, out: &mut dyn Write) -> io::Result<()> {
    let fingerprints = fingerprints(checked, context);
    let issues = checked.findings.iter().zip(fingerprints).map(|(finding, fingerprint)| {
        let range = finding.place.range_in_file();
        Issue {
            description: paragraph_in_file(checked, finding),
            check_name: finding.rule,
            fingerprint,
            severity: severity(finding, context),
            location: Location {
                path: repository_path(checked, context, finding.place.file).as_str().to_owned(),
                lines: Lines { begin: range.start.line, end: range.end.line },
            },
        }
    });
    let unread = context.unread.iter().map(|unread| Issue {
        description: unread.message.to_string(),
        check_name: unread::ID,
        fingerprint: unread.fingerprint(),
        severity: "blocker",
        location: Location { path: unread.repository_path().as_str().to_owned(), lines: Lines { begin: 1, end: 1 } },
    });
    serde_json::to_writer_pretty(&mut *out, &unread.chain(issues).collect::<Vec<_>>())?;
    writeln!(out)
}

fn severity(finding: &Finding, context: &Context<'_>) -> &'static str {
    let page = context.pages.iter().find(|page| page.id == finding.rule);
    let score = page.and_then(Page::security_severity).and_then(|score| score.parse::<f64>().ok());
    match finding.severity {
        Severity::Error if score.is_some_and(|score| score >= CRITICAL) => "critical",
        Severity::Error => "major",
        Severity::Warning => "minor",
        Severity::Info => "info",
    }
}

/// The fields that GitLab reads of the Code Climate format.
#[derive(Serialize)]
struct Issue {
    description: String,
    check_name: &'static str,
    fingerprint: String,
    severity: &'static str,
    location: Location,
}

#[derive(Serialize)]
struct Location {
    path: String,
    lines: Lines,
}

#[derive(Serialize)]
struct Lines {
    begin: u32,
    end: u32,
}
