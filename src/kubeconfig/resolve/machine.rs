//! The walk over the tree, with a stack of its own.

use super::dump::dump;
use super::guard::AliasGuard;
use super::pairs::mark_shadowed;
use super::reader::Reader;
use super::{Fault, FaultKind, Resolved};
use crate::kubeconfig::kubectl_text::KubectlText;
use crate::kubeconfig::scalar::Key;
use crate::kubeconfig::value::{Data, Pair, Value};
use crate::span::Span;
use crate::yaml::tree::{Kind, NodeId, Stream};
use std::collections::{HashMap, HashSet};
use std::mem;
use zeroize::Zeroizing;

/// Faults beyond this number get no print-out of the value they are about.
const MAX_DUMPS: usize = 16;

pub(super) struct Machine<'t> {
    pub(super) reader: Reader<'t>,
    pub(super) frames: Vec<Frame>,
    /// The pairs of the mappings that are being filled; a `<<` pours into the last one.
    maps: Vec<Vec<Pair>>,
    /// The aliases that are being followed.
    pub(super) followed: HashSet<NodeId>,
    pub(super) guard: AliasGuard,
    dumps: usize,
    pub(super) done: Resolved,
}

/// A collection that is being filled.
pub(super) enum Frame {
    List {
        at: NodeId,
        next: usize,
        items: Vec<Value>,
    },
    /// With `merged_by`, the mapping behind a `<<`: it fills the mapping that has the `<<`.
    Map {
        at: NodeId,
        next: usize,
        key: PendingKey,
        merged_by: Option<Span>,
    },
    /// A list behind a `<<`, read from its end, because earlier items win.
    MergeList {
        at: NodeId,
        left: usize,
        merged_by: Span,
    },
    Alias {
        at: NodeId,
    },
}

/// How far a mapping is with its current pair.
pub(super) enum PendingKey {
    /// The key comes next.
    None,
    /// The key is a collection that is being read.
    Composite(NodeId),
    /// The value comes next.
    Ready(Key, Span),
}

impl<'t> Machine<'t> {
    pub(super) fn new(text: &'t str, stream: &'t Stream, document: usize) -> Self {
        Self {
            reader: Reader::new(text, stream, document),
            frames: Vec::new(),
            maps: Vec::new(),
            followed: HashSet::new(),
            guard: AliasGuard::default(),
            dumps: 0,
            done: Resolved {
                root: null(Span::at(0)),
                faults: Vec::new(),
                unsupported_keys: HashMap::new(),
                depth: 0,
                not_numbers: HashMap::new(),
            },
        }
    }

    pub(super) fn run(mut self, document: usize) -> Resolved {
        // go-yaml counts the document itself.
        self.guard.step();
        if let Some(root) = self.reader.stream.documents.get(document).and_then(|document| document.root) {
            self.enter(root);
        }
        while let Some(frame) = self.frames.pop() {
            self.done.depth = self.done.depth.max(self.frames.len() + 1);
            self.advance(frame);
        }
        self.done
    }

    /// Takes one step in the innermost collection, which was taken off the stack.
    fn advance(&mut self, frame: Frame) {
        match frame {
            Frame::List { at, next, items } => match self.reader.stream.children(at).get(next) {
                Some(&item) => {
                    self.frames.push(Frame::List { at, next: next + 1, items });
                    self.enter(item);
                }
                None => self.deliver(self.written(at, Data::List(items))),
            },
            Frame::Map { at, next, key, merged_by } => self.advance_map(at, next, key, merged_by),
            Frame::MergeList { at, left, merged_by } => {
                if let Some(&item) = left.checked_sub(1).and_then(|last| self.reader.stream.children(at).get(last)) {
                    self.frames.push(Frame::MergeList { at, left: left - 1, merged_by });
                    self.merge_one(item, merged_by);
                }
            }
            // What the alias points to was merged, so nothing was delivered.
            Frame::Alias { at } => self.leave_alias(at),
        }
    }

    fn advance_map(&mut self, at: NodeId, next: usize, key: PendingKey, merged_by: Option<Span>) {
        let children = self.reader.stream.children(at);
        let (Some(&key_node), Some(&value_node)) = (children.get(next), children.get(next + 1)) else {
            return self.finish_map(at, merged_by);
        };
        if let key @ PendingKey::Ready(..) = key {
            self.frames.push(Frame::Map { at, next, key, merged_by });
            return self.enter(value_node);
        }
        let key_span = self.reader.stream.node(key_node).token;
        if self.reader.is_merge(key_node) {
            self.frames.push(Frame::Map { at, next: next + 2, key: PendingKey::None, merged_by });
            return self.merge(value_node, merged_by.unwrap_or(key_span));
        }
        if let Some(scalar) = self.scalar_key(key_node) {
            let key = PendingKey::Ready(scalar.into_key(), key_span);
            self.frames.push(Frame::Map { at, next, key, merged_by });
        } else {
            self.frames.push(Frame::Map { at, next, key: PendingKey::Composite(key_node), merged_by });
            self.enter(key_node);
        }
    }

