//! `clients`: what each client will do with a kubeconfig.

mod json;
mod table;

pub(super) use table::names;

use super::check::{fail, moment, tell, usage};
use super::destination;
use super::like_kubectl::{LikeKubectl, NO_CONTEXT};
use super::look;
use super::notes::Notes;
use super::settings::{self, Effective, Given, RuleArgs, SettingsArgs};
use super::values;
use super::{Called, Exit};
use crate::clients::{Client, Release};
use crate::engine;
use crate::env::Env;
use crate::input::Request;
use crate::options::Options;
use clap::ValueEnum;
use jiff::Timestamp;
use std::path::PathBuf;

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Files, folders to search, `-` for standard input; without any, what kubectl reads
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,

    /// As in `kubectl@1.24,python,kr8s@0.17` [default: those of the settings, else the last three minors of kubectl]
    #[arg(long, value_name = "CLIENT", value_delimiter = ',', value_parser = values::releases, help_heading = "Clients")]
    client: Vec<Releases>,
    #[command(flatten)]
    kubectl: LikeKubectl,
    #[command(flatten)]
    settings: SettingsArgs,
    /// Take all files as one list, as kubectl takes KUBECONFIG
    #[arg(long, help_heading = "Input")]
    merge: bool,
    /// The file that standard input stands for
    #[arg(long, value_name = "FILE", help_heading = "Input")]
    stdin_filename: Option<PathBuf>,
    /// Judge expiry at this moment [default: SOURCE_DATE_EPOCH, else now]
    #[arg(long, value_name = "RFC3339", value_parser = values::moment, help_heading = "Clients")]
    now: Option<Timestamp>,
    /// The form of the report: full or json [default: full]
    #[arg(short = 'f', long, value_name = "FORMAT", value_enum, default_value_t, help_heading = "Output")]
    #[arg(hide_possible_values = true, hide_default_value = true)]
    output_format: Form,
}

/// What one word of `--client` stands for.
pub(super) type Releases = Vec<Release>;

#[derive(Clone, Copy, Debug, Default, ValueEnum)]
enum Form {
    #[default]
    Full,
    Json,
}

pub(super) fn examples(name: &str) -> String {
    format!(
        "Examples:\n  \
         {name} clients                   what kubectl will do\n  \
         {name} clients --client kubectl@1.24,python prod.kubeconfig\n  \
         {name} clients -f json --context prod ~/.kube/config"
    )
}

impl Args {
    pub(super) fn run(self, called: Called, notes: Notes) -> Exit {
        let now = match moment(self.now) {
            Ok(now) => now,
            Err(error) => return usage(error),
        };
        let effective = match settings::resolve(&RuleArgs::default(), &self.settings, Given::default()) {
            Ok(effective) => effective,
            Err(errors) => return fail(errors),
        };
        let releases = match distinct(self.client) {
            named if named.is_empty() => declared(&effective),
            named => named,
        };
        let paths = match self.kubectl.paths(self.paths) {
            Ok(paths) => paths,
            Err(error) => return usage(error),
        };
        let progress = notes.progress();
        let exclude = effective.exclude.value.clone();
        let gathered = progress.gather(&Request { paths, stdin_path: self.stdin_filename, exclude, only_kubeconfigs: false });
        gathered.troubles.iter().for_each(|trouble| tell(trouble, &gathered, notes));
        let exit = match (!gathered.has_unreadable(), gathered.inputs.is_empty()) {
            (false, _) => Exit::Usage,
            (true, true) => Exit::NoInput,
            (true, false) => Exit::Clean,
        };
        let options = Options { merge: self.merge || gathered.is_list, ..Options::new(Env::at(now)) };
        let mut predicted = progress.check(gathered.inputs, |inputs| engine::predict(inputs, &options, &releases));
        if let Some(wanted) = &self.kubectl.context {
            let is_wanted = |row: &engine::Row| row.prediction.is_of_context(wanted);
            predicted.rows.retain(is_wanted);
            if predicted.rows.is_empty() && exit == Exit::Clean {
                notes.warning(NO_CONTEXT);
            }
        }
        let text = match self.output_format {
            Form::Full => table::render(&predicted, called.name(), look::width()),
            Form::Json => json::render(&predicted),
        };
        destination::print(&text, exit)
    }
}

/// The releases of the clients that the settings declare, as far as they are predicted.
fn declared(effective: &Effective) -> Releases {
    let releases = distinct(vec![effective.clients.value.iter().filter_map(|declared| declared.release()).collect()]);
    if releases.is_empty() { Client::Kubectl.current() } else { releases }
}

/// Every release once, in the order in which they were named.
pub(super) fn distinct(words: Vec<Releases>) -> Releases {
    let mut releases = Releases::new();
    for release in words.into_iter().flatten() {
        if !releases.contains(&release) {
            releases.push(release);
        }
    }
    releases
}
