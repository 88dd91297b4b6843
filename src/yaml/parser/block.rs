//! Block collections.

use super::{Content, Event, Parser, State};
use crate::yaml::scanner::{Token, TokenKind};
use crate::yaml::tree::SyntaxError;

impl Parser<'_> {
    pub(super) fn block_sequence_entry(&mut self, first: bool) -> Result<Event, SyntaxError> {
        let token = self.peek_in_block(first)?;
        match token.kind {
            TokenKind::BlockEntry => {}
            TokenKind::BlockEnd => return Ok(self.end_collection(token)),
            _ => return Err(self.error_in_collection("did not find expected '-' indicator", token)),
        }
        match self.take_and_peek(token)?.kind {
            TokenKind::BlockEntry | TokenKind::BlockEnd => Ok(self.empty_then(State::BlockSequenceEntry)),
            _ => self.node_then(State::BlockSequenceEntry, Content::Block),
        }
    }

    pub(super) fn indentless_sequence_entry(&mut self) -> Result<Event, SyntaxError> {
        let token = self.peek()?;
        if token.kind != TokenKind::BlockEntry {
            self.state = self.return_state();
            return Ok(self.collection_end());
        }
        match self.take_and_peek(token)?.kind {
            TokenKind::BlockEntry | TokenKind::Key | TokenKind::Value | TokenKind::BlockEnd => {
                Ok(self.empty_then(State::IndentlessSequenceEntry))
            }
            _ => self.node_then(State::IndentlessSequenceEntry, Content::Block),
        }
    }

    pub(super) fn block_mapping_key(&mut self, first: bool) -> Result<Event, SyntaxError> {
        let token = self.peek_in_block(first)?;
        match token.kind {
            TokenKind::Key => {}
            TokenKind::BlockEnd => return Ok(self.end_collection(token)),
            _ => return Err(self.error_in_collection("did not find expected key", token)),
        }
        match self.take_and_peek(token)?.kind {
            TokenKind::Key | TokenKind::Value | TokenKind::BlockEnd => Ok(self.empty_then(State::BlockMappingValue)),
            _ => self.node_then(State::BlockMappingValue, Content::BlockOrIndentless),
        }
    }

    pub(super) fn block_mapping_value(&mut self) -> Result<Event, SyntaxError> {
        let token = self.peek()?;
        if token.kind != TokenKind::Value {
            return Ok(self.empty_then(State::BlockMappingKey));
        }
        match self.take_and_peek(token)?.kind {
            TokenKind::Key | TokenKind::Value | TokenKind::BlockEnd => Ok(self.empty_then(State::BlockMappingKey)),
            _ => self.node_then(State::BlockMappingKey, Content::BlockOrIndentless),
        }
    }

    /// The next token; steps over the one that opened the collection in front of its first entry.
    fn peek_in_block(&mut self, first: bool) -> Result<Token, SyntaxError> {
        let token = self.peek()?;
        if !first {
            return Ok(token);
        }
        self.starts.push(token);
        self.take_and_peek(token)
    }
}
