//! A linter for kubeconfigs.

pub mod address;
pub mod finding;
pub mod kubeconfig;
pub mod message;
pub mod plugins;
pub mod span;
