//! Runs the rules over the files and puts their findings in order.

use crate::checked::{Checked, CheckedFile};
use crate::env::{self, Env};
use crate::finding::{FileId, Finding, Place, Severity, Suppressed};
use crate::kubeconfig::Document;
use crate::kubeconfig::edit::Drafts;
use crate::kubeconfig::embedded::{self, Embedded, Setting};
use crate::kubeconfig::mask::MaskedText;
use crate::kubeconfig::variable::Variable;
use crate::message::Name;
use crate::options::Options;
use crate::rules::View;
use std::cell::LazyCell;
use std::collections::HashSet;
use std::path::{Path, PathBuf};
use terms::Terms;
use variable::Located;
use zeroize::Zeroizing;

mod accepted;
mod answer;
mod collapse;
pub mod expiry;
pub mod fix;
mod judge;
pub mod origin;
mod predict;
mod profile;
mod suppress;
mod template;
mod terms;
mod variable;

pub use self::fix::{Applied, Fixed, FixedFile, IsKnown, Refused, Target, count_fixes, fix, fix_unknown};
use accepted::Accepted;
pub use answer::{Examined, examine_answer};
use judge::judge;
pub use predict::{Predicted, Row, predict};

/// One file to check.
#[derive(Clone)]
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
#[derive(Clone)]
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
        self.read_as(&self.bytes, env)
    }

    /// The same, as if it held these bytes.
    fn read_as(&self, bytes: &[u8], env: &Env) -> Document {
        match self.within {
            Some(_) => Document::read(bytes, None, &Env { follow_paths: false, ..env.clone() }),
            None => Document::read(bytes, self.path.as_deref(), env),
        }
    }

    /// Where it lies, free of links, if that matters. The name of a link is its own: it is the one that people look at.
    fn place(&self, options: &Options) -> Option<PathBuf> {
        self.path.as_deref().filter(|_| options.depends_on_place()).and_then(env::place)
    }

    /// What people know it by.
    pub(crate) fn title(&self) -> Name {
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
    check_watched(inputs, variable, options, &|_| ())
}

/// The same, and tells `watch` after every list how many files are judged.
pub fn check_watched(inputs: Vec<Input>, variable: Option<&Variable>, options: &Options, watch: &dyn Fn(usize)) -> Checked {
    let mut terms = Terms::new(&inputs, variable, options);
    let documents = terms.read(&inputs);
    let mut accepted = Accepted::new(options);
    let (mut by_list, mut suppressed) = findings(&documents, &terms, &mut accepted, watch);
    let (inputs, documents) = fix::keep_what_holds(inputs, documents, &mut by_list, terms);
    let mut findings: Vec<Finding> = by_list.into_iter().flatten().collect();
    for suppressed in &mut suppressed {
        suppressed.finding.fix = None;
    }
    // The bytes are not needed any more.
    let names: Vec<_> = inputs.into_iter().map(|input| (input.name, input.within)).collect();
    for (file, document) in documents.iter().enumerate() {
        spell_out(&mut findings, FileId(file), document, names[file].1.as_ref());
    }
    // Only what is pointed at will be shown.
    let mut texts: Vec<Option<MaskedText>> = documents.iter().map(|_| None).collect();
    let mut variable = variable.map(Located::new);
    let hidden = suppressed.iter_mut().map(|suppressed: &mut Suppressed| &mut suppressed.finding);
    for place in findings.iter_mut().chain(hidden).flat_map(Finding::places_mut) {
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
    let files: Vec<_> = files.chain(variable.and_then(Located::into_file)).collect();
    if let Some(settings) = &options.settings {
        findings.append(&mut accepted.findings(settings, FileId(files.len())));
    }
    suppressed.sort_by_key(|Suppressed { finding, .. }| (finding.place.file, finding.place.span.start, finding.rule));
    let mut checked = Checked { files, findings, suppressed };
    checked.add_settings(options.settings.as_deref());
    checked
}

/// Whether a context that is asked for is there, if there is a file at all.
pub fn has_context(inputs: &[Input], options: &Options) -> bool {
    let has = |name: &str| inputs.iter().any(|input| crate::rules::find_context(&[input.read(&options.env)], name).is_some());
    inputs.is_empty() || options.context.as_deref().is_none_or(has)
}

/// The names of the contexts in these files, each once, as far as they may be shown.
pub fn context_names(inputs: &[Input], options: &Options) -> Vec<Name> {
    let mut seen = HashSet::new();
    let documents = inputs.iter().map(|input| input.read(&options.env));
    let names = |document: Document| {
        let contexts = document.kubeconfig.contexts.iter();
        contexts.filter_map(|context| context.entry.name.as_ref()?.name()).collect::<Vec<_>>()
    };
    documents.flat_map(names).filter(|name| seen.insert(name.clone())).collect()
}

/// The lists that a client reads, each with the number of its first file.
fn lists(documents: &[Document], merge: bool) -> Vec<(usize, &[Document])> {
    if merge { vec![(0, documents)] } else { documents.chunks(1).enumerate().collect() }
}

/// What the rules say about each list of files, in order, and what is suppressed of it; where lines and columns are is not known yet.
fn findings(
    documents: &[Document],
    terms: &Terms<'_>,
    accepted: &mut Accepted<'_>,
    watch: &dyn Fn(usize),
) -> (Vec<Vec<Finding>>, Vec<Suppressed>) {
    let (mut findings, mut suppressed) = (Vec::new(), Vec::new());
    for (first, list) in lists(documents, terms.options.merge) {
        let (found, mut hidden) = findings_of_list(list, first, terms, accepted);
        findings.push(found);
        suppressed.append(&mut hidden);
        watch(first + list.len());
    }
    (findings, suppressed)
}

/// The same for files that a client takes as one list; `first` is the number of the first.
fn findings_of_list(
    documents: &[Document],
    first: usize,
    terms: &Terms<'_>,
    accepted: &mut Accepted<'_>,
) -> (Vec<Finding>, Vec<Suppressed>) {
    let (mut findings, mut suppressed) = (Vec::new(), Vec::new());
    for (number, judged) in
        judge(&View::new(documents, first, terms.options.context.as_deref()), terms, accepted).into_iter().enumerate()
    {
        let (mut found, mut hidden) = judged.divide();
        hidden.append(&mut accepted.apply(&mut found, terms.place(first + number)));
        findings.append(&mut found);
        suppressed.append(&mut hidden);
    }
    (findings, suppressed)
}

/// Takes fixes away that cannot be done here, and writes out those that tell nothing of the file. What a fix is in a kubeconfig that is
/// embedded says nothing about the file around it.
fn spell_out(findings: &mut [Finding], file: FileId, document: &Document, within: Option<&Within>) {
    let mut fixable = findings.iter_mut().filter(|finding| finding.place.file == file && finding.fix.is_some()).peekable();
    if fixable.peek().is_none() {
        return;
    }
    let is_editable = within.is_none_or(|within| within.setting.check_editable().is_ok());
    // They read the text once more, which rights are not about.
    let drafts = LazyCell::new(|| Drafts::new(document));
    for finding in fixable {
        if fix::is_of_mode(finding) {
            finding.fix.take_if(|_| !document.is_editable());
            continue;
        }
        finding.fix = finding.fix.take().filter(|fix| is_editable && drafts.is_feasible(fix));
        if let Some(fix) = finding.fix.as_mut().filter(|_| within.is_none()) {
            fix.edits = drafts.edits(fix, finding.place.span);
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
