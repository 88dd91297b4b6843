//! Plain scalars: those without quotes.

use super::cursor::Class;
use super::{Scanner, Token, TokenKind};
use crate::span::Span;
use crate::yaml::tree::{Style, SyntaxError};

impl Scanner<'_> {
    pub(super) fn fetch_plain_scalar(&mut self) -> Result<(), SyntaxError> {
        self.save_simple_key()?;
        self.simple_key_allowed = false;
        let token = self.scan_plain_scalar()?;
        self.queue.push_back(token);
        Ok(())
    }

    /// It goes on over line breaks, until a comment, a `: `, a document marker, too little indentation or, between brackets,
    /// an indicator.
    fn scan_plain_scalar(&mut self) -> Result<Token, SyntaxError> {
        let (start, line) = (self.cursor.offset(), self.cursor.line());
        let mut end = start;
        let mut line_ended = false;
        while self.cursor.peek() != Some(b'#') && !self.cursor.at_any_document_marker() {
            let run = self.cursor.offset();
            self.skip_plain_run();
            if self.cursor.offset() > run {
                end = self.cursor.offset();
                line_ended = false;
            }
            if !self.cursor.at_blank() && !self.cursor.at_break() {
                break;
            }
            line_ended = self.skip_plain_blanks(start)?;
            if line_ended && !self.in_flow() && self.cursor.column() < self.content_indent() {
                break;
            }
        }
        // What follows starts a line.
        if line_ended {
            self.simple_key_allowed = true;
        }
        Ok(Token { kind: TokenKind::Scalar { style: Style::Plain, indent: 0 }, span: Span::new(start, end), line })
    }

    /// Steps over characters up to a blank, a line break or what ends a plain scalar.
    fn skip_plain_run(&mut self) {
        let mut stop = Class::BLANK.or(Class::COLON);
        if self.in_flow() {
            stop = stop.or(Class::FLOW_INDICATOR);
        }
        loop {
            self.cursor.skip_until(stop);
            if self.cursor.peek() != Some(b':') || self.cursor.space_follows(1) {
                return;
            }
            self.cursor.advance(1);
        }
    }

    /// Steps over blanks and line breaks; returns whether a line has ended.
    fn skip_plain_blanks(&mut self, start: u32) -> Result<bool, SyntaxError> {
        let mut line_ended = false;
        loop {
            if self.cursor.take_break() {
                line_ended = true;
            } else if self.cursor.peek() == Some(b'\t') && line_ended && self.cursor.column() < self.content_indent() {
                return Err(self.error_in("found a tab character that violates indentation", start));
            } else if self.cursor.at_blank() {
                self.cursor.advance(1);
            } else {
                return Ok(line_ended);
            }
        }
    }

    /// The least column at which content of the innermost block collection may stand.
    pub(super) fn content_indent(&self) -> u32 {
        self.indent.map_or(0, |indent| indent.saturating_add(1))
    }
}
