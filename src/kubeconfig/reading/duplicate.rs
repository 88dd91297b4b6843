//! Keys that stand twice in a mapping, for libraries that mind.

use super::atom::Atom;
use super::{Problem, ProblemKind, Reading};
use crate::yaml::tree::NodeId;
use std::collections::HashSet;

/// Whether two scalar keys of a mapping are the same for the library. `<<` may stand there as often as it likes where it merges.
pub(super) fn in_mapping(reading: &Reading<'_>, map: NodeId) -> Option<Problem> {
    let keys = reading.stream.pairs(map).map(|(key, _)| key).filter(|&key| !reading.is_merge(key));
    let atoms: Vec<(NodeId, Atom)> = keys.filter_map(|key| Some((key, reading.atom(reading.origin(key))?))).collect();
    let mut seen = HashSet::new();
    let (key, _) = atoms.iter().find(|(_, atom)| !seen.insert(fingerprint(atom)))?;
    Some(Problem { kind: ProblemKind::Duplicate, span: reading.stream.node(*key).token })
}

fn fingerprint(atom: &Atom) -> (u8, &str) {
    match atom {
        Atom::Null => (0, ""),
        Atom::Bool(value) => (1, if *value { "true" } else { "false" }),
        Atom::Int(text) => (2, text),
        Atom::Float(text) => (3, text),
        Atom::Date(text) => (4, text),
        Atom::Text(text) => (5, text),
        Atom::Bytes(text) => (6, text),
        Atom::Refused => (7, ""),
    }
}
