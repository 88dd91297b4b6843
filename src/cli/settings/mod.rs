//! What is set, by whom: the command line before variables, these before the settings file, that before the defaults.

mod args;
mod choose;

pub(super) use args::{RuleArgs, SettingsArgs};
pub(super) use choose::read_variable;

use crate::clients::Audience;
use crate::env::{self, Env};
use crate::message::Name;
use crate::options::{Level, Options, PathPattern, Section, Selector, SettingsFile, Suppression};
use crate::profile::Profile;
use crate::settings::{self, FailOn, LoadError, Settings};
use choose::Chooser;
use jiff::{SignedDuration, Timestamp};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Everything that is set.
pub(super) struct Effective {
    pub(super) profile: Chosen<Profile>,
    pub(super) clients: Chosen<Vec<Audience>>,
    pub(super) select: Chosen<Vec<Selector>>,
    pub(super) ignore: Chosen<Vec<Selector>>,
    /// By layer, the strongest first.
    pub(super) severity: [Chosen<Vec<Level>>; 2],
    pub(super) fail_on: Chosen<FailOn>,
    pub(super) expiry_warning: Chosen<Option<SignedDuration>>,
    pub(super) allowed_exec_commands: Chosen<Vec<String>>,
    pub(super) exclude: Chosen<Vec<PathPattern>>,
    pub(super) baseline: Chosen<Option<PathBuf>>,
    pub(super) suppressions: Chosen<Vec<Suppression>>,
    pub(super) paths: Chosen<Vec<Section>>,
    /// The settings file that was read.
    pub(super) file: Option<PathBuf>,
    settings: Option<SettingsFile>,
}

/// A value, and who chose it.
#[derive(Clone, Debug)]
pub(super) struct Chosen<T> {
    pub(super) value: T,
    pub(super) by: Origin,
}

/// Who chose a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Origin {
    Default,
    /// The settings file, in this line.
    File(u32),
    Variable(&'static str),
    CommandLine,
}

impl Origin {
    /// Whether it is stronger than the settings file.
    const fn is_of_this_run(self) -> bool {
        matches!(self, Self::Variable(_) | Self::CommandLine)
    }
}

/// What the options of a verb can set beside [`RuleArgs`].
#[derive(Default)]
pub(super) struct Given {
    pub(super) fail_on: Option<FailOn>,
    pub(super) baseline: Option<PathBuf>,
}

/// Why nothing is set: each line is an error of its own.
pub(super) type Errors = Vec<String>;

/// Finds out what is set.
pub(super) fn resolve(rules: &RuleArgs, files: &SettingsArgs, given: Given) -> Result<Effective, Errors> {
    let one = |error: String| vec![error];
    let path = path(files, profile(rules.profile).map_err(one)?).map_err(one)?;
    let settings = path.as_deref().map(load).transpose()?;
    Effective::new(rules, given, path, settings).map_err(one)
}

/// The profile that this run itself asks for.
pub(super) fn profile(given: Option<Profile>) -> Result<Profile, String> {
    Ok(Chooser::new(None).one("profile", given, None)?.or(Profile::Default).value)
}

/// The settings file of this run. Beside a file of somebody else, only one that is named is opened.
pub(super) fn path(files: &SettingsArgs, profile: Profile) -> Result<Option<PathBuf>, String> {
    if let Some(path) = &files.config {
        return Ok(Some(path.clone()));
    }
    if files.no_config || choose::flag("KUBECONFIG_LINT_NO_CONFIG")? {
        return Ok(None);
    }
    let named = env::variable("KUBECONFIG_LINT_CONFIG").filter(|path| !path.is_empty());
    Ok(match named {
        Some(path) => Some(path.into()),
        None if profile == Profile::Untrusted => None,
        None => env::working_directory().and_then(|folder| settings::find(&folder)),
    })
}

fn load(path: &Path) -> Result<Settings, Errors> {
    let name = Name::path(&path.to_string_lossy());
    settings::load(path).map_err(|error| match error {
        LoadError::Unreadable(error) => vec![format!("cannot read the settings {name}: {}", error.reason())],
        LoadError::Wrong(problems) => {
            let shown = problems.iter().map(|problem| {
                let start = problem.start;
                format!("{name}:{}:{}: {}", start.line, start.column, problem.message)
            });
            shown.collect()
        }
    })
}

