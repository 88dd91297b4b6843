//! What may be written a second time.

use super::Copyist;
use crate::kubeconfig::edit::Refusal;
use crate::span::Span;
use crate::yaml::tree::{Kind, NodeId};
use std::collections::HashSet;

const ENDLESS: Refusal = "an alias stands in what it stands for";
const SECRET: Refusal = "what may be a secret would stand in the file twice";
const TOO_MUCH: Refusal = "the file would become too large";
/// No kubeconfig nests so deep, and copying follows what is nested.
pub(super) const DEEPEST: usize = 64;
/// Nodes that are copied at most: aliases of aliases multiply.
const MOST_NODES: usize = 100_000;

impl Copyist<'_> {
    /// Refuses a document of which some alias must not or cannot be written out.
    pub(super) fn permit(&self, root: NodeId) -> Result<(), Refusal> {
        let stream = &self.sheet.stream;
        let (mut targets, mut pending) = (Vec::new(), vec![root]);
        while let Some(id) = pending.pop() {
            if let Kind::Alias { target } = stream.node(id).kind {
                if stream.node(target).full.encloses(stream.node(id).token) {
                    return Err(ENDLESS);
                }
                targets.push(target);
            }
            pending.extend(stream.children(id));
        }
        let harmless = self.sheet.outside.document.kubeconfig.harmless_words();
        let mut left = MOST_NODES;
        targets.into_iter().try_for_each(|target| self.permit_copy(target, &harmless, &mut left))
    }

    fn permit_copy(&self, target: NodeId, harmless: &HashSet<Span>, left: &mut usize) -> Result<(), Refusal> {
        let (stream, document) = (&self.sheet.stream, self.sheet.outside.document);
        let mut pending = vec![(target, 0)];
        while let Some((id, depth)) = pending.pop() {
            *left = left.checked_sub(1).filter(|_| depth <= DEEPEST).ok_or(TOO_MUCH)?;
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
