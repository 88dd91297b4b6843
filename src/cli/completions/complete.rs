//! `__complete`: what may stand in the place of the last word of a line, asked by shells and by kubectl while somebody types.
//!
//! The answer is that of cobra, which kubectl expects of its plugins: a line for each word, with a tab and what it is for, and at the
//! end a colon and a number that says how to go on.

use super::values;
use crate::cli::{Called, Exit, destination};
use crate::env::Env;
use clap::{Arg, ArgAction, Command};
use std::ffi::OsString;
use std::fmt::Write as _;
use std::path::PathBuf;

#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Args {
    /// The words behind the name of the program, up to the one that is to be completed
    #[arg(value_name = "WORD", trailing_var_arg = true, allow_hyphen_values = true)]
    words: Vec<OsString>,
}

impl Args {
    pub(in crate::cli) fn run(&self) -> Exit {
        let words: Vec<_> = self.words.iter().map(|word| word.to_string_lossy()).collect();
        let mut command = Called::Directly.command();
        command.build();
        let (last, before) = words.split_last().map_or(("", &[][..]), |(last, before)| (last, before));
        let mut line = Line { command: &command, given: Vec::new(), values: Vec::new(), wanting: None, is_literal: false };
        for word in before {
            line.take(word);
        }
        destination::print(&line.offer(last).answer(), Exit::Clean)
    }
}

/// A word that may be meant, and what it is for.
pub(super) struct Candidate {
    word: String,
    about: Option<String>,
}

impl Candidate {
    pub(super) fn new(word: impl Into<String>, about: Option<String>) -> Self {
        Self { word: word.into(), about }
    }
}

/// What may be meant beside the candidates.
#[derive(Clone, Copy, Default)]
pub(super) enum Rest {
    #[default]
    Nothing,
    Files,
    Folders,
}

/// What may become of a word.
#[derive(Default)]
pub(super) struct Offer {
    candidates: Vec<Candidate>,
    rest: Rest,
    /// The word goes on behind a candidate.
    is_open: bool,
}

impl Offer {
    pub(super) fn words(candidates: impl Iterator<Item = Candidate>) -> Self {
        Self { candidates: candidates.collect(), ..Self::default() }
    }

    pub(super) fn only(rest: Rest) -> Self {
        Self { rest, ..Self::default() }
    }

    /// Each candidate with this character behind it, and then more.
    pub(super) fn open(mut self, end: char) -> Self {
        self.candidates.iter_mut().for_each(|candidate| candidate.word.push(end));
        self.is_open = true;
        self
    }

    /// Each candidate behind what is there already.
    pub(super) fn behind(mut self, start: &str) -> Self {
        self.candidates.iter_mut().for_each(|candidate| candidate.word.insert_str(0, start));
        self
    }

    pub(super) fn without(mut self, words: &[&str]) -> Self {
        self.candidates.retain(|candidate| !words.contains(&candidate.word.as_str()));
        self
    }

    fn from(mut self, start: &str) -> Self {
        self.candidates.retain(|candidate| candidate.word.starts_with(start));
        self
    }

    /// The bits are those of cobra's `ShellCompDirective`: no blank behind the word, no files, only folders.
    fn answer(&self) -> String {
        let mut text = String::new();
        for Candidate { word, about } in &self.candidates {
            let about = about.as_deref().and_then(|about| about.lines().next()).map(|about| format!("\t{about}"));
            let _ = writeln!(text, "{word}{}", about.unwrap_or_default());
        }
        let rest = match self.rest {
            Rest::Files => 0,
            Rest::Nothing => 4,
            Rest::Folders => 16,
        };
        let _ = writeln!(text, ":{}", rest + if self.is_open { 2 } else { 0 });
        text
    }
}

/// What the words that stand already have said. It is more lenient than the parser: who completes is not done.
struct Line<'a> {
    command: &'a Command,
    given: Vec<&'a Arg>,
    /// Values of `--kubeconfig`, and words that are no options.
    values: Vec<(Option<&'a Arg>, String)>,
    /// The option whose value comes next.
    wanting: Option<&'a Arg>,
    is_literal: bool,
}

