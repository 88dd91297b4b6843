//! Runs the rules over the files and puts their findings in order.

use crate::checked::{Checked, CheckedFile};
use crate::env::Env;
use crate::finding::{ClientOutcome, FileId, Finding, Outcome, Place, Severity};
use crate::kubeconfig::Document;
use crate::kubeconfig::embedded::{self, Embedded, Setting};
use crate::kubeconfig::kuberc::Kuberc;
use crate::kubeconfig::load::Stage;
use crate::kubeconfig::mask::MaskedText;
use crate::kubeconfig::variable::Variable;
use crate::message::Name;
use crate::options::Options;
use crate::rules::{self, Case, Check, Findings, ListCase, Rule, View};
use std::collections::HashSet;
use std::path::{Path, PathBuf};
use variable::Located;
use zeroize::Zeroizing;

mod answer;
mod collapse;
pub mod expiry;
pub mod origin;
mod predict;
mod profile;
mod variable;

pub use answer::{Examined, examine_answer};
pub use predict::{Predicted, Row, predict};

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
    check_list(inputs, None, options)
}

/// Checks the files that the variable `KUBECONFIG` lists, and the variable itself. With `options.merge`, they are one list.
pub fn check_list(inputs: Vec<Input>, variable: Option<&Variable>, options: &Options) -> Checked {
    let mut documents = Vec::with_capacity(inputs.len());
    let mut names = Vec::with_capacity(inputs.len());
    for input in inputs {
        documents.push(input.read(&options.env));
        names.push((input.name, input.within));
    }
    let has_plugin = documents.iter().any(|document| document.kubeconfig.users.iter().any(|user| user.exec.is_some()));
    let kuberc = if has_plugin { Kuberc::read(&options.env) } else { None };
    let mut findings = Vec::new();
    for (first, documents) in lists(&documents, options.merge) {
        let view = View::new(documents, first);
        findings.extend(judge(&view, variable, options, kuberc.as_ref()).into_iter().flatten());
    }
    // Only what is pointed at will be shown.
    let mut texts: Vec<Option<MaskedText>> = documents.iter().map(|_| None).collect();
    let mut variable = variable.map(Located::new);
    for place in findings.iter_mut().flat_map(Finding::places_mut) {
        let FileId(file) = place.file;
        match (documents.get(file), &mut variable) {
            (Some(document), _) => {
                locate(place, document, &mut texts[file]);
                place.outer = names[file].1.as_ref().map(|within| document.range_in(&within.setting, place.span));
            }
            (None, Some(variable)) => variable.locate(place),
            (None, None) => {}
        }
    }
    let files = names.into_iter().zip(texts).zip(&documents).map(|(((path, within), text), document)| CheckedFile {
        path,
        within: within.map(|within| within.name),
        text: text.unwrap_or_default(),
        transcoded_from: document.transcoded_from(),
        is_variable: false,
    });
    let files = files.chain(variable.and_then(Located::into_file)).collect();
    Checked { files, findings, suppressed: 0 }
}

/// The lists that a client reads, each with the number of its first file.
fn lists(documents: &[Document], merge: bool) -> Vec<(usize, &[Document])> {
    if merge { vec![(0, documents)] } else { documents.chunks(1).enumerate().collect() }
}

/// The findings of each file of a list.
///
/// Every rule about declared clients runs, whatever was selected: a finding that is left out may be the one that explains another.
///
/// What is said of the variable that lists them comes last.
fn judge(view: &View<'_>, variable: Option<&Variable>, options: &Options, kuberc: Option<&Kuberc>) -> Vec<Vec<Finding>> {
    let (documents, first) = view.documents();
    let mut of_list = judge_list(&ListCase::new(view, variable, options), options);
    let judge = |file| {
        let of_file = of_list.extract_if(.., |finding| finding.place.file == file).collect();
        judge_file(&Case::new(view, file, options, kuberc), of_file, options)
    };
    let mut findings: Vec<_> = (first..first + documents.len()).map(FileId).map(judge).collect();
    profile::weigh(&mut of_list, options.profile);
    of_list.retain(|finding| options.wants(finding.rule));
    findings.push(of_list);
    findings
}

/// The rules that run. One that is off does not: what is not said explains nothing.
fn active(options: &Options) -> impl Iterator<Item = &'static Rule> {
    rules::all().filter(|rule| rule.page.severity_in(options.profile).is_some())
}

/// What is to be said of the files of a list together.
fn judge_list(case: &ListCase<'_>, options: &Options) -> Vec<Finding> {
    let mut findings = Vec::new();
    for rule in active(options).filter(|rule| case.concerns(&rule.page)) {
        let Check::List(check) = rule.check else { continue };
        let mut found = Findings::new(rule, case.file(0));
        check(case, &mut found);
        findings.append(&mut found.into_vec());
    }
    collapse::collapse(&mut findings);
    findings
}

/// What is to be said of a file, with what its list brings.
fn judge_file(case: &Case<'_>, of_list: Vec<Finding>, options: &Options) -> Vec<Finding> {
    let mut findings = of_list;
    for rule in active(options).filter(|rule| case.concerns(&rule.page)) {
        let Check::File(check) = rule.check else { continue };
        let mut found = Findings::new(rule, case.id());
        check(case, &mut found);
        findings.append(&mut found.into_vec());
    }
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
    findings
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
fn locate(place: &mut Place, document: &Document, text: &mut Option<MaskedText>) {
    let text = text.get_or_insert_with(|| document.masked());
    place.span = document.narrowed(place.span, text);
    place.range = document.range(place.span);
}

/// Whether a run with these findings fails at this threshold; `None` never fails.
pub fn fails(checked: &Checked, threshold: Option<Severity>) -> bool {
    threshold.is_some_and(|threshold| checked.findings.iter().any(|finding| finding.severity >= threshold))
}
