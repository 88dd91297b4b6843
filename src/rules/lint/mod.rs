//! What is wrong with suppressions.

use super::{Rule, rule};
use crate::span::Span;

mod expired_suppression;
mod unknown_rule;
mod unused_suppression;

pub(super) const RULES: &[Rule] = &[
    rule!("lint/unused-suppression", unused_suppression),
    rule!("lint/expired-suppression", expired_suppression),
    rule!("lint/unknown-rule", unknown_rule),
];

/// A comment that asks to suppress what is not found.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Unused {
    /// The comment.
    pub comment: Span,
    /// The rule or family that it names.
    pub name: &'static str,
}
