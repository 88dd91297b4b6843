//! Which pairs a mapping has when all is poured into it: kubectl goes through it in order, and the last of a key wins, whether it is the
//! mapping's own or a `<<` brings it.

use super::Copyist;
use super::permit::DEEPEST;
use crate::kubeconfig::edit::Refusal;
use crate::kubeconfig::edit::plan::UNUSUAL;
use crate::kubeconfig::edit::sheet::Slot;
use crate::yaml::tree::{Kind, NodeId};
use std::collections::{HashMap, HashSet};

/// A pair, and what puts it into the mapping.
#[derive(Clone, Copy)]
pub(super) struct Pair {
    pub(super) key: NodeId,
    pub(super) value: NodeId,
    /// The number of the mapping's own pair that it is, or whose `<<` brings it.
    index: usize,
    is_own: bool,
}

/// What becomes of a mapping without some of its `<<`.
#[derive(Default)]
pub(super) struct Unmerged {
    /// The pairs that stand in the place of each, by its number.
    pub(super) brought: HashMap<usize, Vec<Pair>>,
    /// The numbers of the mapping's own pairs that one of these replaces.
    pub(super) replaced: HashSet<usize>,
}

impl Unmerged {
    /// Whether a pair of the mapping does not stay as it is.
    pub(super) fn is_about(&self, slot: Slot) -> bool {
        self.brought.contains_key(&slot.index) || self.replaced.contains(&slot.index)
    }
}

impl Copyist<'_> {
    /// Takes apart what the `<<` that are meant bring into a mapping.
    pub(super) fn unmerge(&self, mapping: NodeId, is_meant: impl Fn(Slot) -> bool) -> Result<Unmerged, Refusal> {
        let merges = self.sheet.slots(mapping).into_iter().filter(|slot| is_meant(*slot));
        let mut unmerged = Unmerged { brought: merges.map(|slot| (slot.index, Vec::new())).collect(), ..Unmerged::default() };
        if unmerged.brought.is_empty() {
            return Ok(unmerged);
        }
        let pairs = self.poured(mapping)?;
        for (number, (pair, winner)) in pairs.iter().zip(self.winners(&pairs)?).enumerate() {
            let Some(brought) = unmerged.brought.get_mut(&pairs[winner].index) else { continue };
            if number == winner {
                brought.push(*pair);
            } else if pair.is_own {
                unmerged.replaced.insert(pair.index);
            }
        }
        Ok(unmerged)
    }

    /// Whether a pair is a `<<` that an alias has to do with: its mapping, or one of its mappings, stands elsewhere.
    pub(super) fn merges_alias(&self, slot: Slot) -> bool {
        let value = slot.value;
        let is_listed = || self.is_list(value) && self.sheet.stream.children(value).iter().any(|&item| self.is_alias(item));
        self.is_merge(slot) && (self.is_alias(value) || is_listed())
    }

    pub(super) fn is_merge(&self, slot: Slot) -> bool {
        slot.key.is_some_and(|key| self.reader.is_merge(key))
    }

    /// The pairs that a mapping has.
    pub(super) fn pairs(&self, mapping: NodeId) -> Result<Vec<Pair>, Refusal> {
        let pairs = self.poured(mapping)?;
        let winners = self.winners(&pairs)?;
        let is_winner = |&(number, _): &(usize, Pair)| winners[number] == number;
        Ok(pairs.into_iter().enumerate().filter(is_winner).map(|(_, pair)| pair).collect())
    }

    /// For each pair the number of the last with the same key.
    fn winners(&self, pairs: &[Pair]) -> Result<Vec<usize>, Refusal> {
        let is_scalar = |pair: &Pair| matches!(self.sheet.node(self.origin(pair.key)).kind, Kind::Scalar(_));
        if !pairs.iter().all(is_scalar) {
            return Err(UNUSUAL);
        }
        let keys: Vec<_> = pairs.iter().map(|pair| self.sheet.decoded(self.origin(pair.key))).collect();
        let last: HashMap<&str, usize> = keys.iter().enumerate().map(|(number, key)| (key.as_str(), number)).collect();
        Ok(keys.iter().map(|key| last[key.as_str()]).collect())
    }

    /// All pairs that come into a mapping, in order.
    fn poured(&self, mapping: NodeId) -> Result<Vec<Pair>, Refusal> {
        let mut pairs = Vec::new();
        for slot in self.sheet.slots(mapping) {
            let key = slot.key.ok_or(UNUSUAL)?;
            if self.reader.is_merge(key) {
                self.pour(slot.value, slot.index, 0, &mut pairs)?;
            } else {
                pairs.push(Pair { key, value: slot.value, index: slot.index, is_own: true });
            }
        }
        Ok(pairs)
    }

    /// What a `<<` brings; of a list of mappings the last comes first, because earlier ones win.
    fn pour(&self, value: NodeId, index: usize, depth: usize, pairs: &mut Vec<Pair>) -> Result<(), Refusal> {
        if self.is_list(value) {
            return self.sheet.stream.children(value).iter().rev().try_for_each(|&item| self.pour_one(item, index, depth, pairs));
        }
        self.pour_one(value, index, depth, pairs)
    }

    fn pour_one(&self, value: NodeId, index: usize, depth: usize, pairs: &mut Vec<Pair>) -> Result<(), Refusal> {
        let mapping = self.origin(value);
        if depth > DEEPEST || !matches!(self.sheet.node(mapping).kind, Kind::Mapping(_)) {
            return Err(UNUSUAL);
        }
        self.sheet.stream.pairs(mapping).try_for_each(|(key, value)| {
            if self.reader.is_merge(key) {
                return self.pour(value, index, depth + 1, pairs);
            }
            pairs.push(Pair { key, value, index, is_own: false });
            Ok(())
        })
    }

    fn is_list(&self, id: NodeId) -> bool {
        matches!(self.sheet.node(id).kind, Kind::Sequence(_))
    }
}
