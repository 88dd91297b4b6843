//! What an exec stanza runs: which program, which plugin, through which launcher.

use super::arguments::{self, ArgumentFact};
use super::call;
use super::environment::{self, VariableFact};
use super::launcher::{self, Code, Launcher};
use super::path::{self, PathShape, Root};
use super::payload::{self, Payload};
use crate::fix::CallForm;
use crate::kubeconfig::publish;
use crate::kubeconfig::schema::Exposure;
use crate::message::Name;
use crate::plugins::{self, Evidence, NotPlugin, OldName, Plugin};

/// The text of an exec stanza.
#[derive(Clone, Copy)]
pub(in crate::kubeconfig) struct ExecText<'a> {
    pub command: &'a str,
    pub args: &'a [&'a str],
    /// Names and values.
    pub env: &'a [(&'a str, &'a str)],
}

/// What may be said about an exec stanza. Arguments and variables are given by index, counted from 0.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Command {
    /// The program: the last part of the path, up to the first blank, without `.exe`, `.cmd` and `.bat`. `None` if it is empty, or
    /// might be part of an argument.
    pub program: Option<Name>,
    /// The shape of `command` as a path.
    pub path: PathShape,
    /// How the client looks for the program.
    pub lookup: Lookup,
    /// Blanks inside `command`: arguments, or a folder such as `Program Files`.
    pub inner_blanks: Option<InnerBlanks>,
    /// Which plugin it is, behind a launcher too.
    pub plugin: Recognition,
    /// The interpreter or launcher, if the program is one.
    pub launcher: Option<Launcher>,
    /// A known plugin that it is confusingly like.
    pub lookalike: Option<&'static str>,
    /// Signs of a payload.
    pub payload: Payload,
    /// What is to be said about arguments.
    pub arguments: Vec<ArgumentFact>,
    /// What is to be said about environment variables.
    pub variables: Vec<VariableFact>,
    /// What is to be said about the call of the plugin.
    pub call: Option<Call>,
}

impl Command {
    /// Whether it is known for sure what runs: a launcher of which nobody has more than heard may run something else.
    pub fn is_certain(&self) -> bool {
        self.launcher.as_ref().is_none_or(|launcher| launcher.evidence == Evidence::Verified)
    }

    /// Whether the argument of this index holds the code that an interpreter runs, and so more than one word of the call.
    pub fn is_code(&self, index: usize) -> bool {
        let code = self.launcher.as_ref().map(|launcher| launcher.code);
        matches!(code, Some(Code::Inline(at) | Code::Encoded(at)) if at == index)
    }
}

/// Where the program is looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lookup {
    /// There is no command.
    Absent,
    /// On the client's `PATH`.
    SearchPath,
    /// At this very path.
    Absolute,
    /// Beside the kubeconfig, or in the working directory, depending on the client.
    Relative,
}

/// Blanks inside `command`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct InnerBlanks {
    /// The first word is the program of a known plugin, or one that runs others.
    pub first_word_is_program: bool,
    /// They stand between plain words, and it can be split there.
    pub are_between_words: bool,
}

/// Which plugin a stanza runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Recognition {
    /// A row of the registry.
    Known {
        /// The row.
        plugin: &'static Plugin,
        /// It is run by a launcher.
        is_launched: bool,
    },
    /// A plugin under the name that it had before.
    Renamed(&'static OldName),
    /// A program that prints no `ExecCredential`.
    NotPlugin(&'static NotPlugin),
    /// The program of a plugin, called in another way.
    Miscalled(&'static Plugin),
    /// None that is known.
    Unknown,
}

/// What is to be said about the call of a known plugin.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Call {
    /// Groups of options of which one must be there and none is.
    pub missing: Vec<&'static [&'static str]>,
    /// A browser, a code or a password is needed.
    pub needs_person: bool,
    /// `--output` is there.
    pub has_output_format: bool,
    /// The API version that a `--version=` option asks for.
    pub version_option: Option<VersionOption>,
}

/// The value of a plugin's `--version=`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum VersionOption {
    /// `v1alpha1`
    V1alpha1,
    /// `v1beta1`
    V1beta1,
    /// `v1`
    V1,
    /// Anything else.
    Other,
}

/// Describes an exec stanza.
pub(in crate::kubeconfig) fn inspect(exec: ExecText<'_>) -> Command {
    let program = program(exec.command);
    let unwrapped = launcher::unwrap(program, exec.args);
    let launcher = launcher::inspect(program, exec.args, unwrapped.as_ref());
    let inner = unwrapped.as_ref().map(|inner| inner.words.iter().map(String::as_str).collect::<Vec<_>>());
    let plugin = recognise(program, exec.args, inner.as_deref());
    let call = match (plugin, &inner) {
        (Recognition::Known { plugin, is_launched: true }, Some(words)) => Some(call(plugin, words)),
        (Recognition::Known { plugin, .. }, _) => Some(call(plugin, exec.args)),
        _ => None,
    };
    Command {
        program: is_publishable(exec.command, program).then(|| Name::escape(program)),
        path: path::inspect(exec.command),
        lookup: lookup(exec.command),
        inner_blanks: inner_blanks(exec.command),
        plugin,
        lookalike: if plugin == Recognition::Unknown { lookalike(program) } else { None },
        payload: payload::inspect(program, exec),
        arguments: arguments::inspect(exec.args, launcher.as_ref(), unwrapped.as_ref()),
        variables: environment::inspect(exec.env),
        launcher,
        call,
    }
}

