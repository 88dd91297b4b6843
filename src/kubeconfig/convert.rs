//! What JSON cannot hold: some keys (`convertToJSONableObject` of sigs.k8s.io/yaml) and some numbers (`encoding/json`).

use super::kubectl_text::KubectlText;
use super::resolve::{Fault, FaultKind, Resolved};
use super::value::{Data, Value};
use std::mem;

/// `maxNestingDepth` of `encoding/json`.
const MAX_DEPTH: usize = 10_000;

/// Moves the faults of the conversion out of `resolved`, in the order in which kubectl meets them: keys first.
///
/// Only values that win are converted. Go takes the keys of a mapping in random order; this takes them as they are written.
pub(in crate::kubeconfig) fn faults(resolved: &mut Resolved) -> Vec<Fault> {
    let mut faults = Vec::new();
    let mut unsupported = mem::take(&mut resolved.unsupported_keys);
    if !unsupported.is_empty() {
        walk(&resolved.root, |value, _| {
            if matches!(value.data, Data::Map(_)) {
                faults.extend(unsupported.remove(&value.origin).unwrap_or_default().into_values());
            }
        });
    }
    if !resolved.not_numbers.is_empty() {
        walk(&resolved.root, |value, _| {
            if let (Data::NotANumber, Some(name)) = (&value.data, resolved.not_numbers.get(&value.origin)) {
                let text = KubectlText::new(format!("json: unsupported value: {name}"));
                faults.push(Fault { kind: FaultKind::NotANumber, span: value.span, text });
            }
        });
    }
    faults
}

/// The first collection that stands deeper than Go's JSON reader goes (`maxNestingDepth`). Only aliases get that deep.
pub(in crate::kubeconfig) fn first_too_deep(resolved: &Resolved) -> Option<&Value> {
    let mut found = None;
    if resolved.depth <= MAX_DEPTH {
        return found;
    }
    walk(&resolved.root, |value, depth| {
        let is_collection = matches!(value.data, Data::List(_) | Data::Map(_));
        if depth >= MAX_DEPTH && is_collection && found.is_none() {
            found = Some(value);
        }
    });
    found
}

/// Visits values that win, by sorted keys, each before what is in it.
fn walk<'v>(root: &'v Value, mut visit: impl FnMut(&'v Value, usize)) {
    let mut pending = vec![(root, 0)];
    while let Some((value, depth)) = pending.pop() {
        visit(value, depth);
        match &value.data {
            Data::List(items) => pending.extend(items.iter().rev().map(|item| (item, depth + 1))),
            Data::Map(_) => pending.extend(value.sorted_pairs().into_iter().rev().map(|pair| (&pair.value, depth + 1))),
            _ => {}
        }
    }
}
