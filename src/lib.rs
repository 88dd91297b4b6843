//! A linter for kubeconfigs.

pub mod address;
pub mod checked;
#[doc(hidden)]
pub mod cli;
pub mod engine;
pub mod env;
pub mod finding;
pub mod input;
pub mod kubeconfig;
pub mod message;
pub mod page;
pub mod report;
pub mod rules;
pub mod span;
