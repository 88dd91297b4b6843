//! What JSON cannot hold: some keys (`convertToJSONableObject` of sigs.k8s.io/yaml) and some numbers (`encoding/json`).

use super::resolve::{Fault, FaultKind, Resolved};
use super::kubectl_text::KubectlText;
use super::value::{Data, Value};
use std::mem;

/// Moves the faults of the conversion out of `resolved`, in the order in which kubectl meets them: keys first.
///
/// Only values that win are converted. Go takes the keys of a mapping in random order; this takes them as they are written.
pub(in crate::kubeconfig) fn faults(resolved: &mut Resolved) -> Vec<Fault> {
    let mut faults = Vec::new();
    let mut unsupported = mem::take(&mut resolved.unsupported_keys);
    if !unsupported.is_empty() {
        walk(&resolved.root, |value| {
            if matches!(value.data, Data::Map(_)) {
                faults.extend(unsupported.remove(&value.origin).unwrap_or_default());
            }
        });
    }
    if !resolved.not_numbers.is_empty() {
        walk(&resolved.root, |value| {
            if let (Data::NotANumber, Some(name)) = (&value.data, resolved.not_numbers.get(&value.origin)) {
                let text = KubectlText::new(format!("json: unsupported value: {name}"));
                faults.push(Fault { kind: FaultKind::NotANumber, span: value.span, text });
            }
        });
    }
    faults
}

/// Visits values that win, by sorted keys, each before what is in it.
fn walk<'v>(root: &'v Value, mut visit: impl FnMut(&'v Value)) {
    let mut pending = vec![root];
    while let Some(value) = pending.pop() {
        visit(value);
        match &value.data {
            Data::List(items) => pending.extend(items.iter().rev()),
            Data::Map(_) => pending.extend(value.sorted_pairs().into_iter().rev().map(|pair| &pair.value)),
            _ => {}
        }
    }
}
