//! From what a fix wants to bytes: the only place that turns operations into edits of a file.
//!
//! An edit replaces a piece of the text and touches nothing else: comments, order, quotes, line ends and the anchors of other values
//! stay. What an operation means is worked out a second time on the values (`meaning`), by other code, and `patch` compares both.

mod alias;
mod anchors;
pub(super) mod documents;
mod items;
mod lines;
mod list;
pub(super) mod meaning;
mod moves;
mod pairs;
mod plan;
pub(super) mod scalar;
pub(super) mod sheet;
mod suppression;
mod transform;
mod url_form;

use super::Document;
use super::mask::MaskedText;
use super::source::Encoding;
use crate::fix::{self, Fix, Operation};
use crate::span::Span;
pub(super) use anchors::at_anchors;
pub(super) use plan::plan;
use sheet::Sheet;
use std::borrow::Cow;
pub(super) use transform::Outside;
use zeroize::Zeroizing;

/// Why an operation cannot be done, in words that follow "it was not applied: ".
pub(super) type Refusal = &'static str;

/// A piece of the text and what comes in its place.
#[derive(PartialEq)]
pub(super) struct Edit {
    pub(super) span: Span,
    pieces: Vec<Piece>,
}

#[derive(PartialEq)]
enum Piece {
    /// Words of this program and of the schema.
    Fixed(Cow<'static, str>),
    /// Made of the text of the file.
    OfFile(Zeroizing<String>),
    /// As it stands there.
    Copy(Span),
}

impl Edit {
    fn fixed(span: Span, text: impl Into<Cow<'static, str>>) -> Self {
        Self { span, pieces: vec![Piece::Fixed(text.into())] }
    }

    fn of_file(span: Span, text: Zeroizing<String>) -> Self {
        Self { span, pieces: vec![Piece::OfFile(text)] }
    }

    fn copy(span: Span, from: Span) -> Self {
        Self { span, pieces: vec![Piece::Copy(from)] }
    }

    fn removal(span: Span) -> Self {
        Self { span, pieces: Vec::new() }
    }

    /// How long the text gets that it writes.
    fn len(&self) -> usize {
        let lengths = self.pieces.iter().map(|piece| match piece {
            Piece::Fixed(text) => text.len(),
            Piece::OfFile(text) => text.len(),
            Piece::Copy(span) => span.len() as usize,
        });
        lengths.sum()
    }

    /// Whether both cannot be done at once, as one changes what the other goes by.
    pub(super) fn collides_with(&self, other: Span) -> bool {
        let touches = self.span.start <= other.end && other.start <= self.span.end;
        let overlaps = self.span.start < other.end && other.start < self.span.end;
        if self.span.is_empty() || other.is_empty() { touches } else { overlaps }
    }
}

/// The text with all edits done. They are in order and do not collide.
pub(super) fn rewrite(text: &str, edits: &[&Edit]) -> Zeroizing<String> {
    let growth: usize = edits.iter().map(|edit| edit.len()).sum();
    // A string that grows would leave copies behind.
    let mut rewritten = Zeroizing::new(String::with_capacity(text.len() + growth));
    let mut at = 0;
    for edit in edits {
        rewritten.push_str(&text[at..edit.span.start as usize]);
        for piece in &edit.pieces {
            rewritten.push_str(match piece {
                Piece::Fixed(text) => text,
                Piece::OfFile(text) => text,
                Piece::Copy(span) => &text[span.range()],
            });
        }
        at = edit.span.end as usize;
    }
    rewritten.push_str(&text[at..]);
    rewritten
}

/// A text as the bytes of a file.
pub(super) fn encode(text: &str, encoding: Encoding) -> Zeroizing<Vec<u8>> {
    let mut bytes = Zeroizing::new(Vec::with_capacity(2 * text.len() + 3));
    let mut units = |order: fn(u16) -> [u8; 2]| {
        for unit in std::iter::once(0xfeff).chain(text.encode_utf16()) {
            bytes.extend_from_slice(&order(unit));
        }
    };
    match encoding {
        Encoding::Utf16Le => units(u16::to_le_bytes),
        Encoding::Utf16Be => units(u16::to_be_bytes),
        Encoding::Utf8 => bytes.extend_from_slice(text.as_bytes()),
        Encoding::Utf8WithMark => {
            bytes.extend_from_slice(b"\xef\xbb\xbf");
            bytes.extend_from_slice(text.as_bytes());
        }
    }
    bytes
}

/// Fixes of a file, ready to be looked at.
pub struct Drafts<'a> {
    document: &'a Document,
    masked: MaskedText,
    sheet: Sheet<'a>,
}

impl<'a> Drafts<'a> {
    /// Those of this file.
    pub fn new(document: &'a Document) -> Self {
        Self { document, masked: document.masked(), sheet: Sheet::new(document.text(), Outside::of(document)) }
    }

    /// Whether the fix can be written down at all.
    pub fn is_feasible(&self, fix: &Fix) -> bool {
        self.document.is_editable() && plan(&self.sheet, fix).is_ok()
    }

    /// The fix as edits, where they tell nothing of the file; else nothing. `place` is one that everybody may know: between it and the
    /// edits stands nothing hidden, whose length the places of the edits would tell.
    pub fn edits(&self, fix: &Fix, place: Span) -> Vec<fix::Edit> {
        if fix.operations.iter().any(|operation| matches!(operation, Operation::SetMode(_))) {
            return Vec::new();
        }
        let shown = |edit: Edit| {
            let is_open = self.masked.covers_nothing(edit.span.cover(Span::at(place.start)));
            let text: Option<String> = edit.pieces.iter().map(Piece::as_fixed).collect();
            Some(fix::Edit { span: edit.span, range: self.document.range(edit.span), text: text.filter(|_| is_open)? })
        };
        let edits = plan(&self.sheet, fix).unwrap_or_default();
        edits.into_iter().map(shown).collect::<Option<_>>().unwrap_or_default()
    }
}

impl Piece {
    fn as_fixed(&self) -> Option<&str> {
        if let Self::Fixed(text) = self { Some(text) } else { None }
    }
}
