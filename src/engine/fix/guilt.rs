//! Which of several fixes did harm together.

use super::judge::Harm;
use crate::address::Address;
use crate::finding::{FileId, Finding};
use crate::fix::Operation;
use crate::message::Message;
use std::collections::{HashMap, HashSet};

/// Those that nothing is said against. One that harm is seen where it alone reaches is suspected of it; of several that reach there, the
/// first is tried. Where nobody can be suspected, half of them are.
pub(super) fn without_guilty(wanted: Vec<Finding>, harms: &[Harm], suspects: &mut Vec<(Finding, Message)>) -> Vec<Finding> {
    let mut by_entry: HashMap<(FileId, Address), Vec<usize>> = HashMap::new();
    for (index, finding) in wanted.iter().enumerate() {
        let reached: HashSet<_> = reach(finding).map(|entry| (finding.place.file, entry)).collect();
        for entry in reached {
            by_entry.entry(entry).or_default().push(index);
        }
    }
    let mut reasons: HashMap<usize, Option<&Message>> = HashMap::new();
    for harm in harms {
        match harm.entry.as_ref().and_then(|entry| by_entry.get(entry)).map(Vec::as_slice) {
            Some([only]) => {
                reasons.insert(*only, Some(&harm.reason));
            }
            Some([_, rest @ ..]) => rest.iter().for_each(|index| {
                reasons.entry(*index).or_default();
            }),
            Some([]) | None => {}
        }
    }
    if reasons.is_empty() {
        let half = wanted.len() / 2;
        return wanted.into_iter().take(half).collect();
    }
    let mut rest = Vec::new();
    for (index, finding) in wanted.into_iter().enumerate() {
        match reasons.get(&index) {
            None => rest.push(finding),
            Some(Some(reason)) => suspects.push((finding, (*reason).clone())),
            Some(None) => {}
        }
    }
    rest
}

/// The entries that a fix changes.
fn reach(finding: &Finding) -> impl Iterator<Item = Address> {
    let operations = finding.fix.iter().flat_map(|fix| &fix.operations);
    let targets = operations.flat_map(Operation::targets).map(|target| target.address.entry());
    targets.chain([finding.address.entry()])
}