impl<'a> Line<'a> {
    fn take(&mut self, word: &str) {
        if let Some(option) = self.wanting.take() {
            self.values.push((Some(option), word.to_owned()));
        } else if self.is_literal || !word.starts_with('-') || word == "-" {
            self.take_positional(word);
        } else if word == "--" {
            self.is_literal = true;
        } else if let Some(long) = word.strip_prefix("--") {
            let (name, value) = long.split_once('=').map_or((long, None), |(name, value)| (name, Some(value)));
            let Some(option) = self.long(name) else { return };
            self.given.push(option);
            match value {
                Some(value) => self.values.push((Some(option), value.to_owned())),
                None => self.wanting = Some(option).filter(|option| option.get_action().takes_values()),
            }
        } else {
            self.take_short(&word[1..]);
        }
    }

    fn take_short(&mut self, letters: &str) {
        for (at, letter) in letters.char_indices() {
            let Some(option) = self.command.get_arguments().find(|option| option.get_short() == Some(letter)) else { return };
            self.given.push(option);
            if option.get_action().takes_values() {
                self.wanting = Some(option).filter(|_| at + letter.len_utf8() == letters.len());
                return;
            }
        }
    }

    fn take_positional(&mut self, word: &str) {
        match self.command.find_subcommand(word).filter(|_| self.takes_verb()) {
            Some(verb) => self.command = verb,
            None => self.values.push((None, word.to_owned())),
        }
    }

    fn takes_verb(&self) -> bool {
        !self.is_literal && self.positionals() == 0
    }

    fn positionals(&self) -> usize {
        self.values.iter().filter(|(option, _)| option.is_none()).count()
    }

    fn long(&self, name: &str) -> Option<&'a Arg> {
        self.command.get_arguments().find(|option| option.get_long() == Some(name))
    }

    fn offer(&self, word: &str) -> Offer {
        if let Some(option) = self.wanting {
            return self.value(option, word).from(word);
        }
        if self.is_literal || !word.starts_with('-') {
            return self.positional(word).from(word);
        }
        match word.split_once('=') {
            Some((name, value)) => {
                let option = name.strip_prefix("--").and_then(|name| self.long(name));
                option.map(|option| self.value(option, value).from(value)).unwrap_or_default()
            }
            None => self.options().from(word),
        }
    }

    fn value(&self, argument: &Arg, word: &str) -> Offer {
        values::offer(self.command.get_name(), argument, word, &self.files())
    }

    /// The files that were named so far, in the way of kubectl or as paths.
    fn files(&self) -> Vec<PathBuf> {
        let is_file = |argument: Option<&Arg>| argument.is_none_or(|option| option.get_long() == Some("kubeconfig"));
        let home = Env::now().home;
        let path = |word: &String| match (word.strip_prefix("~/"), &home) {
            (Some(rest), Some(home)) => home.join(rest),
            _ => PathBuf::from(word),
        };
        self.values.iter().filter(|(argument, _)| is_file(*argument)).map(|(_, word)| path(word)).collect()
    }

    /// What can be given once is offered once.
    fn options(&self) -> Offer {
        let is_open = |option: &&Arg| {
            let is_given = self.given.iter().any(|given| given.get_id() == option.get_id());
            !option.is_hide_set() && (!is_given || matches!(option.get_action(), ArgAction::Append))
        };
        let candidate = |option: &Arg| {
            let help = option.get_help().map(ToString::to_string);
            option.get_long().map(|name| Candidate::new(format!("--{name}"), help))
        };
        Offer::words(self.command.get_arguments().filter(is_open).filter_map(candidate))
    }

    /// Commands, and values of the argument that is next.
    fn positional(&self, word: &str) -> Offer {
        let arguments: Vec<_> = self.command.get_positionals().collect();
        let last = arguments.last().filter(|last| matches!(last.get_action(), ArgAction::Append));
        let next = arguments.get(self.positionals()).or(last);
        let mut offer = next.map(|argument| self.value(argument, word)).unwrap_or_default();
        if self.takes_verb() {
            let verbs = self.command.get_subcommands().filter(|verb| !verb.is_hide_set());
            let verbs = verbs.map(|verb| Candidate::new(verb.get_name(), verb.get_about().map(ToString::to_string)));
            offer.candidates.splice(0..0, verbs);
        }
        offer
    }
}
