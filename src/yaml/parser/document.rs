//! Documents and their directives.

use super::{Content, Event, EventKind, Parser, State, event};
use crate::span::Span;
use crate::yaml::scanner::{Token, TokenKind};
use crate::yaml::tree::SyntaxError;

impl Parser<'_> {
    pub(super) fn document_start(&mut self, first: bool) -> Result<Event, SyntaxError> {
        let mut token = self.peek()?;
        while !first && token.kind == TokenKind::DocumentEnd {
            token = self.take_and_peek(token)?;
        }
        match token.kind {
            TokenKind::StreamEnd => {
                self.state = State::Done;
                Ok(event(EventKind::StreamEnd, token.span))
            }
            TokenKind::VersionDirective { .. } | TokenKind::TagDirective { .. } | TokenKind::DocumentStart => {
                self.explicit_document(token)
            }
            _ if first => {
                self.return_states.push(State::DocumentEnd);
                self.state = State::BlockNode;
                Ok(event(EventKind::DocumentStart, Span::at(token.span.start)))
            }
            _ => Err(self.error_at("did not find expected <document start>", token)),
        }
    }

    /// Each `%TAG` directive is an event of its own; the last event is the start of the document.
    fn explicit_document(&mut self, mut token: Token) -> Result<Event, SyntaxError> {
        loop {
            match token.kind {
                TokenKind::VersionDirective { major, minor } => {
                    if self.has_version {
                        return Err(self.error_at("found duplicate %YAML directive", token));
                    }
                    if (major, minor) != (1, 1) {
                        return Err(self.error_at("found incompatible YAML document", token));
                    }
                    self.has_version = true;
                }
                TokenKind::TagDirective { handle, prefix } => {
                    if !self.handles.insert(self.scanner.text_of(handle)) {
                        return Err(self.error_at("found duplicate %TAG directive", token));
                    }
                    self.take(token);
                    self.state = State::Directives;
                    return Ok(event(EventKind::TagDirective { prefix }, handle));
                }
                TokenKind::DocumentStart => break,
                _ => return Err(self.error_at("did not find expected <document start>", token)),
            }
            token = self.take_and_peek(token)?;
        }
        self.return_states.push(State::DocumentEnd);
        self.state = State::DocumentContent;
        self.take(token);
        Ok(event(EventKind::DocumentStart, token.span))
    }

    /// More directives, or the `---` they have to be followed by.
    pub(super) fn directives(&mut self) -> Result<Event, SyntaxError> {
        let token = self.peek()?;
        self.explicit_document(token)
    }

    pub(super) fn document_content(&mut self) -> Result<Event, SyntaxError> {
        match self.peek()?.kind {
            TokenKind::VersionDirective { .. }
            | TokenKind::TagDirective { .. }
            | TokenKind::DocumentStart
            | TokenKind::DocumentEnd
            | TokenKind::StreamEnd => {
                let then = self.return_state();
                Ok(self.empty_then(then))
            }
            _ => self.node(Content::Block),
        }
    }

    pub(super) fn document_end(&mut self) -> Result<Event, SyntaxError> {
        let token = self.peek()?;
        let mut marker = Span::at(token.span.start);
        if token.kind == TokenKind::DocumentEnd {
            self.take(token);
            marker = token.span;
        }
        self.handles.clear();
        self.has_version = false;
        self.state = State::DocumentStart;
        Ok(event(EventKind::DocumentEnd, marker))
    }
}
