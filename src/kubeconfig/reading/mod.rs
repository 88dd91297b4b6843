//! A file as readers other than kubectl's see it.
//!
//! Their YAML libraries build lists and mappings of whatever the scalars look like, and each has its own idea of that: `yes` is a
//! boolean for one and a text for the next. A [`Reading`] is such a view of the tree of a file; a [`Datum`] is a place in it, of which
//! types and facts can be asked, but no text.

mod adapted;
mod atom;
mod base64;
mod by_text;
mod datum;
mod duplicate;
mod header;
mod httpx;
mod javascript;
mod js_yaml;
mod layers;
mod names;
mod plain;
mod psych;
mod py_yaml;
mod python;
mod ruby;
mod rust;
mod serde_saphyr;
mod serde_yaml;
mod tabs;
#[cfg(test)]
mod tests;
mod urllib3;

pub use base64::{Fault as Base64Fault, Habit};
pub use by_text::ByText;
pub use datum::{Datum, Kind};
pub use header::HeaderFault;
pub use javascript::Moment;
pub use names::Names;
pub use plain::Plain;
pub use python::Expiry;
pub use rust::IdToken;
pub use urllib3::Destination;

use super::Document;
use super::examine::Target;
use super::field::Field;
use super::schema;
use super::tag::TagHandles;
use crate::span::Span;
use crate::yaml::tree::{self, NodeId, Stream};
use std::collections::HashMap;
use zeroize::Zeroizing;

/// The YAML libraries of clients.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dialect {
    /// Python's `yaml.safe_load` (PyYAML 5 and 6).
    PyYaml,
    /// Rust's `serde_yaml` 0.9, by way of its `Value`.
    SerdeYaml,
    /// Rust's `serde_saphyr`.
    SerdeSaphyr,
    /// js-yaml 4, whose default schema is YAML 1.2 with dates and `<<`.
    JsYaml4,
    /// js-yaml 5, whose default schema is YAML 1.2's core schema.
    JsYaml5,
    /// Ruby's `YAML.safe_load` (Psych 4).
    Psych,
}

/// Why a library reads nothing of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Problem {
    /// What it minds.
    pub kind: ProblemKind,
    /// Where.
    pub span: Span,
}

/// What a library can mind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProblemKind {
    /// The bytes are no text in an encoding that it reads.
    Encoding,
    /// It is no YAML.
    Syntax,
    /// There is more than one document.
    SeveralDocuments,
    /// A tag that it does not know, or that does not fit.
    Tag,
    /// A scalar that has the form of a type and is none, such as the 13th month.
    Scalar,
    /// A key that is a list or a mapping.
    Key,
    /// A `<<` that is no mapping.
    Merge,
    /// A key that a mapping has twice.
    Duplicate,
    /// An alias, which the library does not allow.
    Alias,
    /// It is nested too deep.
    Depth,
}

/// A file in a dialect.
pub struct Reading<'d> {
    document: &'d Document,
    text: &'d str,
    /// The text that was parsed, where it is another one of the same length.
    adapted: Option<Zeroizing<String>>,
    stream: Stream,
    tags: TagHandles<'d>,
    dialect: Dialect,
    /// What stands behind the paths of the file, by where the path is written.
    targets: HashMap<NodeId, &'d Target>,
}

impl Document {
    /// The file as a library reads it.
    pub fn read_as(&self, dialect: Dialect) -> Reading<'_> {
        let text = self.text();
        let (adapted, stream) = adapted::parse(text, dialect);
        // Nodes of another text are not those of the typed view.
        let targets = if adapted.is_some() { HashMap::new() } else { targets(self) };
        let of_first = stream.tag_directives.iter().filter(|directive| directive.document == 0);
        let handles =
            of_first.filter_map(|directive| Some((text.get(directive.handle.range())?, text.get(directive.prefix.range())?)));
        let tags = TagHandles::new(handles);
        Reading { document: self, text, adapted, stream, tags, dialect, targets }
    }
}

