//! The tree together with the text it speaks of.

use crate::kubeconfig::scalar::{self, Scalar};
use crate::kubeconfig::tag::{Tag, TagHandles};
use crate::yaml::origin;
use crate::yaml::tree::{Kind, Node, NodeId, Stream, Style};
use zeroize::Zeroizing;

/// Reads scalars of one document.
pub(in crate::kubeconfig) struct Reader<'t> {
    pub(super) text: &'t str,
    pub(super) stream: &'t Stream,
    tags: TagHandles<'t>,
}

impl<'t> Reader<'t> {
    pub(in crate::kubeconfig) fn new(text: &'t str, stream: &'t Stream, document: usize) -> Self {
        let of_document = stream.tag_directives.iter().filter(|directive| directive.document == document);
        let tags =
            of_document.filter_map(|directive| Some((text.get(directive.handle.range())?, text.get(directive.prefix.range())?)));
        Self { text, stream, tags: TagHandles::new(tags) }
    }

    /// What a scalar says.
    pub(super) fn text_of(&self, node: &Node) -> Zeroizing<String> {
        Zeroizing::new(origin::decode(self.text, node).into_owned())
    }

    pub(super) fn tag_of(&self, node: &Node) -> Option<Tag> {
        let written = self.text.get(node.tag?.range())?;
        Some(self.tags.resolve(written))
    }

    /// go-yaml's `isMerge`. A tag of its own makes even a quoted `<<` a merge.
    pub(in crate::kubeconfig) fn is_merge(&self, id: NodeId) -> bool {
        let node = self.stream.node(id);
        let Kind::Scalar(style) = node.kind else { return false };
        let may_merge = match self.tag_of(node) {
            None => style == Style::Plain,
            Some(tag) => matches!(tag, Tag::Merge | Tag::NonSpecific),
        };
        may_merge
            && match style {
                Style::Plain => self.text.get(node.token.range()) == Some("<<"),
                _ => self.text_of(node).as_str() == "<<",
            }
    }

    /// A scalar, or what an alias of one points to, without a word about its faults.
    pub(super) fn untracked_scalar(&self, id: NodeId) -> Option<Scalar> {
        let node = match self.stream.node(id).kind {
            Kind::Alias { target } => self.stream.node(target),
            _ => self.stream.node(id),
        };
        let Kind::Scalar(style) = node.kind else { return None };
        let scalar = scalar::resolve(self.tag_of(node), style == Style::Plain, self.text_of(node));
        Some(scalar.unwrap_or_else(|(_, text)| Scalar::Text(text)))
    }
}
