//! `exec-credential`: what clients will make of what an exec plugin printed. Nothing is run.

mod json;
mod table;

use super::check::{moment, tell, usage};
use super::notes::Notes;
use super::{Called, Exit, destination, look, values};
use crate::clients::exec_answer::{Known, Reaction};
use crate::clients::{Client, Release};
use crate::engine;
use crate::input;
use crate::report::{self, Context, Format, Verbosity};
use crate::rules;
use clap::ValueEnum;
use jiff::Timestamp;
use std::path::PathBuf;

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// What the plugin printed; `-` for standard input, which is read where no file is named
    #[arg(value_name = "FILE", default_value = "-", hide_default_value = true)]
    path: PathBuf,

    /// The version that the kubeconfig asks for: v1, v1beta1 or v1alpha1 [default: the one that was printed]
    #[arg(long, value_name = "VERSION", value_parser = values::api_version, help_heading = "Clients")]
    api_version: Option<Known>,
    /// kubectl, python, kr8s, node, kubeclient or kube-rs, as in `kubectl@1.24,kr8s@0.13.5` [default: the last three minors of kubectl]
    #[arg(long, value_name = "CLIENT", value_delimiter = ',', value_parser = values::releases, help_heading = "Clients")]
    client: Vec<Releases>,
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
         aws eks get-token --cluster-name prod | {name} exec-credential\n  \
         {name} exec-credential --client kubectl,python,kr8s out.json\n  \
         {name} exec-credential --api-version v1 -f json out.json\n\n\
         Exit codes:\n  \
         0  every client that was asked for takes it\n  \
         1  one of them refuses it, or sends its request without a credential\n  \
         2  wrong usage, or the file cannot be read"
    )
}

impl Args {
    pub(super) fn run(self, called: Called, notes: Notes, verbosity: Verbosity) -> Exit {
        let now = match moment(self.now) {
            Ok(now) => now,
            Err(error) => return usage(error),
        };
        let mut gathered = input::gather_one(&self.path);
        gathered.troubles.iter().for_each(|trouble| tell(trouble, &gathered, notes));
        let Some(input) = gathered.inputs.pop() else { return Exit::Usage };
        let releases = super::clients::distinct(self.client);
        let releases = if releases.is_empty() { Client::Kubectl.current() } else { releases };
        let examined = engine::examine_answer(input, self.api_version, now, &releases);
        let exit = if examined.reactions.iter().all(Reaction::is_taken) { Exit::Clean } else { Exit::Findings };
        let pages: Vec<_> = rules::all().map(|rule| rule.page).collect();
        let context = Context {
            command: called.name(),
            color: look::stdout_takes_color(),
            unicode: look::unicode(),
            width: look::width(),
            verbosity: verbosity.max(Verbosity::Quiet),
            exit_code: exit.code(),
            ..Context::new(env!("CARGO_PKG_VERSION"), &pages)
        };
        let text = match self.output_format {
            Form::Full => findings(&examined, &context) + &table::render(&examined, context.width),
            Form::Json => json::render(&examined, &context),
        };
        destination::print(&text, exit)
    }
}

/// The findings as `check` shows them, without its summary.
fn findings(examined: &engine::Examined, context: &Context<'_>) -> String {
    if examined.checked.findings.is_empty() {
        return String::new();
    }
    let context = Context {
        verbosity: if context.verbosity == Verbosity::Normal { Verbosity::Quiet } else { context.verbosity },
        ..*context
    };
    let mut text = Vec::new();
    // A `Vec` takes all that is written.
    let _ = report::write(Format::Full, &examined.checked, &context, &mut text);
    String::from_utf8_lossy(&text).into_owned()
}
