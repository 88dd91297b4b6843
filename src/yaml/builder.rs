//! From events to the tree.

use super::Limits;
use super::parser::{Event, EventKind, Parser};
use super::tree::{Document, Kind, Node, NodeId, Problem, Stream, Style, SyntaxError, TagDirective};
use crate::span::Span;
use std::collections::HashMap;

/// Reads all documents of a text.
pub(super) fn build(text: &str, limits: &Limits) -> Stream {
    // Kubeconfigs have about one node in 20 bytes, and less where there are certificates in them.
    let expected_nodes = (text.len() / 20).min(1 << 16);
    let nodes = Vec::with_capacity(expected_nodes);
    let children = Vec::with_capacity(expected_nodes);
    let mut builder = Builder {
        text,
        parser: Parser::new(text, limits.max_depth),
        max_nodes: limits.max_nodes,
        stream: Stream { nodes, children, ..Stream::default() },
        open: Vec::new(),
        waiting: Vec::new(),
        anchors: HashMap::new(),
        in_document: false,
        first_is_done: false,
    };
    let outcome = builder.read();
    builder.finish(outcome)
}

struct Builder<'t> {
    text: &'t str,
    parser: Parser<'t>,
    max_nodes: usize,
    stream: Stream,
    /// The collections around the next node, outermost first.
    open: Vec<Open>,
    /// Nodes whose parent is still open. They move to the stream with all their siblings at once.
    waiting: Vec<NodeId>,
    /// The last node of each name in this document.
    anchors: HashMap<&'t str, NodeId>,
    in_document: bool,
    /// Whether kubectl has what it reads.
    first_is_done: bool,
}

/// A collection whose end has not come yet.
struct Open {
    node: NodeId,
    /// Its first child in `waiting`.
    first_child: usize,
}

