//! Whether the comments of a file are still there.

use crate::fix::Operation;
use crate::span::Span;
use std::collections::{HashMap, HashSet};
use zeroize::Zeroizing;

/// What operations do to the list of a directive.
#[derive(Default)]
struct Change<'o> {
    /// The names that are taken out.
    gone: HashSet<&'o str>,
    /// Those that are written anew, by their numbers.
    respelt: HashMap<usize, &'o str>,
}

/// Whether each comment of `before` is in `after`. A directive out of which operations take rules is there with the others, and not at
/// all where there are none; one whose rule they spell anew is there with that.
pub(super) fn are_kept<'t>(
    before: impl Iterator<Item = (Span, &'t str)>,
    after: impl Iterator<Item = &'t str>,
    operations: &[&Operation],
) -> bool {
    let mut changes: HashMap<Span, Change<'_>> = HashMap::new();
    for operation in operations {
        match operation {
            Operation::Unsuppress(comment, name) => {
                changes.entry(*comment).or_default().gone.insert(name);
            }
            Operation::Respell { comment, number, name } => {
                changes.entry(*comment).or_default().respelt.insert(*number, name);
            }
            _ => {}
        }
    }
    let (edited, kept): (Vec<_>, Vec<_>) = before.partition(|(span, _)| changes.contains_key(span));
    let mut left = count(after);
    if !kept.into_iter().all(|(_, text)| take(&mut left, text)) {
        return false;
    }
    if edited.is_empty() {
        return true;
    }
    let all: Vec<_> = left.into_iter().flat_map(|(text, count)| vec![with(text, &Change::default()); count]).collect();
    let mut all = count(all.iter().map(|text| text.as_str()));
    edited.into_iter().all(|(span, text)| {
        let rest = with(text, &changes[&span]);
        rest.is_empty() || take(&mut all, &rest)
    })
}

/// How often each comment is there.
fn count<'t>(comments: impl Iterator<Item = &'t str>) -> HashMap<&'t str, usize> {
    let mut counts = HashMap::new();
    for comment in comments {
        *counts.entry(comment).or_default() += 1;
    }
    counts
}

fn take(counts: &mut HashMap<&str, usize>, comment: &str) -> bool {
    match counts.get_mut(comment) {
        Some(count @ 1..) => {
            *count -= 1;
            true
        }
        _ => false,
    }
}

/// What a directive says with this change, with one blank behind each comma. Where no name is left, that is what follows behind
/// another `#`, or nothing.
fn with(comment: &str, change: &Change<'_>) -> Zeroizing<String> {
    let Some((head, rest)) = comment.split_once('[') else { return Zeroizing::new(comment.to_owned()) };
    let Some((list, tail)) = rest.split_once(']') else { return Zeroizing::new(comment.to_owned()) };
    let names = list.split(',').enumerate().map(|(number, word)| change.respelt.get(&number).copied().unwrap_or(word.trim()));
    let left: Vec<&str> = names.filter(|name| !change.gone.contains(name)).collect();
    if left.is_empty() {
        let remark = tail.find(" # ").map_or("", |at| &tail[at + 1..]);
        return Zeroizing::new(remark.to_owned());
    }
    let list = Zeroizing::new(left.join(", "));
    let mut text = Zeroizing::new(String::with_capacity(comment.len() + 2 * left.len()));
    for piece in [head, "[", &list, "]", tail] {
        text.push_str(piece);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn are_kept(before: &[&str], after: &[&str], gone: &[(usize, &'static str)]) -> bool {
        let spans = |index: usize| Span::at(u32::try_from(index).unwrap_or_default());
        let operations: Vec<_> = gone.iter().map(|&(index, name)| Operation::Unsuppress(spans(index), name)).collect();
        let before = before.iter().enumerate().map(|(index, text)| (spans(index), *text));
        super::are_kept(before, after.iter().copied(), &operations.iter().collect::<Vec<_>>())
    }

    #[test]
    fn a_comment_that_nothing_is_taken_out_of_stays_as_it_is() {
        assert!(are_kept(&["# a", "# b"], &["# b", "# a", "# c"], &[]));
        assert!(!are_kept(&["# a", "# a"], &["# a", "# b"], &[]));
        assert!(!are_kept(&["# x[a,b]"], &["# x[a, b]"], &[]));
    }

    #[test]
    fn a_directive_keeps_its_other_rules_and_its_reason() {
        let (old, both) = ("# x[a,b , c] y", [(0, "a"), (0, "c")]);
        assert!(are_kept(&[old], &["# x[b] y"], &both));
        for other in ["# x[b]", "# x[a, b] y", "# x[] y", "# z[b] y"] {
            assert!(!are_kept(&[old], &[other], &both), "{other}");
        }
        assert!(!are_kept(&[old], &[], &both));
    }

    #[test]
    fn a_directive_that_names_nothing_else_goes_and_no_other_comment_with_it() {
        assert!(are_kept(&["# x[a] y", "# b"], &["# b"], &[(0, "a")]));
        assert!(!are_kept(&["# x[a] y", "# b"], &[], &[(0, "a")]));
        assert!(!are_kept(&["# x[a] y", "# x[a] y"], &[], &[(0, "a")]));
        assert!(!are_kept(&["# x[a] y # b"], &[], &[(0, "a")]));
        assert!(are_kept(&["# x[a] y # b"], &["# b"], &[(0, "a")]));
    }
}
