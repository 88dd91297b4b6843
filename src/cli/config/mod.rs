//! `config`: what is set, and where it can be set.

mod show;

use super::settings::{self, Given, RuleArgs, SettingsArgs};
use super::{Exit, check, destination};
use crate::message::Name;
use crate::settings::{FailOn, schema};
use clap::{Subcommand, ValueEnum};
use std::path::PathBuf;

#[derive(Debug, clap::Args)]
#[command(subcommand_value_name = "COMMAND", subcommand_help_heading = "Commands", disable_help_subcommand = true)]
pub(super) struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Show what is set, and by whom
    Show(Box<ShowArgs>),
    /// Print the path of the settings file that is read
    Path(PathArgs),
    /// Print the JSON Schema of the settings file
    Schema,
}

#[derive(Debug, clap::Args)]
struct ShowArgs {
    #[command(flatten)]
    rules: RuleArgs,
    /// Exit with 1 on findings of this severity or worse: error, warning, info or never [default: error]
    #[arg(long, value_name = "SEVERITY", help_heading = "Rules")]
    fail_on: Option<FailOn>,
    /// Leave out the findings that this file lists
    #[arg(long, value_name = "FILE", help_heading = "Rules")]
    baseline: Option<PathBuf>,
    #[command(flatten)]
    settings: SettingsArgs,
    /// The form: yaml, which can be used as settings, or json [default: yaml]
    #[arg(short = 'f', long, value_name = "FORMAT", value_enum, default_value_t, help_heading = "Output")]
    #[arg(hide_possible_values = true, hide_default_value = true)]
    output_format: Form,
}

#[derive(Debug, clap::Args)]
struct PathArgs {
    #[command(flatten)]
    settings: SettingsArgs,
}

#[derive(Clone, Copy, Debug, Default, ValueEnum)]
enum Form {
    #[default]
    Yaml,
    Json,
}

pub(super) fn examples(name: &str) -> String {
    format!(
        "Examples:\n  {name} config show --profile ci\n  {name} config schema > kubeconfig-lint.schema.json\n\n\
         `config path` exits with 3 where there is no settings file.\n\
         To check a file that is called `config`, write `./config`."
    )
}

impl Args {
    pub(super) fn run(self) -> Exit {
        match self.command {
            Command::Show(args) => args.run(),
            Command::Path(args) => args.run(),
            Command::Schema => {
                // Text and numbers can always be written.
                let text = serde_json::to_string_pretty(&schema::schema()).unwrap_or_default();
                destination::print(&(text + "\n"), Exit::Clean)
            }
        }
    }
}

impl ShowArgs {
    fn run(self) -> Exit {
        let given = Given { fail_on: self.fail_on, baseline: self.baseline };
        match settings::resolve(&self.rules, &self.settings, given) {
            Ok(effective) => {
                let text = match self.output_format {
                    Form::Yaml => show::yaml(&effective),
                    Form::Json => show::json(&effective),
                };
                destination::print(&text, Exit::Clean)
            }
            Err(errors) => check::fail(errors),
        }
    }
}

impl PathArgs {
    fn run(&self) -> Exit {
        let profile = match settings::profile(None) {
            Ok(profile) => profile,
            Err(error) => return check::usage(error),
        };
        match settings::path(&self.settings, profile) {
            Ok(Some(path)) => destination::print(&format!("{}\n", Name::path(&path.to_string_lossy())), Exit::Clean),
            Ok(None) => Exit::NoInput,
            Err(error) => check::usage(error),
        }
    }
}
