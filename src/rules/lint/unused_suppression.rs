use crate::address::Address;
use crate::message;
use crate::rules::{Case, Findings};

/// Silent about rules that did not run, and about whatever depends on what was not read or looked at.
pub(super) fn check(case: &Case<'_>, findings: &mut Findings) {
    if !case.is_complete() || case.is_half_seen() {
        return;
    }
    for unused in case.unused().iter().filter(|unused| case.ran(unused.name)) {
        let message = message!["this comment suppresses nothing: there is no finding of `", unused.name, "` here"];
        findings.at(&Address::ROOT, unused.comment, message).help("remove the comment, or the rule from its list");
    }
}
