//! What can be done about a finding, without the text that it is done to.
//!
//! A rule says which fields are meant and what is to happen to them. What that is in bytes, and whether it may be done, is for
//! `kubeconfig/` to say: no text of a file gets here.

use crate::address::Address;
use crate::message::Message;
use crate::span::{Range, Span};
use std::borrow::Cow;

mod form;
mod operation;
mod transform;

pub use form::{CallForm, PathForm, PemForm, UrlForm};
pub use operation::{Item, Literal, Operation};
pub use transform::Transform;

/// How far a fix can be trusted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Safety {
    /// Plausible; a person must look.
    Unsafe,
    /// Proven from the bytes at hand; behaviour can only improve.
    Safe,
}

impl Safety {
    /// `safe` or `unsafe`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Safe => "safe",
            Self::Unsafe => "unsafe",
        }
    }
}

/// A way out. Its operations are done together or not at all.
#[derive(Clone, Debug)]
pub struct Fix {
    /// How far it can be trusted.
    pub safety: Safety,
    /// What it does, as an order: `encode the PEM text as base64`.
    pub title: Message,
    /// The steps.
    pub operations: Vec<Operation>,
    /// The same as edits, where they show nothing of the file; filled in by the engine. Empty where they would.
    pub edits: Vec<Edit>,
}

/// A piece of the decoded text and what to write in its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// The bytes to replace; empty for an insertion.
    pub span: Span,
    /// The same as lines and columns.
    pub range: Range,
    /// What to write. It is made of fixed words only.
    pub text: String,
}

/// A key, an item of a list or a mapping, named by where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    /// Which field.
    pub address: Address,
    /// Where.
    pub anchor: Anchor,
}

/// By which piece of the text a [`Target`] is found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Anchor {
    /// The pair with this key.
    Key(Span),
    /// The value that is written here.
    Value(Span),
    /// The mapping that begins here: an entry of a list.
    Mapping(u32),
    /// The top of the file.
    Top,
}

impl Fix {
    /// A fix that `--fix` applies.
    pub fn safe(title: impl Into<Message>) -> Self {
        Self::new(Safety::Safe, title.into())
    }

    /// A fix that only `--unsafe-fixes` applies.
    pub fn risky(title: impl Into<Message>) -> Self {
        Self::new(Safety::Unsafe, title.into())
    }

    const fn new(safety: Safety, title: Message) -> Self {
        Self { safety, title, operations: Vec::new(), edits: Vec::new() }
    }

    /// Writes a fixed value.
    #[must_use]
    pub fn write(self, target: impl Into<Target>, value: Literal) -> Self {
        self.then(Operation::Write { target: target.into(), value })
    }

    /// Writes the text of another field.
    #[must_use]
    pub fn copy(self, target: impl Into<Target>, from: impl Into<Target>) -> Self {
        self.then(Operation::Copy { target: target.into(), from: from.into() })
    }

    /// Makes another text of the one that is there.
    #[must_use]
    pub fn transform(self, target: impl Into<Target>, transform: Transform) -> Self {
        self.then(Operation::Transform { target: target.into(), transform })
    }

    /// Writes another key in front of a value.
    #[must_use]
    pub fn rename(self, target: impl Into<Target>, key: &'static str) -> Self {
        self.then(Operation::Rename { target: target.into(), key })
    }

    /// Adds a pair to a mapping.
    #[must_use]
    pub fn insert(self, into: impl Into<Target>, key: &'static str, value: Literal) -> Self {
        self.then(Operation::Insert { into: into.into(), key, value })
    }

    /// Takes a pair to another mapping.
    #[must_use]
    pub fn relocate(self, target: impl Into<Target>, into: impl Into<Target>, key: &'static str) -> Self {
        self.then(Operation::Move { target: target.into(), into: into.into(), key })
    }

    /// Puts pairs of a mapping into a new one inside it.
    #[must_use]
    pub fn nest(self, targets: Vec<Target>, into: impl Into<Target>, key: &'static str) -> Self {
        self.then(Operation::Nest { targets, into: into.into(), key })
    }

    /// Makes a list of a mapping.
    #[must_use]
    pub fn list(self, target: impl Into<Target>, name: &'static str, value: &'static str) -> Self {
        self.then(Operation::List { target: target.into(), name, value })
    }

    /// Lets two values change places.
    #[must_use]
    pub fn swap(self, one: impl Into<Target>, other: impl Into<Target>) -> Self {
        self.then(Operation::Swap(one.into(), other.into()))
    }

    /// Takes a pair or an item away.
    #[must_use]
    pub fn remove(self, target: impl Into<Target>) -> Self {
        self.then(Operation::Remove(target.into()))
    }

    /// Takes items of a list away that follow each other. `what` says what they are.
    #[must_use]
    pub fn remove_items(self, first: impl Into<Target>, count: usize, what: &'static str) -> Self {
        self.then(Operation::RemoveItems { first: first.into(), count, what })
    }

