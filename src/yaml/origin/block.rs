//! Block scalars: header, indentation, folding, chomping.

use super::{Cursor, Sink, span};
use crate::span::Span;

/// What becomes of the line breaks at the end of a block scalar.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Chomping {
    /// `-`: none stays.
    Strip,
    /// The one that ends the last line of content stays.
    Clip,
    /// `+`: all stay.
    Keep,
}

impl<S: Sink> Cursor<'_, S> {
    /// A block scalar whose content stands at column `indent`; lines of spaces only are shorter than that or content too.
    pub(super) fn block(&mut self, indent: u32, folded: bool) {
        let chomping = self.header();
        // The break that ended the line of content before, if there was one.
        let mut last_break = Span::at(0);
        let mut last_was_indented = false;
        loop {
            let blank_lines = self.at;
            let column = self.blank_lines(indent);
            if column != indent || self.peek().is_none() {
                return self.chomp(chomping, last_break, blank_lines);
            }
            let indented = matches!(self.peek(), Some(b' ' | b'\t'));
            if folded && !last_was_indented && !indented && !last_break.is_empty() && self.folds(last_break) {
                if !self.has_break(blank_lines) {
                    self.sink.replace(last_break, ' ');
                }
            } else {
                self.emit_breaks(last_break.range());
            }
            self.emit_breaks(blank_lines..self.at);
            last_was_indented = indented;
            self.content();
            last_break = self.take_break();
        }
    }

    /// Steps over the indicators and the rest of their line, which may hold a comment.
    fn header(&mut self) -> Chomping {
        self.at += 1;
        let mut chomping = Chomping::Clip;
        while let Some(byte) = self.peek() {
            match byte {
                b'-' => chomping = Chomping::Strip,
                b'+' => chomping = Chomping::Keep,
                b'0'..=b'9' => {}
                _ => break,
            }
            self.at += 1;
        }
        while self.peek().is_some() && !self.at_break() {
            self.at += 1;
        }
        self.take_break();
        chomping
    }

    /// Steps over lines without content and the indentation of the next one; returns the column it has come to.
    fn blank_lines(&mut self, indent: u32) -> u32 {
        loop {
            let mut column = 0;
            while column < indent && self.peek() == Some(b' ') {
                column += 1;
                self.at += 1;
            }
            if !self.at_break() {
                return column;
            }
            self.take_break();
        }
    }

    fn content(&mut self) {
        let start = self.at;
        while self.peek().is_some() && !self.at_break() {
            self.at += 1;
        }
        self.sink.copy(span(start, self.at));
    }

    fn chomp(&mut self, chomping: Chomping, last_break: Span, blank_lines: usize) {
        if chomping != Chomping::Strip {
            self.emit_breaks(last_break.range());
        }
        if chomping == Chomping::Keep {
            self.emit_breaks(blank_lines..self.at);
        }
    }

    fn has_break(&self, from: usize) -> bool {
        self.bytes[from..self.at].iter().any(|&byte| byte != b' ')
    }

    /// The line breaks in a range that holds nothing but them and spaces.
    fn emit_breaks(&mut self, range: std::ops::Range<usize>) {
        let end = self.at;
        self.at = range.start;
        while self.at < range.end {
            if self.at_break() {
                let line_break = self.take_break();
                self.emit_break(line_break);
            } else {
                self.at += 1;
            }
        }
        self.at = end;
    }
}
