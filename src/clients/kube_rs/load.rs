//! `Kubeconfig::read_from` for each file, and `Kubeconfig::merge` (`config/file_config.rs`).

use super::{Era, decode, refuse};
use crate::address::Address;
use crate::clients::{Cause, Refusal, Stage};
use crate::kubeconfig::Document;
use crate::kubeconfig::reading::{ByText, Datum, Problem, ProblemKind, Reading};
use crate::message;
use crate::message::{Message, Part};
use crate::span::Span;

/// A value, and the file it stands in.
#[derive(Clone)]
pub(super) struct In<'r> {
    pub(super) file: usize,
    pub(super) datum: Datum<'r>,
}

impl<'r> In<'r> {
    /// The value of a key, where it is not nothing.
    pub(super) fn get(&self, key: &'static str) -> Option<Self> {
        let datum = self.datum.get(key).filter(|datum| !datum.is_null())?;
        Some(Self { file: self.file, datum })
    }

    /// The items of a list.
    pub(super) fn items(&self) -> impl Iterator<Item = Self> + use<'r> {
        let file = self.file;
        self.datum.items().map(move |datum| Self { file, datum })
    }

    pub(super) fn cause(&self) -> Cause {
        Cause::datum(self.file, &self.datum)
    }
}

/// The documents of all files as one.
pub(super) struct Kubeconfig<'r> {
    pub(super) contexts: Vec<In<'r>>,
    clusters: ByText<'r, In<'r>>,
    users: ByText<'r, In<'r>>,
    /// The first that is there, even where it is empty.
    pub(super) current: Option<In<'r>>,
}

impl<'r> Kubeconfig<'r> {
    /// Of entries with the same name the first counts, as a whole, within a file and across files.
    pub(super) fn of(readings: &'r [Reading<'r>]) -> Self {
        let roots: Vec<In<'r>> = roots(readings).collect();
        let all = |list: &'static str| roots.iter().filter_map(move |root| root.get(list)).flat_map(|list| list.items());
        let named = |list| ByText::new(all(list).filter_map(|entry| Some((entry.datum.get("name")?, entry))));
        Self {
            contexts: all("contexts").collect(),
            clusters: named("clusters"),
            users: named("users"),
            current: roots.iter().find_map(|root| root.get("current-context")),
        }
    }

    pub(super) fn cluster(&self, name: &Datum<'_>) -> Option<&In<'r>> {
        self.clusters.get(name)
    }

    pub(super) fn user(&self, name: &Datum<'_>) -> Option<&In<'r>> {
        self.users.get(name)
    }
}

fn roots<'r>(readings: &'r [Reading<'r>]) -> impl Iterator<Item = In<'r>> {
    readings.iter().enumerate().flat_map(|(file, reading)| reading.roots().map(move |datum| In { file, datum }))
}

/// Why nothing is loaded, if it is not. Files are read one after the other.
pub(super) fn refusal(readings: &[Reading<'_>], era: Era) -> Option<Refusal> {
    let mut first = Heads::default();
    for (file, reading) in readings.iter().enumerate() {
        if let Some(problem) = reading.problem() {
            return Some(unreadable(file, reading, problem, era));
        }
        for root in reading.roots() {
            if let Err(fault) = decode::check(&root, era) {
                let words = located(reading.document(), era, fault.place, fault.words);
                return Some(refuse(Stage::Load, Cause::datum(file, &fault.datum), words));
            }
        }
        for root in reading.roots() {
            if let Some(refusal) = first.mismatch(&In { file, datum: root }) {
                return Some(refusal);
            }
        }
    }
    None
}

/// `kind` and `apiVersion` of the first document that has them.
#[derive(Default)]
struct Heads<'r> {
    kind: Option<In<'r>>,
    api_version: Option<In<'r>>,
}

impl<'r> Heads<'r> {
    fn mismatch(&mut self, root: &In<'r>) -> Option<Refusal> {
        let heads = [
            ("kind", &mut self.kind, "kubeconfigs with mismatching kind cannot be merged"),
            ("apiVersion", &mut self.api_version, "kubeconfigs with mismatching api version cannot be merged"),
        ];
        for (key, first, words) in heads {
            let Some(found) = root.get(key) else { continue };
            match first {
                Some(first) if !first.datum.equals(&found.datum) => {
                    return Some(refuse(Stage::Load, found.cause(), words.into()));
                }
                Some(_) => {}
                None => *first = Some(found),
            }
        }
        None
    }
}

fn unreadable(file: usize, reading: &Reading<'_>, problem: Problem, era: Era) -> Refusal {
    let cause = Cause { file, address: Address::ROOT, span: problem.span };
    let words = match (problem.kind, era) {
        (ProblemKind::Encoding, _) => return refuse(Stage::Load, cause, read_error(reading.document())),
        (ProblemKind::Duplicate, Era::SerdeYaml) => "…duplicate entry with key \"…\"",
        (ProblemKind::Duplicate, Era::SerdeSaphyr) => "duplicate mapping key: …, set DuplicateKeyPolicy in Options if acceptable",
        (ProblemKind::Depth, Era::SerdeYaml) => "recursion limit exceeded",
        (ProblemKind::Depth, Era::SerdeSaphyr) => "budget breached: Depth { depth: 65 }",
        (ProblemKind::Merge, _) => "YAML merge value must be mapping or sequence of mappings",
        (ProblemKind::Tag, _) => "unsupported tag `…`",
        (ProblemKind::Scalar, _) => "invalid value: string \"…\", expected …",
        _ => "…",
    };
    let start = Span::at(problem.span.start);
    match era {
        // The other words are those of the second step, which knows no places.
        Era::SerdeYaml => refuse(Stage::Load, cause, message!["failed to parse kubeconfig YAML: ", words]),
        Era::SerdeSaphyr => refuse(Stage::Load, cause, located(reading.document(), era, start, words.into())),
    }
}

/// `read_path`
fn read_error(document: &Document) -> Message {
    let reason = match document.transcoded_from() {
        Some("UTF-16LE") => "Invalid UTF-16 LE",
        Some(_) => "Invalid UTF-16 BE",
        None => "Invalid UTF-8",
    };
    message!["failed to read kubeconfig from '\"…\"': ", reason]
}

/// `KubeconfigError::InvalidStructure`, and since 4.0 `KubeconfigError::Parse` with a place.
fn located(document: &Document, era: Era, place: Span, words: Message) -> Message {
    if era == Era::SerdeYaml {
        return message!["the structure of the parsed kubeconfig is invalid: "].then(words);
    }
    let start = document.range(place).start;
    let (line, column) = (Part::from(start.line), Part::from(start.column));
    message!["failed to parse kubeconfig YAML: error: line ", line, " column ", column, ": "].then(words)
}
