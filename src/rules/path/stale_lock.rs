use crate::address::Address;
use crate::rules::{Case, Findings};
use crate::span::Span;
use jiff::SignedDuration;

/// Writing takes kubectl a moment.
const LONGEST_WRITE: SignedDuration = SignedDuration::from_mins(1);

pub(super) fn check(case: &Case<'_>, findings: &mut Findings) {
    if case.document().surroundings.lock_age.is_some_and(|age| age > LONGEST_WRITE) {
        let finding = findings.at(&Address::ROOT, Span::at(0), "a lock has been lying beside this file for more than a minute");
        finding.help("if no `kubectl config` is running, remove the file of this name with `.lock` behind it");
        finding.differs_in("kubectl", "1.22-1.37", "cannot change this file: `open ….lock: file exists`");
    }
}
