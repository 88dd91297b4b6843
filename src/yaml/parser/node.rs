//! Nodes: properties, then content.

use super::{Content, Event, EventKind, Parser, Properties, State};
use crate::span::Span;
use crate::yaml::scanner::{Token, TokenKind};
use crate::yaml::tree::{Layout, SyntaxError};

impl Parser<'_> {
    pub(super) fn node(&mut self, content: Content) -> Result<Event, SyntaxError> {
        let first = self.peek()?;
        if first.kind == TokenKind::Alias {
            self.state = self.return_state();
            self.take(first);
            return Ok(Event { kind: EventKind::Alias, token: first.span, properties: Properties::default() });
        }
        let (properties, token) = self.properties(first)?;
        if let Some((kind, then)) = collection(token.kind, content) {
            self.state = then;
            return Ok(Event { kind, token: token.span, properties });
        }
        if let TokenKind::Scalar { style, indent } = token.kind {
            self.state = self.return_state();
            self.take(token);
            return Ok(Event { kind: EventKind::Scalar { style, indent }, token: token.span, properties });
        }
        if properties.start.is_some() {
            self.state = self.return_state();
            return Ok(self.empty_scalar(properties));
        }
        Err(self.error_at("did not find expected node content", token))
    }

    /// An anchor and a tag, in either order, if they are there; and the token after them.
    fn properties(&mut self, first: Token) -> Result<(Properties, Token), SyntaxError> {
        let mut properties = Properties::default();
        let mut tag = None;
        let mut token = first;
        loop {
            match token.kind {
                TokenKind::Anchor if properties.anchor.is_none() => {
                    properties.anchor = Some(Span::new(token.span.start + 1, token.span.end));
                }
                TokenKind::Tag { .. } if properties.tag.is_none() => {
                    properties.tag = Some(token.span);
                    tag = Some(token);
                }
                _ => break,
            }
            properties.start = properties.start.or(Some(first.span.start));
            token = self.take_and_peek(token)?;
        }
        if let Some(tag) = tag.filter(|&tag| !self.is_defined(tag)) {
            let context = Some(self.scanner.character_at(first.span.start));
            return Err(SyntaxError { context, ..self.error_at("found undefined tag handle", tag) });
        }
        Ok((properties, token))
    }

    /// Whether the handle of a tag is one of the two that always exist or of a directive's.
    fn is_defined(&self, tag: Token) -> bool {
        let TokenKind::Tag { handle } = tag.kind else { return true };
        let handle = self.scanner.text_of(Span::new(tag.span.start, tag.span.start + handle));
        matches!(handle, b"" | b"!" | b"!!") || self.handles.contains(handle)
    }
}

/// The collection that a token starts, and what comes next in it.
fn collection(kind: TokenKind, content: Content) -> Option<(EventKind, State)> {
    Some(match (kind, content) {
        (TokenKind::FlowSequenceStart, _) => (EventKind::SequenceStart(Layout::Flow), State::FlowSequenceFirstEntry),
        (TokenKind::FlowMappingStart, _) => (EventKind::MappingStart(Layout::Flow), State::FlowMappingFirstKey),
        (_, Content::Flow) => return None,
        (TokenKind::BlockSequenceStart, _) => (EventKind::SequenceStart(Layout::Block), State::BlockSequenceFirstEntry),
        (TokenKind::BlockMappingStart, _) => (EventKind::MappingStart(Layout::Block), State::BlockMappingFirstKey),
        (TokenKind::BlockEntry, Content::BlockOrIndentless) => {
            (EventKind::SequenceStart(Layout::Block), State::IndentlessSequenceEntry)
        }
        _ => return None,
    })
}
