//! What the parser hands to the builder of the tree.

use crate::span::Span;
use crate::yaml::tree::{Layout, Style};

/// One step through the structure of a stream.
#[derive(Clone, Copy, Debug)]
pub(in crate::yaml) struct Event {
    pub(in crate::yaml) kind: EventKind,
    /// See [`crate::yaml::tree::Node::token`]; of a collection, its first token.
    pub(in crate::yaml) token: Span,
    pub(in crate::yaml) properties: Properties,
}

/// The tag and the anchor of a node.
#[derive(Clone, Copy, Debug, Default)]
pub(in crate::yaml) struct Properties {
    pub(in crate::yaml) tag: Option<Span>,
    /// The name only.
    pub(in crate::yaml) anchor: Option<Span>,
    /// Where the first of them starts.
    pub(in crate::yaml) start: Option<u32>,
}

/// The kinds of event.
#[derive(Clone, Copy, Debug)]
pub(in crate::yaml) enum EventKind {
    StreamEnd,
    /// `token` is the marker, or empty.
    DocumentStart,
    /// `token` is the marker, or empty where the next document or the end of the text stands.
    DocumentEnd,
    TagDirective {
        prefix: Span,
    },
    Alias,
    Scalar {
        style: Style,
        indent: u32,
    },
    SequenceStart(Layout),
    MappingStart(Layout),
    /// The end of a sequence or a mapping; `token` is empty and stands behind its last token.
    CollectionEnd,
}