impl Builder<'_> {
    fn read(&mut self) -> Result<(), SyntaxError> {
        loop {
            let event = self.parser.next_event()?;
            match event.kind {
                EventKind::StreamEnd => return Ok(()),
                EventKind::DocumentStart => self.start_document(),
                EventKind::DocumentEnd => self.end_document(event.token.end),
                EventKind::TagDirective { prefix } => {
                    let directive = TagDirective { document: self.stream.documents.len(), handle: event.token, prefix };
                    self.stream.tag_directives.push(directive);
                }
                EventKind::CollectionEnd => self.close(event.token.end),
                EventKind::Alias => {
                    let target = self.target(event.token)?;
                    self.add(event, Kind::Alias { target })?;
                }
                EventKind::Scalar { style, .. } => {
                    self.add(event, Kind::Scalar(style))?;
                }
                EventKind::SequenceStart(layout) => self.open(event, Kind::Sequence(layout))?,
                EventKind::MappingStart(layout) => self.open(event, Kind::Mapping(layout))?,
            }
        }
    }

    fn start_document(&mut self) {
        let start = self.stream.documents.last().map_or(0, |document| document.span.end);
        self.stream.documents.push(Document { root: None, span: Span::at(start) });
        self.anchors.clear();
        self.in_document = true;
    }

    fn end_document(&mut self, end: u32) {
        if let Some(document) = self.stream.documents.last_mut() {
            document.span.end = end;
        }
        self.in_document = false;
        // What comes out of the queue after a failure is not what kubectl got.
        if !self.first_is_done && self.parser.failure().is_none() {
            self.first_is_done = true;
            self.stream.reach = self.parser.reach();
        }
    }

    /// The node that an alias stands for.
    fn target(&self, alias: Span) -> Result<NodeId, SyntaxError> {
        let name = Span::new(alias.start + 1, alias.end);
        let target = self.text.get(name.range()).and_then(|name| self.anchors.get(name));
        target.copied().ok_or(SyntaxError {
            problem: Problem::UnknownAnchor(name),
            span: alias,
            context: None,
            kubectl_line: None,
        })
    }

    fn add(&mut self, event: Event, kind: Kind) -> Result<NodeId, SyntaxError> {
        let properties = event.properties;
        let id = match u32::try_from(self.stream.nodes.len()) {
            Ok(id) if self.stream.nodes.len() < self.max_nodes => NodeId(id),
            _ => return Err(too_many_nodes(event.token)),
        };
        let indent = if let EventKind::Scalar { indent, .. } = event.kind { indent } else { 0 };
        self.stream.nodes.push(Node {
            kind,
            token: event.token,
            full: Span::new(properties.start.unwrap_or(event.token.start), event.token.end),
            tag: properties.tag,
            anchor: properties.anchor,
            indent,
            first_child: 0,
            child_count: 0,
        });
        if let Some(name) = properties.anchor.and_then(|name| self.text.get(name.range())) {
            self.anchors.insert(name, id);
        }
        if !self.open.is_empty() {
            self.waiting.push(id);
        } else if let Some(document) = self.stream.documents.last_mut() {
            document.root = Some(id);
        }
        Ok(id)
    }

    fn open(&mut self, event: Event, kind: Kind) -> Result<(), SyntaxError> {
        let node = self.add(event, kind)?;
        self.open.push(Open { node, first_child: self.waiting.len() });
        Ok(())
    }

    /// Ends the innermost collection.
    fn close(&mut self, end: u32) {
        let Some(Open { node, first_child }) = self.open.pop() else { return };
        let children = &mut self.stream.children;
        let node = &mut self.stream.nodes[node.0 as usize];
        // There are no more children than nodes, and those are counted in 32 bits.
        node.first_child = u32::try_from(children.len()).unwrap_or(u32::MAX);
        children.extend(self.waiting.drain(first_child..));
        node.child_count = u32::try_from(children.len()).unwrap_or(u32::MAX) - node.first_child;
        node.token.end = end;
        node.full.end = end;
    }

    fn finish(mut self, outcome: Result<(), SyntaxError>) -> Stream {
        if !self.first_is_done {
            self.stream.reach = self.parser.reach();
        }
        if let Some(error) = self.parser.failure().cloned().or(outcome.err()) {
            let place = if self.first_is_done { &mut self.stream.rest_error } else { &mut self.stream.error };
            *place = Some(error);
            self.close_all();
        }
        self.stream.comments = self.parser.into_comments();
        self.stream
    }

    /// Makes a tree of what there is.
    fn close_all(&mut self) {
        // The first token of the innermost collection may not have been taken yet.
        let innermost = self.open.last().map_or(0, |open| self.stream.node(open.node).token.start);
        let end = self.parser.last_end().max(innermost);
        while let Some(open) = self.open.last() {
            let is_mapping = matches!(self.stream.node(open.node).kind, Kind::Mapping(_));
            if is_mapping && !(self.waiting.len() - open.first_child).is_multiple_of(2) {
                self.add_missing_value(end);
            }
            self.close(end);
        }
        if self.in_document {
            self.end_document(u32::try_from(self.text.len()).unwrap_or(u32::MAX));
        }
    }

    /// The value of the key that reading stopped after. It may exceed the limit, by one for each open mapping.
    fn add_missing_value(&mut self, end: u32) {
        let Ok(id) = u32::try_from(self.stream.nodes.len()) else { return };
        self.waiting.push(NodeId(id));
        self.stream.nodes.push(Node::empty(end));
    }
}

fn too_many_nodes(span: Span) -> SyntaxError {
    SyntaxError { problem: Problem::Text("more nodes than this reader takes"), span, context: None, kubectl_line: None }
}

impl Node {
    /// A value that was left out.
    fn empty(place: u32) -> Self {
        Self {
            kind: Kind::Scalar(Style::Plain),
            token: Span::at(place),
            full: Span::at(place),
            tag: None,
            anchor: None,
            indent: 0,
            first_child: 0,
            child_count: 0,
        }
    }
}
