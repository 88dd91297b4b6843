//! What may be written a second time.

use super::Copyist;
use crate::kubeconfig::edit::Refusal;
use crate::span::Span;
use crate::yaml::tree::{Kind, NodeId};
use std::collections::HashSet;

const ENDLESS: Refusal = "an alias stands in what it stands for";
const SECRET: Refusal = "what may be a secret would stand in the file twice";
const TOO_DEEP: Refusal = "it is nested too deep";
const TOO_MUCH: Refusal = "the file would become too large";
/// No kubeconfig nests so deep, and copying follows what is nested.
pub(super) const DEEPEST: usize = 64;
/// Nodes that are copied at most: aliases of aliases multiply.
const MOST_NODES: usize = 100_000;

impl Copyist<'_> {
    /// Refuses a document of which some alias, or some `<<`, must not or cannot be written out.
    pub(super) fn permit_all(&self, root: NodeId) -> Result<(), Refusal> {
        self.permit(vec![(root, 0)])
    }

    /// The same for the value of one `<<`.
    pub(super) fn permit_merge(&self, value: NodeId) -> Result<(), Refusal> {
        self.permit(vec![(value, 1)])
    }

    /// Each node comes with its depth in the value of a `<<`; 0 is outside.
    fn permit(&self, mut pending: Vec<(NodeId, usize)>) -> Result<(), Refusal> {
        let stream = &self.sheet.stream;
        let mut targets = Vec::new();
        while let Some((id, depth)) = pending.pop() {
            if depth > DEEPEST {
                return Err(TOO_DEEP);
            }
            if let Kind::Alias { target } = stream.node(id).kind {
                if stream.node(target).full.encloses(stream.node(id).token) {
                    return Err(ENDLESS);
                }
                targets.push(target);
            }
            let below = if depth > 0 { depth + 1 } else { 0 };
            for slot in self.sheet.slots(id) {
                pending.extend(slot.key.map(|key| (key, below)));
                pending.push((slot.value, if self.is_merge(slot) { depth + 1 } else { below }));
            }
        }
        let harmless = self.sheet.outside.document.kubeconfig.harmless_words();
        let mut left = MOST_NODES;
        targets.into_iter().try_for_each(|target| self.permit_copy(target, &harmless, &mut left))
    }

    fn permit_copy(&self, target: NodeId, harmless: &HashSet<Span>, left: &mut usize) -> Result<(), Refusal> {
        let (stream, document) = (&self.sheet.stream, self.sheet.outside.document);
        let mut pending = vec![(target, 0)];
        while let Some((id, depth)) = pending.pop() {
            if depth > DEEPEST {
                return Err(TOO_DEEP);
            }
            *left = left.checked_sub(1).ok_or(TOO_MUCH)?;
            let token = stream.node(id).token;
            match stream.node(id).kind {
                Kind::Alias { target } => pending.push((target, depth + 1)),
                Kind::Scalar(_) if !token.is_empty() && !document.is_public(token) && !harmless.contains(&token) => {
                    return Err(SECRET);
                }
                _ => pending.extend(stream.children(id).iter().map(|&child| (child, depth + 1))),
            }
        }
        Ok(())
    }
}
