//! What happens when the program itself is wrong.

use std::io::{self, Write};
use std::panic::{self, PanicHookInfo};

/// Replaces the message of a panic, which could hold a piece of a file, by the place in the code. The exit code stays 101.
pub(super) fn install_hook() {
    panic::set_hook(Box::new(report));
}

fn report(info: &PanicHookInfo<'_>) {
    let place = info.location().map_or_else(String::new, |place| format!(" at {}:{}", place.file(), place.line()));
    // Nobody is there to be told when this fails.
    let _ = writeln!(
        io::stderr(),
        "error: internal fault{place} in kubeconfig-lint {}\n\
         The file was not checked to its end. This is a bug: please report the line above, which holds nothing of the file,\n\
         at {}/issues",
        env!("CARGO_PKG_VERSION"),
        super::HOME
    );
}
