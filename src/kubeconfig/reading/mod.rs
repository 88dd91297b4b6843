//! A file as readers other than kubectl's see it.
//!
//! Their YAML libraries build lists and mappings of whatever the scalars look like, and each has its own idea of that: `yes` is a
//! boolean for one and a text for the next. A [`Reading`] is such a view of the tree of a file; a [`Datum`] is a place in it, of which
//! types and facts can be asked, but no text.

mod atom;
mod base64;
mod datum;
mod header;
mod httpx;
mod javascript;
mod js_yaml;
mod names;
mod plain;
mod psych;
mod py_yaml;
mod python;
mod ruby;
mod tabs;
#[cfg(test)]
mod tests;
mod urllib3;

pub use base64::{Fault, Habit};
pub use datum::{Datum, Kind};
pub use header::HeaderFault;
pub use javascript::Moment;
pub use names::Names;
pub use plain::Plain;
pub use python::Expiry;
pub use urllib3::Destination;

use super::Document;
use super::examine::Target;
use super::field::Field;
use super::schema;
use super::tag::TagHandles;
use crate::span::Span;
use crate::yaml::tree::{NodeId, Stream};
use crate::yaml::{self, Limits};
use std::collections::HashMap;

/// The YAML libraries of clients.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dialect {
    /// Python's `yaml.safe_load` (PyYAML 5 and 6).
    PyYaml,
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
    /// An alias, which the library does not allow.
    Alias,
    /// A key that stands in a mapping twice.
    RepeatedKey,
    /// It is nested too deep.
    Depth,
}

/// A file in a dialect.
pub struct Reading<'d> {
    document: &'d Document,
    text: &'d str,
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
        let stream = yaml::parse(text, &Limits::default());
        let of_first = stream.tag_directives.iter().filter(|directive| directive.document == 0);
        let handles =
            of_first.filter_map(|directive| Some((text.get(directive.handle.range())?, text.get(directive.prefix.range())?)));
        let tags = TagHandles::new(handles);
        Reading { document: self, text, stream, tags, dialect, targets: targets(self) }
    }
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
            Dialect::JsYaml4 | Dialect::JsYaml5 => js_yaml::problem(self),
            Dialect::Psych => psych::problem(self),
        }
    }

    /// The file it is of.
    pub fn document(&self) -> &Document {
        self.document
    }
}
