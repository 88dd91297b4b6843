//! `check`: lint kubeconfigs.

use super::baseline::Known;
use super::destination::{Destinations, Places, Written};
use super::fixing::{self, Aliases, Fixing};
use super::input_args::InputArgs;
use super::like_kubectl::{LikeKubectl, NO_CONTEXT};
use super::look::{self, Look};
use super::merged;
use super::notes::{self, Notes};
use super::settings::{self, Effective, Given, RuleArgs, SettingsArgs};
use super::statistics::statistics;
use super::values::{self, Report};
use super::{Called, Exit};
use crate::checked::Checked;
use crate::engine;
use crate::env;
use crate::finding::Finding;
use crate::input::{Gathered, Trouble, TroubleKind};
use crate::message::Name;
use crate::options::Options;
use crate::report::{Context, Format, Unread, summary::summary};
use crate::rules;
use crate::settings::FailOn;
use jiff::Timestamp;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Files, folders to search, `-` for standard input; without any, what kubectl reads
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,

    #[command(flatten)]
    kubectl: LikeKubectl,
    #[command(flatten)]
    list: merged::ListArgs,
    #[command(flatten)]
    input: InputArgs,

    #[command(flatten)]
    rules: RuleArgs,
    /// Leave out the findings that this file lists; `baseline write` writes it
    #[arg(long, value_name = "FILE", help_heading = "Rules")]
    baseline: Option<PathBuf>,
    #[command(flatten)]
    settings: SettingsArgs,

    #[command(flatten)]
    fixing: Fixing,

    #[arg(help = format!("The form of the report: {} [default: full]", Format::names()))]
    #[arg(short = 'f', long, value_name = "FORMAT", value_parser = values::format, help_heading = "Output")]
    output_format: Option<Format>,
    /// Write the report to this file; with --fix and `-`, the fixed kubeconfig; `-` is standard output
    #[arg(short, long, value_name = "FILE", help_heading = "Output")]
    output_file: Option<PathBuf>,
    /// Write one more report to a file; can be repeated
    #[arg(long, value_name = "FORMAT=FILE", value_parser = values::report, help_heading = "Output")]
    report: Vec<Report>,
    /// The folder that paths in reports for a CI start in [default: that of the git repository, else the working directory]
    #[arg(long, value_name = "FOLDER", help_heading = "Output")]
    root: Option<PathBuf>,
    /// Show only so many findings, the worst ones; sarif, gitlab, junit and checkstyle always hold all
    #[arg(long, value_name = "NUMBER", help_heading = "Output")]
    max_diagnostics: Option<usize>,
    /// Report what is suppressed, too, and by what; in full, concise, json, jsonl and sarif
    #[arg(long, help_heading = "Output")]
    show_suppressed: bool,
    /// Count the findings of each rule, on standard error
    #[arg(long, help_heading = "Output")]
    statistics: bool,

    /// Exit with 1 on findings of this severity or worse: error, warning, info or never [default: error]
    #[arg(long, value_name = "SEVERITY", help_heading = "Exit code")]
    fail_on: Option<FailOn>,
    /// Exit with 0 whatever is found
    #[arg(long, help_heading = "Exit code")]
    exit_zero: bool,
}

pub(super) fn examples(name: &str) -> String {
    format!(
        "Examples:\n  \
         {name}                            what kubectl would read\n  \
         {name} prod.kubeconfig ci/        a file and a folder\n  \
         kubectl config view --raw | {name} -\n  \
         {name} -f sarif -o out.sarif .    for code scanning\n\n\
         Exit codes:\n  \
         0    nothing at or above --fail-on\n  \
         1    findings\n  \
         2    wrong usage, or a named input cannot be read\n  \
         3    nothing to check\n  \
         101  a fault of this program"
    )
}

