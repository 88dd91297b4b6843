//! The rounds in which fixes are applied.

mod attempt;

use super::guilt::without_guilty;
use super::{Applied, FixedFile, IsKnown, Refused};
use crate::address::Address;
use crate::engine::accepted::Accepted;
use crate::engine::terms::Terms;
use crate::engine::{Input, findings_of_list};
use crate::finding::{FileId, Finding};
use crate::fix::{Fix, Operation, Safety};
use crate::kubeconfig::Document;
use crate::message::Message;
use std::collections::{HashMap, HashSet};
use std::ops::Range;
use zeroize::Zeroizing;

/// What can be fixed is fixed long before: a fix can be in the way of another a few times at most.
const MOST_ROUNDS: usize = 30;
/// Where so many fixes of what is judged together do harm, nobody wants to wait until each was tried alone; the fewer the larger it is.
const MOST_TRIALS: usize = 100;
/// What is read again at most for such trials, in bytes.
const MOST_READ: usize = 2_000_000;

/// The state between two rounds.
pub(in crate::engine) struct Run<'a> {
    terms: &'a Terms<'a>,
    is_known: IsKnown<'a>,
    files: Vec<File>,
    documents: Vec<Document>,
    /// Those of each view: of all files together, or of each.
    findings: Vec<Vec<Finding>>,
    /// How often something was tried in vain, in each view.
    trials: Vec<usize>,
}

/// A file and what was done to it.
struct File {
    input: Input,
    /// What it was, where it is not that any more.
    before: Option<(Zeroizing<Vec<u8>>, Document)>,
    mode: Option<u32>,
    applied: Vec<Applied>,
    /// What does not go with the file as it is now, and why. Once something else is changed, it is tried again.
    refused: HashMap<Identity, Refused>,
    /// What is not seen in the text when it is done.
    done: HashSet<Identity>,
}

/// By which a fix is known again in the next round.
pub(super) type Identity = (&'static str, Address, String);

pub(super) fn identity(finding: &Finding) -> Option<Identity> {
    let fix = finding.fix.as_ref()?;
    Some((finding.rule, finding.address.clone(), fix.title.to_string()))
}

/// In this order fixes are done: what is certain can show what was doubtful to be needed, and what is taken away cannot be renamed.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Class {
    Safe,
    Risky,
    Removing,
}

fn class(fix: &Fix) -> Class {
    match fix.safety {
        Safety::Safe => Class::Safe,
        Safety::Unsafe if fix.removes() => Class::Removing,
        Safety::Unsafe => Class::Risky,
    }
}

impl<'a> Run<'a> {
    /// Takes over what was read and found.
    pub(in crate::engine) fn new(
        inputs: Vec<Input>,
        documents: Vec<Document>,
        findings: Vec<Vec<Finding>>,
        terms: &'a Terms<'a>,
        is_known: IsKnown<'a>,
    ) -> Self {
        let file =
            |input| File { input, before: None, mode: None, applied: Vec::new(), refused: HashMap::new(), done: HashSet::new() };
        let trials = vec![0; findings.len()];
        Self { terms, is_known, files: inputs.into_iter().map(file).collect(), documents, findings, trials }
    }

    /// Applies what is at least so safe, until nothing is left that can be.
    pub(super) fn fix(&mut self, at_least: Safety) {
        for _ in 0..MOST_ROUNDS {
            let wanted = (0..self.findings.len()).flat_map(|view| self.wanted(view, at_least));
            let Some(class) = wanted.filter_map(|finding| finding.fix.as_ref()).map(class).min() else { return };
            for view in 0..self.findings.len() {
                let is_next = |finding: &&Finding| finding.fix.as_ref().is_some_and(|fix| self::class(fix) == class);
                let wanted = self.wanted(view, at_least).filter(is_next).cloned().collect();
                self.settle(view, wanted);
            }
        }
    }

    /// The findings whose fixes were not tried on what their files are now.
    fn wanted(&self, view: usize, at_least: Safety) -> impl Iterator<Item = &Finding> {
        let is_so_safe = move |finding: &&Finding| finding.fix.as_ref().is_some_and(|fix| fix.safety >= at_least);
        self.findings[view].iter().filter(is_so_safe).filter(|finding| self.is_wanted(finding))
    }

    fn is_wanted(&self, finding: &Finding) -> bool {
        let FileId(number) = finding.place.file;
        let is_open = |file: &File, own: &Identity| !file.refused.contains_key(own) && !file.done.contains(own);
        let is_open = identity(finding).is_some_and(|own| is_open(&self.files[number], &own));
        is_open && self.terms.of_file(number).wants(finding.rule) && !(self.is_known)(finding)
    }

