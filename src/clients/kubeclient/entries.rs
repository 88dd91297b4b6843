//! `fetch_context` (`config.rb`): lists are searched from the top, and an entry on the way that cannot be asked for its name is an error.

use super::{cause, cause_of, index, no_method, refuse, shown, whole};
use crate::clients::{Cause, Refusal, Stage};
use crate::kubeconfig::reading::{Datum, Kind, Names, Reading};
use crate::message;
use crate::message::{Message, Name, Part};
use std::collections::HashSet;

/// The lists of the file.
pub(super) struct Entries<'r> {
    contexts: List<'r>,
    clusters: List<'r>,
    users: List<'r>,
    current: Option<Datum<'r>>,
}

/// A context that can be asked for, or what happens when none is.
pub(super) struct Choice<'r> {
    pub(super) name: Option<Name>,
    pub(super) is_current: bool,
    /// What is searched for.
    wanted: Option<Datum<'r>>,
}

/// What a context leads to.
pub(super) struct Selected<'r> {
    pub(super) context: Datum<'r>,
    pub(super) cluster: Datum<'r>,
    /// `None` where the context leads to no user, or to one of whom nothing is said.
    pub(super) user: Option<Datum<'r>>,
}

impl<'r> Entries<'r> {
    pub(super) fn of(reading: &'r Reading<'r>) -> Self {
        let root = reading.root();
        let list = |key| List::of(root.as_ref().and_then(|root| root.get(key)).as_ref());
        Self {
            contexts: list("contexts"),
            clusters: list("clusters"),
            users: list("users"),
            current: root.as_ref().and_then(|root| root.get("current-context")).filter(|name| !name.is_null()),
        }
    }

    /// Every context whose name is a text, then what none of them stands for.
    pub(super) fn choices(&self) -> Vec<Choice<'r>> {
        let mut choices: Vec<Choice<'r>> = Vec::new();
        let mut seen = HashSet::new();
        for name in self.contexts.items.iter().filter_map(|entry| entry.get("name")) {
            let is_current = self.current.as_ref().is_some_and(|current| current.equals(&name));
            // A name that may not be shown cannot be asked for.
            let Some(own) = name.name_to_javascript().filter(|_| is_current || name.kind() == Kind::Text) else { continue };
            if seen.insert(own.clone()) {
                choices.push(Choice { name: Some(own), is_current, wanted: Some(name) });
            }
        }
        if !choices.iter().any(|choice| choice.is_current) {
            let name = self.current.as_ref().map(|current| shown(Some(current)));
            choices.push(Choice { name, is_current: true, wanted: self.current.clone() });
        }
        choices
    }

    pub(super) fn select(&self, choice: &Choice<'r>) -> Result<Selected<'r>, Refusal> {
        let context = self.contexts.find(choice.wanted.as_ref(), "context")?;
        let unknown = |kind, name: Option<&Datum<'_>>, cause: Cause| {
            let error = message![kind, Part::Quote(shown(name))];
            refuse(Stage::Config, cause, error)
        };
        let context = context.ok_or_else(|| {
            let cause = choice.wanted.as_ref().map_or_else(whole, cause);
            unknown("Unknown context ", choice.wanted.as_ref(), cause)
        })?;
        let ask = |key| index(&context, key).map_err(|error| refuse(Stage::Config, cause(&context), error));
        let name = ask("cluster")?;
        let cluster = self.clusters.find(name.as_ref(), "cluster")?;
        let cluster = cluster.ok_or_else(|| unknown("Unknown cluster ", name.as_ref(), cause_of(&context, "cluster")))?;
        let user = self.users.find(ask("user")?.as_ref(), "user")?;
        match user.as_ref().filter(|user| user.kind() != Kind::Map) {
            Some(user) => Err(refuse(Stage::Config, cause(user), no_method("key?", Some(user)))),
            None => Ok(Selected { context, cluster, user }),
        }
    }
}

impl Selected<'_> {
    /// The cluster is asked for its keys only when all of the user is known.
    pub(super) fn check_cluster(&self) -> Result<(), Refusal> {
        if self.cluster.kind() == Kind::Map {
            return Ok(());
        }
        let error = index(&self.cluster, "").err().unwrap_or_else(|| no_method("key?", Some(&self.cluster)));
        Err(refuse(Stage::Config, cause(&self.cluster), error))
    }
}

/// A list that `detect` goes through.
struct List<'r> {
    items: Vec<Datum<'r>>,
    names: Names<usize>,
    /// The first entry without a name.
    nameless: Option<usize>,
    /// The first entry that cannot be asked for its name, and what Ruby says.
    broken: Option<(usize, Cause, Message)>,
}

impl<'r> List<'r> {
    fn of(datum: Option<&Datum<'r>>) -> Self {
        let items: Vec<Datum<'r>> = datum.into_iter().flat_map(Datum::items).collect();
        let names: Vec<_> = items.iter().map(|item| item.get("name")).collect();
        let broken = why_not_searched(datum).or_else(|| {
            let mut entries = items.iter().enumerate();
            entries.find_map(|(at, entry)| Some((at, cause(entry), index(entry, "name").err()?)))
        });
        Self {
            nameless: names.iter().position(|name| name.as_ref().is_none_or(Datum::is_null)),
            names: Names::new(names.iter().enumerate().filter_map(|(at, name)| Some((name.as_ref()?, at)))),
            broken,
            items,
        }
    }

    /// What the first entry of this name holds under `key`; `None` also where that is nothing or `false`.
    fn find(&self, name: Option<&Datum<'_>>, key: &'static str) -> Result<Option<Datum<'r>>, Refusal> {
        let at = match name.filter(|name| !name.is_null()) {
            Some(name) => self.names.get(name),
            None => self.nameless,
        };
        match (&self.broken, at) {
            (Some((broken, cause, error)), at) if at.is_none_or(|at| at >= *broken) => {
                Err(refuse(Stage::Config, cause.clone(), error.clone()))
            }
            (_, at) => Ok(at.and_then(|at| self.items.get(at)?.get(key)).filter(Datum::is_truthy_to_ruby)),
        }
    }
}

fn why_not_searched(datum: Option<&Datum<'_>>) -> Option<(usize, Cause, Message)> {
    let error = match datum.map(|datum| (datum, datum.kind())) {
        Some((_, Kind::List)) => return None,
        Some((map, Kind::Map)) if map.is_empty() => return None,
        Some((_, Kind::Map)) => "no implicit conversion of String into Integer".into(),
        _ => no_method("detect", datum),
    };
    Some((0, datum.map_or_else(whole, cause), error))
}
