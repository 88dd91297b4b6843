//! Directives: `%YAML` and `%TAG`.

use super::cursor::Class;
use super::{Scanner, TokenKind};
use crate::span::Span;
use crate::yaml::tree::SyntaxError;

impl Scanner<'_> {
    pub(super) fn fetch_directive(&mut self) -> Result<(), SyntaxError> {
        self.close_indents(None);
        self.remove_simple_key()?;
        self.simple_key_allowed = false;
        let start = self.cursor.mark();
        self.cursor.advance(1);
        let kind = self.scan_directive(start.offset)?;
        let token = self.token_from(kind, start);
        if !self.skip_line_end() {
            return Err(self.error_in("did not find expected comment or line break", start.offset));
        }
        self.queue.push_back(token);
        Ok(())
    }

    fn scan_directive(&mut self, start: u32) -> Result<TokenKind, SyntaxError> {
        let name = self.cursor.offset();
        self.cursor.skip_while(Class::WORD);
        let name = Span::new(name, self.cursor.offset());
        if name.is_empty() {
            return Err(self.error_in("could not find expected directive name", start));
        }
        if !self.cursor.space_follows(0) {
            return Err(self.error_in("found unexpected non-alphabetical character", start));
        }
        match self.cursor.bytes(name) {
            b"YAML" => self.scan_version(start),
            b"TAG" => self.scan_tag_directive(start),
            _ => Err(SyntaxError { span: name, ..self.error_in("found unknown directive name", start) }),
        }
    }

    fn scan_version(&mut self, start: u32) -> Result<TokenKind, SyntaxError> {
        self.cursor.skip_while(Class::BLANK);
        let major = self.scan_version_number(start)?;
        if !self.cursor.take(b'.') {
            return Err(self.error_in("did not find expected digit or '.' character", start));
        }
        let minor = self.scan_version_number(start)?;
        Ok(TokenKind::VersionDirective { major, minor })
    }

    fn scan_version_number(&mut self, start: u32) -> Result<u8, SyntaxError> {
        let mut value = None;
        for digits in 0.. {
            let Some(digit @ b'0'..=b'9') = self.cursor.peek() else { break };
            if digits == 2 {
                return Err(self.error_in("found extremely long version number", start));
            }
            value = Some(value.unwrap_or(0) * 10 + (digit - b'0'));
            self.cursor.advance(1);
        }
        value.ok_or_else(|| self.error_in("did not find expected version number", start))
    }

    fn scan_tag_directive(&mut self, start: u32) -> Result<TokenKind, SyntaxError> {
        self.cursor.skip_while(Class::BLANK);
        let handle = self.cursor.offset();
        let closed = self.scan_tag_handle(start)?;
        let handle = Span::new(handle, self.cursor.offset());
        if !closed && handle.len() > 1 {
            return Err(self.error_in("did not find expected '!'", start));
        }
        if !self.cursor.at_blank() {
            return Err(self.error_in("did not find expected whitespace", start));
        }
        self.cursor.skip_while(Class::BLANK);
        let prefix = self.cursor.offset();
        self.scan_tag_uri(start)?;
        let prefix = Span::new(prefix, self.cursor.offset());
        if prefix.is_empty() {
            return Err(self.error_in("did not find expected tag URI", start));
        }
        if !self.cursor.space_follows(0) {
            return Err(self.error_in("did not find expected whitespace or line break", start));
        }
        Ok(TokenKind::TagDirective { handle, prefix })
    }
}
