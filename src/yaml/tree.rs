//! The tree of spans: what was written where, and none of the text itself.

use crate::span::Span;

/// Everything the reader found in one text.
#[derive(Debug, Default)]
pub struct Stream {
    /// All documents in order; kubectl reads the first one only.
    pub documents: Vec<Document>,
    /// Comments in order, from `#` to the end of the line (exclusive).
    pub comments: Vec<Span>,
    /// Why kubectl stops reading, if it does. The documents then hold what came before.
    pub error: Option<SyntaxError>,
    /// What is wrong behind the first document, where kubectl does not look. The documents then hold what came before.
    pub rest_error: Option<SyntaxError>,
    /// The `%TAG` directives of all documents, in order.
    pub tag_directives: Vec<TagDirective>,
    /// One past the last byte that kubectl's scanner asks for before it is done with the first document or stops. The bytes
    /// behind it can be anything, apart from those that share a block of input with it.
    pub reach: u32,
    pub(super) nodes: Vec<Node>,
    pub(super) children: Vec<NodeId>,
}

/// One document of a stream.
#[derive(Clone, Copy, Debug)]
pub struct Document {
    /// The root node; `None` when reading stopped before there was one.
    pub root: Option<NodeId>,
    /// From the first byte after the previous document to the end of this one, its markers included.
    pub span: Span,
}

/// A `%TAG` directive.
#[derive(Clone, Copy, Debug)]
pub struct TagDirective {
    /// The index of the document it belongs to; that document may be missing where reading stopped.
    pub document: usize,
    /// `!`, `!!` or `!name!`.
    pub handle: Span,
    /// What the handle stands for.
    pub prefix: Span,
}

/// The index of a node in its [`Stream`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NodeId(pub(super) u32);

/// One node of the tree.
#[derive(Clone, Copy, Debug)]
pub struct Node {
    /// What it is.
    pub kind: Kind,
    /// The node itself. For a scalar: the token with its quotes, or a block scalar from its `|` or `>` to its last line of
    /// content. For a collection: from its first to its last token, brackets included. Empty, at the place where the value
    /// would stand, for a value that was left out.
    pub token: Span,
    /// As `token`, with the tag and the anchor in front of it.
    pub full: Span,
    /// `!!str`, `!foo`, `!`, as written.
    pub tag: Option<Span>,
    /// `&name`: the name only.
    pub anchor: Option<Span>,
    /// For a block scalar the column at which its content stands; 0 for every other node.
    pub(super) indent: u32,
    pub(super) first_child: u32,
    pub(super) child_count: u32,
}

/// The kinds of node.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Text.
    Scalar(Style),
    /// A list; its children are its items.
    Sequence(Layout),
    /// A mapping; its children are key, value, key, value… in the order of the file. Duplicates and `<<` stay.
    Mapping(Layout),
    /// `*name`; `token` covers the star and the name. `target` is the node with the anchor that was in force here:
    /// the last one of that name before this place, which may enclose it.
    Alias {
        /// The anchored node.
        target: NodeId,
    },
}

/// How a scalar is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// Without quotes; also the empty value.
    Plain,
    /// `'…'`
    SingleQuoted,
    /// `"…"`
    DoubleQuoted,
    /// `|`
    Literal,
    /// `>`
    Folded,
}

/// How a collection is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Layout {
    /// By indentation.
    Block,
    /// In brackets or braces.
    Flow,
}

impl Stream {
    /// The node with this id.
    pub fn node(&self, id: NodeId) -> &Node {
        &self.nodes[id.0 as usize]
    }

    /// All nodes, each before those it holds.
    pub(crate) fn nodes(&self) -> impl Iterator<Item = &Node> {
        self.nodes.iter()
    }

    /// The children of a node, in the order of the file.
    pub fn children(&self, id: NodeId) -> &[NodeId] {
        let node = self.node(id);
        let first = node.first_child as usize;
        &self.children[first..first + node.child_count as usize]
    }

    /// The key and value nodes of a mapping, in the order of the file; empty for other nodes.
    pub fn pairs(&self, id: NodeId) -> impl Iterator<Item = (NodeId, NodeId)> + '_ {
        let children = match self.node(id).kind {
            Kind::Mapping(_) => self.children(id),
            _ => &[],
        };
        children.chunks_exact(2).map(|pair| (pair[0], pair[1]))
    }
}

/// Why kubectl's reader stops.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SyntaxError {
    /// What is wrong, in kubectl's words.
    pub problem: Problem,
    /// Where: the character that cannot be read, or the start of what was not closed.
    pub span: Span,
    /// Where the construct began that could not be finished, when that is another place.
    pub context: Option<Span>,
    /// The line number kubectl prints, which is often one too small; `None` where it prints none.
    pub kubectl_line: Option<u32>,
}

/// The problem of a [`SyntaxError`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Problem {
    /// A fixed sentence, exactly as kubectl prints it after `yaml: line N: `.
    Text(&'static str),
    /// An alias without an anchor before it; the span holds its name. kubectl: `unknown anchor 'NAME' referenced`.
    UnknownAnchor(Span),
}
