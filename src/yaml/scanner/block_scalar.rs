//! Block scalars: `|` and `>`.

use super::cursor::Mark;
use super::{Scanner, Token, TokenKind};
use crate::span::Span;
use crate::yaml::tree::{Style, SyntaxError};

impl Scanner<'_> {
    pub(super) fn fetch_block_scalar(&mut self) -> Result<(), SyntaxError> {
        self.remove_simple_key()?;
        self.simple_key_allowed = true;
        let token = self.scan_block_scalar()?;
        self.queue.push_back(token);
        Ok(())
    }

    fn scan_block_scalar(&mut self) -> Result<Token, SyntaxError> {
        let start = self.cursor.mark();
        let style = if self.cursor.peek() == Some(b'|') { Style::Literal } else { Style::Folded };
        self.cursor.advance(1);
        let increment = self.scan_block_header(start)?;
        let mut end = self.cursor.offset();
        if !self.skip_line_end() {
            return Err(self.error_in("did not find expected comment or line break", start.offset));
        }
        let outer = self.indent.unwrap_or(0);
        let indent = increment.map(|increment| outer.saturating_add(increment));
        let indent = self.skip_block_breaks(indent, start)?;
        while self.cursor.column() == indent && !self.cursor.at_end() {
            self.cursor.skip_line();
            end = self.cursor.offset();
            self.cursor.take_break();
            self.skip_block_breaks(Some(indent), start)?;
        }
        Ok(Token { kind: TokenKind::Scalar { style, indent }, span: Span::new(start.offset, end), line: start.line })
    }

    /// The indentation and chomping indicators, in either order; returns the first.
    fn scan_block_header(&mut self, start: Mark) -> Result<Option<u32>, SyntaxError> {
        let chomped = self.cursor.take(b'+') || self.cursor.take(b'-');
        let increment = match self.cursor.peek() {
            Some(b'0') => return Err(self.error_in("found an indentation indicator equal to 0", start.offset)),
            Some(digit @ b'1'..=b'9') => Some(u32::from(digit - b'0')),
            _ => None,
        };
        if increment.is_some() {
            self.cursor.advance(1);
            if !chomped {
                let _ = self.cursor.take(b'+') || self.cursor.take(b'-');
            }
        }
        Ok(increment)
    }

    /// Steps over lines without content and the indentation of the next line. Returns the indentation, which the first line
    /// of content decides if the header has not, though blank lines that are longer count too.
    fn skip_block_breaks(&mut self, indent: Option<u32>, start: Mark) -> Result<u32, SyntaxError> {
        let mut longest = 0;
        loop {
            while indent.is_none_or(|indent| self.cursor.column() < indent) && self.cursor.take(b' ') {}
            let column = self.cursor.column();
            longest = longest.max(column);
            if indent.is_none_or(|indent| column < indent) && self.cursor.peek() == Some(b'\t') {
                return Err(self.error_in("found a tab character where an indentation space is expected", start.offset));
            }
            if !self.cursor.take_break() {
                return Ok(indent.unwrap_or_else(|| longest.max(self.content_indent()).max(1)));
            }
        }
    }
}
