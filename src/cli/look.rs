//! How output looks: colour, width, loudness.

use crate::env;
use crate::report::Verbosity;
use anstream::{AutoStream, ColorChoice};
use clap::{Args, ValueEnum};
use std::ffi::OsString;
use std::io;

/// Columns where there is no terminal to ask.
const COLUMNS: usize = 100;
/// Lines longer than this are hard to read, shorter ones hard to fill.
const READABLE: std::ops::RangeInclusive<usize> = 40..=120;

#[derive(Debug, Args)]
#[command(next_help_heading = "General")]
pub(super) struct Look {
    /// Use colour: auto (as NO_COLOR, FORCE_COLOR, CLICOLOR_FORCE, the CI and the terminal say), always or never
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

    /// Whether to use colour.
    pub(super) fn choice(&self) -> ColorChoice {
        self.color.choice()
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

impl Color {
    fn choice(self) -> ColorChoice {
        match self {
            Self::Auto if is_forced() => ColorChoice::Always,
            Self::Auto => ColorChoice::Auto,
            Self::Always => ColorChoice::Always,
            Self::Never => ColorChoice::Never,
        }
    }
}

/// CIs whose logs show colour, although they are no terminals.
const COLORED_CIS: [&str; 4] = ["BUILDKITE", "GITHUB_ACTIONS", "GITLAB_CI", "TF_BUILD"];

/// Whether the surroundings ask for colour where there is no terminal, and nobody forbids it. `CLICOLOR_FORCE` is known to anstream.
fn is_forced() -> bool {
    let is_set = |name: &str| env::variable(name).is_some_and(|value| !value.is_empty() && value != "0" && value != "false");
    let is_forbidden = env::variable("NO_COLOR").is_some_and(|value| !value.is_empty());
    !is_forbidden && (is_set("FORCE_COLOR") || COLORED_CIS.into_iter().any(is_set))
}

/// The choice that words hold which are not parsed yet.
pub(super) fn choice_in(words: &[OsString]) -> ColorChoice {
    let mut words = words.iter().filter_map(|word| word.to_str()).take_while(|word| *word != "--");
    let mut choice = Color::default();
    while let Some(word) = words.next() {
        let value = if word == "--color" { words.next() } else { word.strip_prefix("--color=") };
        choice = value.and_then(|value| Color::from_str(value, false).ok()).unwrap_or(choice);
    }
    choice.choice()
}

/// Makes the choice of colour hold for every stream.
pub(super) fn apply(choice: ColorChoice) {
    choice.write_global();
}

/// Whether the standard output takes colour, after [`apply`].
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
