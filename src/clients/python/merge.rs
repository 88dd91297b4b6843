//! `KubeConfigMerger`: of entries with the same name the first counts.

use super::node::{Node, type_name};
use crate::address::Address;
use crate::clients::release::Version;
use crate::clients::{Cause, Refusal, Stage};
use crate::kubeconfig::reading::{Kind, Names, ProblemKind, Reading};
use crate::message;
use crate::message::Message;
use crate::span::Span;

/// The lists of all files, and the context that they choose.
pub(super) struct Merged<'r> {
    pub(super) root: Node<'r>,
    pub(super) clusters: Entries<'r>,
    pub(super) contexts: Entries<'r>,
    pub(super) users: Entries<'r>,
    /// `current-context`, null or not.
    pub(super) current: Option<Node<'r>>,
}

impl<'r> Merged<'r> {
    pub(super) fn of(readings: &'r [Reading<'r>], version: Version) -> Result<Self, Refusal> {
        let mut merged: Option<Self> = None;
        for (file, reading) in readings.iter().enumerate() {
            let root = load(file, reading)?;
            let merged = match &mut merged {
                None => merged.insert(Self::start(root.clone())?),
                Some(merged) => merged,
            };
            merged.clusters.append(root.get("clusters"))?;
            merged.contexts.append(root.get("contexts"))?;
            merged.users.append(root.get("users"))?;
            let current = root.get("current-context");
            if current.is_some() && (file == 0 || last_current_counts(version)) {
                merged.current = current;
            }
        }
        merged.ok_or_else(|| refuse_file(0, Span::at(0), "Invalid kube-config file. No configuration found."))
    }

    fn start(root: Node<'r>) -> Result<Self, Refusal> {
        let error = match root.kind() {
            Kind::Map => {
                let none = Entries::default;
                return Ok(Self { root, clusters: none(), contexts: none(), users: none(), current: None });
            }
            Kind::List => Message::from("list indices must be integers or slices, not str"),
            kind => message!["'", type_name(kind), "' object does not support item assignment"],
        };
        Err(root.refuse_at(Stage::Load, error))
    }
}

/// Older versions keep what the first file says.
fn last_current_counts(version: Version) -> bool {
    version.is_at_least(30, 1, 0)
}

/// `load_config`
fn load<'r>(file: usize, reading: &'r Reading<'r>) -> Result<Node<'r>, Refusal> {
    if let Some(problem) = reading.problem() {
        return Err(refuse_file(file, problem.span, yaml_error(problem.kind)));
    }
    let root = reading.root().map(|datum| Node { file, datum }).filter(|root| !root.datum.is_null());
    root.ok_or_else(|| refuse_file(file, Span::at(0), "Invalid kube-config. … file is empty"))
}

/// What PyYAML says begins so, and goes on with a place in the file.
pub(in crate::clients) fn yaml_error(kind: ProblemKind) -> &'static str {
    match kind {
        ProblemKind::SeveralDocuments => "expected a single document in the stream…",
        ProblemKind::Tag => "could not determine a constructor for the tag …",
        ProblemKind::Key => "…found unhashable key…",
        ProblemKind::Merge => "…expected a mapping…",
        _ => "…",
    }
}

fn refuse_file(file: usize, span: Span, error: &'static str) -> Refusal {
    Refusal { stage: Stage::Load, error: error.into(), cause: Cause { file, address: Address::ROOT, span } }
}

/// The entries of a list, which are looked up by name without a search.
#[derive(Default)]
pub(super) struct Entries<'r> {
    pub(super) all: Vec<Node<'r>>,
    /// The first of each name.
    first: Names<usize>,
    /// The first whose name is missing or nothing.
    unnamed: Option<usize>,
}

impl<'r> Entries<'r> {
    /// `_merge`. The names of entries are compared only where there is something to compare with.
    fn append(&mut self, list: Option<Node<'r>>) -> Result<(), Refusal> {
        let Some(list) = list.filter(|list| list.datum.is_truthy()) else { return Ok(()) };
        if !matches!(list.kind(), Kind::List | Kind::Map | Kind::Text) {
            return Err(list.refuse_at(Stage::Load, message!["'", type_name(list.kind()), "' object is not iterable"]));
        }
        if list.kind() != Kind::List {
            // The keys of a mapping, or the letters of a text: none of them has a name.
            return Err(list.refuse_at(Stage::Load, "Invalid kube-config file. Expected …"));
        }
        for new in list.items() {
            if !self.holds(&new).map_err(at_load)? {
                self.push(new);
            }
        }
        Ok(())
    }

    /// Whether an entry of the same name is there. Those in front of it are asked for their names.
    fn holds(&self, new: &Node<'r>) -> Result<bool, Refusal> {
        let Some(oldest) = self.all.first() else { return Ok(false) };
        oldest.expect("name")?;
        let Some(name) = new.find("name")? else { return Err(new.refuse("'name'")) };
        let known = self.first.get(&name.datum);
        match self.unnamed.filter(|&unnamed| known.is_none_or(|known| unnamed < known)) {
            Some(unnamed) => self.all[unnamed].expect("name").map(|_| false),
            None => Ok(known.is_some()),
        }
    }

    fn push(&mut self, new: Node<'r>) {
        let index = self.all.len();
        match new.expect("name") {
            Ok(name) => _ = self.first.insert(&name.datum, index),
            Err(_) => _ = self.unnamed.get_or_insert(index),
        }
        self.all.push(new);
    }

    /// The first entry of a name. Every entry of the list is looked at.
    pub(super) fn find(&self, name: &Node<'r>) -> Result<Option<Node<'r>>, Refusal> {
        if let Some(entry) = self.unnamed.and_then(|index| self.all.get(index)) {
            if entry.find("name")?.is_none() {
                let error = "Invalid kube-config file. Expected all values in … list to have 'name' key";
                return Err(entry.refuse(error));
            }
            entry.expect("name")?;
        }
        Ok(self.first.get(&name.datum).and_then(|index| self.all.get(index)).cloned())
    }
}

fn at_load(refusal: Refusal) -> Refusal {
    Refusal { stage: Stage::Load, ..refusal }
}
