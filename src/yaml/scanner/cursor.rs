//! A place in the text, with the line and the column kubectl counts there.

use crate::span::Span;
use crate::yaml::line_break::break_len;

/// A place in the text. Lines and columns start at 0; a column is a number of characters, not of bytes.
#[derive(Clone, Copy, Debug)]
pub(super) struct Mark {
    pub(super) offset: u32,
    pub(super) line: u32,
    pub(super) column: u32,
}

/// Walks over the text. Stands on a character boundary between any two calls.
pub(super) struct Cursor<'t> {
    bytes: &'t [u8],
    pos: usize,
    line: u32,
    line_start: usize,
    /// The characters between `line_start` and `counted`. Counted late and in runs, because most columns are never asked for.
    column: u32,
    counted: usize,
}

/// A set of bytes, one bit each in [`CLASSES`].
#[derive(Clone, Copy)]
pub(super) struct Class(u8);

impl Class {
    /// Space and tab.
    pub(super) const BLANK: Self = Self(1);
    /// Bytes that start a line break, though 0xC2 and 0xE2 may start another character.
    const BREAK: Self = Self(2);
    /// `[0-9A-Za-z_-]`: names of anchors, handles, directives.
    pub(super) const WORD: Self = Self(4);
    /// What a tag may hold besides words, `%` apart.
    pub(super) const URI: Self = Self(8);
    /// What ends a plain scalar between brackets.
    pub(super) const FLOW_INDICATOR: Self = Self(16);
    pub(super) const COLON: Self = Self(32);
    pub(super) const SINGLE_QUOTE: Self = Self(64);
    /// `"` and `\`.
    pub(super) const DOUBLE_QUOTE: Self = Self(128);

    pub(super) const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    fn holds(self, byte: u8) -> bool {
        CLASSES[usize::from(byte)] & self.0 != 0
    }
}

static CLASSES: [u8; 256] = classes();

