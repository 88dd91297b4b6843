//! Fixes, to a fixed point, each of them judged by what the rules say afterwards.

mod fixed;
mod judge;
mod posture;

use super::accepted::Accepted;
use super::terms::Terms;
use super::{Input, findings, findings_of_list, lists};
use crate::address::Address;
use crate::finding::{FileId, Finding};
use crate::fix::{Fix, Operation, Safety};
use crate::kubeconfig::Document;
use crate::kubeconfig::patch::{self, Outcome, Patch};
use crate::message;
use crate::message::Message;
use crate::options::Options;
pub use fixed::{Applied, Fixed, FixedFile, Refused, Target};
use judge::{Verdict, judge};
use std::collections::HashSet;

/// What can be fixed is fixed long before: a fix can be in the way of another a few times at most.
const MOST_ROUNDS: usize = 10;
/// Where so many fixes do not go together, nobody wants to wait until each was tried alone.
const MOST_TRIALS: usize = 100;

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
    fix_unknown(inputs, at_least, options, &|_| false)
}

/// The same, leaving alone what is known. What is suppressed is left alone anyway.
pub fn fix_unknown(inputs: Vec<Input>, at_least: Safety, options: &Options, is_known: IsKnown<'_>) -> Fixed {
    let mut run = Run::new(inputs, at_least, options, is_known);
    for _ in 0..MOST_ROUNDS {
        if !run.round() {
            break;
        }
    }
    let targets = fixed::targets(&mut run.files, &mut run.refused);
    Fixed { files: run.files, targets, refused: run.refused }
}

/// Whether a finding is known and accepted.
pub type IsKnown<'a> = &'a dyn Fn(&Finding) -> bool;

/// How many findings of the files have a fix that is just so safe, and are not known.
pub fn count_fixes(files: &[FixedFile], safety: Safety, options: &Options, is_known: IsKnown<'_>) -> usize {
    let inputs = || files.iter().map(|file| &file.input);
    let mut terms = Terms::new(inputs(), None, options);
    let documents = terms.read(inputs());
    let (mut findings, _) = findings(&documents, &terms, &mut Accepted::new(options));
    for (number, (file, document)) in files.iter().zip(&documents).enumerate() {
        super::spell_out(&mut findings, FileId(number), document, file.input.within.as_ref());
    }
    let has_fix = |finding: &&Finding| finding.fix.as_ref().is_some_and(|fix| fix.safety == safety);
    findings.iter().filter(has_fix).filter(|finding| !is_known(finding)).count()
}

/// The state between two rounds.
struct Run<'o> {
    at_least: Safety,
    is_known: IsKnown<'o>,
    terms: Terms<'o>,
    files: Vec<FixedFile>,
    documents: Vec<Document>,
    /// Those of each view: of all files together, or of each.
    findings: Vec<Vec<Finding>>,
    /// Fixes that are not tried again.
    given_up: HashSet<Identity>,
    refused: Vec<Refused>,
    trials: usize,
}

