//! Mappings into which `<<` pours others.

use super::Reading;
use crate::yaml::tree::{Kind, NodeId};
use std::collections::HashSet;

impl Reading<'_> {
    /// The key and the value of a mapping's key.
    pub(super) fn find(&self, map: NodeId, key: &str) -> Option<(NodeId, NodeId)> {
        let own = |map| self.stream.pairs(map).filter(|&(node, _)| self.is_text(node, key)).last();
        own(map).or_else(|| self.layers(map).into_iter().skip(1).find_map(own))
    }

    /// A mapping and all that is merged into it, the strongest first; each once, however often and in what circles it is merged.
    pub(super) fn layers(&self, map: NodeId) -> Vec<NodeId> {
        let (mut layers, mut seen, mut pending) = (Vec::new(), HashSet::new(), vec![map]);
        while let Some(map) = pending.pop() {
            if seen.insert(map) {
                layers.push(map);
                pending.extend(self.merged(map).into_iter().rev());
            }
        }
        layers
    }

    /// The mappings that `<<` pours into a mapping, the strongest first.
    fn merged(&self, map: NodeId) -> Vec<NodeId> {
        let mut merged = Vec::new();
        for (_, value) in self.stream.pairs(map).filter(|&(key, _)| self.is_merge(key)) {
            let value = self.origin(value);
            let maps = match self.stream.node(value).kind {
                Kind::Sequence(_) => self.stream.children(value).iter().map(|&item| self.origin(item)).collect(),
                _ => vec![value],
            };
            // A later `<<` of the same mapping overrules an earlier one.
            merged.splice(0..0, maps);
        }
        merged
    }
}
