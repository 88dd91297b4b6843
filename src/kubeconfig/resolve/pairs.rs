//! Which of several pairs with the same key wins.

use crate::kubeconfig::value::Pair;

/// Sets `shadowed_by` on every pair whose key comes again behind it. The last one wins, wherever it came from.
pub(super) fn mark_shadowed(mut pairs: Vec<Pair>) -> Vec<Pair> {
    let mut group: Vec<usize> = (0..pairs.len()).collect();
    group.sort_by(|&a, &b| pairs[a].key.as_str().cmp(pairs[b].key.as_str()).then(a.cmp(&b)));
    while let Some(winner) = group.pop() {
        let winning = pairs[winner].merged_by.unwrap_or(pairs[winner].key_span);
        while let Some(&earlier) = group.last() {
            if pairs[earlier].key != pairs[winner].key {
                break;
            }
            pairs[earlier].shadowed_by = Some(winning);
            group.pop();
        }
    }
    pairs
}
