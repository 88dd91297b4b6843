//! What is left when something is taken away.

use super::{Meaning, REMOVED};
use crate::fix::Target;
use crate::kubeconfig::edit::Refusal;
use crate::kubeconfig::edit::sheet::NOT_FOUND;
use crate::kubeconfig::value::Pair;

impl Meaning<'_> {
    /// Takes a pair or an item away.
    pub(super) fn remove(&mut self, target: &Target) -> Result<(), Refusal> {
        if let Ok((pairs, index)) = self.pair(target) {
            if pairs[index].shadowed_by.is_none() {
                uncover(pairs, index);
            }
            pairs[index].shadowed_by = REMOVED;
        } else {
            let route = self.route(target)?;
            self.removed.push(route);
        }
        Ok(())
    }

    pub(super) fn remove_items(&mut self, first: &Target, count: usize) -> Result<(), Refusal> {
        let route = self.route(first)?;
        let (&index, above) = route.split_last().ok_or(NOT_FOUND)?;
        self.removed.extend((index..index + count).map(|index| [above, &[index]].concat()));
        Ok(())
    }
}

/// Once the pair that counts is gone, the one before it of the same key does. What a merge brings is not to come up that way.
fn uncover(pairs: &mut [Pair], winner: usize) {
    let removed = pairs[winner].key_span;
    let mut losers: Vec<&mut Pair> = pairs.iter_mut().filter(|pair| pair.shadowed_by == Some(removed)).collect();
    let Some(next) = losers.pop().filter(|pair| pair.merged_by.is_none()) else { return };
    next.shadowed_by = None;
    let key = next.key_span;
    for pair in losers {
        pair.shadowed_by = Some(key);
    }
}
