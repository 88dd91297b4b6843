//! From a scalar as it is written to the text it stands for, and back.
//!
//! Quotes, escapes, folded lines and indentation make the two differ. [`decode`] gives the text; [`origin`] says where in the
//! source a byte of that text comes from, which is what puts a caret under the one bad character of a wrapped base64 value.
//! Both run the same routine, [`cook`], into different sinks, so that they cannot disagree.
//!
//! The rules are those of kubectl's reader, measured with the labelled cases: YAML 1.1 with libyaml's habits. It differs from
//! YAML 1.2 in what ends a line (NEL, LS and PS do) and in the escapes (`\'` is one, `\/` is none).

mod block;
mod flow;
#[cfg(test)]
mod tests;

use super::line_break::break_len;
use super::tree::{Kind, Node, Style};
use crate::span::Span;
use std::borrow::Cow;

/// The text a scalar stands for; borrowed where the source holds it in one piece. Empty for other nodes.
///
/// `text` is the text the node was read from.
pub(crate) fn decode<'t>(text: &'t str, node: &Node) -> Cow<'t, str> {
    let mut decoder = Decoder::new(text, node);
    cook(text, node, &mut decoder);
    decoder.finish()
}

/// Where in the source the byte at `decoded_offset` of the decoded text comes from.
///
/// An escape, a fold or a line break that became one character is found at its first byte; the end of the text, and
/// everything behind it, at the end of the last piece of content. Grows with `decoded_offset`, and is always on a character
/// boundary of `text`.
pub(crate) fn origin(text: &str, node: &Node, decoded_offset: usize) -> u32 {
    let mut finder = Finder { wanted: decoded_offset, decoded: 0, found: None, end: content_start(node) };
    cook(text, node, &mut finder);
    let mut offset = finder.found.unwrap_or(finder.end).min(span(text.len(), text.len()).start);
    while !text.is_char_boundary(offset as usize) {
        offset -= 1;
    }
    offset
}

/// Where the pieces of a decoded scalar go, in order.
trait Sink {
    /// These bytes of the source stand for themselves.
    fn copy(&mut self, source: Span);
    /// These bytes of the source stand for `decoded`.
    fn replace(&mut self, source: Span, decoded: char);
}

fn cook(text: &str, node: &Node, sink: &mut impl Sink) {
    let Kind::Scalar(style) = node.kind else { return };
    let token = node.token.range();
    let token = token.start.min(text.len())..token.end.min(text.len());
    let inner = (token.start + 1).min(token.end)..token.end.saturating_sub(1).max(token.start);
    match style {
        Style::Plain => Cursor::new(text, token, sink).plain(),
        Style::SingleQuoted => Cursor::new(text, inner, sink).single_quoted(),
        Style::DoubleQuoted => Cursor::new(text, inner, sink).double_quoted(),
        // The line breaks behind the last line of content belong to a block scalar, and stand behind its token.
        Style::Literal => Cursor::new(text, token.start..text.len(), sink).block(node.indent, false),
        Style::Folded => Cursor::new(text, token.start..text.len(), sink).block(node.indent, true),
    }
}

/// The first byte behind an opening quote; the place of an empty scalar's text.
fn content_start(node: &Node) -> u32 {
    match node.kind {
        Kind::Scalar(Style::SingleQuoted | Style::DoubleQuoted) => node.token.start.saturating_add(1),
        Kind::Scalar(Style::Literal | Style::Folded) => node.token.end,
        _ => node.token.start,
    }
}

/// Walks over the source of one scalar and says what each part stands for.
struct Cursor<'a, S> {
    /// The text up to the end of the scalar.
    bytes: &'a [u8],
    at: usize,
    sink: &'a mut S,
}

impl<'a, S: Sink> Cursor<'a, S> {
    fn new(text: &'a str, range: std::ops::Range<usize>, sink: &'a mut S) -> Self {
        Self { bytes: &text.as_bytes()[..range.end], at: range.start, sink }
    }

    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn at_break(&self) -> bool {
        break_len(self.bytes, self.at) > 0
    }

