//! Flow collections.

use super::{Content, Event, EventKind, Parser, State, event};
use crate::yaml::scanner::{Token, TokenKind};
use crate::yaml::tree::{Layout, SyntaxError};

impl Parser<'_> {
    pub(super) fn flow_sequence_entry(&mut self, first: bool) -> Result<Event, SyntaxError> {
        let end = TokenKind::FlowSequenceEnd;
        let token = self.peek_in_flow(first, end, "did not find expected ',' or ']'")?;
        match token.kind {
            TokenKind::FlowSequenceEnd => Ok(self.end_collection(token)),
            TokenKind::Key => {
                self.state = State::PairKey;
                self.take(token);
                Ok(event(EventKind::MappingStart(Layout::Flow), token.span))
            }
            _ => self.node_then(State::FlowSequenceEntry, Content::Flow),
        }
    }

    pub(super) fn pair_key(&mut self) -> Result<Event, SyntaxError> {
        let token = self.peek()?;
        match token.kind {
            TokenKind::Value | TokenKind::FlowEntry | TokenKind::FlowSequenceEnd => {
                let key = self.empty_then(State::PairValue);
                // libyaml drops a token here, which makes `[? : a]` and `[?]` errors.
                self.take(token);
                Ok(key)
            }
            _ => self.node_then(State::PairValue, Content::Flow),
        }
    }

    pub(super) fn pair_value(&mut self) -> Result<Event, SyntaxError> {
        let token = self.peek()?;
        if token.kind == TokenKind::Value {
            let content = self.take_and_peek(token)?;
            if !matches!(content.kind, TokenKind::FlowEntry | TokenKind::FlowSequenceEnd) {
                return self.node_then(State::PairEnd, Content::Flow);
            }
        }
        Ok(self.empty_then(State::PairEnd))
    }

    pub(super) fn pair_end(&mut self) -> Result<Event, SyntaxError> {
        self.peek()?;
        self.state = State::FlowSequenceEntry;
        Ok(self.collection_end())
    }

    pub(super) fn flow_mapping_key(&mut self, first: bool) -> Result<Event, SyntaxError> {
        let end = TokenKind::FlowMappingEnd;
        let token = self.peek_in_flow(first, end, "did not find expected ',' or '}'")?;
        match token.kind {
            TokenKind::FlowMappingEnd => Ok(self.end_collection(token)),
            TokenKind::Key => match self.take_and_peek(token)?.kind {
                TokenKind::Value | TokenKind::FlowEntry | TokenKind::FlowMappingEnd => {
                    Ok(self.empty_then(State::FlowMappingValue))
                }
                _ => self.node_then(State::FlowMappingValue, Content::Flow),
            },
            _ => self.node_then(State::FlowMappingEmptyValue, Content::Flow),
        }
    }

    pub(super) fn flow_mapping_value(&mut self) -> Result<Event, SyntaxError> {
        let token = self.peek()?;
        if token.kind == TokenKind::Value {
            let content = self.take_and_peek(token)?;
            if !matches!(content.kind, TokenKind::FlowEntry | TokenKind::FlowMappingEnd) {
                return self.node_then(State::FlowMappingKey, Content::Flow);
            }
        }
        Ok(self.empty_then(State::FlowMappingKey))
    }

    pub(super) fn flow_mapping_empty_value(&mut self) -> Result<Event, SyntaxError> {
        self.peek()?;
        Ok(self.empty_then(State::FlowMappingKey))
    }

    /// The first token of an entry, or `end`; steps over the bracket in front of the first one and the comma in front of the
    /// others.
    fn peek_in_flow(&mut self, first: bool, end: TokenKind, problem: &'static str) -> Result<Token, SyntaxError> {
        let token = self.peek()?;
        if first {
            self.starts.push(token);
            return self.take_and_peek(token);
        }
        match token.kind {
            TokenKind::FlowEntry => self.take_and_peek(token),
            kind if kind == end => Ok(token),
            _ => Err(self.error_in_collection(problem, token)),
        }
    }
}
