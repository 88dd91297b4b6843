//! Fixes, to a fixed point, each of them judged by what the rules say afterwards.

mod judge;
mod posture;
mod run;

use super::accepted::Accepted;
use super::terms::Terms;
use super::{Input, findings};
use crate::address::Address;
use crate::finding::{FileId, Finding};
use crate::fix::{Operation, Safety};
use crate::kubeconfig::Document;
use crate::kubeconfig::patch::{self, Hunk};
use crate::message::Message;
use crate::options::Options;
use run::{Run, identity};
use zeroize::Zeroizing;

/// What fixing did.
pub struct Fixed {
    /// The files, in the order of the input.
    pub files: Vec<FixedFile>,
    /// Fixes that were not applied.
    pub refused: Vec<Refused>,
}

/// A fix that was not applied.
#[derive(Clone, Debug)]
pub struct Refused {
    /// Of which of the files.
    pub file: FileId,
    /// The line of the finding when it was tried, counted from 1.
    pub line: u32,
    /// The rule whose finding stays.
    pub rule: &'static str,
    /// Why.
    pub reason: Message,
}

/// One file of a [`Fixed`].
pub struct FixedFile {
    /// The file with its new content.
    pub input: Input,
    /// What it held before.
    pub original: Zeroizing<Vec<u8>>,
    /// The permission bits that it should have.
    pub mode: Option<u32>,
    /// The fixes, in the order in which they were applied.
    pub applied: Vec<Applied>,
}

/// A fix that was applied.
#[derive(Clone, Debug)]
pub struct Applied {
    /// The rule whose finding is gone.
    pub rule: &'static str,
    /// Where it was.
    pub address: Address,
    /// What was done.
    pub title: Message,
    remarks: Vec<(Address, &'static str)>,
}

impl FixedFile {
    /// Whether anything of it changed.
    pub fn is_changed(&self) -> bool {
        self.mode.is_some() || *self.original != *self.input.bytes
    }

    /// What changed in its text, in masked lines.
    pub fn difference(&self, options: &Options) -> Vec<Hunk> {
        let read = |bytes: &[u8]| Document::read(bytes, self.input.path.as_deref(), &options.env);
        let remarks: Vec<_> = self.applied.iter().flat_map(|applied| applied.remarks.iter().cloned()).collect();
        patch::difference(&read(&self.original), &read(&self.input.bytes), &remarks)
    }
}

/// Applies the fixes that are at least as safe as asked for. Nothing is written: that is for the caller to do.
///
/// A fix is kept when its finding is gone, nothing as bad or worse came, and no cluster is verified less than before.
///
/// ```
/// use kubeconfig_lint::engine::{Input, fix};
/// use kubeconfig_lint::fix::Safety;
/// use kubeconfig_lint::{Env, Options};
/// use std::path::Path;
///
/// let text = b"apiVersion: v1\nkind: Config\nusers:\n- name: ci\n  user:\n    tokenfile: abc # of ours\n".to_vec();
/// let options = Options::new(Env::closed(jiff::Timestamp::now()));
/// let fixed = fix(vec![Input::new(Path::new("config"), text.into())], Safety::Safe, &options);
/// let file = &fixed.files[0];
/// assert!(file.input.bytes.ends_with(b"    tokenFile: abc # of ours\n"));
/// assert_eq!(file.applied[0].rule, "structure/unknown-field");
/// ```
pub fn fix(inputs: Vec<Input>, at_least: Safety, options: &Options) -> Fixed {
    let mut terms = Terms::new(&inputs, None, options);
    let documents = terms.read(&inputs);
    let (findings, _) = findings(&documents, &terms, &mut Accepted::new(options));
    let mut run = Run::new(inputs, documents, findings, &terms);
    run.fix(at_least);
    let (files, refused) = run.finish();
    Fixed { files, refused }
}

/// How many findings of the files have a fix that is just so safe.
pub fn count_fixes(files: &[FixedFile], safety: Safety, options: &Options) -> usize {
    let copy = |file: &FixedFile| {
        let FixedFile { input, .. } = file;
        Input { name: input.name.clone(), path: input.path.clone(), bytes: input.bytes.clone(), within: input.within.clone() }
    };
    let inputs: Vec<Input> = files.iter().map(copy).collect();
    let checked = super::check(inputs, options);
    checked.findings.iter().filter(|finding| finding.fix.as_ref().is_some_and(|fix| fix.safety == safety)).count()
}

/// Takes the fixes from the findings that would not be applied, by trying all of them: what is offered holds. `findings` are those of
/// each list of files.
pub(super) fn keep_what_holds(
    inputs: Vec<Input>,
    documents: Vec<Document>,
    findings: &mut [Vec<Finding>],
    terms: &Terms<'_>,
) -> (Vec<Input>, Vec<Document>) {
    if findings.iter().flatten().all(|finding| finding.fix.is_none()) {
        return (inputs, documents);
    }
    let mut run = Run::new(inputs, documents, findings.to_vec(), terms);
    run.fix(Safety::Unsafe);
    let (inputs, documents, left) = run.undo();
    for finding in findings.iter_mut().flatten() {
        let FileId(file) = finding.place.file;
        if identity(finding).is_some_and(|identity| left.get(file).is_none_or(|left| left.contains(&identity))) {
            finding.fix = None;
        }
    }
    (inputs, documents)
}

impl Applied {
    fn new(finding: &Finding) -> Option<Self> {
        let fix = finding.fix.as_ref()?;
        let remark = |operation: &Operation| match operation {
            Operation::Transform { target, transform } => Some((target.address.clone(), transform.remark())),
            _ => None,
        };
        Some(Self {
            rule: finding.rule,
            address: finding.address.clone(),
            title: fix.title.clone(),
            remarks: fix.operations.iter().filter_map(remark).collect(),
        })
    }
}
