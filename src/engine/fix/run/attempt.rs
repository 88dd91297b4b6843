//! Fixes that are carried out and can still be taken back.

use super::{Class, Run, class, identity, is_of_mode};
use crate::engine::fix::judge::{Harm, judge};
use crate::engine::fix::{Applied, posture};
use crate::finding::{FileId, Finding};
use crate::fix::{Fix, Operation};
use crate::kubeconfig::Document;
use crate::kubeconfig::patch::{self, Outcome};
use crate::message::Message;
use std::collections::{BTreeMap, HashSet};
use zeroize::Zeroizing;

/// What a fix brings up can be fixed, and bring up the next: so many times at most.
const MOST_FOLLOWING: usize = 3;

/// A file as it was.
type Former = (Zeroizing<Vec<u8>>, Document);

/// What is done to the files of a view.
#[derive(Default)]
struct Attempt<'w> {
    /// What the files were that were changed.
    before: Vec<(usize, Former)>,
    modes: Vec<(usize, Option<u32>)>,
    /// The findings whose fixes were asked for, each with its line then.
    asked: Vec<(&'w Finding, u32)>,
    /// Those that came up in between, and were fixed too.
    followed: Vec<(Finding, u32)>,
}

impl Attempt<'_> {
    fn fixed(&self) -> impl Iterator<Item = (&Finding, u32)> {
        let asked = self.asked.iter().copied();
        asked.chain(self.followed.iter().map(|(finding, line)| (finding, *line)))
    }
}

