//! Which pairs a mapping has when all is poured into it: kubectl goes through it in order, and the last of a key wins, whether it is the
//! mapping's own or a `<<` brings it.

use super::Copyist;
use crate::kubeconfig::edit::Refusal;
use crate::kubeconfig::edit::plan::UNUSUAL;
use crate::kubeconfig::edit::sheet::Slot;
use crate::yaml::tree::{Kind, NodeId};
use std::collections::HashMap;

const REPLACES: Refusal = "a `<<` replaces a key in front of it, which must go first";

/// A pair, and what puts it into the mapping.
#[derive(Clone, Copy)]
pub(super) struct Pair {
    pub(super) key: NodeId,
    pub(super) value: NodeId,
    /// The number of the mapping's own pair that it is, or whose `<<` brings it.
    index: usize,
    is_own: bool,
}

impl Copyist<'_> {
    /// Whether a pair is a `<<` that an alias has to do with: its mapping, or one of its mappings, stands elsewhere.
    pub(super) fn merges_alias(&self, slot: Slot) -> bool {
        let is_merge = slot.key.is_some_and(|key| self.reader.is_merge(key));
        let value = slot.value;
        let is_listed = || self.is_list(value) && self.sheet.stream.children(value).iter().any(|&item| self.is_alias(item));
        is_merge && (self.is_alias(value) || is_listed())
    }

    /// The pairs that a `<<` brings and that count.
    pub(super) fn brought_by(&self, slot: Slot) -> Result<Vec<Pair>, Refusal> {
        let all = self.poured(slot.holder)?;
        let (winners, losers): (Vec<_>, Vec<_>) = self.with_winners(&all)?.into_iter().partition(|(_, is_winner)| *is_winner);
        let brought: Vec<Pair> = winners.into_iter().map(|(pair, _)| pair).filter(|pair| pair.index == slot.index).collect();
        let is_replaced = |(pair, _): &(Pair, bool)| {
            pair.is_own && pair.index < slot.index && brought.iter().any(|winner| self.is_same_key(*winner, *pair))
        };
        if losers.iter().any(is_replaced) { Err(REPLACES) } else { Ok(brought) }
    }

    /// The pairs that a mapping has.
    pub(super) fn pairs(&self, mapping: NodeId) -> Result<Vec<Pair>, Refusal> {
        let all = self.poured(mapping)?;
        Ok(self.with_winners(&all)?.into_iter().filter(|(_, is_winner)| *is_winner).map(|(pair, _)| pair).collect())
    }

    /// Each pair, with whether it is the last of its key.
    fn with_winners(&self, pairs: &[Pair]) -> Result<Vec<(Pair, bool)>, Refusal> {
        let is_scalar = |pair: &Pair| matches!(self.sheet.node(self.origin(pair.key)).kind, Kind::Scalar(_));
        if !pairs.iter().all(is_scalar) {
            return Err(UNUSUAL);
        }
        let keys: Vec<_> = pairs.iter().map(|pair| self.sheet.decoded(self.origin(pair.key))).collect();
        let last: HashMap<&str, usize> = keys.iter().enumerate().map(|(number, key)| (key.as_str(), number)).collect();
        let is_last = |number: usize| last.get(keys[number].as_str()) == Some(&number);
        Ok(pairs.iter().enumerate().map(|(number, pair)| (*pair, is_last(number))).collect())
    }

    fn is_same_key(&self, one: Pair, other: Pair) -> bool {
        self.sheet.decoded(self.origin(one.key)).as_str() == self.sheet.decoded(self.origin(other.key)).as_str()
    }

    /// All pairs that come into a mapping, in order.
    fn poured(&self, mapping: NodeId) -> Result<Vec<Pair>, Refusal> {
        let mut pairs = Vec::new();
        for slot in self.sheet.slots(mapping) {
            let key = slot.key.ok_or(UNUSUAL)?;
            if self.reader.is_merge(key) {
                self.pour(slot.value, slot.index, &mut pairs)?;
            } else {
                pairs.push(Pair { key, value: slot.value, index: slot.index, is_own: true });
            }
        }
        Ok(pairs)
    }

    /// What a `<<` brings; of a list of mappings the last comes first, because earlier ones win.
    fn pour(&self, value: NodeId, index: usize, pairs: &mut Vec<Pair>) -> Result<(), Refusal> {
        if self.is_list(value) {
            return self.sheet.stream.children(value).iter().rev().try_for_each(|&item| self.pour_one(item, index, pairs));
        }
        self.pour_one(value, index, pairs)
    }

    fn pour_one(&self, value: NodeId, index: usize, pairs: &mut Vec<Pair>) -> Result<(), Refusal> {
        let mapping = self.origin(value);
        if !matches!(self.sheet.node(mapping).kind, Kind::Mapping(_)) {
            return Err(UNUSUAL);
        }
        self.sheet.stream.pairs(mapping).try_for_each(|(key, value)| {
            if self.reader.is_merge(key) {
                return self.pour(value, index, pairs);
            }
            pairs.push(Pair { key, value, index, is_own: false });
            Ok(())
        })
    }

    fn is_list(&self, id: NodeId) -> bool {
        matches!(self.sheet.node(id).kind, Kind::Sequence(_))
    }
}
