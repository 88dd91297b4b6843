//! Findings of one file that say word for word the same, such as one mistake in every entry of a list.

use crate::address::Address;
use crate::finding::{Finding, Place};
use crate::fix::Safety;
use crate::report::summary::counted;
use std::collections::HashMap;
use std::collections::hash_map::Entry;

/// More places than this are named and not drawn.
const PLACES_DRAWN: usize = 8;
/// More lines than this are not even named.
const LINES_NAMED: usize = 12;

/// A finding, and the others that say the same.
pub(super) struct Group<'a> {
    pub(super) first: &'a Finding,
    others: Vec<&'a Finding>,
}

/// The findings in groups, each where its first one stands.
pub(super) fn groups<'a>(findings: impl IntoIterator<Item = &'a Finding>) -> Vec<Group<'a>> {
    let mut groups: Vec<Group<'_>> = Vec::new();
    let mut known = HashMap::new();
    for finding in findings {
        // Other places belong to one finding; side by side nobody could tell which to which.
        if finding.related.is_empty() {
            match known.entry(words(finding)) {
                Entry::Occupied(group) => {
                    let index: usize = *group.get();
                    groups[index].others.push(finding);
                    continue;
                }
                Entry::Vacant(slot) => _ = slot.insert(groups.len()),
            }
        }
        groups.push(Group { first: finding, others: Vec::new() });
    }
    groups
}

/// All that a finding says, but where.
fn words(finding: &Finding) -> String {
    let Finding { rule, severity, message, help, label, clients, place, .. } = finding;
    format!("{:?} {rule} {severity:?} {message:?} {help:?} {label:?} {clients:?}", place.file)
}

impl<'a> Group<'a> {
    pub(super) fn len(&self) -> usize {
        1 + self.others.len()
    }

    /// The places to draw, the first one first.
    pub(super) fn drawn(&self) -> impl Iterator<Item = Place> {
        self.findings().take(PLACES_DRAWN).map(|finding| finding.place)
    }

    /// The fields of the places that are drawn.
    pub(super) fn addresses(&self) -> impl Iterator<Item = &'a Address> {
        self.findings().take(PLACES_DRAWN).map(|finding| &finding.address)
    }

    /// Where the other places are: `lines 3, 5, 9 and 12 more`.
    pub(super) fn places_left_out(&self) -> Option<String> {
        let mut lines: Vec<_> = self.findings().skip(PLACES_DRAWN).map(|finding| finding.place.range.start.line).collect();
        lines.dedup();
        let named: Vec<_> = lines.iter().take(LINES_NAMED).map(ToString::to_string).collect();
        match (lines.len(), lines.len() - named.len()) {
            (0, _) => None,
            (1, _) => Some(format!("line {}", lines[0])),
            (_, 0) => Some(format!("lines {}", named.join(", "))),
            (_, more) => Some(format!("lines {} and {more} more", named.join(", "))),
        }
    }

    /// What fixes them: `--fix does it`, or `--fix does it in 3 places`.
    pub(super) fn fixes(&self) -> impl Iterator<Item = String> {
        [(Safety::Safe, "--fix"), (Safety::Unsafe, "--unsafe-fixes")].into_iter().filter_map(|(safety, option)| {
            let is_so_safe = |finding: &&Finding| finding.fix.as_ref().is_some_and(|fix| fix.safety == safety);
            match self.findings().filter(is_so_safe).count() {
                0 => None,
                count if count == self.len() => Some(format!("{option} does it")),
                count => Some(format!("{option} does it in {}", counted(count, "place"))),
            }
        })
    }

    fn findings(&self) -> impl Iterator<Item = &'a Finding> {
        std::iter::once(self.first).chain(self.others.iter().copied())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fix::Fix;
    use crate::report::sample::syntax;

    /// `count` findings that say the same, each on a line of its own.
    fn repeated(count: u32) -> Vec<Finding> {
        let on_line = |line| {
            let mut finding = syntax(Place::default());
            finding.place.range.start.line = line;
            finding
        };
        (1..=count).map(on_line).collect()
    }

    #[test]
    fn findings_that_say_the_same_are_one_group() {
        let mut findings = repeated(3);
        findings[1].message = "it is wrong in another way".into();
        let groups = groups(&findings);
        assert_eq!(groups.iter().map(Group::len).collect::<Vec<_>>(), [2, 1]);
        assert_eq!(groups[0].drawn().map(|place| place.range.start.line).collect::<Vec<_>>(), [1, 3]);
    }

    #[test]
    fn the_option_that_fixes_them_is_named() {
        let mut findings = repeated(3);
        let fixes = |findings: &[Finding]| groups(findings)[0].fixes().collect::<Vec<_>>();
        assert!(fixes(&findings).is_empty());
        let fix = |safety| Some(Fix { safety, ..Fix::safe("do it") });
        findings[0].fix = fix(Safety::Unsafe);
        findings[1].fix = fix(Safety::Safe);
        assert_eq!(fixes(&findings), ["--fix does it in 1 place", "--unsafe-fixes does it in 1 place"]);
        for finding in &mut findings {
            finding.fix = fix(Safety::Safe);
        }
        assert_eq!(fixes(&findings), ["--fix does it"]);
    }

    #[test]
    fn what_is_not_drawn_is_named_or_counted() {
        let left_out = |count| groups(&repeated(count))[0].places_left_out();
        assert_eq!(left_out(8), None);
        assert_eq!(left_out(9).as_deref(), Some("line 9"));
        assert_eq!(left_out(10).as_deref(), Some("lines 9, 10"));
        assert_eq!(left_out(30).as_deref(), Some("lines 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20 and 10 more"));
    }
}
