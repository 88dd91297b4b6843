//! From the tree of spans to values: the part of go-yaml's decoder that fills an `interface{}`.

mod dump;
mod fault;
mod guard;
mod leaves;
mod machine;
mod pairs;
mod reader;
#[cfg(test)]
mod tests;

pub(crate) use fault::{Fault, FaultKind};
pub(in crate::kubeconfig) use reader::Reader;

use super::value::Value;
use crate::span::Span;
use crate::yaml::tree::Stream;
use std::collections::{BTreeMap, HashMap};

/// The values of the first document, and what is wrong with them.
pub(in crate::kubeconfig) struct Resolved {
    /// The document's value; `null` for an empty one. Where a fault is, a best effort.
    pub root: Value,
    /// What stops go-yaml, in the order it would meet them.
    pub faults: Vec<Fault>,
    /// Keys that JSON cannot hold, under where the mapping is written that has them, and then under the key itself, because
    /// the last of several wins. kubectl meets them only in values that win.
    pub unsupported_keys: HashMap<Span, BTreeMap<String, Fault>>,
    /// The most collections and aliases that enclose a value.
    pub depth: usize,
    /// Go's names of the numbers that JSON cannot hold, under where they are written.
    pub not_numbers: HashMap<Span, &'static str>,
}

/// Resolves the first document of a stream, the only one kubectl reads.
///
/// It neither recurses, because 10,000 levels are legal, nor follows aliases beyond go-yaml's limit.
pub(in crate::kubeconfig) fn resolve(text: &str, stream: &Stream) -> Resolved {
    resolve_document(text, stream, 0)
}

/// Resolves the document of this number, counted from 0.
pub(in crate::kubeconfig) fn resolve_document(text: &str, stream: &Stream, number: usize) -> Resolved {
    machine::Machine::new(text, stream, number).run(number)
}
