//! What of a run fits into a log that its readers take.

use super::Context;
use crate::checked::Checked;
use crate::finding::{Finding, Severity, Suppressor};
use crate::report::shown_suppressed;
use std::cmp::Reverse;

/// GitHub shows this many results of a run, and GitLab takes no more.
pub(super) const RESULTS: usize = 5_000;
/// GitLab takes 10 MB, and GitHub that much when it is packed.
pub(super) const BYTES: usize = 8_000_000;

/// A finding, and what suppresses it.
pub(super) type Reported<'a> = (&'a Finding, Option<&'a Suppressor>);

/// Up to so many findings, in their order, and how many are left out: what is suppressed first, then what is least severe.
pub(super) fn choose<'a>(checked: &'a Checked, context: &Context<'_>, limit: usize) -> (Vec<Reported<'a>>, usize) {
    let findings = checked.findings.iter().map(|finding| (finding, None));
    let suppressed = shown_suppressed(checked, context).iter().map(|suppressed| (&suppressed.finding, Some(&suppressed.by)));
    let all: Vec<Reported<'a>> = findings.chain(suppressed).collect();
    let left_out = all.len().saturating_sub(limit);
    let mut order: Vec<usize> = (0..all.len()).collect();
    if left_out > 0 {
        order.sort_by_key(|&index| Reverse(rank(&all[index])));
        order.truncate(limit);
        order.sort_unstable();
    }
    (order.into_iter().map(|index| all[index]).collect(), left_out)
}

fn rank((finding, by): &Reported<'_>) -> (bool, Severity) {
    (by.is_none(), finding.severity)
}

/// How many of `count` results to try where they made a log of so many bytes; `None` where it is small enough.
pub(super) fn fewer(count: usize, bytes: usize) -> Option<usize> {
    // What does not shrink with the results is small beside the limit, and the next try sees to it.
    let fitting = || (count as u128 * BYTES as u128 / bytes as u128) as usize;
    (bytes > BYTES && count > 0).then(|| fitting().min(count - 1))
}
