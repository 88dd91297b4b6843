//! From tokens to events: an automaton with a stack of states, so that depth costs no recursion.
//!
//! The states are libyaml's. They matter beyond what they accept: which token is looked at when decides which of several
//! errors kubectl reports.

mod block;
mod document;
mod event;
mod flow;
mod node;

use super::scanner::{Scanner, Token, TokenKind};
use super::tree::{Problem, Style, SyntaxError};
use crate::span::Span;
pub(super) use event::{Event, EventKind, Properties};
use std::collections::HashSet;

/// Reads events off a text.
pub(super) struct Parser<'t> {
    scanner: Scanner<'t>,
    state: State,
    /// Where to go on when the current node is done.
    return_states: Vec<State>,
    /// The first tokens of the open collections that report errors against them.
    starts: Vec<Token>,
    /// The handles that the `%TAG` directives of this document define.
    handles: HashSet<&'t [u8]>,
    /// Whether this document has a `%YAML` directive.
    has_version: bool,
    /// Where the last token that is written in the text ended.
    last_end: u32,
}

/// What the next token is looked at as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    /// The start of the first document, which needs no `---`.
    FirstDocument,
    DocumentStart,
    /// After a `%TAG` directive.
    Directives,
    DocumentContent,
    DocumentEnd,
    BlockNode,
    BlockSequenceFirstEntry,
    BlockSequenceEntry,
    /// A sequence in a mapping, whose `-` stand at the column of the mapping's keys.
    IndentlessSequenceEntry,
    BlockMappingFirstKey,
    BlockMappingKey,
    BlockMappingValue,
    FlowSequenceFirstEntry,
    FlowSequenceEntry,
    /// A mapping of one pair, written as an entry of a sequence.
    PairKey,
    PairValue,
    PairEnd,
    FlowMappingFirstKey,
    FlowMappingKey,
    FlowMappingValue,
    /// After a key without `?` and `:`.
    FlowMappingEmptyValue,
    Done,
}

/// What a node may consist of, beside scalars and flow collections.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Content {
    /// Nothing else.
    Flow,
    /// Block collections.
    Block,
    /// Block collections, and a sequence whose `-` stand at the column of the keys around it.
    BlockOrIndentless,
}

impl<'t> Parser<'t> {
    pub(super) fn new(text: &'t str, max_depth: usize) -> Self {
        Self {
            scanner: Scanner::new(text, max_depth),
            state: State::FirstDocument,
            return_states: Vec::new(),
            starts: Vec::new(),
            handles: HashSet::new(),
            has_version: false,
            last_end: 0,
        }
    }

    /// The next event. At the end of the text this is [`EventKind::StreamEnd`] for ever.
    pub(super) fn next_event(&mut self) -> Result<Event, SyntaxError> {
        match self.state {
            State::FirstDocument => self.document_start(true),
            State::DocumentStart => self.document_start(false),
            State::Directives => self.directives(),
            State::DocumentContent => self.document_content(),
            State::DocumentEnd => self.document_end(),
            State::BlockNode => self.node(Content::Block),
            State::BlockSequenceFirstEntry => self.block_sequence_entry(true),
            State::BlockSequenceEntry => self.block_sequence_entry(false),
            State::IndentlessSequenceEntry => self.indentless_sequence_entry(),
            State::BlockMappingFirstKey => self.block_mapping_key(true),
            State::BlockMappingKey => self.block_mapping_key(false),
            State::BlockMappingValue => self.block_mapping_value(),
            State::FlowSequenceFirstEntry => self.flow_sequence_entry(true),
            State::FlowSequenceEntry => self.flow_sequence_entry(false),
            State::PairKey => self.pair_key(),
            State::PairValue => self.pair_value(),
            State::PairEnd => self.pair_end(),
            State::FlowMappingFirstKey => self.flow_mapping_key(true),
            State::FlowMappingKey => self.flow_mapping_key(false),
            State::FlowMappingValue => self.flow_mapping_value(),
            State::FlowMappingEmptyValue => self.flow_mapping_empty_value(),
            State::Done => Ok(event(EventKind::StreamEnd, Span::at(self.last_end))),
        }
    }

    /// The comments met so far, in order.
    pub(super) fn into_comments(self) -> Vec<Span> {
        self.scanner.into_comments()
    }

    /// Why scanning stopped, if it did; see [`Scanner::failure`].
    pub(super) fn failure(&self) -> Option<&SyntaxError> {
        self.scanner.failure()
    }

    /// One past the last character that was looked at.
    pub(super) fn reach(&self) -> u32 {
        self.scanner.reach()
    }

    /// Where the last token that is written in the text ended.
    pub(super) fn last_end(&self) -> u32 {
        self.last_end
    }

    fn peek(&mut self) -> Result<Token, SyntaxError> {
        self.scanner.peek()
    }

    /// Steps over `token`, which `peek` has shown.
    fn take(&mut self, token: Token) {
        if !token.span.is_empty() {
            self.last_end = token.span.end;
        }
        self.scanner.take();
    }

    /// Steps over `token` and shows the next one.
    fn take_and_peek(&mut self, token: Token) -> Result<Token, SyntaxError> {
        self.take(token);
        self.peek()
    }

    /// The state that waits for the end of the current node.
    fn return_state(&mut self) -> State {
        self.return_states.pop().unwrap_or(State::Done)
    }

    /// Reads a node and goes on with `then`.
    fn node_then(&mut self, then: State, content: Content) -> Result<Event, SyntaxError> {
        self.return_states.push(then);
        self.node(content)
    }

    /// Takes the place of a node that is not there, and goes on with `then`.
    fn empty_then(&mut self, then: State) -> Event {
        self.state = then;
        self.empty_scalar(Properties::default())
    }

    fn empty_scalar(&self, properties: Properties) -> Event {
        let kind = EventKind::Scalar { style: Style::Plain, indent: 0 };
        Event { kind, token: Span::at(self.last_end), properties }
    }

    /// Ends the innermost collection at `token`, which belongs to it.
    fn end_collection(&mut self, token: Token) -> Event {
        self.take(token);
        self.starts.pop();
        self.state = self.return_state();
        self.collection_end()
    }

    fn collection_end(&self) -> Event {
        event(EventKind::CollectionEnd, Span::at(self.last_end))
    }

    /// Something else stands where `token` stands.
    fn error_at(&self, problem: &'static str, token: Token) -> SyntaxError {
        let span = if token.span.is_empty() { self.scanner.character_at(token.span.start) } else { token.span };
        SyntaxError { problem: Problem::Text(problem), span, context: None, kubectl_line: kubectl_line(token) }
    }

    /// Something else stands where `token` stands, in the innermost collection.
    fn error_in_collection(&self, problem: &'static str, token: Token) -> SyntaxError {
        let error = self.error_at(problem, token);
        let Some(start) = self.starts.last() else { return error };
        let start = self.scanner.character_at(start.span.start);
        if token.kind == TokenKind::StreamEnd {
            return SyntaxError { span: start, ..error };
        }
        SyntaxError { context: Some(start), ..error }
    }
}

fn event(kind: EventKind, token: Span) -> Event {
    Event { kind, token, properties: Properties::default() }
}

/// The line kubectl prints for an error of the parser: counted from 0, and left out where that gives 0.
fn kubectl_line(token: Token) -> Option<u32> {
    (token.line > 0).then_some(token.line)
}
