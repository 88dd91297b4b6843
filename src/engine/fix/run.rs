//! The rounds in which fixes are applied.

use super::guilt::without_guilty;
use super::judge::{Harm, judge};
use super::{Applied, FixedFile, IsKnown, Refused, posture};
use crate::address::Address;
use crate::engine::accepted::Accepted;
use crate::engine::terms::Terms;
use crate::engine::{Input, findings_of_list};
use crate::finding::{FileId, Finding};
use crate::fix::{Fix, Operation, Safety};
use crate::kubeconfig::Document;
use crate::kubeconfig::patch::{self, Outcome, Patch};
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
    /// How often something was tried in vain.
    trials: usize,
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
        let file = |input| File {
            input,
            before: None,
            mode: None,
            applied: Vec::new(),
            refused: HashMap::new(),
            done: HashSet::new(),
            trials: 0,
        };
        Self { terms, is_known, files: inputs.into_iter().map(file).collect(), documents, findings }
    }

    /// Applies what is at least so safe, until nothing is left that can be.
    pub(super) fn fix(&mut self, at_least: Safety) {
        for _ in 0..MOST_ROUNDS {
            let wanted = (0..self.files.len()).flat_map(|file| self.wanted(file, at_least));
            let Some(class) = wanted.filter_map(|finding| finding.fix.as_ref()).map(class).min() else { return };
            for file in 0..self.files.len() {
                let is_next = |finding: &&Finding| finding.fix.as_ref().is_some_and(|fix| self::class(fix) == class);
                let wanted = self.wanted(file, at_least).filter(is_next).cloned().collect();
                self.settle(file, wanted);
            }
        }
    }

    /// The findings of a file whose fixes were not tried on what it is now.
    fn wanted(&self, file: usize, at_least: Safety) -> impl Iterator<Item = &Finding> {
        let state = &self.files[file];
        let is_open = move |identity: &Identity| !state.refused.contains_key(identity) && !state.done.contains(identity);
        let fixable = self.fixable(file, at_least).filter(|finding| !(self.is_known)(finding));
        fixable.filter(move |finding| identity(finding).is_some_and(|identity| is_open(&identity)))
    }

    /// The findings of a file that have a fix.
    fn fixable(&self, file: usize, at_least: Safety) -> impl Iterator<Item = &Finding> {
        let findings = self.findings[self.view(file)].iter();
        findings.filter(move |finding| {
            finding.place.file == FileId(file) && finding.fix.as_ref().is_some_and(|fix| fix.safety >= at_least)
        })
    }

    /// Applies as many of these as do well together.
    fn settle(&mut self, file: usize, mut wanted: Vec<Finding>) {
        let mut suspects = Vec::new();
        while !wanted.is_empty() {
            let harms = match self.try_fixes(file, &wanted) {
                Ok(()) => return,
                Err(harms) => harms,
            };
            if wanted.len() == 1 || !self.is_trial_left(file) {
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
            if !self.is_trial_left(file) {
                self.refuse(&finding, reason);
            } else if let Err(harms) = self.try_fixes(file, std::slice::from_ref(&finding)) {
                self.refuse(&finding, harms.into_iter().next().map_or(reason, |harm| harm.reason));
            } else {
                return;
            }
        }
    }

    fn is_trial_left(&self, file: usize) -> bool {
        let of_view = &self.files[self.members(file)];
        let size: usize = of_view.iter().map(|file| file.input.bytes.len()).sum();
        let trials: usize = of_view.iter().map(|file| file.trials).sum();
        trials < (MOST_READ / size.max(1)).clamp(3, MOST_TRIALS)
    }

    /// Applies the fixes of these findings of a file, if all that can be applied at once do well.
    fn try_fixes(&mut self, file: usize, wanted: &[Finding]) -> Result<(), Vec<Harm>> {
        let fixes: Vec<&Fix> = wanted.iter().filter_map(|finding| finding.fix.as_ref()).collect();
        let mut patch = patch::apply(&self.documents[file], &fixes);
        let mut applied = Vec::new();
        for (finding, outcome) in wanted.iter().zip(std::mem::take(&mut patch.outcomes)) {
            match outcome {
                Outcome::Applied => applied.push(finding),
                Outcome::Refused(reason) => self.refuse(finding, reason.into()),
                Outcome::Waits => {}
            }
        }
        self.accept(file, patch, &applied).inspect_err(|_| self.files[file].trials += 1)
    }

    /// Takes a patch over when the rules have nothing against it.
    fn accept(&mut self, file: usize, patch: Patch, applied: &[&Finding]) -> Result<(), Vec<Harm>> {
        if let (Some(bytes), Some(within)) = (&patch.bytes, &self.files[file].input.within) {
            within.setting.check(bytes).map_err(|reason| vec![Harm::around(reason)])?;
        }
        if let Some(bytes) = patch.bytes {
            let (old_bytes, old) = self.replace(file, bytes, patch.mode);
            let view = self.view(file);
            let new_findings = self.judge_again(file);
            let judged: Vec<&Finding> = applied.iter().filter(|finding| !is_of_mode(finding)).copied().collect();
            let mut harms = judge(&self.findings[view], &new_findings, &judged);
            harms.extend(posture::weakened(&old.kubeconfig, &self.documents[file].kubeconfig).map(Harm::weakens));
            if !harms.is_empty() {
                self.files[file].input.bytes = old_bytes;
                self.documents[file] = old;
                return Err(harms);
            }
            self.files[file].before.get_or_insert((old_bytes, old));
            self.findings[view] = new_findings;
            let of_view = self.members(file);
            self.files[of_view].iter_mut().for_each(|file| file.refused.clear());
        }
        let state = &mut self.files[file];
        state.mode = patch.mode.or(state.mode);
        state.done.extend(applied.iter().filter(|finding| is_of_mode(finding)).filter_map(|finding| identity(finding)));
        state.applied.extend(applied.iter().filter_map(|finding| Some(Applied::new(finding, finding.fix.as_ref()?))));
        Ok(())
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

    fn judge_again(&self, file: usize) -> Vec<Finding> {
        let members = self.members(file);
        findings_of_list(&self.documents[members.clone()], members.start, self.terms, &mut Accepted::new(self.terms.options)).0
    }

    /// The files of the view that a file is in.
    fn members(&self, file: usize) -> Range<usize> {
        if self.terms.options.merge { 0..self.files.len() } else { file..file + 1 }
    }

    /// The number of the view that a file is in.
    fn view(&self, file: usize) -> usize {
        if self.terms.options.merge { 0 } else { file }
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

    /// The files as they were, and the fixes of each that would not be applied.
    pub(super) fn undo(self) -> (Vec<Input>, Vec<Document>, Vec<HashSet<Identity>>) {
        let left = |file: usize| {
            let is_left = |identity: &Identity| !self.files[file].done.contains(identity);
            self.fixable(file, Safety::Unsafe).filter_map(identity).filter(is_left).collect()
        };
        let left = (0..self.files.len()).map(left).collect();
        let restore = |(file, document): (File, Document)| match file.before {
            Some((bytes, document)) => (Input { bytes, ..file.input }, document),
            None => (file.input, document),
        };
        let (inputs, documents) = self.files.into_iter().zip(self.documents).map(restore).unzip();
        (inputs, documents, left)
    }
}

/// Whether a fix changes the mode of a file and nothing else.
fn is_of_mode(finding: &Finding) -> bool {
    let mut operations = finding.fix.iter().flat_map(|fix| &fix.operations).peekable();
    operations.peek().is_some() && operations.all(|operation| matches!(operation, Operation::SetMode(_)))
}
