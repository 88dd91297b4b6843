//! Integration tests, in one binary.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::disallowed_methods)]

mod architecture;
mod bad_input;
mod baseline;
mod canary;
mod clients;
mod command;
mod completions;
mod credentials;
mod embedded;
mod error_texts;
mod examples;
mod exec_credential;
mod exit_codes;
mod expiry;
mod explain;
mod explain_merge;
mod failures;
mod fixes;
mod gate;
mod help;
mod inputs;
mod looking;
mod matrix;
mod pages;
mod places;
mod plugin;
mod programs;
mod readme;
mod reports;
mod rewriting;
mod schema;
mod settings;
mod snapshots;
mod suppressions;
mod surroundings;
