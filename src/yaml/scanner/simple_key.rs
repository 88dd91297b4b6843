//! Simple keys: keys without a `?`, which are known as keys only once their `:` is met.

use super::cursor::Mark;
use super::{Scanner, Token, TokenKind, kubectl_line};
use crate::span::Span;
use crate::yaml::tree::{Problem, SyntaxError};

/// The most characters between the start of a simple key and its `:`.
const MAX_LENGTH: u32 = 1024;

/// What may turn out to be a simple key.
#[derive(Clone, Copy)]
pub(super) struct SimpleKey {
    possible: bool,
    /// In a block mapping nothing but a key can stand at the mapping's indentation.
    required: bool,
    /// The number of its first token, counted from the start of the stream.
    token: usize,
    /// Whether its first token waits for it in the queue. go-yaml finds keys by that number, and forgets the one of a bracket
    /// when nothing in the brackets could be a key: the `{` of `{}` is handed out as soon as the `}` is seen.
    waited_for: bool,
    start: Mark,
}

impl Default for SimpleKey {
    fn default() -> Self {
        Self { possible: false, required: false, token: 0, waited_for: false, start: Mark { offset: 0, line: 0, column: 0 } }
    }
}

impl Scanner<'_> {
    /// Whether a later `:` can still make a key of the first token in the queue.
    ///
    /// The numbers of the tokens grow from level to level, so the one level that matters is found by bisection.
    pub(super) fn first_token_may_be_key(&mut self) -> Result<bool, SyntaxError> {
        let level = self.simple_keys.partition_point(|key| key.token < self.taken);
        match self.simple_keys.get(level) {
            Some(key) if key.token == self.taken && key.waited_for => self.may_be_key(level),
            _ => Ok(false),
        }
    }

    fn may_be_key(&mut self, level: usize) -> Result<bool, SyntaxError> {
        let key = self.simple_keys[level];
        if !key.possible {
            return Ok(false);
        }
        // Both places are on one line, so the difference of the columns is the number of characters.
        if key.start.line == self.cursor.line() && self.cursor.column() - key.start.column <= MAX_LENGTH {
            return Ok(true);
        }
        self.simple_keys[level].possible = false;
        if key.required { Err(self.key_without_value(key)) } else { Ok(false) }
    }

    /// Notes that a simple key may start here.
    pub(super) fn save_simple_key(&mut self) -> Result<(), SyntaxError> {
        if !self.simple_key_allowed {
            return Ok(());
        }
        self.remove_simple_key()?;
        let start = self.cursor.mark();
        let required = !self.in_flow() && self.indent == Some(start.column);
        let token = self.next_number();
        if let Some(key) = self.simple_keys.last_mut() {
            *key = SimpleKey { possible: true, required, token, waited_for: true, start };
        }
        Ok(())
    }

    /// Gives up the possible simple key of this level.
    pub(super) fn remove_simple_key(&mut self) -> Result<(), SyntaxError> {
        match self.simple_keys.last_mut() {
            Some(key) if key.possible => key.possible = false,
            _ => return Ok(()),
        }
        match self.simple_keys.last() {
            Some(&key) if key.required => Err(self.key_without_value(key)),
            _ => Ok(()),
        }
    }

    /// Enters a bracket.
    pub(super) fn push_level(&mut self) {
        self.simple_keys.push(SimpleKey { token: self.next_number(), ..SimpleKey::default() });
    }

    /// Leaves a bracket.
    pub(super) fn pop_level(&mut self) {
        if !self.in_flow() {
            return;
        }
        if let (Some(inner), Some(outer)) = (self.simple_keys.pop(), self.simple_keys.last_mut())
            && inner.token == outer.token
        {
            outer.waited_for = false;
        }
    }

    /// At a `:`, puts the key token in front of the simple key of this level; false if there is none. Where the key's tokens
    /// have been taken already, the key token comes too late and the parser stumbles over it, as kubectl's does.
    pub(super) fn insert_key(&mut self) -> Result<bool, SyntaxError> {
        let level = self.simple_keys.len() - 1;
        if !self.may_be_key(level)? {
            return Ok(false);
        }
        let key = self.simple_keys[level];
        self.simple_keys[level].possible = false;
        let place = key.token.checked_sub(self.taken);
        let offset = if place.is_some() { key.start.offset } else { self.cursor.offset() };
        let start = Mark { offset, ..key.start };
        let token = Token { kind: TokenKind::Key, span: Span::at(start.offset), line: start.line };
        self.queue.insert(place.unwrap_or(self.queue.len()), token);
        self.open_indent(start, place, TokenKind::BlockMappingStart)?;
        Ok(true)
    }

    /// The number of the next token to be queued.
    fn next_number(&self) -> usize {
        self.taken + self.queue.len()
    }

    /// kubectl blames the place where it gives up; what lacks its `:` is the key.
    fn key_without_value(&self, key: SimpleKey) -> SyntaxError {
        SyntaxError {
            problem: Problem::Text("could not find expected ':'"),
            span: self.cursor.rest_of_line(key.start.offset),
            context: None,
            kubectl_line: kubectl_line(self.cursor.line()),
        }
    }
}
