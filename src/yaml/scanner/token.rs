//! What the scanner hands to the parser.

use crate::span::Span;
use crate::yaml::tree::Style;

/// A piece of the text with a meaning. The text itself is not copied.
#[derive(Clone, Copy, Debug)]
pub(in crate::yaml) struct Token {
    pub(in crate::yaml) kind: TokenKind,
    /// Empty for tokens that stand for something unwritten: the start and end of block collections, the key before a `:`.
    pub(in crate::yaml) span: Span,
    /// The line it starts in, from 0.
    pub(in crate::yaml) line: u32,
}

/// The kinds of token; the names are libyaml's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::yaml) enum TokenKind {
    StreamEnd,
    /// `%YAML`
    VersionDirective {
        major: u8,
        minor: u8,
    },
    /// `%TAG`
    TagDirective {
        handle: Span,
        prefix: Span,
    },
    /// `---`
    DocumentStart,
    /// `...`
    DocumentEnd,
    BlockSequenceStart,
    BlockMappingStart,
    BlockEnd,
    FlowSequenceStart,
    FlowSequenceEnd,
    FlowMappingStart,
    FlowMappingEnd,
    /// `-`
    BlockEntry,
    /// `,`
    FlowEntry,
    /// `?`, or nothing in front of a simple key.
    Key,
    /// `:`
    Value,
    /// `*name`
    Alias,
    /// `&name`
    Anchor,
    /// `!…`; `handle` is how many of its bytes need a `%TAG` directive, 0 if none do.
    Tag {
        handle: u32,
    },
    /// `indent` is the column at which the content of a block scalar stands.
    Scalar {
        style: Style,
        indent: u32,
    },
}
