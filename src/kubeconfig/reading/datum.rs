//! A place in a reading.

use super::atom::Atom;
use super::{Names, Reading};
use crate::address::{Address, Segment};
use crate::kubeconfig::examine::Target;
use crate::kubeconfig::publish;
use crate::kubeconfig::schema::{Exposure, Object, Type};
use crate::message::{Name, Part};
use crate::span::Span;
use crate::yaml::tree::{self, NodeId};
use zeroize::Zeroizing;

/// A value as a library sees it. It tells types, facts and public names, but no text.
#[derive(Clone)]
pub struct Datum<'r> {
    pub(super) reading: &'r Reading<'r>,
    /// The value itself, aliases followed.
    pub(super) node: NodeId,
    /// Where to point at: its key, or itself in a list.
    key: Span,
    address: Address,
    /// What is known about its keys, where the schema knows it as a mapping or as a list of mappings.
    object: Option<&'static Object>,
    pub(super) exposure: Exposure,
}

/// The type of a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Nothing.
    Null,
    /// A boolean.
    Bool(bool),
    /// A whole number.
    Int,
    /// Another number.
    Float,
    /// A date or a moment.
    Date,
    /// A text.
    Text,
    /// Bytes.
    Bytes,
    /// A list.
    List,
    /// A mapping.
    Map,
    /// The library does not take it.
    Refused,
}

impl<'r> Datum<'r> {
    pub(super) fn root(reading: &'r Reading<'r>, node: NodeId, object: &'static Object) -> Self {
        let node = reading.origin(node);
        let key = Span::at(reading.stream.node(node).token.start);
        Self { reading, node, key, address: Address::ROOT, object: Some(object), exposure: Exposure::Public }
    }

    /// Its type.
    pub fn kind(&self) -> Kind {
        match self.reading.stream.node(self.node).kind {
            tree::Kind::Sequence(_) => Kind::List,
            tree::Kind::Mapping(_) => Kind::Map,
            tree::Kind::Scalar(_) | tree::Kind::Alias { .. } => {
                self.reading.atom(self.node).map_or(Kind::Refused, |atom| kind(&atom))
            }
        }
    }

    /// Whether it is nothing: `null`, `~`, or left out.
    pub fn is_null(&self) -> bool {
        self.kind() == Kind::Null
    }

    /// The value of a key of a mapping: of several with the same key the last, and what stands in the mapping before what `<<` brings.
    pub fn get(&self, key: &'static str) -> Option<Self> {
        let (key_node, value) = self.reading.find(self.node, key)?;
        let spec = self.object.filter(|_| self.kind() == Kind::Map).and_then(|object| object.field(key));
        let object = spec.and_then(|spec| match spec.ty {
            Type::Object(object) | Type::List(object) => Some(object),
            _ => None,
        });
        Some(Self {
            reading: self.reading,
            node: self.reading.origin(value),
            key: self.reading.stream.node(key_node).token,
            address: self.address.key(key),
            object,
            exposure: spec.map_or(Exposure::Secret, |spec| spec.exposure),
        })
    }

    /// Whether it is a mapping that has the key.
    pub fn has(&self, key: &str) -> bool {
        self.reading.find(self.node, key).is_some()
    }

