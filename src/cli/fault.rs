//! What happens when the program itself is wrong.

use std::io::{self, Write};
use std::panic::{self, Location, PanicHookInfo};

/// Replaces the message of a panic, which could hold a piece of a file, by the place in the code. The exit code stays 101.
pub(super) fn install_hook() {
    panic::set_hook(Box::new(report));
}

fn report(info: &PanicHookInfo<'_>) {
    // Nobody is there to be told when this fails.
    let _ = io::stderr().write_all(text(info.location()).as_bytes());
}

/// What is said: it is made of the place alone, and never gets the payload.
fn text(place: Option<&Location<'_>>) -> String {
    let place = place.map_or_else(String::new, |place| format!(" at {}:{}", place.file(), place.line()));
    format!(
        "error: internal fault{place} in kubeconfig-lint {}\n\
         The file was not checked to its end. This is a bug: please report the line above, which holds nothing of the file,\n\
         at {}/issues\n",
        env!("CARGO_PKG_VERSION"),
        super::HOME
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_is_told_by_its_place() {
        let place = Location::caller();
        let text = text(Some(place));
        assert!(text.starts_with(&format!("error: internal fault at {}:{} in", place.file(), place.line())), "{text}");
        assert_eq!(text.lines().count(), 3);
    }
}
