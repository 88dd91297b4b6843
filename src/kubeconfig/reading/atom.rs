//! What a scalar is for a library.

use super::{Dialect, Reading, js_yaml, psych, py_yaml, serde_saphyr, serde_yaml};
use crate::yaml::tree::{Kind, NodeId, Style};
use std::borrow::Cow;
use zeroize::Zeroizing;

/// A scalar in the types of a library. Two that are equal there have the same text here.
#[derive(PartialEq, Eq)]
pub(in crate::kubeconfig) enum Atom {
    Null,
    Bool(bool),
    /// In decimal digits.
    Int(Zeroizing<String>),
    /// As written.
    Float(Zeroizing<String>),
    /// A date, or a date and a time, as written.
    Date(Zeroizing<String>),
    Text(Zeroizing<String>),
    /// What `!!binary` holds, still in base64.
    Bytes(Zeroizing<String>),
    /// The library refuses it.
    Refused,
}

/// A scalar as it is written.
pub(super) struct Written<'a> {
    /// The tag, its handle resolved (`tag:yaml.org,2002:str`).
    pub(super) tag: Option<String>,
    /// Whether it stands without quotes and is no block scalar.
    pub(super) is_plain: bool,
    pub(super) text: Cow<'a, str>,
}

impl Reading<'_> {
    /// The scalar at a node; `None` for a collection. Aliases are followed.
    pub(super) fn atom(&self, id: NodeId) -> Option<Atom> {
        let written = self.written(self.origin(id))?;
        Some(match self.dialect {
            Dialect::PyYaml => py_yaml::atom(written),
            Dialect::SerdeYaml => serde_yaml::atom(written),
            Dialect::SerdeSaphyr => serde_saphyr::atom(written),
            Dialect::JsYaml4 | Dialect::JsYaml5 => js_yaml::atom(self.dialect, written),
            Dialect::Psych => psych::atom(written),
        })
    }

    pub(super) fn written(&self, id: NodeId) -> Option<Written<'_>> {
        let node = self.stream.node(id);
        let Kind::Scalar(style) = node.kind else { return None };
        Some(Written { tag: self.tag(id), is_plain: style == Style::Plain, text: self.decode(id) })
    }

    /// The full name of the tag of a node.
    pub(super) fn tag(&self, id: NodeId) -> Option<String> {
        let span = self.stream.node(id).tag?;
        self.text.get(span.range()).map(|written| self.tags.full_name(written))
    }

    /// The node that an alias points to, or the node itself.
    pub(super) fn origin(&self, id: NodeId) -> NodeId {
        match self.stream.node(id).kind {
            Kind::Alias { target } => target,
            _ => id,
        }
    }

    /// Whether a key pours the mapping behind it into the one it stands in.
    pub(super) fn is_merge(&self, key: NodeId) -> bool {
        match self.dialect {
            Dialect::PyYaml => py_yaml::is_merge(self, key),
            Dialect::SerdeYaml => false,
            Dialect::SerdeSaphyr => serde_saphyr::is_merge(self, key),
            Dialect::JsYaml4 | Dialect::JsYaml5 => js_yaml::is_merge(self, key),
            Dialect::Psych => psych::is_merge(self, key),
        }
    }

    /// Whether a scalar says this, as a text.
    pub(super) fn is_text(&self, id: NodeId, wanted: &str) -> bool {
        matches!(self.atom(id), Some(Atom::Text(text)) if text.as_str() == wanted)
    }
}
