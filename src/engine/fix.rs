//! Fixes, to a fixed point, each of them judged by what the rules say afterwards.

mod fixed;
mod guilt;
mod judge;
mod posture;
mod run;

use super::accepted::Accepted;
use super::terms::Terms;
use super::{Input, findings};
use crate::finding::{FileId, Finding};
use crate::fix::Safety;
use crate::kubeconfig::Document;
use crate::options::Options;
pub use fixed::{Applied, Fixed, FixedFile, Refused, Target};
pub(super) use run::is_of_mode;
use run::{Run, identity};

/// Applies the fixes that are at least as safe as asked for. Nothing is written: that is for the caller to do.
///
/// A fix is kept when its finding is gone, nothing as bad or worse came that cannot be fixed in turn, and no cluster is verified less
/// than before: in the eyes of every rule, whatever was selected.
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
    let mut terms = Terms::new(&inputs, None, options);
    terms.hears_all = true;
    let documents = terms.read(&inputs);
    let (findings, _) = findings(&documents, &terms, &mut Accepted::new(options), &|_| ());
    let mut run = Run::new(inputs, documents, findings, &terms, is_known);
    run.fix(at_least);
    let (mut files, mut refused) = run.finish();
    let targets = fixed::targets(&mut files, &mut refused);
    Fixed { files, targets, refused }
}

/// Whether a finding is known and accepted.
pub type IsKnown<'a> = &'a dyn Fn(&Finding) -> bool;

/// How many findings of the files have a fix that is just so safe, and are not known.
pub fn count_fixes(files: &[FixedFile], safety: Safety, options: &Options, is_known: IsKnown<'_>) -> usize {
    let inputs = files.iter().map(|file| file.input.clone()).collect();
    let checked = super::check(inputs, options);
    let has_fix = |finding: &&Finding| finding.fix.as_ref().is_some_and(|fix| fix.safety == safety);
    checked.findings.iter().filter(has_fix).filter(|finding| !is_known(finding)).count()
}

/// Takes the fixes from the findings that would not be applied, by trying all of them: what is offered holds. `findings` are those of
/// each list of files.
pub(super) fn keep_what_holds(
    inputs: Vec<Input>,
    documents: Vec<Document>,
    findings: &mut [Vec<Finding>],
    mut terms: Terms<'_>,
) -> (Vec<Input>, Vec<Document>) {
    // Rights can be set on every file that can be edited.
    if findings.iter().flatten().all(|finding| finding.fix.is_none() || is_of_mode(finding)) {
        return (inputs, documents);
    }
    terms.hears_all = true;
    let all = if terms.leaves_out() {
        super::findings(&documents, &terms, &mut Accepted::new(terms.options), &|_| ()).0
    } else {
        findings.to_vec()
    };
    let mut run = Run::new(inputs, documents, all, &terms, &|_| false);
    // A safe fix that waits for others is none that `--fix` does.
    run.fix(Safety::Safe);
    let waiting = run.left(Safety::Safe);
    run.fix(Safety::Unsafe);
    let left = run.left(Safety::Unsafe);
    for finding in findings.iter_mut().flatten() {
        let FileId(file) = finding.place.file;
        if identity(finding).is_some_and(|identity| waiting[file].contains(&identity) || left[file].contains(&identity)) {
            finding.fix = None;
        }
    }
    run.undo()
}
