//! What changed, in masked lines.
//!
//! Lines are compared as they are and shown as reports show them. Where a change is in what is masked, a remark says so.

use crate::address::Address;
use crate::kubeconfig::Document;
use crate::kubeconfig::field::Field;
use imara_diff::{Algorithm, Diff, InternedInput};
use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::ops::Range;

/// Lines around a change.
const CONTEXT: usize = 3;
const CHANGED: &str = "changed";

/// Lines that belong together.
pub struct Hunk {
    /// The lines of the old text, counted from 0.
    pub old: Range<usize>,
    /// The lines of the new text, counted from 0.
    pub new: Range<usize>,
    /// What is shown.
    pub lines: Vec<Line>,
}

/// A line of a [`Hunk`].
pub struct Line {
    /// Where it stands.
    pub side: Side,
    /// Its masked text.
    pub text: String,
    /// What changed in it, where that cannot be seen.
    pub remark: Option<Cow<'static, str>>,
}

/// In which of the two texts a line stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// In both.
    Both,
    /// In the old one.
    Old,
    /// In the new one.
    New,
}

/// The difference between two states of a file. `remarks` say what was done to fields.
pub fn difference(old: &Document, new: &Document, remarks: &[(Address, Cow<'static, str>)]) -> Vec<Hunk> {
    let (old_lines, new_lines) = (lines(old), lines(new));
    let changes = changes(&old_lines, &new_lines);
    let (old_masked, new_masked) = (old.masked(), new.masked());
    let (mut remarks, mut told) = (by_line(new, remarks), HashSet::new());
    let mut hunks: Vec<Hunk> = Vec::new();
    let mut groups: Vec<Vec<Change>> = Vec::new();
    for change in changes {
        match groups.last_mut() {
            Some(group) if group.last().is_some_and(|last| change.old.start <= last.old.end + 2 * CONTEXT) => group.push(change),
            _ => groups.push(vec![change]),
        }
    }
    for group in groups {
        let (Some(first), Some(last)) = (group.first(), group.last()) else { continue };
        let above = first.old.start.min(CONTEXT);
        let below = (old_lines.len() - last.old.end).min(CONTEXT);
        let mut hunk = Hunk {
            old: first.old.start - above..last.old.end + below,
            new: first.new.start - above..last.new.end + below,
            lines: Vec::new(),
        };
        let mut at = hunk.old.start;
        let show = |side, text: &str| Line { side, text: text.to_owned(), remark: None };
        let number = |line: usize| u32::try_from(line + 1).unwrap_or(u32::MAX);
        for change in &group {
            hunk.lines.extend((at..change.old.start).map(|line| show(Side::Both, old_masked.line(number(line)))));
            hunk.lines.extend(change.old.clone().map(|line| show(Side::Old, old_masked.line(number(line)))));
            for (offset, line) in change.new.clone().enumerate() {
                let mut shown = show(Side::New, new_masked.line(number(line)));
                let before = change.old.clone().nth(offset).map(|line| old_masked.line(number(line)));
                // Of a list it is told once.
                let remark = remarks.remove(&number(line)).filter(|(own, _)| told.insert(*own));
                shown.remark = remark.map(|(_, remark)| remark);
                if shown.remark.is_none() && before == Some(shown.text.as_str()) {
                    shown.remark = Some(Cow::Borrowed(CHANGED));
                }
                hunk.lines.push(shown);
            }
            at = change.old.end;
        }
        hunk.lines.extend((at..hunk.old.end).map(|line| show(Side::Both, old_masked.line(number(line)))));
        hunks.push(hunk);
    }
    hunks
}

/// What was done on which line, for fields that may not be shown and for the lists of arguments, with the number by which it is known.
fn by_line(document: &Document, remarks: &[(Address, Cow<'static, str>)]) -> HashMap<u32, (usize, Cow<'static, str>)> {
    let mut told: HashMap<&Address, (usize, Cow<'static, str>)> = HashMap::new();
    for (number, (address, remark)) in remarks.iter().enumerate() {
        let (_, all) = told.entry(address).or_insert_with(|| (number, Cow::Borrowed("")));
        *all = if all.is_empty() { remark.clone() } else { format!("{all}; {remark}").into() };
    }
    if told.is_empty() {
        return HashMap::new();
    }
    let config = &document.kubeconfig;
    let of_users = config.users.iter().flat_map(|user| [&user.token, &user.password]).flatten();
    let fields = config.data_fields().chain(of_users).map(|field| (field, field.address.clone()));
    let arguments = config.users.iter().filter_map(|user| user.exec.as_ref()).flat_map(|exec| &exec.args);
    let fields = fields.chain(arguments.map(|argument| (argument, argument.address.above())));
    let line = |field: &Field| document.range(field.key).start.line;
    fields.filter_map(|(field, address)| Some((line(field), told.get(&address)?.clone()))).collect()
}

/// The lines of a text without their ends. A break at the end begins no line.
fn lines(document: &Document) -> Vec<&str> {
    let source = document.source();
    let count = document.range(crate::span::Span::at(u32::MAX)).start.line;
    let mut lines: Vec<&str> = (1..=count).map(|line| &source.text()[source.line_span(line).range()]).collect();
    if lines.last() == Some(&"") {
        lines.pop();
    }
    lines
}

/// Lines that were replaced by others.
pub(in crate::kubeconfig) struct Change {
    pub(in crate::kubeconfig) old: Range<usize>,
    pub(in crate::kubeconfig) new: Range<usize>,
}

/// What has to be replaced to make the one of the other.
pub(in crate::kubeconfig) fn changes(old: &[&str], new: &[&str]) -> Vec<Change> {
    let mut input = InternedInput::default();
    input.update_before(old.iter().copied());
    input.update_after(new.iter().copied());
    let mut diff = Diff::compute(Algorithm::Histogram, &input);
    diff.postprocess_no_heuristic(&input);
    let lines = |range: Range<u32>| range.start as usize..range.end as usize;
    diff.hunks().map(|hunk| Change { old: lines(hunk.before), new: lines(hunk.after) }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::env::Env;

    fn shown(old: &str, new: &str) -> Vec<String> {
        let env = Env::closed(jiff::Timestamp::UNIX_EPOCH);
        let read = |text: &str| Document::read(text.as_bytes(), None, &env);
        let hunks = difference(&read(old), &read(new), &[]);
        let lines = hunks.into_iter().flat_map(|hunk| hunk.lines).map(|line| {
            let sign = match line.side {
                Side::Both => ' ',
                Side::Old => '-',
                Side::New => '+',
            };
            format!("{sign}{}{}", line.text, line.remark.map_or(String::new(), |remark| format!(" ({remark})")))
        });
        lines.collect()
    }

    #[test]
    fn a_change_that_cannot_be_seen_is_told() {
        let old = "kind: Config\nusers:\n- name: u\n  user:\n    token: abc\n    username: me\n";
        let new = "kind: Config\nusers:\n- name: u\n  user:\n    token: abd\n    username: you\n";
        assert_eq!(
            shown(old, new),
            [
                " users:",
                " - name: u",
                "   user:",
                "-    token: REDACTED",
                "-    username: me",
                "+    token: REDACTED (changed)",
                "+    username: you",
            ]
        );
        assert!(shown(old, old).is_empty());
    }

    #[test]
    fn lines_that_are_in_both_stay_where_they_are() {
        let old = "kind: Config\ncontexts:\n- name: a\n  namespace: n\n  context:\n    cluster: c\n";
        let new = "kind: Config\ncontexts:\n- name: a\n  context:\n    cluster: c\n    namespace: n\n";
        assert_eq!(
            shown(old, new),
            [
                " kind: Config",
                " contexts:",
                " - name: a",
                // Where no client looks for it, nobody knows what it is.
                "-  namespace: REDACTED",
                "   context:",
                "     cluster: c",
                "+    namespace: n",
            ]
        );
    }
}
