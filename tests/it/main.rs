//! Integration tests, in one binary.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::disallowed_methods)]

mod architecture;
mod clients;
mod command;
mod credentials;
mod exit_codes;
mod explain;
mod help;
mod inputs;
mod pages;
mod readme;
mod reports;