    /// Adds texts to the end of a list of a mapping.
    #[must_use]
    pub fn append(self, into: impl Into<Target>, key: &'static str, values: &'static [&'static str]) -> Self {
        self.then(Operation::Append { into: into.into(), key, values })
    }

    /// Writes a program and its arguments in another form.
    #[must_use]
    pub fn call(self, exec: impl Into<Target>, form: CallForm) -> Self {
        self.then(Operation::Call { exec: exec.into(), form })
    }

    /// Adds a pair with the text of another field to a mapping.
    #[must_use]
    pub fn insert_copy(self, into: impl Into<Target>, key: &'static str, from: impl Into<Target>) -> Self {
        self.then(Operation::InsertCopy { into: into.into(), key, from: from.into() })
    }

    /// Adds a pair with a list of texts to a mapping.
    #[must_use]
    pub fn insert_list(self, into: impl Into<Target>, key: &'static str, items: Vec<Item>) -> Self {
        self.then(Operation::InsertList { into: into.into(), key, items })
    }

    /// Takes the line of a marker away.
    #[must_use]
    pub fn remove_marker(self, marker: Span) -> Self {
        self.then(Operation::RemoveMarker(marker))
    }

    /// Takes away what makes the first document an empty one.
    #[must_use]
    pub fn skip_empty_documents(self) -> Self {
        self.then(Operation::SkipEmptyDocuments)
    }

    /// Writes in the place of every alias what it stands for.
    #[must_use]
    pub fn write_out_aliases(self) -> Self {
        self.then(Operation::WriteOutAliases)
    }

    /// Writes out what every `<<` of the mapping with this key brings, without the keys that it replaces.
    #[must_use]
    pub fn write_out_merges(self, key: impl Into<Target>) -> Self {
        self.then(Operation::WriteOutMerges(key.into()))
    }

    /// Takes a rule or family out of a directive.
    #[must_use]
    pub fn unsuppress(self, comment: Span, name: &'static str) -> Self {
        self.then(Operation::Unsuppress(comment, name))
    }

    /// Writes another name in the list of a directive.
    #[must_use]
    pub fn respell(self, comment: Span, number: usize, name: &'static str) -> Self {
        self.then(Operation::Respell { comment, number, name })
    }

    /// Stores the file as UTF-8 without a byte order mark.
    #[must_use]
    pub fn store_as_utf8(self) -> Self {
        self.then(Operation::StoreAsUtf8)
    }

    /// Sets the permission bits of the file.
    #[must_use]
    pub fn set_mode(self, mode: u32) -> Self {
        self.then(Operation::SetMode(mode))
    }

    fn then(mut self, operation: Operation) -> Self {
        self.operations.push(operation);
        self
    }

    /// Whether something is gone afterwards.
    pub fn removes(&self) -> bool {
        let removes = |operation: &Operation| {
            matches!(operation, Operation::Remove(_) | Operation::RemoveItems { .. } | Operation::WriteOutMerges(_))
        };
        self.operations.iter().any(removes)
    }

    /// What to tell a reader who may not see the new text, and about which field or list of the file as it is then.
    pub fn remarks(&self) -> Vec<(Address, Cow<'static, str>)> {
        let renamed = |address: &Address| {
            let mut operations = self.operations.iter();
            operations.find_map(|operation| match operation {
                Operation::Rename { target, key } if target.address == *address => Some(address.above().key(key)),
                _ => None,
            })
        };
        let found = self.operations.iter().filter_map(Operation::remark);
        found.map(|(address, remark)| (renamed(&address).unwrap_or(address), remark)).collect()
    }

    /// The fields that were not read as what they are, and are read now: renamed, moved, put into a new mapping, or all of the file.
    pub fn uncovers(&self) -> impl Iterator<Item = Address> {
        self.operations.iter().filter_map(|operation| match operation {
            Operation::Rename { target, key } => Some(target.address.above().key(key)),
            Operation::Move { into, key, .. } | Operation::Nest { into, key, .. } => Some(into.address.key(key)),
            Operation::SkipEmptyDocuments => Some(Address::ROOT),
            _ => None,
        })
    }
}

impl Target {
    /// The pair with this key; `address` is that of the pair.
    pub const fn key(address: Address, span: Span) -> Self {
        Self { address, anchor: Anchor::Key(span) }
    }

    /// The value that is written at `span`.
    pub const fn value(address: Address, span: Span) -> Self {
        Self { address, anchor: Anchor::Value(span) }
    }

    /// The mapping that begins at `offset`.
    pub const fn mapping(address: Address, offset: u32) -> Self {
        Self { address, anchor: Anchor::Mapping(offset) }
    }

    /// The top of the file.
    pub const fn top() -> Self {
        Self { address: Address::ROOT, anchor: Anchor::Top }
    }
}
