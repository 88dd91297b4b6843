//! What stands in front of a node: anchors and tags; and aliases, which are written like anchors.

use super::cursor::Class;
use super::{Scanner, TokenKind};
use crate::span::Span;
use crate::yaml::tree::SyntaxError;

impl Scanner<'_> {
    /// `&name` or `*name`.
    pub(super) fn fetch_property(&mut self, kind: TokenKind) -> Result<(), SyntaxError> {
        self.save_simple_key()?;
        self.simple_key_allowed = false;
        let start = self.cursor.offset();
        self.cursor.advance(1);
        self.cursor.skip_while(Class::WORD);
        let ended = self.cursor.space_follows(0)
            || matches!(self.cursor.peek(), Some(b'?' | b':' | b',' | b']' | b'}' | b'%' | b'@' | b'`'));
        if self.cursor.offset() == start + 1 || !ended {
            return Err(self.error_in("did not find expected alphabetic or numeric character", start));
        }
        self.push(kind, start);
        Ok(())
    }

    /// `!`, `!suffix`, `!!suffix`, `!handle!suffix` or `!<uri>`.
    pub(super) fn fetch_tag(&mut self) -> Result<(), SyntaxError> {
        self.save_simple_key()?;
        self.simple_key_allowed = false;
        let start = self.cursor.offset();
        let handle =
            if self.cursor.peek_at(1) == Some(b'<') { self.scan_verbatim_tag(start)? } else { self.scan_short_tag(start)? };
        if !self.cursor.space_follows(0) {
            return Err(self.error_in("did not find expected whitespace or line break", start));
        }
        self.push(TokenKind::Tag { handle }, start);
        Ok(())
    }

    fn scan_verbatim_tag(&mut self, start: u32) -> Result<u32, SyntaxError> {
        self.cursor.advance(2);
        if !self.scan_tag_uri(start)? {
            return Err(self.error_in("did not find expected tag URI", start));
        }
        if !self.cursor.take(b'>') {
            return Err(self.error_in("did not find the expected '>'", start));
        }
        Ok(0)
    }

    fn scan_short_tag(&mut self, start: u32) -> Result<u32, SyntaxError> {
        let closed = self.scan_tag_handle(start)?;
        let handle = self.cursor.offset() - start;
        let has_suffix = self.scan_tag_uri(start)?;
        if !closed {
            // It was no handle, but the start of `!suffix`, whose handle is `!`. A lone `!` needs none.
            return Ok(u32::from(self.cursor.offset() - start > 1));
        }
        if !has_suffix {
            return Err(self.error_in("did not find expected tag URI", start));
        }
        Ok(handle)
    }

    /// `!`, `!!`, `!name!`, or as much of it as there is; returns whether it ends in a second `!`.
    pub(super) fn scan_tag_handle(&mut self, start: u32) -> Result<bool, SyntaxError> {
        if !self.cursor.take(b'!') {
            return Err(self.error_in("did not find expected '!'", start));
        }
        self.cursor.skip_while(Class::WORD);
        Ok(self.cursor.take(b'!'))
    }

    /// What a tag is made of; returns whether there was any.
    pub(super) fn scan_tag_uri(&mut self, start: u32) -> Result<bool, SyntaxError> {
        let before = self.cursor.offset();
        loop {
            self.cursor.skip_while(Class::WORD.or(Class::URI));
            if self.cursor.peek() != Some(b'%') {
                return Ok(self.cursor.offset() > before);
            }
            self.scan_uri_escapes(start)?;
        }
    }

    /// One character as `%XX`, once for each of its bytes in UTF-8.
    fn scan_uri_escapes(&mut self, start: u32) -> Result<(), SyntaxError> {
        let first = self.scan_uri_escape(start)?;
        let more = match first {
            0x00..=0x7F => 0,
            0xC0..=0xDF => 1,
            0xE0..=0xEF => 2,
            0xF0..=0xF7 => 3,
            _ => return Err(self.bad_octet("found an incorrect leading UTF-8 octet", start)),
        };
        self.cursor.advance(3);
        for _ in 0..more {
            if self.scan_uri_escape(start)? & 0xC0 != 0x80 {
                return Err(self.bad_octet("found an incorrect trailing UTF-8 octet", start));
            }
            self.cursor.advance(3);
        }
        Ok(())
    }

    /// The byte that the next three stand for.
    fn scan_uri_escape(&self, start: u32) -> Result<u8, SyntaxError> {
        let digit = |distance| self.cursor.peek_at(distance).and_then(|byte| char::from(byte).to_digit(16));
        match (self.cursor.peek(), digit(1), digit(2)) {
            (Some(b'%'), Some(high), Some(low)) => Ok(u8::try_from(high << 4 | low).unwrap_or(0)),
            _ => Err(self.error_in("did not find URI escaped octet", start)),
        }
    }

    fn bad_octet(&self, problem: &'static str, start: u32) -> SyntaxError {
        let place = self.cursor.offset();
        SyntaxError { span: Span::new(place, place + 3), ..self.error_in(problem, start) }
    }
}