impl Args {
    pub(super) fn run(mut self, called: Called, look: &Look, notes: Notes) -> Exit {
        let run = match self.prepare() {
            Ok(run) => run,
            Err(errors) => return fail(errors),
        };
        let progress = notes.progress();
        let gathered = progress.gather(&self.input.request(&self.paths, &run.effective));
        gathered.troubles.iter().for_each(|trouble| tell(trouble, &gathered, notes));
        if self.list.explain_merge {
            let is_incomplete = gathered.has_unreadable();
            return merged::run(gathered, &run.effective.options(run.now, true, &self.paths), run.format, is_incomplete);
        }
        let (destinations, target) = match self.outputs(run.format, &gathered) {
            Ok(outputs) => outputs,
            Err(error) => return usage(error),
        };
        let options = run.effective.options(run.now, self.list.merge || gathered.is_list, &self.paths);
        let options = Options { context: self.kubectl.context.clone(), ..options };
        if !engine::has_context(&gathered.inputs, &options) {
            return usage(NO_CONTEXT);
        }
        let places = Places::in_reports(self.root.as_deref(), &gathered.inputs);
        let unread = unread(&gathered, &places);
        let fail_on = run.effective.fail_on.value;
        let baseline = run.effective.baseline.value.as_deref();
        let known = match baseline.map(|path| Known::read(path, &gathered.inputs)).transpose() {
            Ok(known) => known,
            Err(error) => return usage(error),
        };
        let found_nothing = gathered.found_nothing();
        let mut inputs = gathered.inputs;
        let mut is_incomplete = !unread.is_empty();
        if self.fixing.are_wanted() {
            let (once, aliases) = Aliases::set_aside(inputs);
            let matcher = known.as_ref().map(|known| known.matcher(&once));
            let is_known = |finding: &Finding| matcher.as_ref().is_some_and(|knows| knows(finding));
            let terms = fixing::Terms { options: &options, is_known: &is_known, notes };
            let fixed = self.fixing.fix(once, terms, progress);
            if self.fixing.only_show() {
                return self.fixing.show(&fixed, terms);
            }
            let written = self.fixing.write(fixed, target, terms);
            is_incomplete |= !written.is_complete;
            inputs = aliases.put_back(written.inputs);
        }
        let variable = gathered.variable.as_ref();
        let mut checked = progress.check_each(inputs, |inputs, watch| engine::check_watched(inputs, variable, &options, watch));
        let uris = places.of(&checked, options.settings.as_deref());
        if let Some(known) = known {
            known.apply(&mut checked, &options, notes);
        }
        let exit = self.exit(&checked, fail_on, is_incomplete, found_nothing);
        let total = summary(&checked);
        let statistics = self.statistics.then(|| statistics(&checked.findings));
        let pages: Vec<_> = rules::all().map(|rule| rule.page).collect();
        let context = Context {
            command: called.name(),
            unicode: look::unicode(),
            width: look::width(),
            verbosity: look.verbosity(),
            fail_on: fail_on.threshold(),
            exit_code: exit.code(),
            uris: &uris,
            folders: places.folders(),
            unread: &unread,
            max_findings: self.max_diagnostics,
            show_suppressed: self.show_suppressed,
            ..Context::new(env!("CARGO_PKG_VERSION"), &pages)
        };
        match destinations.write(&checked, &context, look) {
            Ok(Written::All) => {}
            Ok(Written::NobodyReads) => return Exit::Clean,
            Err(error) => return usage(error),
        }
        let found = checked.findings.len();
        if let Some(limit) = self.max_diagnostics.filter(|limit| found > *limit && destinations.are_cut()) {
            notes.warning(format_args!("only {limit} of {found} findings are shown"));
        }
        if !destinations.tell_people() && !checked.files.is_empty() {
            notes.summary(total);
        }
        if let Some(statistics) = statistics {
            notes.summary(statistics);
        }
        if exit == Exit::Clean && !checked.findings.is_empty() {
            notes.detail(self.why_clean(fail_on));
        }
        exit
    }

    /// Where reports go, and where the fixed standard input goes.
    fn outputs(&self, format: Format, gathered: &Gathered) -> Result<(Destinations<'_>, Option<&Path>), String> {
        let takes_fixed = self.fixing.are_wanted() && !self.fixing.only_show() && self.reads_stdin();
        if takes_fixed && (self.output_file.is_none() || self.paths.len() > 1) {
            let way = "give it alone, and with --output-file a file for the result, or `-`";
            return Err(format!("the standard input cannot be fixed in place; {way}"));
        }
        let (target, report_file) = match self.output_file.as_deref() {
            file if takes_fixed => (file, None),
            file => (None, file),
        };
        let destinations = Destinations::new(format, report_file, &self.report);
        let destinations = if target == Some(Path::new("-")) { destinations.beside() } else { destinations };
        if let Some(path) = destinations.files().find(|path| gathered.reads(path)) {
            let path = Name::path(&path.to_string_lossy());
            return Err(format!("{path} is an input; a report must not replace it"));
        }
        match destinations.written_twice(target) {
            Some(path) => Err(format!("two outputs would go to {path}; name a file for each")),
            None => Ok((destinations, target)),
        }
    }

