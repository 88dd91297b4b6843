//! A file laid out for editing: its tree, and what stands in what.

use super::{Outside, Refusal};
use crate::fix::{Anchor, Target};
use crate::span::Span;
use crate::yaml::tree::{Kind, Layout, Node, NodeId, Stream, Style};
use crate::yaml::{self, Limits, origin};
use std::collections::HashMap;
use zeroize::Zeroizing;

/// One file, read for editing. Only its first document is there: kubectl reads no other.
pub(in crate::kubeconfig) struct Sheet<'a> {
    pub(in crate::kubeconfig) text: &'a str,
    pub(in crate::kubeconfig) stream: Stream,
    pub(super) outside: Outside<'a>,
    by_key: HashMap<Span, Slot>,
    pub(super) by_value: HashMap<Span, Slot>,
    mappings: HashMap<u32, NodeId>,
}

/// A place in a mapping or list.
#[derive(Clone, Copy)]
pub(super) struct Slot {
    /// The mapping or list.
    pub(super) holder: NodeId,
    /// Which pair or item of it.
    pub(super) index: usize,
    pub(super) key: Option<NodeId>,
    pub(super) value: NodeId,
}

pub(super) const KEY_EXISTS: Refusal = "the key is there already";
pub(super) const NOT_FOUND: Refusal = "its place is not found again";

impl<'a> Sheet<'a> {
    pub(in crate::kubeconfig) fn new(text: &'a str, outside: Outside<'a>) -> Self {
        let stream = yaml::parse(text, &Limits::default());
        let (by_key, by_value, mappings) = (HashMap::new(), HashMap::new(), HashMap::new());
        let mut sheet = Self { text, stream, outside, by_key, by_value, mappings };
        sheet.index();
        sheet
    }

    fn index(&mut self) {
        let mut pending: Vec<_> = self.stream.documents.first().and_then(|document| document.root).into_iter().collect();
        while let Some(holder) = pending.pop() {
            match self.stream.node(holder).kind {
                Kind::Mapping(_) => {
                    self.mappings.insert(self.stream.node(holder).token.start, holder);
                    for (index, (key, value)) in self.stream.pairs(holder).enumerate() {
                        let slot = Slot { holder, index, key: Some(key), value };
                        self.by_key.insert(self.stream.node(key).token, slot);
                        self.by_value.insert(self.stream.node(value).token, slot);
                        pending.extend([key, value]);
                    }
                }
                Kind::Sequence(_) => {
                    for (index, &value) in self.stream.children(holder).iter().enumerate() {
                        let slot = Slot { holder, index, key: None, value };
                        self.by_value.insert(self.stream.node(value).token, slot);
                        pending.push(value);
                    }
                }
                Kind::Scalar(_) | Kind::Alias { .. } => {}
            }
        }
    }

    pub(super) fn slot(&self, target: &Target) -> Result<Slot, Refusal> {
        let slot = match target.anchor {
            Anchor::Key(span) => self.by_key.get(&span),
            Anchor::Value(span) => self.by_value.get(&span),
            Anchor::Mapping(start) => self.mappings.get(&start).and_then(|&id| self.by_value.get(&self.node(id).token)),
            Anchor::Top => None,
        };
        slot.copied().ok_or(NOT_FOUND)
    }

    /// The value that a target is, or has.
    pub(super) fn value(&self, target: &Target) -> Result<NodeId, Refusal> {
        match target.anchor {
            Anchor::Top => self.stream.documents.first().and_then(|document| document.root).ok_or(NOT_FOUND),
            Anchor::Mapping(start) => self.mappings.get(&start).copied().ok_or(NOT_FOUND),
            _ => self.slot(target).map(|slot| slot.value),
        }
    }

    /// Refuses a key that a mapping has.
    pub(super) fn lacks_key(&self, mapping: NodeId, key: &str) -> Result<(), Refusal> {
        let is_there = self.stream.pairs(mapping).any(|(other, _)| self.decoded(other).as_str() == key);
        if is_there { Err(KEY_EXISTS) } else { Ok(()) }
    }

    pub(super) fn node(&self, id: NodeId) -> &Node {
        self.stream.node(id)
    }

    /// What was written in a span.
    pub(super) fn written(&self, span: Span) -> &str {
        self.text.get(span.range()).unwrap_or_default()
    }

    pub(super) fn decoded(&self, id: NodeId) -> Zeroizing<String> {
        Zeroizing::new(origin::decode(self.text, self.node(id)).into_owned())
    }

    /// Whether what stands in it is written between brackets.
    pub(super) fn is_flow(&self, holder: NodeId) -> bool {
        matches!(self.node(holder).kind, Kind::Mapping(Layout::Flow) | Kind::Sequence(Layout::Flow))
    }

    pub(super) fn style(&self, id: NodeId) -> Option<Style> {
        if let Kind::Scalar(style) = self.node(id).kind { Some(style) } else { None }
    }
}
