//! Scalars written by hand; those that kubectl has read are in [`labelled`].

mod labelled;

use super::{decode, origin};
use crate::span::Span;
use crate::yaml::tree::{Kind, Node, Style};
use proptest::prelude::*;
use std::borrow::Cow;

/// A scalar that is the whole of a text; `indent` counts for block scalars only.
fn scalar(text: &str, indent: u32) -> Node {
    let (style, end) = match text.as_bytes().first() {
        Some(b'|') => (Style::Literal, text.trim_end_matches(['\n', ' ']).len()),
        Some(b'>') => (Style::Folded, text.trim_end_matches(['\n', ' ']).len()),
        Some(b'\'') => (Style::SingleQuoted, text.len()),
        Some(b'"') => (Style::DoubleQuoted, text.len()),
        _ => (Style::Plain, text.len()),
    };
    let token = Span::new(0, u32::try_from(end).unwrap());
    Node { kind: Kind::Scalar(style), token, full: token, tag: None, anchor: None, indent, first_child: 0, child_count: 0 }
}

#[track_caller]
fn reads(source: &str, indent: u32, expected: &str) {
    let node = scalar(source, indent);
    assert_eq!(decode(source, &node), expected, "{source:?}");
    let mut previous = 0;
    for (offset, c) in expected.char_indices() {
        let at = origin(source, &node, offset);
        assert!(at >= previous, "{source:?}: the origin of {offset} is before that of the character in front of it");
        previous = at;
        let written = source[at as usize..].chars().next();
        let same = written == Some(c);
        let stands_for = match written {
            Some('\\') => true,
            Some('\n' | '\r' | '\u{85}') => matches!(c, ' ' | '\n'),
            _ => false,
        };
        assert!(same || stands_for, "{source:?}: {c:?} is said to come from {written:?} at {at}");
    }
    assert!(origin(source, &node, expected.len()) as usize <= source.len());
}

#[test]
fn a_scalar_in_one_piece_is_borrowed() {
    for (source, indent, expected) in [
        ("abc", 0, "abc"),
        ("a  b", 0, "a  b"),
        ("'a b'", 0, "a b"),
        ("\"é\"", 0, "é"),
        ("|\n  abc\n", 2, "abc\n"),
        ("''", 0, ""),
    ] {
        let decoded = decode(source, &scalar(source, indent));
        assert!(matches!(decoded, Cow::Borrowed(text) if text == expected), "{source:?}");
    }
}

#[test]
fn plain_scalars_are_folded() {
    reads("", 0, "");
    reads("a\n  b", 0, "a b");
    reads("a  \t\n\t  b c", 0, "a b c");
    reads("a\n\n  b", 0, "a\nb");
    reads("a\r\n\r\n\r\n  b", 0, "a\n\nb");
    reads("a\r b", 0, "a b");
    reads("a\u{85} b", 0, "a b");
    reads("a\u{2028} b", 0, "a\u{2028}b");
    reads("a\u{2029}\n b", 0, "a\u{2029}\nb");
    reads("a\n\u{2028} b", 0, "a\u{2028}b");
}

#[test]
fn a_doubled_single_quote_is_one() {
    reads("'it''s'", 0, "it's");
    reads("''''", 0, "'");
    reads("'a\\n b '", 0, "a\\n b ");
    reads("' a \n\n  b '", 0, " a\nb ");
    reads("'\n a'", 0, " a");
}

#[test]
fn escapes_are_kubectls() {
    reads(r#""\0\a\b\t\n\v\f\r\e\ \"\'\\""#, 0, "\0\u{7}\u{8}\t\n\u{b}\u{c}\r\u{1b} \"'\\");
    reads(r#""\N\_\L\P""#, 0, "\u{85}\u{a0}\u{2028}\u{2029}");
    reads(r#""a\x41\u00e9\U0001F600z""#, 0, "aAé😀z");
}

#[test]
fn an_escaped_line_break_is_not_there() {
    reads("\"a\\\n   b\"", 0, "ab");
    reads("\"a \\\r\n\n  b\"", 0, "a \nb");
    reads("\"a\\\n  \\  b\"", 0, "a  b");
    reads("\"a \n  b\"", 0, "a b");
    reads("\"a\n \\\n b\"", 0, "a b");
}

#[test]
fn literal_blocks_keep_their_lines() {
    reads("|\n  a\n   b\n", 2, "a\n b\n");
    reads("|-\n  a\n\n  b\n\n", 2, "a\n\nb");
    reads("|+ # comment | > \n  a\n \n\n", 2, "a\n\n\n");
    reads("|+\n\n\n", 1, "\n\n");
    reads("|\n\n  a", 2, "\na");
    reads("|2-\n   a\r\n   \tb\r\n", 2, " a\n \tb");
    reads("|\n  a\n    \nb: c\n", 2, "a\n  \n");
    reads("|\n \u{2028} a\u{2028} b\u{85}", 1, "\u{2028}a\u{2028}b\n");
    reads("|\n", 1, "");
    reads("|", 1, "");
}

#[test]
fn folded_blocks_join_lines_that_are_not_indented() {
    reads(">\n  a\n  b\n", 2, "a b\n");
    reads(">\n  a\n\n  b\n", 2, "a\nb\n");
    reads(">\n  a\n   b\n  c\n", 2, "a\n b\nc\n");
    reads(">-\n  a\n\n\n  b\n\n", 2, "a\n\nb");
    reads(">+\n  a\n\n", 2, "a\n\n");
    reads(">1\n  a\n b\n", 1, " a\nb\n");
    reads(">\n a\u{2028} b\n", 1, "a\u{2028}b\n");
}

#[test]
fn the_end_of_the_text_is_the_end_of_the_last_content() {
    assert_eq!(origin("'ab'", &scalar("'ab'", 0), 2), 3);
    assert_eq!(origin("''", &scalar("''", 0), 7), 1);
    assert_eq!(origin("|\n  a\n", &scalar("|\n  a\n", 2), 2), 6);
}

proptest! {
    /// Also for nodes that no reader makes.
    #[test]
    fn the_origin_grows_with_the_offset_and_nothing_panics(
        text in "[a-c'\"\\\\|>+\\-0-9 \t\r\n\u{85}\u{2028}é😀#xuU]{0,60}",
        (start, end) in (0_u32..200, prop_oneof![0_u32..200, Just(u32::MAX)]),
        style in prop::sample::select(&[Style::Plain, Style::SingleQuoted, Style::DoubleQuoted, Style::Literal, Style::Folded][..]),
        indent in 0_u32..5,
    ) {
        let token = Span::new(start, end);
        let node = Node { kind: Kind::Scalar(style), token, ..scalar(&text, indent) };
        let decoded = decode(&text, &node);
        let mut previous = 0;
        for offset in 0..=decoded.len() + 1 {
            let at = origin(&text, &node, offset);
            prop_assert!(at >= previous && text.is_char_boundary(at as usize));
            previous = at;
        }
    }
}
