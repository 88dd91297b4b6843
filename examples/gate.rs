//! Names those of the files that a service may load, as `tests/conformance/gate.py` asks for.
//!
//! `cargo run --example gate -- FILE...`
#![allow(clippy::disallowed_methods, reason = "an example is a program of its own")]

use kubeconfig_lint::gate::{Policy, gate};
use std::io::{self, Write as _};

fn main() -> io::Result<()> {
    let policy = Policy::at(jiff::Timestamp::now());
    let mut out = io::stdout().lock();
    for path in std::env::args_os().skip(1) {
        if gate(std::fs::read(&path)?, &policy).is_ok() {
            writeln!(out, "{}", path.display())?;
        }
    }
    Ok(())
}
