//! A finding as a few lines of plain text, for reports that show nothing of the file.

use super::summary::client_notes;
use crate::checked::Checked;
use crate::finding::{Finding, Severity};
use crate::page;
use std::cmp::Reverse;

/// The message, what to do, what clients do about it, and where there is more: a line each.
pub(super) fn paragraph(finding: &Finding) -> String {
    let mut lines = vec![finding.message.to_string()];
    lines.extend(finding.help.iter().map(|help| format!("help: {help}")));
    lines.extend(client_notes(&finding.clients).into_iter().map(|note| format!("note: {note}")));
    lines.push(format!("see: {}", page::url(finding.rule)));
    lines.join("\n")
}

/// The same, behind where in its file the kubeconfig stands: in a manifest the line alone does not tell.
pub(super) fn paragraph_in_file(checked: &Checked, finding: &Finding) -> String {
    match &checked.file(finding.place.file).within {
        Some(within) => format!("{within}: {}", paragraph(finding)),
        None => paragraph(finding),
    }
}

/// Findings, the worst first: consumers show only so many.
pub(super) fn worst_first(mut findings: Vec<&Finding>) -> Vec<&Finding> {
    findings.sort_by_key(|finding| Reverse(finding.severity));
    findings
}

/// The severities, the worst first.
pub(super) const SEVERITIES: [Severity; 3] = [Severity::Error, Severity::Warning, Severity::Info];
