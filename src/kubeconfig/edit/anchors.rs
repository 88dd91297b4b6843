//! Values that aliases stand for, written where they are.

use super::sheet::Sheet;
use crate::fix::{Fix, Operation, Target};
use crate::yaml::tree::Kind;

/// The same fix with what it writes in the place of an alias written behind the anchor; `None` where there is no alias. All places
/// that the alias connects change by that, so they must all want it.
pub(in crate::kubeconfig) fn at_anchors(sheet: &Sheet<'_>, fix: &Fix) -> Option<Fix> {
    let anchors: Vec<_> = fix.operations.iter().map(|operation| sheet.anchor_of(written_by(operation)?)).collect();
    if anchors.iter().all(Option::is_none) {
        return None;
    }
    let mut followed = fix.clone();
    for (operation, anchor) in followed.operations.iter_mut().zip(anchors) {
        if let Some(anchor) = anchor
            && let Operation::Write { target, .. } | Operation::Copy { target, .. } | Operation::Transform { target, .. } =
                operation
        {
            *target = anchor;
        }
    }
    Some(followed)
}

/// Where an operation writes another value.
fn written_by(operation: &Operation) -> Option<&Target> {
    match operation {
        Operation::Write { target, .. } | Operation::Copy { target, .. } | Operation::Transform { target, .. } => Some(target),
        _ => None,
    }
}

impl Sheet<'_> {
    /// The value that the alias at a place stands for.
    fn anchor_of(&self, target: &Target) -> Option<Target> {
        let Kind::Alias { target: anchored } = self.node(self.slot(target).ok()?.value).kind else { return None };
        Some(Target::value(target.address.clone(), self.node(anchored).token))
    }
}
