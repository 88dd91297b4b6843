//! `baseline`: findings that are known and left out.

use super::destination::Places;
use super::notes::Notes;
use super::settings::{self, Effective, Given, RuleArgs, SettingsArgs};
use super::{Exit, check};
use crate::baseline::Baseline;
use crate::checked::Checked;
use crate::engine::{self, Input};
use crate::env;
use crate::finding::Finding;
use crate::input::{Gathered, Request};
use crate::message::Name;
use crate::options::Options;
use crate::report::FileUri;
use clap::Subcommand;
use std::path::{Path, PathBuf};

#[derive(Debug, clap::Args)]
#[command(subcommand_value_name = "COMMAND", subcommand_help_heading = "Commands", disable_help_subcommand = true)]
pub(super) struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Write down what is found now, so that only what is new is reported
    Write(Box<RunArgs>),
    /// Take out what is not found any more
    Prune(Box<RunArgs>),
}

#[derive(Debug, clap::Args)]
struct RunArgs {
    /// The file with the known findings
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// Files and folders to check; without any, what kubectl reads, or, to prune, the files that the baseline names
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// Take all files as one list, as kubectl takes KUBECONFIG
    #[arg(long, help_heading = "Input")]
    merge: bool,
    #[command(flatten)]
    rules: RuleArgs,
    #[command(flatten)]
    settings: SettingsArgs,
}

pub(super) fn examples(name: &str) -> String {
    format!(
        "Examples:\n  {name} baseline write known.json .\n  {name} --baseline known.json .\n  {name} baseline prune known.json\n\n\
         A finding is known again by its rule, its file, its entry and its field,\nwherever it stands in the file."
    )
}

impl Args {
    pub(super) fn run(self, notes: Notes) -> Exit {
        let done = match &self.command {
            Command::Write(args) => args.write(notes),
            Command::Prune(args) => args.prune(notes),
        };
        done.unwrap_or_else(check::fail)
    }
}

/// A run, and where its files lie, seen from the folder of the baseline.
struct Run {
    checked: Checked,
    uris: Vec<FileUri>,
    options: Options,
}

impl RunArgs {
    fn write(&self, notes: Notes) -> Result<Exit, Vec<String>> {
        if self.file.as_os_str() == "-" {
            return Err(vec!["expected a file for the baseline: where it lies, its paths begin".to_owned()]);
        }
        // The names of a kubeconfig and of a baseline are easily swapped.
        if env::kind(&self.file).is_ok() {
            read(&self.file).map_err(|error| vec![format!("{error}; it is not replaced")])?;
        }
        let Some(run) = self.check(&self.paths, notes)? else { return Ok(Exit::NoInput) };
        let baseline = Baseline::of(&run.checked, &run.uris);
        self.save(&baseline)?;
        let (count, are) = match baseline.len() {
            1 => ("1 known finding".to_owned(), "is"),
            count => (format!("{count} known findings"), "are"),
        };
        notes.summary(format_args!("{count} {are} in {}", shown(&self.file)));
        Ok(Exit::Clean)
    }

    fn prune(&self, notes: Notes) -> Result<Exit, Vec<String>> {
        let mut baseline = read(&self.file).map_err(|error| vec![error])?;
        let root = folder(&self.file);
        let before = baseline.len();
        let mut paths = self.paths.clone();
        if paths.is_empty() {
            let is_gone = |path: &Path| env::kind(path).is_err_and(|error| error.kind() == std::io::ErrorKind::NotFound);
            baseline.prune_files(&root, is_gone);
            paths = baseline.files(&root).into_iter().collect();
        }
        if !paths.is_empty() {
            let Some(run) = self.check(&paths, notes)? else { return Ok(Exit::NoInput) };
            baseline.prune(&run.checked, &run.uris, |rule| run.options.wants(rule));
        }
        self.save(&baseline)?;
        let gone = before - baseline.len();
        notes.summary(format_args!("{gone} of {before} known findings are gone from {}", shown(&self.file)));
        Ok(Exit::Clean)
    }

