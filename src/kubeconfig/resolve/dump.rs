//! `%#v`: how Go prints a value of YAML. kubectl does so for keys it cannot use and for the values behind them.

use super::reader::Reader;
use crate::kubeconfig::go::{number, quote::push_quoted};
use crate::kubeconfig::scalar::Scalar;
use crate::yaml::tree::{Kind, NodeId};
use std::cmp::Ordering;
use std::fmt::Write;
use zeroize::Zeroizing;

/// Nodes that are printed at most. kubectl prints more; nobody reads more, and aliases can make it endless.
const MAX_NODES: usize = 10_000;

/// Bytes after which nothing more is printed.
const MAX_TEXT: usize = 64 << 10;

/// Levels that are printed at most.
const MAX_DEPTH: usize = 100;

/// Prints the value of a node.
pub(super) fn dump(reader: &Reader<'_>, id: NodeId) -> Zeroizing<String> {
    let mut dump = Dump { reader, out: Zeroizing::new(String::new()), left: MAX_NODES };
    match reader.untracked_scalar(id) {
        // At the top there is no `interface {}` around it.
        Some(Scalar::Null) => dump.out.push_str("<nil>"),
        _ => dump.value(id, 0),
    }
    dump.out
}

struct Dump<'r, 't> {
    reader: &'r Reader<'t>,
    out: Zeroizing<String>,
    left: usize,
}

impl Dump<'_, '_> {
    fn value(&mut self, id: NodeId, depth: usize) {
        let stream = self.reader.stream;
        let id = match stream.node(id).kind {
            Kind::Alias { target } => target,
            _ => id,
        };
        if self.is_full(depth) {
            self.out.push('…');
            return;
        }
        match self.reader.untracked_scalar(id) {
            Some(scalar) => self.scalar(&scalar),
            None if matches!(stream.node(id).kind, Kind::Sequence(_)) => {
                self.out.push_str("[]interface {}{");
                self.separated(stream.children(id), |dump, &item| dump.value(item, depth + 1));
            }
            None => {
                let mut entries = Vec::new();
                self.entries(id, depth, &mut entries);
                self.out.push_str("map[interface {}]interface {}{");
                self.separated(&last_of_each(entries), |dump, (key, value)| {
                    dump.scalar(key);
                    dump.out.push(':');
                    dump.value(*value, depth + 1);
                });
            }
        }
    }

    /// Counts a node.
    fn is_full(&mut self, depth: usize) -> bool {
        self.left = self.left.saturating_sub(1);
        self.left == 0 || depth > MAX_DEPTH || self.out.len() > MAX_TEXT
    }

    fn separated<T>(&mut self, items: &[T], mut item: impl FnMut(&mut Self, &T)) {
        for (index, value) in items.iter().enumerate() {
            self.out.push_str(if index == 0 { "" } else { ", " });
            item(self, value);
        }
        self.out.push('}');
    }

    /// The pairs of a mapping with those that `<<` brings, in the order in which they are set.
    fn entries(&mut self, id: NodeId, depth: usize, entries: &mut Vec<(Scalar, NodeId)>) {
        let stream = self.reader.stream;
        for (key, value) in stream.pairs(id) {
            if self.is_full(depth) {
                return;
            }
            if !self.reader.is_merge(key) {
                entries.extend(self.reader.untracked_scalar(key).map(|key| (key, value)));
                continue;
            }
            let mappings = match stream.node(value).kind {
                Kind::Sequence(_) => stream.children(value),
                _ => &[value],
            };
            for &mapping in mappings.iter().rev() {
                match stream.node(mapping).kind {
                    Kind::Alias { target } => self.entries(target, depth + 1, entries),
                    _ => self.entries(mapping, depth + 1, entries),
                }
            }
        }
    }

    fn scalar(&mut self, scalar: &Scalar) {
        // Writing to a `String` cannot fail.
        let _ = match scalar {
            Scalar::Null => write!(self.out, "interface {{}}(nil)"),
            Scalar::Bool(value) => write!(self.out, "{value}"),
            Scalar::Int(value) => write!(self.out, "{value}"),
            Scalar::Uint(value) => write!(self.out, "{value:#x}"),
            Scalar::Float(value) => write!(self.out, "{}", number::go_float(*value)),
            Scalar::Text(text) => {
                push_quoted(&mut self.out, text.as_bytes());
                Ok(())
            }
            Scalar::Bytes(bytes) => {
                push_quoted(&mut self.out, bytes);
                Ok(())
            }
        };
    }
}

/// Sorts as Go's `fmt` sorts maps, and keeps the last of several equal keys.
fn last_of_each(mut entries: Vec<(Scalar, NodeId)>) -> Vec<(Scalar, NodeId)> {
    // Stable, so that the last one stays the last.
    entries.sort_by(|(a, _), (b, _)| compare(a, b));
    entries.reverse();
    // NaN is not equal to itself, neither here nor in a Go map.
    entries.dedup_by(|(a, _), (b, _)| compare(a, b).is_eq() && !matches!(a, Scalar::Float(float) if float.is_nan()));
    entries.reverse();
    entries
}

/// `internal/fmtsort`: first `nil`, then by type, in the order in which the types lie in the program, then by value.
fn compare(a: &Scalar, b: &Scalar) -> Ordering {
    let rank = |scalar: &Scalar| match scalar {
        Scalar::Null => 0,
        Scalar::Text(_) | Scalar::Bytes(_) => 1,
        Scalar::Uint(_) => 2,
        Scalar::Int(_) => 3,
        Scalar::Float(_) => 4,
        Scalar::Bool(_) => 5,
    };
    match (a, b) {
        (Scalar::Text(a), Scalar::Text(b)) => a.as_str().cmp(b.as_str()),
        (Scalar::Text(a), Scalar::Bytes(b)) => a.as_bytes().cmp(b.as_slice()),
        (Scalar::Bytes(a), Scalar::Text(b)) => a.as_slice().cmp(b.as_bytes()),
        (Scalar::Bytes(a), Scalar::Bytes(b)) => a.as_slice().cmp(b.as_slice()),
        (Scalar::Int(a), Scalar::Int(b)) => a.cmp(b),
        (Scalar::Uint(a), Scalar::Uint(b)) => a.cmp(b),
        (Scalar::Bool(a), Scalar::Bool(b)) => a.cmp(b),
        (Scalar::Float(a), Scalar::Float(b)) => a.partial_cmp(b).unwrap_or_else(|| b.is_nan().cmp(&a.is_nan())),
        _ => rank(a).cmp(&rank(b)),
    }
}