    /// Whether a space, a tab or a line break is next.
    fn at_white(&self) -> bool {
        matches!(self.peek(), Some(b' ' | b'\t')) || self.at_break()
    }

    fn skip_blanks(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\t')) {
            self.at += 1;
        }
    }

    /// Steps over a line break and returns it.
    fn take_break(&mut self) -> Span {
        let start = self.at;
        self.at += break_len(self.bytes, start);
        span(start, self.at)
    }

    /// A line break as content: LS and PS stay what they are, all others become a line feed.
    fn emit_break(&mut self, line_break: Span) {
        match self.bytes.get(line_break.range()) {
            Some(b"\n" | [0xE2, ..]) => self.sink.copy(line_break),
            _ => self.sink.replace(line_break, '\n'),
        }
    }

    /// Whether a single one of these between two lines of content reads as a space.
    fn folds(&self, line_break: Span) -> bool {
        self.bytes.get(line_break.start as usize) != Some(&0xE2)
    }
}

/// Texts are below 4 GiB.
fn span(start: usize, end: usize) -> Span {
    let offset = |bytes: usize| u32::try_from(bytes).unwrap_or(u32::MAX);
    Span::new(offset(start), offset(end))
}

/// The sink of [`decode`]: borrows as long as the pieces adjoin.
struct Decoder<'t> {
    text: &'t str,
    borrowed: Span,
    owned: Option<String>,
    /// Reserved at once: a string that grows leaves copies of what may be a secret behind.
    capacity: usize,
}

impl<'t> Decoder<'t> {
    fn new(text: &'t str, node: &Node) -> Self {
        // The worst that can happen: `\L`, two bytes, stands for a character of three.
        let capacity = node.token.len() as usize / 2 * 3 + 4;
        Self { text, borrowed: Span::at(content_start(node)), owned: None, capacity }
    }

    fn owned(&mut self) -> &mut String {
        self.owned.get_or_insert_with(|| {
            let start = slice(self.text, self.borrowed);
            let mut owned = String::with_capacity(self.capacity.max(start.len()));
            owned.push_str(start);
            owned
        })
    }

    fn finish(self) -> Cow<'t, str> {
        match self.owned {
            Some(owned) => Cow::Owned(owned),
            None => Cow::Borrowed(slice(self.text, self.borrowed)),
        }
    }
}

impl Sink for Decoder<'_> {
    fn copy(&mut self, source: Span) {
        if self.owned.is_none() && self.borrowed.is_empty() {
            self.borrowed = source;
        } else if self.owned.is_none() && self.borrowed.end == source.start {
            self.borrowed.end = source.end;
        } else {
            let piece = slice(self.text, source);
            self.owned().push_str(piece);
        }
    }

    fn replace(&mut self, _source: Span, decoded: char) {
        self.owned().push(decoded);
    }
}

fn slice(text: &str, span: Span) -> &str {
    text.get(span.range()).unwrap_or_default()
}

/// The sink of [`origin`].
struct Finder {
    wanted: usize,
    /// How many bytes of decoded text have gone by.
    decoded: usize,
    found: Option<u32>,
    /// Where the last piece ended.
    end: u32,
}

impl Finder {
    fn pass(&mut self, source: Span, decoded_len: usize, within: u32) {
        if self.found.is_none() && self.wanted < self.decoded + decoded_len {
            self.found = Some(source.start + within);
        }
        self.decoded += decoded_len;
        self.end = source.end;
    }
}

impl Sink for Finder {
    fn copy(&mut self, source: Span) {
        let within = u32::try_from(self.wanted.saturating_sub(self.decoded)).unwrap_or(u32::MAX);
        self.pass(source, source.len() as usize, within.min(source.len()));
    }

    fn replace(&mut self, source: Span, decoded: char) {
        self.pass(source, decoded.len_utf8(), 0);
    }
}