/// By which a fix is known again in the next round.
type Identity = (usize, &'static str, Address, String);

fn identity(finding: &Finding, fix: &Fix) -> Identity {
    (finding.place.file.0, finding.rule, finding.address.clone(), fix.title.to_string())
}

impl<'o> Run<'o> {
    fn new(inputs: Vec<Input>, at_least: Safety, options: &'o Options, is_known: IsKnown<'o>) -> Self {
        let mut terms = Terms::new(&inputs, None, options);
        let documents = terms.read(&inputs);
        let of_list = |(first, list)| findings_of_list(list, first, &terms, &mut Accepted::new(options)).0;
        let findings = lists(&documents, options.merge).into_iter().map(of_list).collect();
        let file = |input: Input| FixedFile { original: input.bytes.clone(), input, mode: None, applied: Vec::new() };
        Self {
            at_least,
            is_known,
            terms,
            files: inputs.into_iter().map(file).collect(),
            documents,
            findings,
            given_up: HashSet::new(),
            refused: Vec::new(),
            trials: 0,
        }
    }

    /// Applies what goes together. Returns whether anything was.
    fn round(&mut self) -> bool {
        let mut is_changed = false;
        for file in 0..self.files.len() {
            is_changed |= self.fix_file(file);
        }
        is_changed
    }

    fn fix_file(&mut self, file: usize) -> bool {
        let wanted: Vec<Finding> = self.wanted(file).cloned().collect();
        if wanted.is_empty() {
            return false;
        }
        let all: Vec<&Finding> = wanted.iter().collect();
        if self.try_fixes(file, &all).is_ok() {
            return true;
        }
        // Together they do harm: each alone, on what those before it made of the file.
        let mut is_changed = false;
        for finding in wanted {
            let Some(current) = self.wanted(file).find(|current| is_same(current, &finding)).cloned() else { continue };
            self.trials += 1;
            match self.try_fixes(file, &[&current]) {
                Ok(()) => is_changed = true,
                Err(reason) => self.give_up(&current, reason),
            }
        }
        is_changed
    }

    fn wanted(&self, file: usize) -> impl Iterator<Item = &Finding> {
        let of_file = self.findings[self.view(file)].iter().filter(move |finding| finding.place.file == FileId(file));
        of_file.filter(|finding| {
            let fix = finding.fix.as_ref().filter(|fix| fix.safety >= self.at_least);
            fix.is_some_and(|fix| !self.given_up.contains(&identity(finding, fix))) && !(self.is_known)(finding)
        })
    }

    /// Applies the fixes of these findings of a file, if all that can be applied at once do well.
    fn try_fixes(&mut self, file: usize, wanted: &[&Finding]) -> Result<(), Message> {
        if self.trials > MOST_TRIALS {
            return Err("too many fixes of this file do not go together".into());
        }
        let fixes: Vec<&Fix> = wanted.iter().filter_map(|finding| finding.fix.as_ref()).collect();
        let patch = patch::apply(&self.documents[file], &fixes);
        for (finding, outcome) in wanted.iter().zip(&patch.outcomes) {
            if let Outcome::Refused(reason) = outcome {
                self.give_up(finding, (*reason).into());
            }
        }
        let outcomes = wanted.iter().zip(&patch.outcomes).filter(|(_, outcome)| **outcome == Outcome::Applied);
        let applied: Vec<&Finding> = outcomes.map(|(finding, _)| *finding).collect();
        self.accept(file, patch, &applied)
    }

    /// Takes a patch over when the rules have nothing against it.
    fn accept(&mut self, file: usize, patch: Patch, applied: &[&Finding]) -> Result<(), Message> {
        let is_of_mode = |finding: &&&Finding| {
            let operations = finding.fix.iter().flat_map(|fix| &fix.operations);
            operations.clone().count() > 0 && operations.clone().all(|operation| matches!(operation, Operation::SetMode(_)))
        };
        let judged: Vec<&Finding> = applied.iter().filter(|finding| !is_of_mode(finding)).copied().collect();
        if let (Some(bytes), Some(within)) = (&patch.bytes, &self.files[file].input.within) {
            within.setting.check(bytes)?;
        }
        if let Some(bytes) = patch.bytes {
            let before = std::mem::replace(&mut self.files[file].input.bytes, bytes);
            let mut document = self.files[file].input.read(&self.terms.of_file(file).env);
            if let Some(mode) = patch.mode.or(self.files[file].mode) {
                document.surroundings.foresee_mode(mode);
            }
            let old = std::mem::replace(&mut self.documents[file], document);
            let view = self.view(file);
            let (first, members) =
                if self.terms.options.merge { (0, &self.documents[..]) } else { (file, &self.documents[file..=file]) };
            let (new_findings, _) = findings_of_list(members, first, &self.terms, &mut Accepted::new(self.terms.options));
            let verdict = judge(&self.findings[view], &new_findings, &judged);
            let is_weaker = posture::is_weaker(&old.kubeconfig, &self.documents[file].kubeconfig);
            let reason = match verdict {
                _ if is_weaker => Some("a server would be verified less than before".into()),
                Verdict::Good => None,
                Verdict::Stays => Some("it would not help".into()),
                Verdict::Brings(rule) => Some(message!["it would bring up ", rule]),
            };
            if let Some(reason) = reason {
                self.files[file].input.bytes = before;
                self.documents[file] = old;
                return Err(reason);
            }
            self.findings[view] = new_findings;
        }
        if let Some(mode) = patch.mode {
            self.files[file].mode = Some(mode);
        }
        for finding in applied {
            let Some(fix) = &finding.fix else { continue };
            if is_of_mode(&finding) {
                self.given_up.insert(identity(finding, fix));
            }
            self.files[file].applied.push(Applied::new(finding, fix));
        }
        if applied.is_empty() { Err("nothing is left to do".into()) } else { Ok(()) }
    }

    /// The number of the view that a file is in.
    fn view(&self, file: usize) -> usize {
        if self.terms.options.merge { 0 } else { file }
    }

    fn give_up(&mut self, finding: &Finding, reason: Message) {
        let Some(fix) = &finding.fix else { return };
        if self.given_up.insert(identity(finding, fix)) {
            let file = finding.place.file;
            let line = self.documents[file.0].range(finding.place.span).start.line;
            self.refused.push(Refused { file, line, rule: finding.rule, reason });
        }
    }
}

fn is_same(one: &Finding, other: &Finding) -> bool {
    one.rule == other.rule
        && one.address == other.address
        && one.fix.as_ref().map(|fix| fix.title.to_string()) == other.fix.as_ref().map(|fix| fix.title.to_string())
}