    /// Checks, with no baseline. `None` where there is nothing to check.
    fn check(&self, paths: &[PathBuf], notes: Notes) -> Result<Option<Run>, Vec<String>> {
        let now = check::moment(self.rules.now).map_err(|error| vec![error])?;
        let effective: Effective = settings::resolve(&self.rules, &self.settings, Given::default())?;
        let options_of = |gathered: &Gathered| effective.options(now, self.merge || gathered.is_list, paths);
        let exclude = effective.exclude.value.clone();
        let progress = notes.progress();
        let gathered = progress.gather(&Request { paths: paths.to_vec(), stdin_path: None, exclude, only_kubeconfigs: false });
        gathered.troubles.iter().for_each(|trouble| check::tell(trouble, &gathered, notes));
        if gathered.has_unreadable() {
            return Err(vec!["nothing is written, as not all could be checked".to_owned()]);
        }
        if gathered.inputs.is_empty() {
            return Ok(None);
        }
        let options = options_of(&gathered);
        let places = Places::from_folder(&folder(&self.file), &gathered.inputs);
        let variable = gathered.variable.as_ref();
        let checked =
            progress.check_each(gathered.inputs, |inputs, watch| engine::check_watched(inputs, variable, &options, watch));
        let uris = places.of(&checked, options.settings.as_deref());
        Ok(Some(Run { checked, uris, options }))
    }

    fn save(&self, baseline: &Baseline) -> Result<(), Vec<String>> {
        let written = env::replace_file(&self.file, baseline.text().as_bytes());
        written.map_err(|error| vec![format!("cannot write {}: {}", shown(&self.file), env::reason(&error))])
    }
}

/// Reads a baseline that was named, which must be there.
fn read(path: &Path) -> Result<Baseline, String> {
    let bytes = env::read_file(path).map_err(|error| format!("cannot read the baseline {}: {}", shown(path), error.reason()))?;
    Baseline::parse(&bytes).map_err(|error| format!("cannot use {}: {error}", shown(path)))
}

/// A baseline, and where the files of the run lie, seen from its folder.
pub(super) struct Known<'a> {
    path: &'a Path,
    baseline: Baseline,
    places: Places,
}

impl<'a> Known<'a> {
    pub(super) fn read(path: &'a Path, inputs: &[Input]) -> Result<Self, String> {
        Ok(Self { path, baseline: read(path)?, places: Places::from_folder(&folder(path), inputs) })
    }

    /// Tells which findings in these inputs are known.
    pub(super) fn matcher(&self, inputs: &[Input]) -> impl Fn(&Finding) -> bool + use<'_, 'a> {
        let places = Places::from_folder(&folder(self.path), inputs);
        let within = inputs.iter().map(|input| input.within.as_ref().map(|within| &within.name));
        self.baseline.matcher(&places.of_inputs().iter().zip(within).collect::<Vec<_>>())
    }

    /// Leaves out what is known, and says how much of that is not found any more.
    pub(super) fn apply(mut self, checked: &mut Checked, options: &Options, notes: Notes) {
        let uris = self.places.of(checked, options.settings.as_deref());
        self.baseline.apply(checked, &uris);
        let gone = self.baseline.prune(checked, &uris, |rule| options.wants(rule));
        if gone > 0 {
            let path = shown(self.path);
            let (count, them) = match gone {
                1 => ("1 known finding is".to_owned(), "it"),
                count => (format!("{count} known findings are"), "them"),
            };
            notes.warning(format_args!("{count} gone; `baseline prune {path}` takes {them} out"));
        }
    }
}

/// The folder that the paths in a baseline start from, free of links.
fn folder(file: &Path) -> PathBuf {
    env::place(file).and_then(|place| place.parent().map(Path::to_owned)).unwrap_or_default()
}

fn shown(path: &Path) -> Name {
    Name::path(&path.to_string_lossy())
}
