//! Runs the rules over the files and puts their findings in order.

use crate::checked::{Checked, CheckedFile};
use crate::env::Env;
use crate::finding::{ClientOutcome, FileId, Finding, Outcome, Place, Severity, Suppressed, count_occurrences};
use crate::kubeconfig::Document;
use crate::kubeconfig::embedded::{self, Embedded, Setting};
use crate::kubeconfig::kuberc::Kuberc;
use crate::kubeconfig::load::Stage;
use crate::kubeconfig::mask::MaskedText;
use crate::message::Name;
use crate::options::Options;
use crate::rules::{self, Case, Findings, Rule, View};
use std::collections::HashSet;
use std::path::{Path, PathBuf};
use zeroize::Zeroizing;

mod answer;
mod collapse;
pub mod expiry;
mod predict;
mod profile;
mod suppress;

pub use answer::{Examined, examine_answer};
pub use predict::{Predicted, Row, predict};
use suppress::Comments;

/// One file to check.
pub struct Input {
    /// Its path as the user gave it, or `<stdin>`.
    pub name: Name,
    /// The path it was opened by, against whose folder relative paths in it are resolved; `None` for the standard input.
    pub path: Option<PathBuf>,
    /// What it holds.
    pub bytes: Zeroizing<Vec<u8>>,
    /// Where in that file, for a kubeconfig that is embedded in it.
    pub within: Option<Within>,
}

/// Where in another file a kubeconfig stands.
pub struct Within {
    /// As people say it: `Secret kube-system/admin, data.kubeconfig`.
    pub name: Name,
    setting: Setting,
}

impl Input {
    /// A file that was opened at `path` and holds `bytes`.
    pub fn new(path: &Path, bytes: Zeroizing<Vec<u8>>) -> Self {
        Self { name: Name::path(&path.to_string_lossy()), path: Some(path.to_owned()), bytes, within: None }
    }

    /// The kubeconfigs that are embedded in it, if it is none itself.
    pub fn embedded(&self) -> Vec<Self> {
        let inside = |found: Embedded| Self {
            name: self.name.clone(),
            path: self.path.clone(),
            bytes: found.bytes,
            within: Some(Within { name: found.within, setting: found.setting }),
        };
        embedded::find(&self.bytes).into_iter().map(inside).collect()
    }

    /// Reads it. The paths in an embedded kubeconfig lead to files of another machine, at which nobody looks.
    fn read(&self, env: &Env) -> Document {
        match self.within {
            Some(_) => Document::read(&self.bytes, None, &Env { follow_paths: false, ..env.clone() }),
            None => Document::read(&self.bytes, self.path.as_deref(), env),
        }
    }

    /// What people know it by.
    fn title(&self) -> Name {
        match &self.within {
            Some(within) => Name::escape(&format!("{} ({})", self.name, within.name)),
            None => self.name.clone(),
        }
    }
}

/// Checks the files.
///
/// Findings come ordered by file, place and rule. What one cause drags along is left out.
pub fn check(inputs: Vec<Input>, options: &Options) -> Checked {
    let mut documents = Vec::with_capacity(inputs.len());
    let mut names = Vec::with_capacity(inputs.len());
    for input in inputs {
        documents.push(input.read(&options.env));
        names.push((input.name, input.within));
    }
    let has_plugin = documents.iter().any(|document| document.kubeconfig.users.iter().any(|user| user.exec.is_some()));
    let kuberc = if has_plugin { Kuberc::read(&options.env) } else { None };
    let (mut findings, mut suppressed) = (Vec::new(), Vec::new());
    let files_of_a_view = if options.merge { documents.len() } else { 1 };
    for (number, documents) in documents.chunks(files_of_a_view.max(1)).enumerate() {
        let first = number * files_of_a_view;
        let view = View::new(documents, first);
        for index in first..first + documents.len() {
            let mut case = Case::new(&view, FileId(index), options, kuberc.as_ref());
            let (mut found, comments) = judge(&mut case, options);
            suppressed.append(&mut comments.apply(&mut found));
            findings.append(&mut found);
        }
    }
    // Only what is pointed at will be shown.
    let mut texts: Vec<Option<MaskedText>> = documents.iter().map(|_| None).collect();
    let hidden = suppressed.iter_mut().map(|suppressed: &mut Suppressed| &mut suppressed.finding);
    for place in findings.iter_mut().chain(hidden).flat_map(Finding::places_mut) {
        locate(place, &documents, &mut texts);
        let FileId(file) = place.file;
        place.outer = names[file].1.as_ref().map(|within| documents[file].range_in(&within.setting, place.span));
    }
    let files = names.into_iter().zip(texts).zip(&documents).map(|(((path, within), text), document)| CheckedFile {
        path,
        within: within.map(|within| within.name),
        text: text.unwrap_or_default(),
        transcoded_from: document.transcoded_from(),
    });
    Checked { files: files.collect(), findings, suppressed }
}