impl Effective {
    fn new(rules: &RuleArgs, given: Given, path: Option<PathBuf>, settings: Option<Settings>) -> Result<Self, String> {
        let settings = settings.unwrap_or_default();
        let chooser = Chooser::new(path.is_some().then_some(&settings));
        let set = settings.overrides.clone();
        let from_file = |key, value: Vec<Level>| Chosen { by: chooser.line(key), value };
        let mut effective = Self {
            profile: chooser.one("profile", rules.profile, set.profile)?.or(Profile::Default),
            clients: chooser.flat("clients", rules.client.clone(), set.clients)?.or(Audience::usual()),
            select: chooser.list("select", rules.select.clone(), set.select)?.or(Vec::new()),
            ignore: chooser.list("ignore", rules.ignore.clone(), set.ignore)?.or(Vec::new()),
            severity: [
                chooser.list("severity", rules.severity.clone(), None)?.or(Vec::new()),
                from_file("severity", set.severity),
            ],
            fail_on: chooser.one("fail-on", given.fail_on, settings.fail_on)?.or(FailOn::Error),
            expiry_warning: chooser.one("expiry-warning", rules.expiry_warning, set.expiry_warning)?.map(Some).or(None),
            allowed_exec_commands: chooser.set("allowed-exec-commands", set.allowed_exec_commands.unwrap_or_default()),
            exclude: chooser.set("exclude", settings.exclude.clone()),
            baseline: chooser.path("baseline", given.baseline, settings.baseline.clone()).map(Some).or(None),
            suppressions: chooser.set("suppressions", settings.suppressions.clone()),
            paths: chooser.set("paths", settings.sections.clone()),
            settings: None,
            file: None,
        };
        effective.weaken_sections();
        effective.file = path;
        if let Some(name) = settings.name {
            let (path, text, unknown) = (settings.path, settings.text, settings.unknown);
            effective.settings = Some(SettingsFile { name, path, text, unknown, sees_all: false });
        }
        Ok(effective)
    }

    /// What this run itself sets is stronger than what the settings set for some files.
    fn weaken_sections(&mut self) {
        for section in &mut self.paths.value {
            let overrides = &mut section.overrides;
            let clear = |by: Origin| by.is_of_this_run();
            overrides.profile.take_if(|_| clear(self.profile.by));
            overrides.clients.take_if(|_| clear(self.clients.by));
            overrides.select.take_if(|_| clear(self.select.by));
            overrides.ignore.take_if(|_| clear(self.ignore.by));
            overrides.expiry_warning.take_if(|_| clear(self.expiry_warning.by));
        }
    }

    /// The options of a run over these paths.
    pub(super) fn options(&self, now: Timestamp, merge: bool, paths: &[PathBuf]) -> Options {
        let settings = self.settings.as_ref().map(|settings| {
            let sees_all = sees_all(&settings.path, paths);
            let (name, path, text, unknown) =
                (settings.name.clone(), settings.path.clone(), settings.text.clone(), settings.unknown.clone());
            Arc::new(SettingsFile { name, path, text, unknown, sees_all })
        });
        let profile = self.profile.value;
        Options {
            merge,
            select: self.select.value.clone(),
            ignore: self.ignore.value.clone(),
            expiry_warning: self.expiry_warning.value,
            clients: self.clients.value.clone(),
            profile,
            levels: self.severity.iter().map(|layer| layer.value.clone()).collect(),
            allowed_exec_commands: self.allowed_exec_commands.value.clone(),
            suppressions: self.suppressions.value.clone(),
            sections: self.paths.value.clone(),
            settings,
            ..Options::new(if profile.sees_the_file_alone() { Env::closed(now) } else { Env::at(now) })
        }
    }
}

/// Whether a run over these paths sees everything that the settings are for: all that is below their folder.
fn sees_all(settings: &Path, paths: &[PathBuf]) -> bool {
    let Some(root) = env::place(settings) else { return false };
    paths.iter().filter_map(|path| env::identity(path)).any(|path| root.starts_with(path))
}
