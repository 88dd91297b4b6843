//! A linter for kubeconfigs.

pub mod address;
pub mod checked;
pub mod engine;
pub mod env;
pub mod finding;
pub mod kubeconfig;
pub mod message;
pub mod page;
pub mod plugins;
pub mod report;
pub mod rules;
pub mod span;
pub mod yaml;
