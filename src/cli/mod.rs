//! The command line: one file per verb.

mod ascii;
mod baseline;
mod check;
mod clients;
mod completions;
mod config;
mod destination;
mod exec_credential;
mod expiry;
mod explain;
mod fault;
mod fixing;
mod input_args;
mod like_kubectl;
mod look;
mod man;
mod meant;
mod merged;
mod notes;
mod progress;
mod rules;
mod schema;
mod settings;
mod statistics;
mod values;

use crate::env;
use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::parser::ValueSource;
use clap::{Arg, CommandFactory, FromArgMatches, Parser, Subcommand};
use look::Look;
use notes::Notes;
use std::ffi::{OsStr, OsString};
use std::path::Path;
use std::process::ExitCode;

/// Where the project lives.
const HOME: &str = env!("CARGO_PKG_REPOSITORY");

/// How a run ended; the same in every format.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Exit {
    /// Nothing at or above the threshold.
    Clean = 0,
    /// Findings.
    Findings = 1,
    /// The command line is wrong, an input that was named cannot be read, or a report cannot be written.
    Usage = 2,
    /// There is nothing to check.
    NoInput = 3,
}

impl Exit {
    const fn code(self) -> u8 {
        self as u8
    }
}

const ABOUT: &str = "Finds what is wrong with a kubeconfig, says why and where, and never prints a secret.\n\
                     Checking a file runs nothing, resolves no name and opens no connection.";

#[derive(Debug, Parser)]
#[command(version, about = ABOUT, max_term_width = 100, subcommand_help_heading = "Commands")]
#[command(disable_help_subcommand = true)]
struct Cli {
    #[command(subcommand)]
    verb: Option<Verb>,
    #[command(flatten)]
    check: check::Args,
    #[command(flatten)]
    look: Look,
}

#[derive(Debug, Subcommand)]
enum Verb {
    /// Check kubeconfigs; what happens where no command is given
    Check(Box<check::Args>),
    /// Predict what clients will do with each context
    Clients(Box<clients::Args>),
    /// List when certificates and tokens end
    Expiry(Box<expiry::Args>),
    /// Say what clients will make of what an exec plugin printed
    ExecCredential(exec_credential::Args),
    /// Explain a rule, or an error that a client printed
    Explain(explain::Args),
    /// List the rules
    Rules(rules::Args),
    /// Print the JSON Schema of a kubeconfig, for editors
    Schema,
    /// Print what a shell needs to complete words
    Completions(completions::Args),
    #[command(name = "__complete", hide = true)]
    Complete(completions::Complete),
    /// Print the manual
    Man(man::Args),
    /// Write down findings that are known, and leave them out
    Baseline(baseline::Args),
    /// Show what is set, and where it can be set
    Config(config::Args),
}

/// Runs the command with the words it was called with.
pub fn main() -> ExitCode {
    env::forbid_core_dumps();
    fault::install_hook();
    let words = meant::spelled_out(env::arguments());
    let called = Called::by(words.first().map(AsRef::as_ref));
    // Before the words are parsed: what the parser says is coloured, too.
    look::apply(look::choice_in(&words));
    let code = match parse(called, words.clone()).map_err(forget_words) {
        Ok(cli) => cli.run(called).code(),
        Err(error) => {
            // Nobody is there to be told when this fails.
            let _ = error.print();
            if error.use_stderr() {
                meant::hint_at_file(&words);
            }
            u8::try_from(error.exit_code()).unwrap_or(Exit::Usage.code())
        }
    };
    if code == Exit::Usage.code() {
        meant::hint_at_verb(&words, &Cli::command());
    }
    ExitCode::from(code)
}

fn parse(called: Called, words: Vec<OsString>) -> Result<Cli, clap::Error> {
    let mut command = called.command();
    let matches = command.try_get_matches_from_mut(words)?;
    // What belongs to `check` may stand without that word, but not in front of one.
    let is_misplaced = |argument: &&Arg| {
        let id = argument.get_id().as_str();
        !Look::IDS.contains(&id) && matches.value_source(id) == Some(ValueSource::CommandLine)
    };
    let written = |argument: &Arg| argument.get_long().map_or_else(|| "PATH".to_owned(), |name| format!("--{name}"));
    let misplaced = command.get_arguments().find(is_misplaced).map(written);
    if let (Some(verb), Some(what)) = (matches.subcommand_name(), misplaced) {
        let message = format!("what is for a command stands behind it: {} {verb} {what}", called.name());
        return Err(command.error(ErrorKind::ArgumentConflict, message));
    }
    Cli::from_arg_matches(&matches)
}

