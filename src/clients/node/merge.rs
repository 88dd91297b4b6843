//! `KubeConfig.loadFromDefault` and `mergeConfig` (`src/config.ts`): files are added to the first one, and a name may be added once.

use super::{In, Lookup, load, refuse, shown, whole};
use crate::clients::{Cause, Refusal, Stage};
use crate::kubeconfig::reading::{Datum, Kind, Names, Reading};
use crate::message;
use crate::message::{Name, Part};
use std::collections::HashSet;

/// The files of a list as one.
pub(super) struct Config<'r> {
    clusters: Vec<In<'r>>,
    contexts: Vec<In<'r>>,
    users: Vec<In<'r>>,
    current: Option<In<'r>>,
}

/// A context that can be asked for, or what happens when none is.
pub(super) struct Choice<'r> {
    pub(super) file: usize,
    pub(super) name: Option<Name>,
    pub(super) is_current: bool,
    /// The entry of `contexts`.
    pub(super) context: Option<In<'r>>,
    /// What to point at where it leads to no cluster.
    pub(super) cause: Cause,
}

impl<'r> Config<'r> {
    pub(super) fn of(readings: &'r [Reading<'r>]) -> Self {
        let all = |list| readings.iter().enumerate().flat_map(|(file, reading)| load::items(file, reading, list)).collect();
        let current = |file: usize| {
            let root = readings.get(file)?.root()?;
            Some(In { file, datum: root.get("current-context")? })
        };
        let later = (1..readings.len()).rev().filter_map(current).find(|current| current.datum.is_truthy_to_javascript());
        Self { clusters: all("clusters"), contexts: all("contexts"), users: all("users"), current: later.or_else(|| current(0)) }
    }

    pub(super) fn clusters(&self) -> Lookup<'r> {
        Lookup::new(self.clusters.clone())
    }

    pub(super) fn users(&self) -> Lookup<'r> {
        Lookup::new(self.users.clone())
    }

    /// `addCluster`, `addUser`, `addContext`: what a later file adds must be new.
    pub(super) fn refusal(&self) -> Option<Refusal> {
        let last = [&self.clusters, &self.users, &self.contexts].into_iter().flatten().map(|entry| entry.file).max()?;
        (1..=last).find_map(|file| {
            let lists = [(&self.clusters, "cluster"), (&self.users, "user"), (&self.contexts, "context")];
            lists.into_iter().find_map(|(list, kind)| repeated(list, file, kind))
        })
    }

    /// Every context with a name that is a text, then what none of them stands for.
    pub(super) fn choices(&self) -> Vec<Choice<'r>> {
        let mut choices: Vec<Choice<'r>> = Vec::new();
        let mut seen = HashSet::new();
        let mut is_current_found = false;
        for entry in &self.contexts {
            let Some(name) = entry.name().filter(Datum::is_truthy_to_javascript) else { continue };
            let is_current = !is_current_found && self.current.as_ref().is_some_and(|current| is_same(&current.datum, &name));
            let shown = name.name_to_javascript().filter(|_| is_current || name.kind() == Kind::Text);
            // A name that may not be shown cannot be asked for.
            let is_new = shown.as_ref().map_or(is_current, |shown| seen.insert(shown.clone()));
            is_current_found |= is_current;
            if is_new {
                let cause = Cause::datum(entry.file, &entry.datum);
                choices.push(Choice { file: entry.file, name: shown, is_current, context: Some(entry.clone()), cause });
            }
        }
        if !is_current_found {
            choices.push(self.without_context());
        }
        choices
    }

    fn without_context(&self) -> Choice<'r> {
        let current = self.current.as_ref();
        let name = current.filter(|current| current.datum.is_truthy_to_javascript()).map(|current| shown(&current.datum));
        let cause = current.map_or_else(|| whole(0), |current| Cause::datum(current.file, &current.datum));
        Choice { file: cause.file, name, is_current: true, context: None, cause }
    }
}

/// `===`: two dates are two objects.
fn is_same(one: &Datum<'_>, other: &Datum<'_>) -> bool {
    one.equals(other) && one.kind() != Kind::Date
}

fn repeated(list: &[In<'_>], file: usize, kind: &'static str) -> Option<Refusal> {
    let mut names = Names::default();
    for name in list.iter().filter(|entry| entry.file < file).filter_map(In::name) {
        names.insert(&name, ());
    }
    let name = list.iter().filter(|entry| entry.file == file).filter_map(In::name).find(|name| !names.insert(name, ()))?;
    let error = message!["Duplicate ", kind, ": ", Part::Quote(shown(&name))];
    Some(refuse(Stage::Load, Cause::datum(file, &name), error))
}
