//! The token of an `ExecCredential`, as the value of a header.

use crate::kubeconfig::facts::token::{self, Token};

/// What may be said about the text of a token.
#[derive(Debug)]
pub struct TokenText {
    /// Its kind and dates, and what is wrong with it.
    pub facts: Token,
    /// Nothing at all.
    pub is_empty: bool,
    /// Nothing but blanks.
    pub is_blank: bool,
    /// The characters in it on which HTTP libraries differ.
    pub characters: Characters,
}

/// The characters of a header's value on which HTTP libraries differ.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "independent facts, each named")]
pub struct Characters {
    /// NUL in front of the blanks at the end.
    pub inner_nul: bool,
    /// NUL.
    pub nul: bool,
    /// A carriage return or a line feed.
    pub line_break: bool,
    /// One in front of the blanks at the end.
    pub inner_line_break: bool,
    /// A line break that no blank follows, which is a header of its own for Python.
    pub unfolded_line_break: bool,
    /// A vertical tab or a form feed.
    pub vertical: bool,
    /// A control character other than tabs, line breaks and NUL; DEL is one.
    pub other_control: bool,
    /// The last character is a blank, a tab or a line break.
    pub trailing_blank: bool,
    /// A character outside ASCII.
    pub non_ascii: bool,
    /// A character outside Latin-1.
    pub beyond_latin: bool,
}

impl TokenText {
    pub(super) fn inspect(text: &str) -> Self {
        Self {
            facts: token::inspect(text),
            is_empty: text.is_empty(),
            is_blank: text.trim_matches(BLANKS).is_empty(),
            characters: characters(text),
        }
    }
}

const BLANKS: &[char] = &[' ', '\t', '\r', '\n'];

fn characters(text: &str) -> Characters {
    let inner = text.trim_end_matches(BLANKS);
    let is_break = |c: char| c == '\n' || c == '\r';
    Characters {
        inner_nul: inner.trim_end_matches('\0').contains('\0'),
        nul: text.contains('\0'),
        line_break: text.contains(is_break),
        inner_line_break: inner.contains(is_break),
        unfolded_line_break: has_unfolded_line_break(text.as_bytes()),
        vertical: text.contains(['\u{b}', '\u{c}']),
        other_control: text.contains(|c: char| c.is_ascii_control() && !matches!(c, '\t' | '\n' | '\r' | '\0')),
        trailing_blank: text.ends_with(|c: char| BLANKS.contains(&c) || matches!(c, '\u{b}' | '\u{c}')),
        non_ascii: !text.is_ascii(),
        beyond_latin: text.contains(|c: char| u32::from(c) > 0xff),
    }
}

/// `http.client._is_illegal_header_value`: `\n(?![ \t])|\r(?![ \t\n])`.
fn has_unfolded_line_break(bytes: &[u8]) -> bool {
    bytes.iter().enumerate().any(|(at, byte)| {
        let next = bytes.get(at + 1);
        match byte {
            b'\n' => !matches!(next, Some(b' ' | b'\t')),
            b'\r' => !matches!(next, Some(b' ' | b'\t' | b'\n')),
            _ => false,
        }
    })
}