/// Takes what was typed out of an error: it can be a secret, or a whole kubeconfig, at a place where neither belongs.
fn forget_words(mut error: clap::Error) -> clap::Error {
    const UNSAID: &str = "…";
    let kinds: &[ContextKind] = match error.kind() {
        ErrorKind::UnknownArgument => &[ContextKind::InvalidArg, ContextKind::Suggested],
        ErrorKind::InvalidSubcommand => &[ContextKind::InvalidSubcommand, ContextKind::Suggested],
        _ => &[ContextKind::InvalidValue],
    };
    for &kind in kinds.iter().filter(|&&kind| error.get(kind).is_some()).collect::<Vec<_>>() {
        let unsaid = if kind == ContextKind::Suggested { ContextValue::None } else { ContextValue::String(UNSAID.to_owned()) };
        error.insert(kind, unsaid);
    }
    error
}

impl Cli {
    fn run(self, called: Called) -> Exit {
        look::apply(self.look.choice());
        let notes = Notes::new(self.look.verbosity());
        match self.verb {
            None => self.check.run(called, &self.look, notes),
            Some(Verb::Check(args)) => args.run(called, &self.look, notes),
            Some(Verb::Clients(args)) => args.run(called, notes),
            Some(Verb::Expiry(args)) => args.run(notes),
            Some(Verb::ExecCredential(args)) => args.run(called, notes, self.look.verbosity()),
            Some(Verb::Explain(args)) => args.run(called),
            Some(Verb::Rules(args)) => args.run(),
            Some(Verb::Schema) => schema::run(),
            Some(Verb::Completions(args)) => args.run(),
            Some(Verb::Complete(args)) => args.run(),
            Some(Verb::Man(args)) => args.run(called),
            Some(Verb::Baseline(args)) => args.run(notes),
            Some(Verb::Config(args)) => args.run(),
        }
    }
}

/// The name people call this program by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Called {
    Directly,
    ByKubectl,
}

impl Called {
    /// kubectl runs `kubectl-config_lint` for `kubectl config-lint`.
    fn by(program: Option<&OsStr>) -> Self {
        let stem = program.and_then(|program| Path::new(program).file_stem());
        if stem == Some(OsStr::new("kubectl-config_lint")) { Self::ByKubectl } else { Self::Directly }
    }

    const fn name(self) -> &'static str {
        match self {
            Self::Directly => "kubeconfig-lint",
            Self::ByKubectl => "kubectl config-lint",
        }
    }

    fn command(self) -> clap::Command {
        let name = self.name();
        Cli::command()
            .name(name)
            .bin_name(name)
            .override_usage(format!(
                "{name} [check] [OPTIONS] [PATH]...
       {name} COMMAND [OPTIONS] [ARGUMENT]..."
            ))
            .after_help(check::examples(name))
            .mut_subcommand("check", |verb| verb.after_help(check::examples(name)))
            .mut_subcommand("clients", |verb| verb.after_help(clients::examples(name)))
            .mut_subcommand("expiry", |verb| verb.after_help(expiry::examples(name)))
            .mut_subcommand("exec-credential", |verb| verb.after_help(exec_credential::examples(name)))
            .mut_subcommand("explain", |verb| verb.after_help(explain::examples(name)))
            .mut_subcommand("rules", |verb| verb.after_help(rules::examples(name)))
            .mut_subcommand("schema", |verb| verb.after_help(schema::examples(name)))
            .mut_subcommand("completions", |verb| verb.after_help(completions::examples(name)))
            .mut_subcommand("man", |verb| verb.after_help(man::examples(name)))
            .mut_subcommand("baseline", |verb| verb.after_help(baseline::examples(name)))
            .mut_subcommand("config", |verb| verb.after_help(config::examples(name)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_line_is_well_formed() {
        Called::Directly.command().debug_assert();
    }

    #[test]
    fn the_plugin_of_kubectl_is_called_as_kubectl_calls_it() {
        let called = |program: &str| Called::by(Some(OsStr::new(program)));
        assert_eq!(called("/usr/bin/kubectl-config_lint"), Called::ByKubectl);
        assert_eq!(called("kubectl-config_lint.exe"), Called::ByKubectl);
        assert_eq!(called("/opt/kubeconfig-lint"), Called::Directly);
        assert_eq!(Called::by(None), Called::Directly);
    }
}
