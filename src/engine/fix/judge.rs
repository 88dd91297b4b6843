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
    let counts_against = |finding: &&Finding| finding.severity >= limit && !is_revealed(finding, &uncovered, fixed);
    after.iter().filter(is_new).find(counts_against).map_or(Verdict::Good, |finding| Verdict::Brings(finding.rule))
}

/// Whether it was there before and could not be seen: in a certificate that could not be decoded, under a key that nobody read, or in
/// an entry that these clients refused as it was. What keeps a client from working that did work was not there.
fn is_revealed(finding: &Finding, uncovered: &[Address], fixed: &[&Finding]) -> bool {
    let refusing: Vec<_> = refusing(finding).collect();
    let was_refused = fixed.iter().any(|fixed| {
        let (entry, before): (_, Vec<_>) = (fixed.address.entry(), self::refusing(fixed).collect());
        let is_in_it = entry != Address::ROOT && !before.is_empty() && entry.encloses(&finding.address);
        is_in_it && refusing.iter().all(|client| before.contains(client))
    });
    let is_uncovered = || refusing.is_empty() && uncovered.iter().any(|address| address.encloses(&finding.address));
    finding.rule.starts_with("certificate/") || was_refused || is_uncovered()
}

/// The clients that stop with an error.
fn refusing(finding: &Finding) -> impl Iterator<Item = &str> {
    finding.clients.iter().filter(|client| client.outcome == Outcome::Refuses).map(|client| client.client)
}
