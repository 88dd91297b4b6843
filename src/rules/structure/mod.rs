//! What a kubeconfig is made of.

use super::{Rule, rule};

mod current_context_dangling;

pub(super) const RULES: &[Rule] = &[rule!("structure/current-context-dangling", current_context_dangling)];
