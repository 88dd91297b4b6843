//! The indicators of collections, and the indentations that open and close block collections.

use super::cursor::Mark;
use super::{Scanner, Token, TokenKind};
use crate::span::Span;
use crate::yaml::tree::SyntaxError;

/// For the flow level and for the indentation alike.
const TOO_DEEP: &str = "exceeded max depth of 10000";

impl Scanner<'_> {
    /// Opens a block collection if `start` is further right than the innermost one. Its token goes to `place` in the queue,
    /// or to the end.
    pub(super) fn open_indent(&mut self, start: Mark, place: Option<usize>, kind: TokenKind) -> Result<(), SyntaxError> {
        if self.in_flow() || self.indent >= Some(start.column) {
            return Ok(());
        }
        self.outer_indents.push(self.indent);
        self.indent = Some(start.column);
        if self.outer_indents.len() > self.max_depth {
            return Err(self.error(TOO_DEEP));
        }
        let token = Token { kind, span: Span::at(start.offset), line: start.line };
        self.queue.insert(place.unwrap_or(self.queue.len()), token);
        Ok(())
    }

    /// Closes the block collections further right than `column`; all of them for `None`.
    pub(super) fn close_indents(&mut self, column: Option<u32>) {
        if self.in_flow() {
            return;
        }
        while self.indent > column {
            self.push(TokenKind::BlockEnd, self.cursor.offset());
            self.indent = self.outer_indents.pop().flatten();
        }
    }

    pub(super) fn fetch_flow_start(&mut self, kind: TokenKind) -> Result<(), SyntaxError> {
        self.save_simple_key()?;
        self.push_level();
        if self.simple_keys.len() - 1 > self.max_depth {
            return Err(self.error(TOO_DEEP));
        }
        self.simple_key_allowed = true;
        self.push_indicator(kind, 1);
        Ok(())
    }

    pub(super) fn fetch_flow_end(&mut self, kind: TokenKind) -> Result<(), SyntaxError> {
        self.remove_simple_key()?;
        self.pop_level();
        self.simple_key_allowed = false;
        self.push_indicator(kind, 1);
        Ok(())
    }

    pub(super) fn fetch_flow_entry(&mut self) -> Result<(), SyntaxError> {
        self.remove_simple_key()?;
        self.simple_key_allowed = true;
        self.push_indicator(TokenKind::FlowEntry, 1);
        Ok(())
    }

    /// `-`; between brackets it is an error, but the parser's.
    pub(super) fn fetch_block_entry(&mut self) -> Result<(), SyntaxError> {
        if !self.in_flow() {
            self.open_with_indicator(TokenKind::BlockSequenceStart, "block sequence entries are not allowed in this context")?;
        }
        self.remove_simple_key()?;
        self.simple_key_allowed = true;
        self.push_indicator(TokenKind::BlockEntry, 1);
        Ok(())
    }

    /// `?`
    pub(super) fn fetch_key(&mut self) -> Result<(), SyntaxError> {
        if !self.in_flow() {
            self.open_with_indicator(TokenKind::BlockMappingStart, "mapping keys are not allowed in this context")?;
        }
        self.remove_simple_key()?;
        self.simple_key_allowed = !self.in_flow();
        self.push_indicator(TokenKind::Key, 1);
        Ok(())
    }

    /// `:`
    pub(super) fn fetch_value(&mut self) -> Result<(), SyntaxError> {
        if self.insert_key()? {
            // A simple key cannot follow another one on the same line.
            self.simple_key_allowed = false;
        } else {
            if !self.in_flow() {
                self.open_with_indicator(TokenKind::BlockMappingStart, "mapping values are not allowed in this context")?;
            }
            self.simple_key_allowed = !self.in_flow();
        }
        self.push_indicator(TokenKind::Value, 1);
        Ok(())
    }

    /// Opens a block collection at its first indicator, which may stand only where a simple key may.
    fn open_with_indicator(&mut self, kind: TokenKind, problem: &'static str) -> Result<(), SyntaxError> {
        if !self.simple_key_allowed {
            return Err(self.error(problem));
        }
        let here = self.cursor.mark();
        self.open_indent(here, None, kind)
    }
}
