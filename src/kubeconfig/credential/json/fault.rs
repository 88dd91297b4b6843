//! What keeps a text from being JSON.

use crate::span::Span;

/// Why a text is not JSON.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fault {
    /// What is the matter.
    pub kind: FaultKind,
    /// The character that cannot stand there, or the end.
    pub span: Span,
}

/// What keeps a text from being JSON.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FaultKind {
    /// There is nothing, or only blanks.
    Empty,
    /// A value should begin here, at the very start of the text.
    NoValueAtStart,
    /// A value should begin here.
    NoValue,
    /// A value should begin here, and a minus without a digit does.
    BareMinus,
    /// `NaN`, `Infinity` or `-Infinity`.
    NotANumber,
    /// A number that goes on wrongly.
    BadNumber,
    /// `true`, `false` or `null` that goes on wrongly.
    BadWord,
    /// Something stands behind the value.
    TrailingText,
    /// The first key of an object is not a text in double quotes.
    NoFirstKey,
    /// A key behind a comma is not a text in double quotes.
    NoNextKey,
    /// There is no colon behind a key.
    NoColon,
    /// Neither a comma nor `}` follows in an object.
    NoCommaInObject,
    /// Neither a comma nor `]` follows in a list.
    NoCommaInList,
    /// A text is not closed.
    UnclosedText,
    /// A line break, a tab or another control character stands in a text as it is.
    ControlCharacter,
    /// A backslash with a letter that means nothing.
    BadEscape,
    /// A `\u` without four hexadecimal digits.
    BadUnicodeEscape,
    /// It is nested too deeply.
    TooDeep,
}

impl Fault {
    /// Whether the text ends where something should follow.
    pub const fn is_at_end(&self) -> bool {
        match self.kind {
            FaultKind::NoValueAtStart => false,
            FaultKind::UnclosedText => true,
            _ => self.span.is_empty(),
        }
    }
}
