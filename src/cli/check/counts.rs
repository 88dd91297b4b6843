//! Findings that are counted, and left out above a number.

use crate::checked::Checked;
use crate::finding::Finding;
use crate::message;
use crate::report::{Notice, NoticeKind};
use crate::rules::{self, Rule};
use std::collections::BTreeMap;

/// Keeps the worst findings, in their order.
pub(super) fn cut(checked: &mut Checked, limit: usize) -> Option<Notice> {
    let total = checked.findings.len();
    if total <= limit {
        return None;
    }
    let mut order: Vec<usize> = (0..total).collect();
    order.sort_by_key(|&index| std::cmp::Reverse(checked.findings[index].severity));
    let mut is_kept = vec![false; total];
    order.into_iter().take(limit).for_each(|index| is_kept[index] = true);
    let mut is_kept = is_kept.into_iter();
    checked.findings.retain(|_| is_kept.next().unwrap_or(false));
    Some(Notice { kind: NoticeKind::ResultsCut, message: message!["only ", limit, " of ", total, " findings are shown"] })
}

/// How many findings each rule has, most first.
pub(super) fn statistics(findings: &[Finding]) -> String {
    let mut counts = BTreeMap::new();
    for finding in findings {
        *counts.entry(finding.rule).or_insert(0_usize) += 1;
    }
    let mut counts: Vec<_> = counts.into_iter().collect();
    counts.sort_by_key(|&(rule, count)| (std::cmp::Reverse(count), rule));
    let lines = counts.iter().map(|(rule, count)| {
        let summary = rules::find(rule).map_or("", |rule: &Rule| rule.page.summary());
        format!("{count:>6}  {rule}  {summary}")
    });
    lines.collect::<Vec<_>>().join("\n")
}
