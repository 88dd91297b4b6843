//! Whether the rules are content with what a fix made of a file.

use crate::address::{Address, Segment};
use crate::finding::{Finding, Outcome};
use crate::fix::Fix;
use std::collections::HashMap;

/// What the rules say afterwards.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    /// What was to be fixed is, and nothing as bad came.
    Good,
    /// A finding that should be gone is there still.
    Stays,
    /// A finding of this rule came.
    Brings(&'static str),
}

/// Findings are counted by rule and kind of field: entries can be named otherwise by then.
type Kind = (usize, &'static str, Vec<Segment>);

fn kind(finding: &Finding) -> Kind {
    let segments = finding.address.segments().iter().map(|segment| match segment {
        Segment::Entry(_) | Segment::Index(_) => Segment::Index(0),
        other => other.clone(),
    });
    (finding.place.file.0, finding.rule, segments.collect())
}

/// Compares the findings before and after the fixes of `fixed` were applied.
pub(super) fn judge(before: &[Finding], after: &[Finding], fixed: &[&Finding]) -> Verdict {
    let mut expected: HashMap<Kind, usize> = HashMap::new();
    for finding in before {
        *expected.entry(kind(finding)).or_default() += 1;
    }
    let mut counts: HashMap<Kind, usize> = HashMap::new();
    for finding in after {
        *counts.entry(kind(finding)).or_default() += 1;
    }
    let Some(limit) = fixed.iter().map(|finding| finding.severity).min() else { return Verdict::Good };
    let mut gone: HashMap<Kind, usize> = HashMap::new();
    for finding in fixed {
        *gone.entry(kind(finding)).or_default() += 1;
    }
    for (kind, gone) in &gone {
        let left = counts.get(kind).copied().unwrap_or_default();
        if left + gone > expected.get(kind).copied().unwrap_or_default() {
            return Verdict::Stays;
        }
    }
    let uncovered: Vec<Address> = fixed.iter().filter_map(|finding| finding.fix.as_ref()).flat_map(Fix::uncovers).collect();
    let is_new = |finding: &&Finding| {
        let kind = kind(finding);
        counts[&kind] > expected.get(&kind).copied().unwrap_or_default()
    };
    let counts_against = |finding: &&Finding| finding.severity >= limit && !is_revealed(finding, &uncovered);
    after.iter().filter(is_new).find(counts_against).map_or(Verdict::Good, |finding| Verdict::Brings(finding.rule))
}

/// Whether it was there before and could not be seen: in a certificate that could not be decoded, or under a key that nobody read. What
/// keeps a client from working was none before.
fn is_revealed(finding: &Finding, uncovered: &[Address]) -> bool {
    let is_refused = finding.clients.iter().any(|client| client.outcome == Outcome::Refuses);
    finding.rule.starts_with("certificate/") || !is_refused && uncovered.iter().any(|address| address.encloses(&finding.address))
}
