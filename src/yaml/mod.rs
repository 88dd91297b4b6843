//! kubectl's dialect of YAML: from text to a tree of spans.
//!
//! kubectl reads YAML 1.1 with the habits of libyaml, which no crate does in full: tabs, `?` between brackets, what may be a
//! key, which lines are silently dropped, and the words and the line of each error. This module follows the same algorithm
//! and knows nothing of kubeconfigs.
//!
//! ```text
//! text ─► scanner ─► tokens ─► parser ─► events ─► builder ─► tree
//! ```
//!
//! Nothing here copies the text or recurses; time and memory grow with the length of the text.

mod builder;
#[cfg(test)]
pub(crate) mod cases;
pub(crate) mod line_break;
pub(crate) mod origin;
mod parser;
pub(crate) mod recover;
mod scanner;
#[cfg(test)]
mod tests;
pub mod tree;

use crate::span::Span;
use tree::{Problem, Stream, SyntaxError};

/// How much is read before giving up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Levels of indentation, and of brackets; they are counted apart. kubectl takes 10,000 of each.
    pub max_depth: usize,
    /// Nodes in all documents together. kubectl has no such limit.
    pub max_nodes: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self { max_depth: 10_000, max_nodes: 1_000_000 }
    }
}

/// Reads all documents of `text`, from which a byte order mark has been removed.
///
/// Never fails: what is wrong is in the result, beside all that could be read.
pub fn parse(text: &str, limits: &Limits) -> Stream {
    if u32::try_from(text.len()).is_err() {
        let problem = Problem::Text("the file is too large");
        let error = SyntaxError { problem, span: Span::at(0), context: None, kubectl_line: None };
        return Stream { error: Some(error), ..Stream::default() };
    }
    builder::build(text, limits)
}
