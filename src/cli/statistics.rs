//! `--statistics`.

use crate::finding::Finding;
use crate::rules::{self, Rule};
use std::collections::BTreeMap;

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