/// What is found, and what comments ask to suppress of it.
///
/// Every rule about declared clients runs, whatever was selected: a finding that is left out may be the one that explains another.
fn judge(case: &mut Case<'_>, options: &Options) -> (Vec<Finding>, Comments) {
    let mut findings: Vec<_> = rules::all().flat_map(|rule| find(rule, case)).collect();
    let mut comments = Comments::new(case.directives(), options.env.now);
    comments.see(&findings);
    case.set_unused(comments.unused());
    findings.extend(rules::find(UNUSED_SUPPRESSION).into_iter().flat_map(|rule| find(rule, case)));
    collapse::collapse(&mut findings);
    profile::weigh(&mut findings, options.profile);
    hand_words_over(&mut findings, case);
    soften(&mut findings, case);
    findings.retain(|finding| options.wants(finding.rule));
    findings.sort_by(|a, b| {
        let key =
            |finding: &Finding| (finding.place.file, finding.place.span.start, std::cmp::Reverse(finding.severity), finding.rule);
        key(a).cmp(&key(b))
    });
    count_occurrences(&mut findings);
    (findings, comments)
}

/// Can say something only when everything else is said.
const UNUSED_SUPPRESSION: &str = "lint/unused-suppression";

/// What a rule finds, if it looks at the file.
fn find(rule: &Rule, case: &Case<'_>) -> Vec<Finding> {
    let mut found = Findings::new(rule, case.id());
    if case.runs(&rule.page) {
        (rule.check)(case, &mut found);
    }
    found.into_vec()
}

/// What explains that kubectl finds a wrong type says so in the words for the first one, which the reader has whole: they depend on
/// which part of kubectl comes upon it.
fn hand_words_over(findings: &mut [Finding], case: &Case<'_>) {
    let Some(refusal) = case.document().refusal.as_ref().filter(|refusal| refusal.stage == Stage::Type) else { return };
    let explains = |finding: &&mut Finding| finding.severity == Severity::Error && finding.address == refusal.address;
    let mut outcomes = findings.iter_mut().filter(explains).flat_map(|finding| &mut finding.clients);
    let refuses = |client: &&mut ClientOutcome| client.client == "kubectl" && client.outcome == Outcome::Refuses;
    if let Some(client) = outcomes.find(refuses) {
        client.error = Some(refusal.text.clone());
    }
}

/// What is wrong with an entry that the current context does not use breaks only the contexts that use it, unless it keeps kubectl
/// from loading the file.
fn soften(findings: &mut [Finding], case: &Case<'_>) {
    let unloadable: HashSet<_> =
        case.document().shape.iter().filter(|shape| shape.text.is_some()).map(|shape| &shape.address).collect();
    for finding in findings {
        let reaches_contexts_only = rules::find(finding.rule).is_some_and(|rule| rule.page.reaches_contexts_only())
            && !unloadable.contains(&finding.address);
        if reaches_contexts_only && finding.severity == Severity::Error && !case.is_in_use(&finding.address) {
            finding.severity = Severity::Warning;
        }
    }
}

/// Fills in lines and columns, of a span that does not measure a secret.
fn locate(place: &mut Place, documents: &[Document], texts: &mut [Option<MaskedText>]) {
    let FileId(file) = place.file;
    let document = &documents[file];
    let text = texts[file].get_or_insert_with(|| document.masked());
    place.span = document.narrowed(place.span, text);
    place.range = document.range(place.span);
}

/// Whether a run with these findings fails at this threshold; `None` never fails.
pub fn fails(checked: &Checked, threshold: Option<Severity>) -> bool {
    threshold.is_some_and(|threshold| checked.findings.iter().any(|finding| finding.severity >= threshold))
}
