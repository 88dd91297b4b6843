//! What can be done about a finding, without the text that it is done to.
//!
//! A rule says which fields are meant and what is to happen to them. What that is in bytes, and whether it may be done, is for
//! `kubeconfig/` to say: no text of a file gets here.

use crate::address::Address;
use crate::message::Message;
use crate::span::{Range, Span};

mod form;

pub use form::{PemForm, UrlForm};

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

/// One step of a [`Fix`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Operation {
    /// Writes a fixed value.
    Write {
        /// Where.
        target: Target,
        /// What.
        value: Literal,
    },
    /// Writes the text of another field.
    Copy {
        /// Where to.
        target: Target,
        /// Where from.
        from: Target,
    },
    /// Makes another text of the one that is there.
    Transform {
        /// Of which.
        target: Target,
        /// What.
        transform: Transform,
    },
    /// Writes another key in front of the value. There must be none of that name.
    Rename {
        /// The pair.
        target: Target,
        /// The new key.
        key: &'static str,
    },
    /// Adds a pair to a mapping that has no such key.
    Insert {
        /// The mapping.
        into: Target,
        /// The key.
        key: &'static str,
        /// The value.
        value: Literal,
    },
    /// Takes a pair with its comments to another mapping that has no such key.
    Move {
        /// The pair.
        target: Target,
        /// The mapping.
        into: Target,
        /// Its key there.
        key: &'static str,
    },
    /// Puts pairs of one mapping into a new mapping inside it.
    Nest {
        /// The pairs.
        targets: Vec<Target>,
        /// The mapping they stand in.
        into: Target,
        /// The key of the new one, which must not be there yet.
        key: &'static str,
    },
    /// Makes a list of a mapping: every key stands under `name`, and its value under `value`.
    List {
        /// The mapping.
        target: Target,
        /// The first key of every item.
        name: &'static str,
        /// The second.
        value: &'static str,
    },
    /// Lets two values change places.
    Swap(Target, Target),
    /// Takes a pair or an item away.
    Remove(Target),
    /// Adds a pair with the text of another field to a mapping that has no such key.
    InsertCopy {
        /// The mapping.
        into: Target,
        /// The key.
        key: &'static str,
        /// Where from.
        from: Target,
    },
    /// Takes the line away on which this marker of an empty document stands.
    RemoveMarker(Span),
    /// Stores the file as UTF-8 without a byte order mark.
    StoreAsUtf8,
    /// Sets the permission bits of the file.
    SetMode(u32),
}

/// A value that the program itself knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Literal {
    /// A text.
    Text(&'static str),
    /// `true` or `false`.
    Bool(bool),
    /// `[]`
    EmptyList,
    /// `{}`
    EmptyMapping,
}

/// What to make of a text. Each refuses a text of which it cannot be made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Transform {
    /// Base64 of it.
    EncodeBase64,
    /// Base64 without blanks, tabs and line breaks, padded.
    StripBlanks,
    /// With the `=` that are missing at its end.
    PadBase64,
    /// With `+` and `/` for `-` and `_`, padded.
    StandardBase64,
    /// What it is base64 of, in one piece; that must be text.
    DecodeBase64,
    /// As it is spelt, in quotes.
    Quote,
    /// With these words in front.
    Prefix(&'static str),
    /// Without the blanks around it.
    Trim,
    /// A token without what stands around it: blanks, a pair of quotes, `Bearer `.
    BareToken,
    /// A URL of a server in another form, which kubectl must be able to use.
    Url(UrlForm),
    /// A URL of a proxy that kubectl can use.
    ProxyUrl,
    /// The name of a server alone, without scheme, port and path.
    HostName,
    /// A label of RFC 1123 without the blanks around it.
    Label,
    /// Base64 of PEM in another form.
    Pem(PemForm),
    /// A name without characters that steer terminals or cannot be seen.
    Printable,
    /// A name without characters that shells and file systems act on.
    PlainName,
    /// With these words behind it.
    Suffix(&'static str),
}

impl Transform {
    /// What a reader who may not see the text is told: it is the new text in few words.
    pub const fn remark(self) -> &'static str {
        match self {
            Self::EncodeBase64 => "base64 of the same text",
            Self::StripBlanks => "the same without blanks",
            Self::PadBase64 => "the same, padded",
            Self::StandardBase64 => "the same in the standard alphabet",
            Self::DecodeBase64 => "the same, decoded once",
            Self::Quote => "the same, quoted",
            Self::Prefix(_) => "the same behind a prefix",
            Self::Trim | Self::Label => "the same without outer blanks",
            Self::BareToken => "the same token alone",
            Self::Url(form) => form.remark(),
            Self::ProxyUrl => "the same as a URL",
            Self::HostName => "the same name alone",
            Self::Pem(form) => form.remark(),
            Self::Printable => "the same without such characters",
            Self::PlainName => "the same with `-` for such characters",
            Self::Suffix(_) => "the same with a suffix",
        }
    }
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

    /// Adds a pair with the text of another field to a mapping.
    #[must_use]
    pub fn insert_copy(self, into: impl Into<Target>, key: &'static str, from: impl Into<Target>) -> Self {
        self.then(Operation::InsertCopy { into: into.into(), key, from: from.into() })
    }

    /// Takes the line of a marker away.
    #[must_use]
    pub fn remove_marker(self, marker: Span) -> Self {
        self.then(Operation::RemoveMarker(marker))
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

    /// The fields that something else was not read as, and are read now: renamed, moved, or put into a new mapping.
    pub fn uncovers(&self) -> impl Iterator<Item = Address> {
        self.operations.iter().filter_map(|operation| match operation {
            Operation::Rename { target, key } => Some(target.address.above().key(key)),
            Operation::Move { into, key, .. } | Operation::Nest { into, key, .. } => Some(into.address.key(key)),
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
