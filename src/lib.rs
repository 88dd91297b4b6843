//! A linter for kubeconfigs.

pub mod span;
pub mod yaml;
