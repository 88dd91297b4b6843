use super::{BREAKS, MAX_BLANKED, Recovered, recover};
use crate::span::Span;
use crate::yaml::cases::{self, Case};
use crate::yaml::tree::{NodeId, Stream};
use crate::yaml::{Limits, parse};
use proptest::prelude::*;
use std::collections::HashSet;

fn read(text: &str) -> Recovered {
    recover(text, &Limits::default())
}

/// The lines that were blanked, as they were written.
fn blanked(text: &str) -> Vec<&str> {
    read(text).blanked.iter().map(|line| &text[line.range()]).collect()
}

#[test]
fn a_good_text_is_read_as_it_is() {
    let recovered = read("a: b\n");
    assert!(recovered.errors.is_empty() && recovered.blanked.is_empty() && !recovered.gave_up);
    assert_eq!(recovered.text("a: b\n"), "a: b\n");
}

#[test]
fn the_line_to_blame_is_blanked() {
    assert_eq!(blanked("a: b\nc: d: e\nf: g\n"), ["c: d: e"]);
    assert_eq!(blanked("a: b\n\tc: d\ne: f\n"), ["\tc: d"]);
}

#[test]
fn an_open_quote_or_bracket_is_blamed_and_not_the_end_of_the_file() {
    assert_eq!(blanked("a: b\nc: \"d\ne: f\ng: h\n"), ["c: \"d"]);
    assert_eq!(blanked("a: b\nc: [d, e\nf: g\nh: i\n"), ["c: [d, e"]);
}

#[test]
fn the_line_before_is_blamed_where_that_lets_more_be_read() {
    let text = "clusters:\n-name: a\n  cluster:\n    server: s\nusers:\n- name: u\n";
    assert_eq!(blanked(text), ["-name: a"]);
}

#[test]
fn blanks_take_as_many_bytes_as_what_was_there() {
    let text = "é: \"ü\\q\" 😀\nb: c\n";
    let recovered = read(text);
    assert_eq!(recovered.text(text), format!("{}\nb: c\n", " ".repeat(text.find('\n').unwrap())));
    assert_eq!(recovered.blanked, [Span::new(0, 15)]);
}

#[test]
fn it_gives_up_and_keeps_the_last_error() {
    let text = "a: b: c\n".repeat(MAX_BLANKED + 1);
    let recovered = read(&text);
    assert!(recovered.gave_up && recovered.stream.error.is_some());
    assert_eq!((recovered.blanked.len(), recovered.errors.len()), (MAX_BLANKED, MAX_BLANKED + 1));
    assert_eq!(recovered.errors.first(), recovered.strict_error.as_ref());
}

/// The keys of the lines `key: value`.
fn written_keys(text: &str) -> Vec<Span> {
    let mut keys = Vec::new();
    let mut end = 0;
    for line in text.split_inclusive(BREAKS) {
        end += line.len();
        let entry = line.trim_start_matches([' ', '-']);
        let name = entry.bytes().take_while(|byte| byte.is_ascii_alphanumeric() || *byte == b'-').count();
        let value = entry[name..].strip_prefix(": ").map(str::trim).unwrap_or_default();
        if name > 0 && !value.is_empty() && !value.starts_with('#') {
            let start = u32::try_from(end - entry.len()).unwrap();
            keys.push(Span::new(start, start + u32::try_from(name).unwrap()));
        }
    }
    keys
}

/// The keys in the tree whose value stands on the same line.
fn read_keys(stream: &Stream, text: &str) -> HashSet<Span> {
    let nodes = (0..stream.nodes.len()).map(|index| NodeId(u32::try_from(index).unwrap()));
    nodes
        .flat_map(|node| stream.pairs(node))
        .map(|(key, value)| (stream.node(key).token, stream.node(value).full))
        .filter(|(key, value)| !value.is_empty() && !text[key.end as usize..value.start as usize].contains(BREAKS))
        .map(|(key, _)| key)
        .collect()
}

/// Of the lines `key: value` in refused files: all of them, and those that are read.
fn entries<'a>(cases: impl Iterator<Item = &'a Case>) -> (usize, usize) {
    let (mut written, mut found) = (0, 0);
    for case in cases {
        let Ok(text) = std::str::from_utf8(&case.bytes) else { continue };
        if text.len() > 20_000 || parse(text, &Limits::default()).error.is_none() {
            continue;
        }
        let keys = read_keys(&read(text).stream, text);
        let entries = written_keys(text);
        written += entries.len();
        found += entries.iter().filter(|entry| keys.contains(entry)).count();
    }
    (written, found)
}

#[test]
fn most_of_what_is_written_in_refused_files_is_read() {
    // Random scalars and random compositions of tokens are nothing that anybody wrote.
    let written = |case: &&Case| !matches!(case.category.as_str(), "scalar" | "lines" | "flow" | "soup");
    let (hand, mutated): (Vec<&Case>, _) = cases::all().iter().filter(written).partition(|case| case.category != "fuzz");
    for (cases, least) in [(hand, 95), (mutated, 93)] {
        let (written, found) = entries(cases.into_iter());
        assert!(written > 5_000 && found * 100 >= written * least, "{found} of {written}, expected {least} %");
    }
}

proptest! {
    #[test]
    fn any_text_can_be_read(text in "([ -~\n\t\r\u{85}\u{2028}é😀]|[-:?,{}\\[\\]'\"&*#|>%@`\n ]){0,120}") {
        let recovered = read(&text);
        prop_assert!(recovered.blanked.len() <= MAX_BLANKED);
        prop_assert_eq!(recovered.gave_up, recovered.stream.error.is_some());
        prop_assert_eq!(recovered.errors.len(), recovered.blanked.len() + usize::from(recovered.gave_up));
        let mut expected = text.clone();
        for line in &recovered.blanked {
            prop_assert!(!text[line.range()].contains(BREAKS) && !line.is_empty());
            expected.replace_range(line.range(), &" ".repeat(line.range().len()));
        }
        prop_assert_eq!(recovered.text(&text), expected);
    }
}
