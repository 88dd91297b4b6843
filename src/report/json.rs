//! `json`: our own form, with a version. Fields may be added within a version, never removed or changed.

use super::fingerprint::{fingerprinter, fingerprints};
use super::{Context, shown::shown, shown_suppressed};
use crate::checked::{Checked, CheckedFile};
use crate::finding::{ClientOutcome, Finding, Place, Severity, Suppressed};
use crate::fix::{Edit, Fix};
use crate::message::Name;
use crate::page;
use crate::span;
use serde::Serialize;
use std::io::{self, Write};

const SCHEMA_VERSION: u32 = 1;

/// Writes the report as one indented object.
pub(super) fn write(checked: &Checked, context: &Context<'_>, out: &mut dyn Write) -> io::Result<()> {
    let findings = shown_findings(checked, context);
    let report = Report {
        schema_version: SCHEMA_VERSION,
        tool: Tool { name: "kubeconfig-lint", version: context.version },
        summary: Summary {
            files: checked.file_count(),
            error: checked.count(Severity::Error),
            warning: checked.count(Severity::Warning),
            info: checked.count(Severity::Info),
            suppressed: checked.suppressed.len(),
            fixable: checked.findings.iter().filter(|finding| finding.fix.is_some()).count(),
            left_out: checked.findings.len() - findings.len(),
        },
        files: checked.files.iter().map(File::from).collect(),
        findings,
        suppressed: context.show_suppressed.then(|| suppressed(checked, context)),
    };
    serde_json::to_writer_pretty(&mut *out, &report)?;
    writeln!(out)
}

/// Writes each finding as an object on a line of its own.
pub(super) fn write_lines(checked: &Checked, context: &Context<'_>, out: &mut dyn Write) -> io::Result<()> {
    let findings = shown_findings(checked, context);
    findings.into_iter().chain(suppressed(checked, context)).try_for_each(|finding| {
        serde_json::to_writer(&mut *out, &finding)?;
        writeln!(out)
    })
}

fn shown_findings<'a>(checked: &'a Checked, context: &Context<'_>) -> Vec<FindingObject<'a>> {
    let fingerprint = fingerprinter(checked, context);
    shown(checked, context).into_iter().map(|finding| FindingObject::new(checked, finding, fingerprint(finding))).collect()
}

fn suppressed<'a>(checked: &'a Checked, context: &Context<'_>) -> Vec<FindingObject<'a>> {
    let fingerprint = fingerprinter(checked, context);
    let objects = shown_suppressed(checked, context).iter().map(|Suppressed { finding, by }| {
        let suppression = Some(Suppression { by: by.as_str(), reason: by.reason() });
        FindingObject { suppression, ..FindingObject::new(checked, finding, fingerprint(finding)) }
    });
    objects.collect()
}

/// The findings alone.
pub(super) fn findings<'a>(checked: &'a Checked, context: &Context<'_>) -> impl Serialize + use<'a> {
    let fingerprints = fingerprints(checked, context);
    let findings = checked.findings.iter().zip(fingerprints);
    findings.map(|(finding, fingerprint)| FindingObject::new(checked, finding, fingerprint)).collect::<Vec<_>>()
}

#[derive(Serialize)]
struct Report<'a> {
    schema_version: u32,
    tool: Tool<'a>,
    summary: Summary,
    files: Vec<File<'a>>,
    findings: Vec<FindingObject<'a>>,
    /// Only where it is asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    suppressed: Option<Vec<FindingObject<'a>>>,
}

#[derive(Serialize)]
struct Tool<'a> {
    name: &'a str,
    version: &'a str,
}

#[derive(Serialize)]
struct Summary {
    files: usize,
    error: usize,
    warning: usize,
    info: usize,
    suppressed: usize,
    fixable: usize,
    /// How many findings are counted above and not listed below.
    #[serde(skip_serializing_if = "is_zero")]
    left_out: usize,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes references")]
fn is_zero(count: &usize) -> bool {
    *count == 0
}

#[derive(Serialize)]
struct File<'a> {
    path: &'a str,
    within: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    transcoded_from: Option<&'static str>,
}