    fn finish_map(&mut self, at: NodeId, merged_by: Option<Span>) {
        if merged_by.is_none() {
            let pairs = self.maps.pop().unwrap_or_default();
            self.deliver(self.written(at, Data::Map(mark_shadowed(pairs))));
        }
    }

    /// Begins to read a node; a scalar is delivered at once (`decoder.unmarshal`).
    fn enter(&mut self, id: NodeId) {
        let node = self.reader.stream.node(id);
        self.count(node);
        match node.kind {
            Kind::Scalar(style) => {
                let scalar = self.scalar(node, style);
                let value = self.written(id, scalar.into_data());
                self.deliver(value);
            }
            Kind::Sequence(_) => {
                let items = Vec::with_capacity(self.reader.stream.children(id).len());
                self.frames.push(Frame::List { at: id, next: 0, items });
            }
            Kind::Mapping(_) => {
                self.maps.push(Vec::new());
                self.frames.push(Frame::Map { at: id, next: 0, key: PendingKey::None, merged_by: None });
            }
            Kind::Alias { target } => {
                if self.enter_alias(id) {
                    self.enter(target);
                } else {
                    self.deliver(null(node.token));
                }
            }
        }
    }

    /// Hands a finished value to what waits for it.
    fn deliver(&mut self, mut value: Value) {
        while let Some(Frame::Alias { at }) = self.frames.last() {
            let at = *at;
            self.frames.pop();
            self.leave_alias(at);
            value.span = self.reader.stream.node(at).token;
        }
        match self.frames.last_mut() {
            None => self.done.root = value,
            Some(Frame::List { items, .. }) => items.push(value),
            Some(Frame::Map { at, next, key, merged_by }) => match mem::replace(key, PendingKey::None) {
                PendingKey::Ready(key, key_span) => {
                    let value_node = self.reader.stream.children(*at).get(*next + 1).copied();
                    *next += 2;
                    let merged_by = *merged_by;
                    self.add_pair(key, key_span, value, value_node, merged_by);
                }
                PendingKey::Composite(key_node) => {
                    *next += 2;
                    let text = self.with_dump(KubectlText::new("yaml: invalid map key: "), Some(key_node));
                    self.fault(FaultKind::CompositeKey, self.reader.stream.node(key_node).token, text);
                }
                PendingKey::None => {}
            },
            Some(Frame::MergeList { .. } | Frame::Alias { .. }) => {}
        }
    }

    fn add_pair(&mut self, key: Key, key_span: Span, value: Value, value_node: Option<NodeId>, merged_by: Option<Span>) {
        match key {
            Key::Text(key) => {
                if let Some(pairs) = self.maps.last_mut() {
                    pairs.push(Pair { key, key_span, value, shadowed_by: None, merged_by });
                }
            }
            Key::Unsupported { type_name, literal } => {
                let text = KubectlText::new(format!("unsupported map key of type: {type_name}, key: "))
                    .hidden(Zeroizing::new(literal.clone()))
                    .words(", value: ");
                let fault = Fault { kind: FaultKind::UnsupportedKey, span: key_span, text: self.with_dump(text, value_node) };
                let map = self.filled_map();
                self.done.unsupported_keys.entry(map).or_default().insert(literal, fault);
            }
        }
    }

    /// Where the mapping is written that is being filled, through any number of `<<`.
    fn filled_map(&self) -> Span {
        let owner = self.frames.iter().rev().find_map(|frame| match frame {
            Frame::Map { at, merged_by: None, .. } => Some(self.reader.stream.node(*at).token),
            _ => None,
        });
        owner.unwrap_or_default()
    }

    /// Adds the print-out of a value.
    fn with_dump(&mut self, text: KubectlText, id: Option<NodeId>) -> KubectlText {
        self.dumps += 1;
        match id {
            Some(id) if self.dumps <= MAX_DUMPS => text.hidden(dump(&self.reader, id)),
            _ => text.left_out(),
        }
    }

    pub(super) fn fault(&mut self, kind: FaultKind, span: Span, text: KubectlText) {
        self.done.faults.push(Fault { kind, span, text });
    }

    /// A value that stands where its text is.
    pub(super) fn written(&self, id: NodeId, data: Data) -> Value {
        let span = self.reader.stream.node(id).token;
        Value { span, origin: span, node: Some(id), data }
    }
}

/// What stands for a value that cannot be had.
pub(super) fn null(span: Span) -> Value {
    Value { span, origin: span, node: None, data: Data::Null }
}
