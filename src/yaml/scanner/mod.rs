//! From text to tokens.
//!
//! The algorithm is libyaml's, which kubectl has through go-yaml: one pass, a stack of indentations, and one possible simple
//! key for each flow level. A token is scanned only when the parser needs it, because kubectl reports the first error it meets
//! and what it has not scanned can hold none.

mod block_scalar;
mod cursor;
mod directive;
mod flow_scalar;
mod indicator;
mod plain;
mod property;
mod simple_key;
mod token;

use super::tree::{Problem, Style, SyntaxError};
use crate::span::Span;
use cursor::{Class, Cursor, Mark};
use simple_key::SimpleKey;
use std::collections::VecDeque;
pub(super) use token::{Token, TokenKind};

/// Reads tokens off a text.
pub(super) struct Scanner<'t> {
    cursor: Cursor<'t>,
    /// Scanned, but not taken yet: while its first token may turn out to be a key, it has to wait.
    queue: VecDeque<Token>,
    /// Whether the first token of the queue has stopped waiting.
    ready: bool,
    /// The number of tokens taken, which makes it the number of the first token in the queue.
    taken: usize,
    /// The column of the innermost block collection; `None` outside of all.
    indent: Option<u32>,
    outer_indents: Vec<Option<u32>>,
    /// One for the block context and one for each open bracket.
    simple_keys: Vec<SimpleKey>,
    simple_key_allowed: bool,
    comments: Vec<Span>,
    max_depth: usize,
    /// Where the last token was looked for.
    last_fetch: u32,
    failure: Option<SyntaxError>,
}

impl<'t> Scanner<'t> {
    pub(super) fn new(text: &'t str, max_depth: usize) -> Self {
        Self {
            cursor: Cursor::new(text),
            queue: VecDeque::new(),
            ready: false,
            taken: 0,
            indent: None,
            outer_indents: Vec::new(),
            simple_keys: vec![SimpleKey::default()],
            simple_key_allowed: true,
            comments: Vec::new(),
            max_depth,
            last_fetch: 0,
            failure: None,
        }
    }

    /// The next token. At the end of the text this is [`TokenKind::StreamEnd`] for ever.
    pub(super) fn peek(&mut self) -> Result<Token, SyntaxError> {
        if !self.ready && self.failure.is_none() {
            self.failure = self.fill().err();
            self.ready = true;
        }
        if let (true, Some(failure)) = (self.queue.is_empty(), &self.failure) {
            return Err(failure.clone());
        }
        Ok(self.queue.front().copied().unwrap_or_else(|| self.token(TokenKind::StreamEnd, self.cursor.offset())))
    }

    /// Scans until the first token in the queue cannot become a key any more.
    fn fill(&mut self) -> Result<(), SyntaxError> {
        while self.queue.is_empty() || self.first_token_may_be_key()? {
            self.fetch()?;
        }
        Ok(())
    }

    /// Why scanning stopped, if it did. `peek` still shows the tokens before that place, so that the tree can have them, but
    /// no later error counts: kubectl does not get to it.
    pub(super) fn failure(&self) -> Option<&SyntaxError> {
        self.failure.as_ref()
    }

    /// Drops the token that `peek` showed.
    pub(super) fn take(&mut self) {
        self.ready = false;
        self.taken += 1;
        self.queue.pop_front();
    }

    /// The comments met so far, in order.
    pub(super) fn into_comments(self) -> Vec<Span> {
        self.comments
    }

