//! How much of a run a report for reading shows.

use super::Context;
use crate::checked::Checked;
use crate::finding::Finding;
use std::cmp::Reverse;

/// The findings in their order: all of them, or the worst where only so many are wanted.
pub(super) fn shown<'a>(checked: &'a Checked, context: &Context<'_>) -> Vec<&'a Finding> {
    let findings = &checked.findings;
    let limit = context.max_findings.unwrap_or(usize::MAX);
    let mut order: Vec<usize> = (0..findings.len()).collect();
    if findings.len() > limit {
        order.sort_by_key(|&index| Reverse(findings[index].severity));
        order.truncate(limit);
        order.sort_unstable();
    }
    order.into_iter().map(|index| &findings[index]).collect()
}
