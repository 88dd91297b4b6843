//! How output looks: colour, width, loudness.

use crate::env;
use crate::report::Verbosity;
use anstream::{AutoStream, ColorChoice};
use clap::{Args, ValueEnum};
use std::io;

/// Columns where there is no terminal to ask.
const COLUMNS: usize = 100;
/// Lines longer than this are hard to read, shorter ones hard to fill.
const READABLE: std::ops::RangeInclusive<usize> = 40..=120;

#[derive(Debug, Args)]
#[command(next_help_heading = "General")]
pub(super) struct Look {
    /// Use colour: auto (as NO_COLOR, CLICOLOR_FORCE and the terminal say), always or never
    #[arg(long, global = true, value_name = "WHEN", value_enum, default_value_t)]
    #[arg(hide_possible_values = true, hide_default_value = true)]
    color: Color,
    /// Say nothing but findings and errors
    #[arg(short, long, global = true, conflicts_with = "verbose")]
    quiet: bool,
    /// Say more
    #[arg(short, long, global = true)]
    verbose: bool,
}

#[derive(Clone, Copy, Debug, Default, ValueEnum)]
enum Color {
    #[default]
    Auto,
    Always,
    Never,
}

impl Look {
    /// The names of its options, which may stand anywhere.
    pub(super) const IDS: [&str; 3] = ["color", "quiet", "verbose"];

    /// Makes the choice of colour hold for every stream.
    pub(super) fn apply(&self) {
        self.choice().write_global();
    }

    fn choice(&self) -> ColorChoice {
        match self.color {
            Color::Auto => ColorChoice::Auto,
            Color::Always => ColorChoice::Always,
            Color::Never => ColorChoice::Never,
        }
    }

    /// How much to say.
    pub(super) fn verbosity(&self) -> Verbosity {
        match (self.quiet, self.verbose) {
            (true, _) => Verbosity::Quiet,
            (_, true) => Verbosity::Verbose,
            _ => Verbosity::Normal,
        }
    }

    /// Whether a file takes colour: only where that was asked for.
    pub(super) fn files_take_color(&self) -> bool {
        matches!(self.color, Color::Always)
    }
}

/// Whether the standard output takes colour, after [`Look::apply`].
pub(super) fn stdout_takes_color() -> bool {
    AutoStream::choice(&io::stdout()) != ColorChoice::Never
}

/// The same for the standard error.
pub(super) fn stderr_takes_color() -> bool {
    AutoStream::choice(&io::stderr()) != ColorChoice::Never
}

/// Columns to fill.
pub(super) fn width() -> usize {
    env::terminal_width().unwrap_or(COLUMNS).clamp(*READABLE.start(), *READABLE.end())
}

/// Whether lines can be drawn with more than ASCII: not on a dumb terminal, nor in a locale that says otherwise.
pub(super) fn unicode() -> bool {
    let value = |name| env::variable(name).filter(|value| !value.is_empty());
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"].into_iter().find_map(value);
    let is_utf8 = locale.is_none_or(|locale| {
        let locale = locale.to_string_lossy().to_ascii_lowercase();
        locale.contains("utf-8") || locale.contains("utf8")
    });
    is_utf8 && !is_dumb()
}

/// Whether the terminal is one that only takes line after line.
pub(super) fn is_dumb() -> bool {
    env::variable("TERM").is_some_and(|term| term == "dumb")
}