/// What became of fixes that were carried out together.
struct CarriedOut<'w> {
    /// Each with its line then.
    applied: Vec<(&'w Finding, u32)>,
    refused: Vec<(&'w Finding, Message)>,
}

impl Run<'_> {
    /// Applies the fixes of these findings, if all that can be applied at once do well: by themselves, or with the fixes of what they
    /// bring up.
    pub(super) fn try_fixes(&mut self, view: usize, wanted: &[Finding]) -> Result<(), Vec<Harm>> {
        let mut attempt = Attempt::default();
        let outcome = self.try_on(view, wanted, &mut attempt);
        match outcome {
            Ok(findings) => self.keep(view, attempt, findings),
            Err(harms) => {
                self.trials[view] += 1;
                for (file, (bytes, document)) in attempt.before {
                    self.files[file].input.bytes = bytes;
                    self.documents[file] = document;
                }
                return Err(harms);
            }
        }
        Ok(())
    }

    /// The findings when all is done, if any file was changed.
    fn try_on<'w>(
        &mut self,
        view: usize,
        wanted: &'w [Finding],
        attempt: &mut Attempt<'w>,
    ) -> Result<Option<Vec<Finding>>, Vec<Harm>> {
        let CarriedOut { applied, refused } = self.carry_out(wanted, attempt)?;
        attempt.asked = applied;
        for (finding, reason) in refused {
            self.refuse(finding, reason);
        }
        if attempt.before.is_empty() {
            return Ok(None);
        }
        let findings = self.judge_again(view);
        let harms = self.harms(view, attempt, &findings);
        if harms.is_empty() {
            return Ok(Some(findings));
        }
        let most = wanted.iter().filter_map(|finding| finding.fix.as_ref()).map(class).max();
        self.follow_up(view, attempt, (findings, &harms), most).map(Some).ok_or(harms)
    }

    /// Fixes what came up, as long as that is all that speaks against the fixes.
    fn follow_up(
        &mut self,
        view: usize,
        attempt: &mut Attempt<'_>,
        (mut findings, harms): (Vec<Finding>, &[Harm]),
        most: Option<Class>,
    ) -> Option<Vec<Finding>> {
        let mut following = self.following(&findings, harms, most);
        for _ in 0..MOST_FOLLOWING {
            let wanted = following?;
            let applied = self.carry_out(&wanted, attempt).ok()?.applied;
            attempt.followed.extend(applied.into_iter().map(|(finding, line)| (finding.clone(), line)));
            findings = self.judge_again(view);
            let harms = self.harms(view, attempt, &findings);
            if harms.is_empty() {
                return Some(findings);
            }
            following = self.following(&findings, &harms, most);
        }
        None
    }

    /// The findings that came up, if each of them has a fix that is as good as those that were asked for.
    fn following(&self, findings: &[Finding], harms: &[Harm], most: Option<Class>) -> Option<Vec<Finding>> {
        let brought: Option<HashSet<_>> = harms.iter().map(|harm| harm.finding.clone()).collect();
        let brought = brought?;
        // What is taken away in turn was all that the first fix made.
        let takes_away = |fix: &Fix| fix.operations.iter().any(|operation| matches!(operation, Operation::Unsuppress(..)));
        let is_as_good = |fix: &Fix| class(fix) != Class::Removing && !takes_away(fix) && Some(class(fix)) <= most;
        let is_meant = |finding: &&Finding| {
            let is_wanted = self.is_wanted(finding) && finding.fix.as_ref().is_some_and(is_as_good);
            is_wanted && brought.contains(&(finding.rule, finding.address.clone()))
        };
        let following: Vec<_> = findings.iter().filter(is_meant).cloned().collect();
        let found: HashSet<_> = following.iter().map(|finding| (finding.rule, finding.address.clone())).collect();
        (found == brought).then_some(following)
    }

    /// Puts the fixes of these findings into the files.
    fn carry_out<'f>(&mut self, wanted: &'f [Finding], attempt: &mut Attempt<'_>) -> Result<CarriedOut<'f>, Vec<Harm>> {
        let mut by_file: BTreeMap<usize, Vec<&'f Finding>> = BTreeMap::new();
        for finding in wanted {
            by_file.entry(finding.place.file.0).or_default().push(finding);
        }
        let mut done = CarriedOut { applied: Vec::new(), refused: Vec::new() };
        for (file, wanted) in by_file {
            let fixes: Vec<&Fix> = wanted.iter().filter_map(|finding| finding.fix.as_ref()).collect();
            let patch = patch::apply(&self.documents[file], &fixes);
            for (finding, outcome) in wanted.into_iter().zip(patch.outcomes) {
                match outcome {
                    Outcome::Applied => done.applied.push((finding, self.documents[file].range(finding.place.span).start.line)),
                    Outcome::Refused(reason) => done.refused.push((finding, reason.into())),
                    Outcome::Waits => {}
                }
            }
            attempt.modes.push((file, patch.mode));
            let Some(bytes) = patch.bytes else { continue };
            if let Some(within) = &self.files[file].input.within {
                within.setting.check(&bytes).map_err(|reason| vec![Harm::around(reason)])?;
            }
            let old = self.replace(file, bytes, patch.mode);
            if attempt.before.iter().all(|(other, _)| *other != file) {
                attempt.before.push((file, old));
            }
        }
        Ok(done)
    }

    /// What speaks against what was done.
    fn harms(&self, view: usize, attempt: &Attempt<'_>, findings: &[Finding]) -> Vec<Harm> {
        let is_seen = |finding: &&Finding| !is_of_mode(finding);
        let asked: Vec<_> = attempt.asked.iter().map(|(finding, _)| *finding).filter(is_seen).collect();
        let followed: Vec<_> = attempt.followed.iter().map(|(finding, _)| finding).filter(is_seen).collect();
        let mut harms = judge(&self.findings[view], findings, &asked, &followed);
        for (file, (_, old)) in &attempt.before {
            let weakened = posture::weakened(old, &self.documents[*file]);
            harms.extend(weakened.iter().map(|cluster| Harm::weakens(FileId(*file), cluster)));
        }
        harms
    }

    /// Takes over what was done.
    fn keep(&mut self, view: usize, attempt: Attempt<'_>, findings: Option<Vec<Finding>>) {
        for (finding, line) in attempt.fixed() {
            let state = &mut self.files[finding.place.file.0];
            state.done.extend(identity(finding).filter(|_| is_of_mode(finding)));
            state.applied.extend(finding.fix.as_ref().map(|fix| Applied::new(finding, fix, line)));
        }
        for (file, mode) in attempt.modes {
            self.files[file].mode = mode.or(self.files[file].mode);
        }
        for (file, old) in attempt.before {
            self.files[file].before.get_or_insert(old);
        }
        if let Some(findings) = findings {
            self.findings[view] = findings;
            let members = self.members(view);
            self.files[members].iter_mut().for_each(|file| file.refused.clear());
        }
    }
}
