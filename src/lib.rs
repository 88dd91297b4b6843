//! A linter for kubeconfigs.

pub mod address;
pub mod checked;
pub mod finding;
pub mod kubeconfig;
pub mod message;
pub mod page;
pub mod report;
pub mod span;