    fn reads_stdin(&self) -> bool {
        self.paths.iter().any(|path| path == Path::new("-"))
    }

    fn prepare(&mut self) -> Result<Run, Vec<String>> {
        self.paths = self.kubectl.paths(std::mem::take(&mut self.paths)).map_err(|error| vec![error])?;
        self.root.as_deref().map_or(Ok(()), values::existing_folder).map_err(|error| vec![format!("--root: {error}")])?;
        let now = moment(self.rules.now).map_err(|error| vec![error])?;
        let given = Given { fail_on: self.fail_on, baseline: self.baseline.clone() };
        let effective = settings::resolve(&self.rules, &self.settings, given)?;
        let read = |word: &str| values::format(word).map_err(|error| error.to_string());
        let format = settings::read_variable("KUBECONFIG_LINT_OUTPUT_FORMAT", read).map_err(|error| vec![error])?;
        Ok(Run { now, effective, format: self.output_format.or(format).unwrap_or_default() })
    }

    fn exit(&self, checked: &Checked, fail_on: FailOn, is_incomplete: bool, found_nothing: bool) -> Exit {
        let fails = !self.exit_zero && engine::fails(checked, fail_on.threshold());
        let is_missing = checked.file_count() == 0 && (found_nothing || !self.input.only_kubeconfigs);
        match (is_incomplete, is_missing, fails) {
            (true, ..) => Exit::Usage,
            (false, true, _) => Exit::NoInput,
            (false, false, true) => Exit::Findings,
            (false, false, false) => Exit::Clean,
        }
    }

    fn why_clean(&self, fail_on: FailOn) -> String {
        match fail_on.threshold().filter(|_| !self.exit_zero) {
            Some(threshold) => format!("exit code 0: no finding at or above `{}`", threshold.as_str()),
            None => "exit code 0, as asked for".to_owned(),
        }
    }
}

/// What is settled before anything is read.
struct Run {
    now: Timestamp,
    effective: Effective,
    format: Format,
}

/// When expiry is judged: as asked for, else as reproducible builds ask for, else now.
pub(super) fn moment(asked: Option<Timestamp>) -> Result<Timestamp, String> {
    let epoch = || env::variable("SOURCE_DATE_EPOCH").filter(|epoch| !epoch.is_empty());
    match (asked, epoch()) {
        (Some(now), _) => Ok(now),
        (None, Some(epoch)) => values::epoch(&epoch.to_string_lossy()).map_err(|error| format!("SOURCE_DATE_EPOCH: {error}")),
        (None, None) => Ok(env::clock()),
    }
}

pub(super) fn usage(message: impl std::fmt::Display) -> Exit {
    notes::error(message);
    Exit::Usage
}

/// The same for several errors.
pub(super) fn fail(errors: Vec<String>) -> Exit {
    errors.into_iter().for_each(notes::error);
    Exit::Usage
}

/// What was named and cannot be read is an error; what was not found is one where nothing else is left to check.
pub(super) fn tell(trouble: &Trouble, gathered: &Gathered, notes: Notes) {
    match trouble.kind {
        TroubleKind::Unreadable => notes::error(&trouble.message),
        TroubleKind::Nothing if gathered.inputs.is_empty() => notes::error(&trouble.message),
        TroubleKind::Nothing | TroubleKind::Unsearchable => notes.warning(&trouble.message),
        TroubleKind::PassedOver => notes.detail(&trouble.message),
    }
}

/// What was named and could not be read; once, in however many spellings.
fn unread(gathered: &Gathered, places: &Places) -> Vec<Unread> {
    let mut seen = BTreeSet::new();
    let unreadable = gathered.troubles.iter().filter(|trouble| trouble.kind == TroubleKind::Unreadable);
    let unread = unreadable.map(|trouble| {
        let path = trouble.message.names().next().cloned().unwrap_or_else(|| Name::path("."));
        Unread { uri: places.of_named(&path), path, message: trouble.message.clone() }
    });
    unread.filter(|unread| seen.insert(unread.uri.clone())).collect()
}