    /// The items of a list; none for anything else.
    pub fn items(&self) -> impl Iterator<Item = Self> + use<'r> {
        let list = self.clone();
        let children = match self.kind() {
            Kind::List => self.reading.stream.children(self.node),
            _ => &[],
        };
        children.iter().enumerate().map(move |(index, &node)| list.item(index, node))
    }

    fn item(&self, index: usize, node: NodeId) -> Self {
        let key = Span::at(self.reading.stream.node(node).token.start);
        let unnamed =
            Self { node: self.reading.origin(node), key, address: self.address.join(Segment::Index(index)), ..self.clone() };
        match unnamed.get("name").and_then(|name| name.name()).filter(|name| !name.as_str().is_empty()) {
            Some(name) => Self { address: self.address.join(Segment::Entry(name)), ..unnamed },
            None => unnamed,
        }
    }

    /// The keys and values of a mapping, what `<<` brings last; of several with the same key only the strongest. None for anything else.
    pub fn entries(&self) -> Vec<(Self, Self)> {
        let inner = |node: NodeId, key: NodeId| Self {
            node: self.reading.origin(node),
            key: self.reading.stream.node(key).token,
            object: None,
            exposure: Exposure::Secret,
            ..self.clone()
        };
        let (mut entries, mut stronger) = (Vec::new(), Names::default());
        for layer in self.reading.layers(self.node) {
            let pairs = self.reading.stream.pairs(layer).filter(|&(key, _)| !self.reading.is_merge(key));
            let own = pairs.map(|(key, value)| (inner(key, key), inner(value, key)));
            let new: Vec<(Self, Self)> = own.filter(|(key, _)| stronger.get(key).is_none()).collect();
            for (key, _) in &new {
                stronger.insert(key, ());
            }
            entries.extend(new);
        }
        entries
    }

    /// Whether a list, mapping or text has nothing in it.
    pub fn is_empty(&self) -> bool {
        match self.reading.stream.node(self.node).kind {
            tree::Kind::Sequence(_) | tree::Kind::Mapping(_) => self.reading.stream.children(self.node).is_empty(),
            _ => match self.reading.atom(self.node) {
                Some(Atom::Text(text) | Atom::Bytes(text)) => text.is_empty(),
                _ => false,
            },
        }
    }

    /// Python's `bool()`: nothing, `False`, zero and what is empty are false.
    pub fn is_truthy(&self) -> bool {
        match self.reading.atom(self.node) {
            Some(Atom::Null) => false,
            Some(Atom::Bool(value)) => value,
            Some(Atom::Int(digits)) => digits.as_str() != "0",
            Some(Atom::Float(text)) => text.parse::<f64>().is_ok_and(|value| value != 0.0) || text.contains(['n', 'N', ':']),
            Some(Atom::Date(_)) => true,
            _ => !self.is_empty(),
        }
    }

    /// Whether it is this text, whether that may be shown or not.
    pub fn is(&self, text: &str) -> bool {
        self.reading.is_text(self.node, text)
    }

    /// Whether it is a text that begins so.
    pub fn starts_with(&self, start: &'static str) -> bool {
        self.text().is_some_and(|text| text.starts_with(start))
    }

    /// Whether it is a text in which this stands.
    pub fn contains(&self, part: &'static str) -> bool {
        self.text().is_some_and(|text| text.contains(part))
    }

    /// Whether both are the same scalar for the library.
    pub fn equals(&self, other: &Datum<'_>) -> bool {
        let (own, others) = (self.reading.atom(self.node), other.reading.atom(other.node));
        let is_nan = matches!(&own, Some(Atom::Float(text)) if text.eq_ignore_ascii_case(".nan"));
        own.is_some() && own == others && !is_nan
    }

    /// Its text as a name that may be shown; `None` where it may not, or is none.
    pub fn name(&self) -> Option<Name> {
        self.shown(&self.text()?)
    }

    /// What Python's `str()` makes of a scalar that may be shown.
    pub fn python_name(&self) -> Option<Name> {
        match self.reading.atom(self.node)? {
            Atom::Text(_) => self.name(),
            Atom::Bool(value) => self.shown(if value { "True" } else { "False" }),
            Atom::Int(text) | Atom::Float(text) | Atom::Date(text) => self.shown(&text),
            Atom::Null | Atom::Bytes(_) | Atom::Refused => None,
        }
    }

    /// Its text for a client's own words, with `…` in place of what may not be shown.
    pub fn quoted(&self) -> Part {
        Part::Quote(self.name().unwrap_or_else(|| Name::escape("…")))
    }

    /// What a library makes a text of it, as a name that may be shown.
    pub(super) fn shown(&self, text: &str) -> Option<Name> {
        publish::name(self.exposure, text).filter(|_| self.is_shown()).map(Name::escape)
    }

    /// Whether its place in the file is not one of those that are hidden.
    pub(super) fn is_shown(&self) -> bool {
        self.reading.document.shows(self.reading.stream.node(self.node).token)
    }

    /// Whether the address may be shown that a client finds in it, `text` being its own.
    pub(super) fn shows_address(&self, text: &str) -> bool {
        self.is_shown() && publish::shows_address(text)
    }

    /// What stands at the path that it is, where that was looked at.
    pub fn target(&self) -> Option<&'r Target> {
        self.reading.targets.get(&self.node).copied()
    }

    /// Which field it is.
    pub fn address(&self) -> &Address {
        &self.address
    }

    /// Where to point at: its key, or the start of an item of a list. It tells nothing about a secret.
    pub fn place(&self) -> Span {
        self.key
    }

    /// A date or a moment as it is written.
    pub(super) fn written_date(&self) -> Option<Zeroizing<String>> {
        match self.reading.atom(self.node)? {
            Atom::Date(text) => Some(text),
            _ => None,
        }
    }

    /// The text of a text.
    pub(in crate::kubeconfig) fn text(&self) -> Option<Zeroizing<String>> {
        match self.reading.atom(self.node)? {
            Atom::Text(text) => Some(text),
            _ => None,
        }
    }
}

fn kind(atom: &Atom) -> Kind {
    match atom {
        Atom::Null => Kind::Null,
        Atom::Bool(value) => Kind::Bool(*value),
        Atom::Int(_) => Kind::Int,
        Atom::Float(_) => Kind::Float,
        Atom::Date(_) => Kind::Date,
        Atom::Text(_) => Kind::Text,
        Atom::Bytes(_) => Kind::Bytes,
        Atom::Refused => Kind::Refused,
    }
}
