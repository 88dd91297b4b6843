//! What the run says beside its report, on the standard error.

use super::progress::Progress;
use crate::report::Verbosity;
use owo_colors::OwoColorize;
use std::fmt::Display;
use std::io::Write;

/// Says things as loudly as was asked for.
#[derive(Clone, Copy, Debug)]
pub(super) struct Notes {
    verbosity: Verbosity,
}

impl Notes {
    pub(super) const fn new(verbosity: Verbosity) -> Self {
        Self { verbosity }
    }

    /// A run that begins now, for people who want to see that it goes on.
    pub(super) fn progress(self) -> Progress {
        Progress::new(self.verbosity)
    }

    /// What a person should know.
    pub(super) fn warning(self, message: impl Display) {
        if self.verbosity > Verbosity::Quiet {
            say(&format_args!("{} {message}", "warning:".yellow().bold()));
        }
    }

    /// What follows from the rest.
    pub(super) fn summary(self, message: impl Display) {
        if self.verbosity > Verbosity::Quiet {
            say(&message);
        }
    }

    /// One of the things that are counted otherwise.
    pub(super) fn step(self, message: impl Display) {
        if self.verbosity > Verbosity::Normal {
            say(&message);
        }
    }

    /// What explains a surprise.
    pub(super) fn detail(self, message: impl Display) {
        if self.verbosity > Verbosity::Normal {
            say(&format_args!("{} {message}", "note:".cyan().bold()));
        }
    }
}

/// Why the run does not do what was asked; always said.
pub(super) fn error(message: impl Display) {
    say(&format_args!("{} {message}", "error:".red().bold()));
}

/// What may have been meant instead.
pub(super) fn hint(message: impl Display) {
    say(&format_args!("{} {message}", "hint:".cyan().bold()));
}

/// Where the standard error is closed there is nobody to tell.
fn say(message: &impl Display) {
    let _ = writeln!(anstream::stderr(), "{message}");
}