    pub(super) fn text_of(&self, span: Span) -> &'t [u8] {
        self.cursor.bytes(span)
    }

    /// The character at `offset`; empty at the end of the text.
    pub(super) fn character_at(&self, offset: u32) -> Span {
        self.cursor.character_at(offset)
    }

    /// One past the last character that was looked at: libyaml fills its buffer with four before it scans a token, and with up
    /// to two while it scans one whose end it has to find. Measured; may be too small by two behind a line break in a plain
    /// scalar.
    pub(super) fn reach(&self) -> u32 {
        let searched = match self.queue.back().map(|token| token.kind) {
            _ if self.failure.is_some() => 1,
            Some(TokenKind::Scalar { style: Style::Plain, .. }) => 2,
            Some(
                TokenKind::Scalar { style: Style::Literal | Style::Folded, .. }
                | TokenKind::Alias
                | TokenKind::Anchor
                | TokenKind::Tag { .. },
            ) => 1,
            _ => 0,
        };
        let here = self.cursor.offset();
        self.cursor.offset_after(self.last_fetch, 4).max(self.cursor.offset_after(here, searched))
    }

    /// Scans one token, and those that it implies.
    fn fetch(&mut self) -> Result<(), SyntaxError> {
        self.skip_to_token();
        let column = self.cursor.column();
        self.close_indents(Some(column));
        self.last_fetch = self.cursor.offset();
        let Some(byte) = self.cursor.peek() else { return self.fetch_stream_end() };
        if self.cursor.at_line_start() {
            if byte == b'%' {
                return self.fetch_directive();
            }
            if self.cursor.at_document_marker(*b"---") {
                return self.fetch_document_marker(TokenKind::DocumentStart);
            }
            if self.cursor.at_document_marker(*b"...") {
                return self.fetch_document_marker(TokenKind::DocumentEnd);
            }
        }
        let space_follows = self.cursor.space_follows(1);
        match byte {
            b'[' => self.fetch_flow_start(TokenKind::FlowSequenceStart),
            b'{' => self.fetch_flow_start(TokenKind::FlowMappingStart),
            b']' => self.fetch_flow_end(TokenKind::FlowSequenceEnd),
            b'}' => self.fetch_flow_end(TokenKind::FlowMappingEnd),
            b',' => self.fetch_flow_entry(),
            b'-' if space_follows => self.fetch_block_entry(),
            b'?' if space_follows || self.in_flow() => self.fetch_key(),
            b':' if space_follows || self.in_flow() => self.fetch_value(),
            b'*' => self.fetch_property(TokenKind::Alias),
            b'&' => self.fetch_property(TokenKind::Anchor),
            b'!' => self.fetch_tag(),
            b'|' | b'>' if !self.in_flow() => self.fetch_block_scalar(),
            b'\'' | b'"' => self.fetch_quoted_scalar(byte),
            // The indicators that are left, and a tab where a simple key may start.
            b'|' | b'>' | b'#' | b'%' | b'@' | b'`' | b'\t' => Err(self.error("found character that cannot start any token")),
            _ => self.fetch_plain_scalar(),
        }
    }

    /// Steps over blanks, comments and line breaks.
    ///
    /// A tab may not stand where a simple key may start, which is what keeps it out of indentation.
    fn skip_to_token(&mut self) {
        // The caller has removed the byte order mark; kubectl tolerates a second one.
        if self.cursor.offset() == 0 && self.cursor.bytes(Span::new(0, 3)) == "\u{FEFF}".as_bytes() {
            self.cursor.advance(3);
        }
        loop {
            while self.cursor.take(b' ') || ((self.in_flow() || !self.simple_key_allowed) && self.cursor.take(b'\t')) {}
            self.skip_comment();
            if !self.cursor.take_break() {
                return;
            }
            if !self.in_flow() {
                self.simple_key_allowed = true;
            }
        }
    }

    fn skip_comment(&mut self) {
        if self.cursor.peek() == Some(b'#') {
            let start = self.cursor.offset();
            self.cursor.skip_line();
            self.comments.push(Span::new(start, self.cursor.offset()));
        }
    }

    /// Steps over the blanks, the comment and the break that may end a line; false if something else stands there.
    fn skip_line_end(&mut self) -> bool {
        self.cursor.skip_while(Class::BLANK);
        self.skip_comment();
        self.cursor.take_break() || self.cursor.at_end()
    }

    fn fetch_stream_end(&mut self) -> Result<(), SyntaxError> {
        self.cursor.end_last_line();
        self.close_indents(None);
        self.remove_simple_key()?;
        self.simple_key_allowed = false;
        self.push(TokenKind::StreamEnd, self.cursor.offset());
        Ok(())
    }

    fn fetch_document_marker(&mut self, kind: TokenKind) -> Result<(), SyntaxError> {
        self.close_indents(None);
        self.remove_simple_key()?;
        self.simple_key_allowed = false;
        self.push_indicator(kind, 3);
        Ok(())
    }

    fn in_flow(&self) -> bool {
        self.simple_keys.len() > 1
    }

    /// A token from `start` to here, on this line.
    fn token(&self, kind: TokenKind, start: u32) -> Token {
        Token { kind, span: Span::new(start, self.cursor.offset()), line: self.cursor.line() }
    }

    /// A token from `start`, which may be on an earlier line, to here.
    fn token_from(&self, kind: TokenKind, start: Mark) -> Token {
        Token { kind, span: Span::new(start.offset, self.cursor.offset()), line: start.line }
    }

    fn push(&mut self, kind: TokenKind, start: u32) {
        let token = self.token(kind, start);
        self.queue.push_back(token);
    }

    /// Steps over `len` bytes, which are the token.
    fn push_indicator(&mut self, kind: TokenKind, len: usize) {
        let start = self.cursor.offset();
        self.cursor.advance(len);
        self.push(kind, start);
    }

    /// An error at the next character.
    fn error(&self, problem: &'static str) -> SyntaxError {
        SyntaxError {
            problem: Problem::Text(problem),
            span: self.cursor.character(),
            context: None,
            kubectl_line: kubectl_line(self.cursor.line()),
        }
    }

    /// An error at the next character, in something that began at `start`.
    fn error_in(&self, problem: &'static str, start: u32) -> SyntaxError {
        SyntaxError { context: Some(self.cursor.character_at(start)), ..self.error(problem) }
    }
}

/// The line kubectl prints for an error of the scanner: counted from 1, except that the first line is left out.
fn kubectl_line(line: u32) -> Option<u32> {
    (line > 0).then(|| line.saturating_add(1))
}
