//! A linter for kubeconfigs.

mod kubeconfig;
pub mod span;
pub mod yaml;
