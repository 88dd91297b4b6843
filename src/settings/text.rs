//! The text of a settings file as a tree, and what is wrong with it.

use crate::message::Message;
use crate::settings::Problem;
use crate::span::{Position, Range, Span};
use crate::yaml::tree::{Kind, NodeId, Stream};
use crate::yaml::{self, Limits, origin};
use std::borrow::Cow;
use std::collections::HashSet;

/// A settings file is written by hand.
const LIMITS: Limits = Limits { max_depth: 100, max_nodes: 100_000 };

/// A settings file that is being read.
pub(super) struct Text<'t> {
    source: &'t str,
    stream: Stream,
    pub(super) problems: Vec<Problem>,
    /// What may be shown of it.
    pub(super) shown: Vec<Span>,
}

impl<'t> Text<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        Self { source: text, stream: yaml::parse(text, &LIMITS), problems: Vec::new(), shown: Vec::new() }
    }

    /// The root, if it is a mapping; nothing at all is an empty one.
    pub(super) fn root(&mut self) -> Option<NodeId> {
        if let Some(error) = &self.stream.error {
            self.problem(error.span, "this is not YAML");
            return None;
        }
        if let Some(second) = self.stream.documents.get(1) {
            self.problem(Span::at(second.span.start), "settings are one document, and here a second one begins");
        }
        let root = self.stream.documents.first()?.root?;
        if self.is_null(root) {
            return None;
        }
        self.mapping(root, "expected settings, as in `fail-on: warning`").map(|()| root)
    }

    fn mapping(&mut self, id: NodeId, expected: &'static str) -> Option<()> {
        let node = self.stream.node(id);
        if matches!(node.kind, Kind::Mapping(_)) {
            return Some(());
        }
        self.problem(node.token, expected);
        None
    }

    /// The keys of a mapping with their values. What is no key, or stands there twice, is a problem.
    pub(super) fn pairs(&mut self, id: NodeId, expected: &'static str) -> Vec<(NodeId, Cow<'t, str>, NodeId)> {
        if self.mapping(id, expected).is_none() {
            return Vec::new();
        }
        let mut seen = HashSet::new();
        let mut pairs = Vec::new();
        for (key, value) in self.stream.pairs(id).collect::<Vec<_>>() {
            match self.scalar(key) {
                Some(name) if seen.insert(name.clone()) => pairs.push((key, name, value)),
                Some(_) => self.problem(self.span(key), "this key stands here twice"),
                None => self.problem(self.span(key), "a key is a plain text"),
            }
        }
        pairs
    }

    /// The items of a list, or the one thing that stands in place of it.
    pub(super) fn items(&self, id: NodeId) -> Vec<NodeId> {
        match self.stream.node(id).kind {
            Kind::Sequence(_) => self.stream.children(id).to_vec(),
            _ if self.is_null(id) => Vec::new(),
            _ => vec![id],
        }
    }

    /// The words of a list, or the one that stands in place of it.
    pub(super) fn words(&mut self, id: NodeId, expected: &'static str) -> Vec<(NodeId, Cow<'t, str>)> {
        let items = self.items(id);
        items.into_iter().filter_map(|item| self.word(item, expected).map(|word| (item, word))).collect()
    }

    /// A text that is not empty. As in a shell, it does not matter what a reader of YAML takes it for: `off` is `off`.
    pub(super) fn word(&mut self, id: NodeId, expected: &'static str) -> Option<Cow<'t, str>> {
        let word = self.scalar(id).filter(|word| !word.is_empty());
        if word.is_none() {
            self.problem(self.span(id), expected);
        }
        word
    }

    fn scalar(&self, id: NodeId) -> Option<Cow<'t, str>> {
        let node = self.stream.node(id);
        matches!(node.kind, Kind::Scalar(_)).then(|| origin::decode(self.source, node))
    }

    /// Whether nothing stands there.
    pub(super) fn is_null(&self, id: NodeId) -> bool {
        self.scalar(id).is_some_and(|text| text.is_empty() || text == "~" || text == "null")
    }

    pub(super) fn span(&self, id: NodeId) -> Span {
        self.stream.node(id).token
    }

    /// Notes that a node may be shown: it is a known word.
    pub(super) fn show(&mut self, id: NodeId) {
        self.shown.push(self.span(id));
    }

    pub(super) fn problem(&mut self, span: Span, message: impl Into<Message>) {
        let start = self.range(span).start;
        self.problems.push(Problem { start, message: message.into() });
    }

    /// A span as lines and columns.
    pub(super) fn range(&self, span: Span) -> Range {
        Range { start: self.position(span.start), end: self.position(span.end) }
    }

    fn position(&self, offset: u32) -> Position {
        let before = &self.source[..(offset as usize).min(self.source.len())];
        let line = before.rsplit('\n').next().unwrap_or(before);
        let count = |count: usize| u32::try_from(count).unwrap_or(u32::MAX).saturating_add(1);
        Position {
            line: count(before.matches('\n').count()),
            column: count(line.chars().count()),
            utf16_column: count(line.encode_utf16().count()),
            byte: offset,
        }
    }
}