/// The last part of the path, up to the first blank, without the endings of Windows.
pub(super) fn program(command: &str) -> &str {
    let command = command.trim();
    // A folder may have blanks, as in `C:\Program Files`; the program's own name rarely does.
    let starts_with_folder = command.starts_with('/') || path::inspect(command).root == Root::Drive;
    let command = if starts_with_folder { command } else { first_word(command) };
    let base = first_word(command.rsplit(['/', '\\']).next().unwrap_or(command));
    let ending = base.len().checked_sub(4).and_then(|at| base.get(at..));
    match ending {
        Some(ending) if [".exe", ".cmd", ".bat"].iter().any(|known| ending.eq_ignore_ascii_case(known)) => {
            &base[..base.len() - 4]
        }
        _ => base,
    }
}

/// A program that is not known is named only where it stands in the part of the command that may be shown.
fn is_publishable(command: &str, program: &str) -> bool {
    let is_known = plugins::PLUGINS.iter().any(|plugin| plugin.commands.contains(&program));
    let command = command.trim();
    let shown = publish::name(Exposure::Command, command);
    is_known || (!program.is_empty() && shown.is_some_and(|shown| self::program(shown) == program))
}

fn first_word(text: &str) -> &str {
    text.split(char::is_whitespace).next().unwrap_or(text)
}

fn lookup(command: &str) -> Lookup {
    match path::inspect(command).root {
        Root::Empty => Lookup::Absent,
        Root::Bare => Lookup::SearchPath,
        Root::Absolute | Root::Drive | Root::Unc => Lookup::Absolute,
        // A separator in an argument says nothing about the program.
        Root::Relative if !first_word(command.trim()).contains(['/', '\\']) => Lookup::SearchPath,
        Root::Rooted | Root::Relative => Lookup::Relative,
    }
}

fn inner_blanks(command: &str) -> Option<InnerBlanks> {
    let command = command.trim();
    command.contains(char::is_whitespace).then(|| {
        let words: Vec<&str> = command.split_whitespace().collect();
        let first = program(words.first().copied().unwrap_or_default());
        let is_plugin = plugins::PLUGINS.iter().any(|plugin| plugin.commands.contains(&first));
        InnerBlanks {
            first_word_is_program: is_plugin || launcher::is_launcher(first),
            are_between_words: call::rewrite(CallForm::Split, command, &[]).is_some(),
        }
    })
}

/// `inner` is the command line behind a launcher.
fn recognise(program: &str, args: &[&str], inner: Option<&[&str]>) -> Recognition {
    if let Some(plugin) = plugins::find(program, args) {
        return Recognition::Known { plugin, is_launched: false };
    }
    if let Some(old) = plugins::renamed(program) {
        return Recognition::Renamed(old);
    }
    if let Some(row) = plugins::find_impostor(program, args) {
        return Recognition::NotPlugin(row);
    }
    let launched = inner.and_then(|words| words.split_first());
    match launched {
        Some((command, args)) => {
            let program = self::program(command);
            plugins::find(program, args)
                .map(|plugin| Recognition::Known { plugin, is_launched: true })
                .or_else(|| plugins::find_impostor(program, args).map(Recognition::NotPlugin))
                .unwrap_or(Recognition::Unknown)
        }
        None => plugins::of_program(program).map_or(Recognition::Unknown, Recognition::Miscalled),
    }
}

/// `args` may hold the program too: it is no option.
fn call(plugin: &'static Plugin, args: &[&str]) -> Call {
    let version_option = plugins::option_value(args, "--version").map(|version| match version {
        "v1alpha1" => VersionOption::V1alpha1,
        "v1beta1" => VersionOption::V1beta1,
        "v1" => VersionOption::V1,
        _ => VersionOption::Other,
    });
    Call {
        missing: plugin.missing(args).collect(),
        needs_person: plugin.needs_person(args),
        has_output_format: plugins::has_option(args, "--output") || plugins::has_option(args, "-o"),
        version_option,
    }
}

/// A known program of six letters or more that differs in one letter, or only in letters that look alike.
pub(in crate::kubeconfig) fn lookalike(program: &str) -> Option<&'static str> {
    let known = plugins::PLUGINS.iter().flat_map(|plugin| plugin.commands.iter().copied());
    known.filter(|known| known.chars().count() >= 6 && *known != program).find(|known| {
        fold(known) == fold(program) || (strsim::damerau_levenshtein(known, program) == 1 && !is_version_of(program, known))
    })
}

/// `kubectl2`, `kubectl-` are other names, not disguises.
fn is_version_of(program: &str, known: &str) -> bool {
    program.strip_prefix(known).is_some_and(|rest| rest.chars().all(|c| !c.is_alphabetic()))
}

/// Maps letters that look alike to one of them.
fn fold(name: &str) -> String {
    name.chars()
        .map(|c| match c {
            '1' | 'I' | '|' | 'і' | 'ı' | 'i' | 'l' => 'l',
            '0' | 'о' | 'ο' | 'O' => 'o',
            'а' | 'α' => 'a',
            'е' => 'e',
            'с' => 'c',
            'р' | 'ρ' => 'p',
            'х' => 'x',
            'у' => 'y',
            'ѕ' => 's',
            'ԁ' => 'd',
            'ɡ' => 'g',
            '_' | '‐' | '‑' | '–' => '-',
            c => c.to_ascii_lowercase(),
        })
        .collect()
}

#[cfg(test)]
#[path = "command_tests.rs"]
mod tests;