const fn classes() -> [u8; 256] {
    let mut table = [0; 256];
    let sets: [(&[u8], Class); 8] = [
        (b" \t", Class::BLANK),
        (b"\n\r\xC2\xE2", Class::BREAK),
        (b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_-", Class::WORD),
        (b";/?:@&=+$,.!~*'()[]", Class::URI),
        (b",?[]{}", Class::FLOW_INDICATOR),
        (b":", Class::COLON),
        (b"'", Class::SINGLE_QUOTE),
        (b"\"\\", Class::DOUBLE_QUOTE),
    ];
    let mut set = 0;
    while set < sets.len() {
        let (bytes, class) = sets[set];
        let mut i = 0;
        while i < bytes.len() {
            table[bytes[i] as usize] |= class.0;
            i += 1;
        }
        set += 1;
    }
    table
}

impl<'t> Cursor<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        Self { bytes: text.as_bytes(), pos: 0, line: 0, line_start: 0, column: 0, counted: 0 }
    }

    pub(super) fn offset(&self) -> u32 {
        offset(self.pos)
    }

    pub(super) fn line(&self) -> u32 {
        self.line
    }

    pub(super) fn column(&mut self) -> u32 {
        let run = &self.bytes[self.counted..self.pos];
        let characters = run.iter().filter(|&&byte| !is_continuation(byte)).count();
        self.column = self.column.saturating_add(offset(characters));
        self.counted = self.pos;
        self.column
    }

    pub(super) fn mark(&mut self) -> Mark {
        Mark { offset: self.offset(), line: self.line, column: self.column() }
    }

    pub(super) fn peek(&self) -> Option<u8> {
        self.bytes.get(self.pos).copied()
    }

    /// The byte `distance` bytes further on.
    pub(super) fn peek_at(&self, distance: usize) -> Option<u8> {
        self.bytes.get(self.pos + distance).copied()
    }

    pub(super) fn at_end(&self) -> bool {
        self.pos >= self.bytes.len()
    }

    pub(super) fn at_line_start(&self) -> bool {
        self.pos == self.line_start
    }

    pub(super) fn at_blank(&self) -> bool {
        matches!(self.peek(), Some(b' ' | b'\t'))
    }

    pub(super) fn at_break(&self) -> bool {
        break_len(self.bytes, self.pos) > 0
    }

    pub(super) fn break_follows(&self, distance: usize) -> bool {
        break_len(self.bytes, self.pos + distance) > 0
    }

    /// Whether a blank, a line break or the end stands `distance` bytes further on.
    pub(super) fn space_follows(&self, distance: usize) -> bool {
        match self.peek_at(distance) {
            None | Some(b' ' | b'\t') => true,
            Some(_) => break_len(self.bytes, self.pos + distance) > 0,
        }
    }

    /// The `---` or `...` of a document, at the start of a line only.
    pub(super) fn at_document_marker(&self, marker: [u8; 3]) -> bool {
        self.at_line_start() && self.bytes[self.pos..].starts_with(&marker) && self.space_follows(3)
    }

    pub(super) fn at_any_document_marker(&self) -> bool {
        self.at_document_marker(*b"---") || self.at_document_marker(*b"...")
    }

    /// Steps over `count` bytes, none of which ends a line.
    pub(super) fn advance(&mut self, count: usize) {
        self.pos = (self.pos + count).min(self.bytes.len());
    }

    pub(super) fn take(&mut self, byte: u8) -> bool {
        let found = self.peek() == Some(byte);
        self.advance(usize::from(found));
        found
    }

    /// Steps over one line break if there is one.
    pub(super) fn take_break(&mut self) -> bool {
        let len = break_len(self.bytes, self.pos);
        if len == 0 {
            return false;
        }
        self.pos += len;
        self.start_line();
        true
    }

    /// Counts the end of a text whose last line has no line break as one, as kubectl does.
    pub(super) fn end_last_line(&mut self) {
        if !self.at_line_start() {
            self.start_line();
        }
    }

    fn start_line(&mut self) {
        self.line += 1;
        self.line_start = self.pos;
        self.counted = self.pos;
        self.column = 0;
    }

    pub(super) fn skip_while(&mut self, class: Class) {
        let rest = &self.bytes[self.pos..];
        self.pos += rest.iter().position(|&byte| !class.holds(byte)).unwrap_or(rest.len());
    }

    /// Steps over characters up to one of `stop`, a line break or the end.
    pub(super) fn skip_until(&mut self, stop: Class) {
        let stop_or_break = stop.or(Class::BREAK);
        loop {
            let rest = &self.bytes[self.pos..];
            let Some(run) = rest.iter().position(|&byte| stop_or_break.holds(byte)) else {
                self.pos = self.bytes.len();
                return;
            };
            self.pos += run;
            if stop.holds(self.bytes[self.pos]) || self.at_break() {
                return;
            }
            // Another character with the same first byte; its other bytes are in no class.
            self.pos += 1;
        }
    }

    pub(super) fn skip_line(&mut self) {
        self.skip_until(Class(0));
    }

    /// The next character; empty at a line break and at the end.
    pub(super) fn character(&self) -> Span {
        if self.at_break() {
            return Span::at(self.offset());
        }
        self.character_at(self.offset())
    }

    pub(super) fn character_at(&self, start: u32) -> Span {
        let rest = self.bytes.get(start as usize..).unwrap_or_default();
        let len = 1 + rest.iter().skip(1).take_while(|&&byte| is_continuation(byte)).count();
        Span::new(start, start + offset(len.min(rest.len())))
    }

    /// From `start` to the last character of its line that is not blank.
    pub(super) fn rest_of_line(&self, start: u32) -> Span {
        let first = start as usize;
        let line = (first..self.bytes.len()).take_while(|&at| break_len(self.bytes, at) == 0);
        let last = line.filter(|&at| !matches!(self.bytes[at], b' ' | b'\t')).last();
        Span::new(start, offset(last.map_or(first, |last| last + 1)))
    }

    /// The offset `count` characters further on.
    pub(super) fn offset_after(&self, start: u32, count: usize) -> u32 {
        let rest = self.bytes.get(start as usize..).unwrap_or_default();
        let starts = rest.iter().enumerate().filter(|&(_, &byte)| !is_continuation(byte));
        starts.map(|(at, _)| start + offset(at)).nth(count).unwrap_or(offset(self.bytes.len()))
    }

    pub(super) fn bytes(&self, span: Span) -> &'t [u8] {
        self.bytes.get(span.range()).unwrap_or_default()
    }
}

const fn is_continuation(byte: u8) -> bool {
    byte & 0xC0 == 0x80
}

/// Texts over 4 GiB are refused before they are scanned.
fn offset(position: usize) -> u32 {
    u32::try_from(position).unwrap_or(u32::MAX)
}
