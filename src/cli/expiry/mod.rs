//! `expiry`: when certificates and tokens end.

mod json;
mod metrics;
mod table;

use super::Exit;
use super::check::{fail, moment, tell, usage};
use super::destination;
use super::like_kubectl::{LikeKubectl, NO_CONTEXT};
use super::look;
use super::notes::Notes;
use super::settings::{self, Effective, Given, RuleArgs, SettingsArgs};
use super::values;
use crate::engine::{
    self,
    expiry::{self, Expiry, State},
};
use crate::env;
use crate::input::Request;
use crate::options::Options;
use clap::ValueEnum;
use jiff::{SignedDuration, Timestamp};
use std::path::PathBuf;

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Files, folders to search, `-` for standard input; without any, what kubectl reads
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,

    #[command(flatten)]
    kubectl: LikeKubectl,
    #[command(flatten)]
    settings: SettingsArgs,
    /// Exit with 1 on what ends within this time, too, as in 24h or 14d [default: `expiry-warning` of the settings, else only on what
    /// has ended]
    #[arg(long, value_name = "DURATION", value_parser = values::duration, help_heading = "Exit code")]
    within: Option<SignedDuration>,
    /// Exit with 0 whatever has ended
    #[arg(long, help_heading = "Exit code")]
    exit_zero: bool,
    /// The file that standard input stands for
    #[arg(long, value_name = "FILE", help_heading = "Input")]
    stdin_filename: Option<PathBuf>,
    /// Judge at this moment [default: SOURCE_DATE_EPOCH, else now]
    #[arg(long, value_name = "RFC3339", value_parser = values::moment, help_heading = "Exit code")]
    now: Option<Timestamp>,
    /// The form of the report: full, json, prometheus or openmetrics [default: full]
    #[arg(short = 'f', long, value_name = "FORMAT", value_enum, default_value_t, help_heading = "Output")]
    #[arg(hide_possible_values = true, hide_default_value = true)]
    output_format: Form,
    /// Put the report into this file at once, as a textfile collector wants it
    #[arg(short, long, value_name = "FILE", help_heading = "Output")]
    output_file: Option<PathBuf>,
    /// Do it again and again, with this pause between, as in 1h
    #[arg(long, value_name = "DURATION", value_parser = values::duration, help_heading = "Output")]
    #[arg(requires = "output_file", conflicts_with = "now")]
    every: Option<SignedDuration>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
enum Form {
    #[default]
    Full,
    Json,
    Prometheus,
    Openmetrics,
}

pub(super) fn examples(name: &str) -> String {
    format!(
        "Examples:\n  \
         {name} expiry                              what kubectl would use\n  \
         {name} expiry --within 14d kubeconfigs/    fail two weeks ahead\n  \
         {name} expiry -f prometheus -o out.prom /etc/kubernetes"
    )
}

impl Args {
    pub(super) fn run(mut self, notes: Notes) -> Exit {
        self.paths = match self.kubectl.paths(self.paths) {
            Ok(paths) => paths,
            Err(error) => return usage(error),
        };
        let rules = RuleArgs { expiry_warning: self.within, ..RuleArgs::default() };
        let effective = match settings::resolve(&rules, &self.settings, Given::default()) {
            Ok(effective) => effective,
            Err(errors) => return fail(errors),
        };
        loop {
            let exit = self.run_once(&effective, notes);
            match self.every {
                Some(pause) => env::sleep(pause),
                None => return exit,
            }
        }
    }

    fn run_once(&self, effective: &Effective, notes: Notes) -> Exit {
        let now = match moment(self.now) {
            Ok(now) => now,
            Err(error) => return usage(error),
        };
        let (paths, stdin_path, exclude) = (self.paths.clone(), self.stdin_filename.clone(), effective.exclude.value.clone());
        let gathered = notes.progress().gather(&Request { paths, stdin_path, exclude, only_kubeconfigs: false });
        gathered.troubles.iter().for_each(|trouble| tell(trouble, &gathered, notes));
        let (is_incomplete, is_empty) = (gathered.has_unreadable(), gathered.inputs.is_empty());
        let options = effective.options(now, false, &self.paths);
        let options = Options { context: self.kubectl.context.clone(), ..options };
        if !engine::has_context(&gathered.inputs, &options) {
            return usage(NO_CONTEXT);
        }
        let expiry = expiry::expiry(&gathered.inputs, &options);
        let fails = !self.exit_zero && expiry.lifetimes.iter().any(|lifetime| lifetime.state(now).is_trouble());
        let exit = match (is_incomplete, is_empty, fails) {
            (true, ..) => Exit::Usage,
            (_, true, _) => Exit::NoInput,
            (.., true) => Exit::Findings,
            _ => Exit::Clean,
        };
        let text = match self.output_format {
            Form::Full => table::render(&expiry, now, look::width()),
            Form::Json => json::render(&expiry, now),
            Form::Prometheus => metrics::render(&expiry, now),
            Form::Openmetrics => metrics::render(&expiry, now) + "# EOF\n",
        };
        match &self.output_file {
            Some(path) => destination::replace(path, &text, exit),
            None => destination::print(&text, exit),
        }
    }
}

/// The number of lifetimes in a state.
fn count(expiry: &Expiry, state: State, now: Timestamp) -> usize {
    expiry.lifetimes.iter().filter(|lifetime| lifetime.state(now) == state).count()
}