/// A step of a walk through the tree.
enum Step {
    Enter(NodeId),
    Leave,
}

/// What keeps a library that reads all documents of a file from reading any.
fn stream_problem(reading: &Reading<'_>) -> Option<Problem> {
    const CONTROL_CHARACTER: &str = "control characters are not allowed";
    let error = reading.stream.error.as_ref().or(reading.stream.rest_error.as_ref());
    let character = reading.document.source().problems().first().map(|problem| Problem {
        kind: if problem.text == CONTROL_CHARACTER { ProblemKind::Syntax } else { ProblemKind::Encoding },
        span: problem.span,
    });
    character.or_else(|| error.map(|error| Problem { kind: ProblemKind::Syntax, span: error.span }))
}

/// kubectl resolves relative paths as nearly all clients do, so what it finds is what they find.
fn targets(document: &Document) -> HashMap<NodeId, &Target> {
    let clusters = document.kubeconfig.clusters.iter().map(|cluster| &cluster.ca_path);
    let users = document.kubeconfig.users.iter();
    let users = users.flat_map(|user| [&user.certificate_path, &user.key_path, &user.token_file]);
    let fields = clusters.chain(users).flatten();
    fields.filter_map(|field: &Field| Some((field.node?, field.target()?))).collect()
}

impl Reading<'_> {
    /// The first document, as a whole; `None` where the file is empty or cannot be read.
    pub fn root(&self) -> Option<Datum<'_>> {
        self.roots().next()
    }

    /// All documents.
    pub fn roots(&self) -> impl Iterator<Item = Datum<'_>> {
        let roots = self.stream.documents.iter().filter_map(|document| document.root);
        roots.map(|node| Datum::root(self, node, &schema::CONFIG))
    }

    /// The number of documents, empty ones included.
    pub fn document_count(&self) -> usize {
        self.stream.documents.len()
    }

    /// Why the library reads nothing of the file, if it does not: the first problem that it meets.
    pub fn problem(&self) -> Option<Problem> {
        match self.dialect {
            Dialect::PyYaml => py_yaml::problem(self),
            Dialect::SerdeYaml => serde_yaml::problem(self),
            Dialect::SerdeSaphyr => serde_saphyr::problem(self),
            Dialect::JsYaml4 | Dialect::JsYaml5 => js_yaml::problem(self),
            Dialect::Psych => psych::problem(self),
        }
    }

    fn problem_at(&self, id: NodeId, kind: ProblemKind) -> Problem {
        Problem { kind, span: self.stream.node(id).token }
    }

    /// The first problem of all documents, in the order in which they are written. Aliases are not followed; one that stands in
    /// what it stands for is a problem.
    fn walk(&self, deepest: usize, problem: impl Fn(NodeId) -> Option<Problem>) -> Option<Problem> {
        let mut pending: Vec<Step> =
            self.stream.documents.iter().rev().filter_map(|document| document.root).map(Step::Enter).collect();
        let mut open = Vec::new();
        while let Some(step) = pending.pop() {
            let Step::Enter(id) = step else {
                open.pop();
                continue;
            };
            let node = self.stream.node(id);
            let is_collection = matches!(node.kind, tree::Kind::Sequence(_) | tree::Kind::Mapping(_));
            let is_endless = matches!(node.kind, tree::Kind::Alias { target } if open.contains(&target));
            let is_too_deep = is_endless || (is_collection && open.len() >= deepest);
            if is_too_deep {
                return Some(self.problem_at(id, ProblemKind::Depth));
            }
            if let Some(problem) = problem(id) {
                return Some(problem);
            }
            if is_collection {
                open.push(id);
                pending.push(Step::Leave);
                pending.extend(self.stream.children(id).iter().rev().map(|&child| Step::Enter(child)));
            }
        }
        None
    }

    /// The file it is of.
    pub fn document(&self) -> &Document {
        self.document
    }
}
