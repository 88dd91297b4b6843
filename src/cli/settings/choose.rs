//! Chooses between the command line, a variable and the settings file.

use super::{Chosen, Origin};
use crate::clients::Audience;
use crate::env;
use crate::options::{Level, Selector};
use crate::profile::Profile;
use crate::settings::key::KEYS;
use crate::settings::word::{self, FailOn};
use crate::settings::{BadWord, Settings};
use jiff::SignedDuration;
use std::fmt::Display;
use std::path::PathBuf;

/// A word that variables can hold.
pub(super) trait Word: Sized {
    fn read(word: &str) -> Result<Self, String>;
}

fn text<T, E: Display>(result: Result<T, E>) -> Result<T, String> {
    result.map_err(|error| error.to_string())
}

impl Word for Profile {
    fn read(word: &str) -> Result<Self, String> {
        text(word.parse())
    }
}

impl Word for FailOn {
    fn read(word: &str) -> Result<Self, String> {
        text(word.parse::<Self>())
    }
}

impl Word for SignedDuration {
    fn read(word: &str) -> Result<Self, String> {
        text(word::duration(word))
    }
}

impl Word for Selector {
    fn read(word: &str) -> Result<Self, String> {
        text(word::selector(word))
    }
}

impl Word for Level {
    fn read(word: &str) -> Result<Self, String> {
        text(word::level(word))
    }
}

impl Word for Vec<Audience> {
    fn read(word: &str) -> Result<Self, String> {
        text::<_, BadWord>(word::audience(word))
    }
}

pub(super) struct Chooser<'a> {
    settings: Option<&'a Settings>,
}

/// What was chosen, if anything was.
pub(super) struct Choice<T>(Option<Chosen<T>>);

impl<T> Choice<T> {
    pub(super) fn or(self, default: T) -> Chosen<T> {
        self.0.unwrap_or(Chosen { value: default, by: Origin::Default })
    }

    pub(super) fn map<U>(self, change: impl FnOnce(T) -> U) -> Choice<U> {
        Choice(self.0.map(|chosen| Chosen { value: change(chosen.value), by: chosen.by }))
    }
}

impl<'a> Chooser<'a> {
    pub(super) fn new(settings: Option<&'a Settings>) -> Self {
        Self { settings }
    }

    /// The line of the settings file that sets a key.
    pub(super) fn line(&self, key: &str) -> Origin {
        let line = self.settings.and_then(|settings| settings.lines.iter().find(|(name, _)| *name == key));
        line.map_or(Origin::Default, |(_, line)| Origin::File(*line))
    }

    /// What only the settings file can set.
    pub(super) fn set<T>(&self, key: &str, value: T) -> Chosen<T> {
        Chosen { value, by: self.line(key) }
    }

    pub(super) fn one<T: Word>(&self, key: &str, given: Option<T>, set: Option<T>) -> Result<Choice<T>, String> {
        self.choose(key, given, T::read, set)
    }

    pub(super) fn list<T: Word>(&self, key: &str, given: Vec<T>, set: Option<Vec<T>>) -> Result<Choice<Vec<T>>, String> {
        let read = |words: &str| words.split(',').map(|word| T::read(word.trim())).collect();
        self.choose(key, (!given.is_empty()).then_some(given), read, set)
    }

    /// A list of which each word stands for several things.
    pub(super) fn flat<T>(&self, key: &str, given: Vec<Vec<T>>, set: Option<Vec<T>>) -> Result<Choice<Vec<T>>, String>
    where
        Vec<T>: Word,
    {
        let choice = self.list(key, given, set.map(|set| vec![set]))?;
        Ok(choice.map(|lists| lists.into_iter().flatten().collect()))
    }

    pub(super) fn path(&self, key: &str, given: Option<PathBuf>, set: Option<PathBuf>) -> Choice<PathBuf> {
        let variable = variable(key).and_then(|name| Some((name, env::variable(name).filter(|value| !value.is_empty())?)));
        let chosen = match (given, variable, set) {
            (Some(value), ..) => Some(Chosen { value, by: Origin::CommandLine }),
            (None, Some((name, value)), _) => Some(Chosen { value: value.into(), by: Origin::Variable(name) }),
            (None, None, set) => set.map(|value| self.set(key, value)),
        };
        Choice(chosen)
    }

    fn choose<T>(
        &self,
        key: &str,
        given: Option<T>,
        read: impl FnOnce(&str) -> Result<T, String>,
        set: Option<T>,
    ) -> Result<Choice<T>, String> {
        if let Some(value) = given {
            return Ok(Choice(Some(Chosen { value, by: Origin::CommandLine })));
        }
        if let Some(name) = variable(key)
            && let Some(value) = read_variable(name, read)?
        {
            return Ok(Choice(Some(Chosen { value, by: Origin::Variable(name) })));
        }
        Ok(Choice(set.map(|value| self.set(key, value))))
    }
}

fn variable(key: &str) -> Option<&'static str> {
    KEYS.iter().find(|known| known.name == key).and_then(|known| known.variable)
}

/// What a variable holds; an empty one counts as none.
pub(in crate::cli) fn read_variable<T>(
    name: &'static str,
    read: impl FnOnce(&str) -> Result<T, String>,
) -> Result<Option<T>, String> {
    let value = env::variable(name).filter(|value| !value.is_empty());
    value.map(|value| read(&value.to_string_lossy()).map_err(|error| format!("{name}: {error}"))).transpose()
}

/// Whether a variable says yes.
pub(super) fn flag(name: &'static str) -> Result<bool, String> {
    let read = |word: &str| match word {
        "1" | "true" => Ok(true),
        "0" | "false" => Ok(false),
        _ => Err("expected 1 or 0".to_owned()),
    };
    read_variable(name, read).map(Option::unwrap_or_default)
}