impl<'a> From<&'a CheckedFile> for File<'a> {
    fn from(file: &'a CheckedFile) -> Self {
        Self { path: file.path.as_str(), within: within(file), transcoded_from: file.transcoded_from }
    }
}

fn within(file: &CheckedFile) -> Option<&str> {
    file.within.as_ref().map(Name::as_str)
}

#[derive(Serialize)]
struct FindingObject<'a> {
    rule: &'a str,
    severity: &'a str,
    message: String,
    help: Option<String>,
    file: &'a str,
    /// Only where the file holds several kubeconfigs.
    #[serde(skip_serializing_if = "Option::is_none")]
    within: Option<&'a str>,
    address: String,
    start: Position,
    end: Position,
    related: Vec<Related<'a>>,
    clients: Vec<Client>,
    fix: Option<FixObject<'a>>,
    fingerprint: String,
    url: String,
    /// Only of what is suppressed.
    #[serde(skip_serializing_if = "Option::is_none")]
    suppression: Option<Suppression<'a>>,
}

#[derive(Serialize)]
struct Suppression<'a> {
    by: &'static str,
    reason: Option<&'a str>,
}

impl<'a> FindingObject<'a> {
    fn new(checked: &'a Checked, finding: &'a Finding, fingerprint: String) -> Self {
        let file = checked.file(finding.place.file);
        let related = finding.related.iter().map(|related| Related::new(checked, &related.place, related.message.to_string()));
        Self {
            rule: finding.rule,
            severity: finding.severity.as_str(),
            message: finding.message.to_string(),
            help: finding.help.as_ref().map(ToString::to_string),
            file: file.path.as_str(),
            within: within(file),
            address: finding.address.to_string(),
            start: finding.place.range_in_file().start.into(),
            end: finding.place.range_in_file().end.into(),
            related: related.collect(),
            clients: finding.clients.iter().map(Client::from).collect(),
            fix: finding.fix.as_ref().map(FixObject::from),
            fingerprint,
            url: page::url(finding.rule),
            suppression: None,
        }
    }
}

#[derive(Serialize)]
struct FixObject<'a> {
    safety: &'static str,
    title: String,
    /// Only where they show nothing of the file; the others are done by `--fix` alone.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    edits: Vec<EditObject<'a>>,
}

impl<'a> From<&'a Fix> for FixObject<'a> {
    fn from(fix: &'a Fix) -> Self {
        let edit = |edit: &'a Edit| EditObject { start: edit.range.start.into(), end: edit.range.end.into(), text: &edit.text };
        Self { safety: fix.safety.as_str(), title: fix.title.to_string(), edits: fix.edits.iter().map(edit).collect() }
    }
}

/// What to write from `start` up to `end`.
#[derive(Serialize)]
struct EditObject<'a> {
    start: Position,
    end: Position,
    text: &'a str,
}

#[derive(Serialize)]
struct Position {
    line: u32,
    column: u32,
    byte: u32,
}

impl From<span::Position> for Position {
    fn from(position: span::Position) -> Self {
        Self { line: position.line, column: position.column, byte: position.byte }
    }
}

#[derive(Serialize)]
struct Related<'a> {
    file: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    within: Option<&'a str>,
    start: Position,
    end: Position,
    message: String,
}

impl<'a> Related<'a> {
    fn new(checked: &'a Checked, place: &Place, message: String) -> Self {
        let file = checked.file(place.file);
        Self {
            file: file.path.as_str(),
            within: within(file),
            start: place.range_in_file().start.into(),
            end: place.range_in_file().end.into(),
            message,
        }
    }
}

#[derive(Serialize)]
struct Client {
    #[serde(rename = "client")]
    id: &'static str,
    versions: String,
    outcome: &'static str,
    error: Option<String>,
}

impl From<&ClientOutcome> for Client {
    fn from(client: &ClientOutcome) -> Self {
        Self {
            id: client.client,
            versions: client.versions.to_string(),
            outcome: client.outcome.as_str(),
            error: client.error.as_ref().map(ToString::to_string),
        }
    }
}
