//! Scalars in quotes.

use super::cursor::{Class, Mark};
use super::{Scanner, Token, TokenKind};
use crate::span::Span;
use crate::yaml::tree::{Style, SyntaxError};

/// What may follow a `\` and stands for one character. go-yaml knows `\'`, but not the `\/` of JSON.
const SHORT_ESCAPES: &[u8] = b"0abt\tnvfre \"'\\N_LP";

impl Scanner<'_> {
    pub(super) fn fetch_quoted_scalar(&mut self, quote: u8) -> Result<(), SyntaxError> {
        self.save_simple_key()?;
        self.simple_key_allowed = false;
        let token = self.scan_quoted_scalar(quote)?;
        self.queue.push_back(token);
        Ok(())
    }

    fn scan_quoted_scalar(&mut self, quote: u8) -> Result<Token, SyntaxError> {
        let start = self.cursor.mark();
        self.cursor.advance(1);
        loop {
            if self.cursor.at_any_document_marker() {
                return Err(self.error_in("found unexpected document indicator", start.offset));
            }
            if self.cursor.at_end() {
                let open_quote = self.cursor.character_at(start.offset);
                return Err(SyntaxError { span: open_quote, ..self.error("found unexpected end of stream") });
            }
            self.skip_quoted_run(quote, start)?;
            if self.cursor.take(quote) {
                break;
            }
            while self.cursor.at_blank() || self.cursor.at_break() {
                self.cursor.skip_while(Class::BLANK);
                self.cursor.take_break();
            }
        }
        let style = if quote == b'"' { Style::DoubleQuoted } else { Style::SingleQuoted };
        Ok(self.token_from(TokenKind::Scalar { style, indent: 0 }, start))
    }

    /// Steps over characters up to a blank, a line break or the closing quote.
    fn skip_quoted_run(&mut self, quote: u8, start: Mark) -> Result<(), SyntaxError> {
        let stop = Class::BLANK.or(if quote == b'"' { Class::DOUBLE_QUOTE } else { Class::SINGLE_QUOTE });
        loop {
            self.cursor.skip_until(stop);
            match self.cursor.peek() {
                Some(b'\\') => {
                    if self.skip_escape(start)? {
                        return Ok(());
                    }
                }
                Some(b'\'') if quote == b'\'' && self.cursor.peek_at(1) == Some(b'\'') => self.cursor.advance(2),
                _ => return Ok(()),
            }
        }
    }

    /// Steps over `\` and what it escapes; returns whether that was a line break.
    fn skip_escape(&mut self, start: Mark) -> Result<bool, SyntaxError> {
        let escape = self.cursor.offset();
        let digits = match self.cursor.peek_at(1) {
            Some(byte) if SHORT_ESCAPES.contains(&byte) => 0,
            Some(b'x') => 2,
            Some(b'u') => 4,
            Some(b'U') => 8,
            _ if self.cursor.break_follows(1) => {
                self.cursor.advance(1);
                return Ok(self.cursor.take_break());
            }
            _ => return Err(self.unknown_escape(start)),
        };
        self.cursor.advance(2);
        let mut value: u32 = 0;
        for distance in 0..digits {
            match self.cursor.peek_at(distance).and_then(|byte| char::from(byte).to_digit(16)) {
                Some(digit) => value = value << 4 | digit,
                None => return Err(self.missing_digit(start, distance)),
            }
        }
        self.cursor.advance(digits);
        if char::from_u32(value).is_none() {
            let span = Span::new(escape, self.cursor.offset());
            return Err(SyntaxError { span, ..self.error_in("found invalid Unicode character escape code", start.offset) });
        }
        Ok(false)
    }

    fn unknown_escape(&self, start: Mark) -> SyntaxError {
        let backslash = self.cursor.character();
        let escaped = self.cursor.character_at(backslash.end);
        SyntaxError { span: backslash.cover(escaped), ..self.error_in("found unknown escape character", start.offset) }
    }

    /// The spelling is kubectl's.
    fn missing_digit(&self, start: Mark, distance: usize) -> SyntaxError {
        let place = self.cursor.offset_after(self.cursor.offset(), distance);
        let span = self.cursor.character_at(place);
        SyntaxError { span, ..self.error_in("did not find expected hexdecimal number", start.offset) }
    }
}
