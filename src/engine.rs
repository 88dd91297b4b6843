//! Runs the rules over the files and puts their findings in order.

use crate::checked::{Checked, CheckedFile};
use crate::finding::{FileId, Finding, Severity};
use crate::kubeconfig::Document;
use crate::kubeconfig::mask::MaskedText;
use crate::message::Name;
use crate::options::Options;
use crate::rules::{self, Case, Findings};
use std::collections::HashSet;
use std::path::{Path, PathBuf};
use zeroize::Zeroizing;

mod collapse;
mod predict;

pub use predict::{Predicted, Row, predict};

/// One file to check.
pub struct Input {
    /// Its path as the user gave it, or `<stdin>`.
    pub name: Name,
    /// The path it was opened by, against whose folder relative paths in it are resolved; `None` for the standard input.
    pub path: Option<PathBuf>,
    /// What it holds.
    pub bytes: Zeroizing<Vec<u8>>,
}

impl Input {
    /// A file that was opened at `path` and holds `bytes`.
    pub fn new(path: &Path, bytes: Zeroizing<Vec<u8>>) -> Self {
        Self { name: Name::path(&path.to_string_lossy()), path: Some(path.to_owned()), bytes }
    }
}

/// Checks the files.
///
/// Findings come ordered by file, place and rule. What one cause drags along is left out.
pub fn check(inputs: Vec<Input>, options: &Options) -> Checked {
    let mut documents = Vec::with_capacity(inputs.len());
    let mut names = Vec::with_capacity(inputs.len());
    for input in inputs {
        documents.push(Document::read(&input.bytes, input.path.as_deref(), &options.env));
        names.push(input.name);
    }
    let mut findings = Vec::new();
    for index in 0..documents.len() {
        let mut found = judge(&Case::new(&documents, index, options), options);
        locate(&mut found, &documents);
        findings.append(&mut found);
    }
    // Only what is pointed at will be shown.
    let pointed_at: HashSet<FileId> = findings.iter().flat_map(Finding::files).collect();
    let files = names.into_iter().zip(&documents).enumerate().map(|(index, (path, document))| {
        let text = if pointed_at.contains(&FileId(index)) { document.masked() } else { MaskedText::default() };
        CheckedFile { path, within: None, text, transcoded_from: document.transcoded_from() }
    });
    Checked { files: files.collect(), findings, suppressed: 0 }
}

/// Every rule runs, whatever was selected: a finding that is left out may be the one that explains another.
fn judge(case: &Case<'_>, options: &Options) -> Vec<Finding> {
    let mut findings = Vec::new();
    for rule in rules::all() {
        let mut found = Findings::new(rule, case.id());
        (rule.check)(case, &mut found);
        findings.append(&mut found.into_vec());
    }
    collapse::collapse(&mut findings, case);
    soften(&mut findings, case);
    findings.retain(|finding| options.wants(finding.rule));
    findings.sort_by(|a, b| {
        let key =
            |finding: &Finding| (finding.place.file, finding.place.span.start, std::cmp::Reverse(finding.severity), finding.rule);
        key(a).cmp(&key(b))
    });
    findings
}

/// What is wrong with an entry that the current context does not use breaks only the contexts that use it.
fn soften(findings: &mut [Finding], case: &Case<'_>) {
    for finding in findings {
        let reaches_contexts_only = rules::find(finding.rule).is_some_and(|rule| rule.page.reaches_contexts_only());
        if reaches_contexts_only && finding.severity == Severity::Error && !case.is_in_use(&finding.address) {
            finding.severity = Severity::Warning;
        }
    }
}

/// Fills in lines and columns.
fn locate(findings: &mut [Finding], documents: &[Document]) {
    for finding in findings {
        finding.place.range = documents[finding.place.file.0].range(finding.place.span);
        for related in &mut finding.related {
            related.place.range = documents[related.place.file.0].range(related.place.span);
        }
    }
}

/// Whether a run with these findings fails at this threshold; `None` never fails.
pub fn fails(checked: &Checked, threshold: Option<Severity>) -> bool {
    threshold.is_some_and(|threshold| checked.findings.iter().any(|finding| finding.severity >= threshold))
}
