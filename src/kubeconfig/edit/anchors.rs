//! Values that aliases stand for, written where they are.

use super::sheet::Sheet;
use crate::fix::{Fix, Operation, Target};
use crate::yaml::tree::Kind;

/// The same fix with what it writes in the place of an alias written behind the anchor; `None` where there is no alias. All places
/// that the alias connects change by that, so they must all want it.
pub(in crate::kubeconfig) fn at_anchors(sheet: &Sheet<'_>, fix: &Fix) -> Option<Fix> {
    let mut followed = fix.clone();
    let mut has_alias = false;
    for operation in &mut followed.operations {
        let (Operation::Write { target, .. } | Operation::Copy { target, .. } | Operation::Transform { target, .. }) = operation
        else {
            continue;
        };
        if let Some(anchor) = sheet.anchor_of(target) {
            (*target, has_alias) = (anchor, true);
        }
    }
    has_alias.then_some(followed)
}

impl Sheet<'_> {
    /// The value that the alias at a place stands for.
    fn anchor_of(&self, target: &Target) -> Option<Target> {
        let Kind::Alias { target: anchored } = self.node(self.slot(target).ok()?.value).kind else { return None };
        Some(Target::value(target.address.clone(), self.node(anchored).token))
    }
}
