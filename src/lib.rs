//! A linter for kubeconfigs.

pub mod span;
