//! `KubeConfigMerger`: of entries with the same name the first counts.

use super::node::{Node, type_name};
use crate::address::Address;
use crate::clients::release::Version;
use crate::clients::{Cause, Refusal, Stage};
use crate::kubeconfig::reading::{Kind, ProblemKind, Reading};
use crate::message;
use crate::message::Message;
use crate::span::Span;

/// The lists of all files, and the context that they choose.
pub(super) struct Merged<'r> {
    pub(super) root: Node<'r>,
    pub(super) clusters: Vec<Node<'r>>,
    pub(super) contexts: Vec<Node<'r>>,
    pub(super) users: Vec<Node<'r>>,
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
            merged.clusters = append(&merged.clusters, root.get("clusters"))?;
            merged.contexts = append(&merged.contexts, root.get("contexts"))?;
            merged.users = append(&merged.users, root.get("users"))?;
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
                return Ok(Self { root, clusters: Vec::new(), contexts: Vec::new(), users: Vec::new(), current: None });
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

/// `_merge`. The names of entries are compared only where there is something to compare with.
fn append<'r>(merged: &[Node<'r>], list: Option<Node<'r>>) -> Result<Vec<Node<'r>>, Refusal> {
    let mut merged = merged.to_vec();
    let Some(list) = list.filter(|list| list.datum.is_truthy()) else { return Ok(merged) };
    if !matches!(list.kind(), Kind::List | Kind::Map | Kind::Text) {
        return Err(list.refuse_at(Stage::Load, message!["'", type_name(list.kind()), "' object is not iterable"]));
    }
    if list.kind() != Kind::List {
        // The keys of a mapping, or the letters of a text: none of them has a name.
        return Err(list.refuse_at(Stage::Load, "Invalid kube-config file. Expected …"));
    }
    for new in list.items() {
        let mut is_known = false;
        for known in &merged {
            let known_name = known.expect("name").map_err(at_load)?;
            let Some(name) = new.find("name").map_err(at_load)? else {
                return Err(new.refuse_at(Stage::Load, "'name'"));
            };
            if known_name.datum.equals(&name.datum) {
                is_known = true;
                break;
            }
        }
        if !is_known {
            merged.push(new);
        }
    }
    Ok(merged)
}

fn at_load(refusal: Refusal) -> Refusal {
    Refusal { stage: Stage::Load, ..refusal }
}