    /// Applies as many of these as do well together.
    fn settle(&mut self, view: usize, mut wanted: Vec<Finding>) {
        let mut suspects = Vec::new();
        while !wanted.is_empty() {
            let harms = match self.try_fixes(view, &wanted) {
                Ok(()) => return,
                Err(harms) => harms,
            };
            if wanted.len() == 1 || !self.is_trial_left(view) {
                let reason = harms.into_iter().next().map_or_else(|| "it would not help".into(), |harm| harm.reason);
                for finding in &wanted {
                    self.refuse(finding, reason.clone());
                }
                break;
            }
            wanted = without_guilty(wanted, &harms, &mut suspects);
        }
        // All others are refused: they may have done it.
        for (finding, reason) in suspects {
            if !self.is_trial_left(view) {
                self.refuse(&finding, reason);
            } else if let Err(harms) = self.try_fixes(view, std::slice::from_ref(&finding)) {
                self.refuse(&finding, harms.into_iter().next().map_or(reason, |harm| harm.reason));
            } else {
                return;
            }
        }
    }

    fn is_trial_left(&self, view: usize) -> bool {
        let size: usize = self.files[self.members(view)].iter().map(|file| file.input.bytes.len()).sum();
        self.trials[view] < (MOST_READ / size.max(1)).clamp(3, MOST_TRIALS)
    }

    fn replace(&mut self, file: usize, bytes: Zeroizing<Vec<u8>>, mode: Option<u32>) -> (Zeroizing<Vec<u8>>, Document) {
        let File { input, mode: asked, .. } = &mut self.files[file];
        let old_bytes = std::mem::replace(&mut input.bytes, bytes);
        let mut document = input.read(&self.terms.of_file(file).env);
        if let Some(mode) = mode.or(*asked) {
            document.surroundings.foresee_mode(mode);
        }
        (old_bytes, std::mem::replace(&mut self.documents[file], document))
    }

    fn judge_again(&self, view: usize) -> Vec<Finding> {
        let members = self.members(view);
        findings_of_list(&self.documents[members.clone()], members.start, self.terms, &mut Accepted::new(self.terms.options)).0
    }

    /// The files of a view.
    fn members(&self, view: usize) -> Range<usize> {
        if self.terms.options.merge { 0..self.files.len() } else { view..view + 1 }
    }

    fn refuse(&mut self, finding: &Finding, reason: Message) {
        let file = finding.place.file;
        let line = self.documents[file.0].range(finding.place.span).start.line;
        if let Some(identity) = identity(finding) {
            self.files[file.0].refused.insert(identity, Refused { file, line, rule: finding.rule, reason });
        }
    }

    /// The files as they are now, and what could not be done.
    pub(super) fn finish(self) -> (Vec<FixedFile>, Vec<Refused>) {
        let mut refused: Vec<_> = self.files.iter().flat_map(|file| file.refused.values().cloned()).collect();
        refused.sort_by_key(|refused| (refused.file, refused.line, refused.rule));
        let file = |file: File| FixedFile {
            original: file.before.map_or_else(|| file.input.bytes.clone(), |(bytes, _)| bytes),
            input: file.input,
            mode: file.mode,
            applied: file.applied,
        };
        (self.files.into_iter().map(file).collect(), refused)
    }

    /// The fixes of each file that are still to be done.
    pub(super) fn left(&self, at_least: Safety) -> Vec<HashSet<Identity>> {
        let mut left = vec![HashSet::new(); self.files.len()];
        let is_so_safe = |finding: &&Finding| finding.fix.as_ref().is_some_and(|fix| fix.safety >= at_least);
        for finding in self.findings.iter().flatten().filter(is_so_safe) {
            let FileId(file) = finding.place.file;
            left[file].extend(identity(finding).filter(|identity| !self.files[file].done.contains(identity)));
        }
        left
    }

    /// The files as they were.
    pub(super) fn undo(self) -> (Vec<Input>, Vec<Document>) {
        let restore = |(file, document): (File, Document)| match file.before {
            Some((bytes, document)) => (Input { bytes, ..file.input }, document),
            None => (file.input, document),
        };
        self.files.into_iter().zip(self.documents).map(restore).unzip()
    }
}

/// Whether a fix changes the mode of a file and nothing else.
pub(in crate::engine) fn is_of_mode(finding: &Finding) -> bool {
    let mut operations = finding.fix.iter().flat_map(|fix| &fix.operations).peekable();
    operations.peek().is_some() && operations.all(|operation| matches!(operation, Operation::SetMode(_)))
}
