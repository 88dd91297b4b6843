//! The steps of a fix.

#[cfg(doc)]
use super::Fix;
use super::{CallForm, Target, Transform};
use crate::address::Address;
use crate::span::Span;
use std::borrow::Cow;

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
    /// Makes a list of a mapping: every key stands under `name`, and its value under `value`. A mapping that has these two keys
    /// already is the one item of the list.
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
    /// Takes items of a list away that follow each other.
    RemoveItems {
        /// The first of them.
        first: Target,
        /// How many.
        count: usize,
        /// What they are, to be told to somebody who may not see them.
        what: &'static str,
    },
    /// Adds texts to the end of a list of a mapping, which is made where there is none.
    Append {
        /// The mapping.
        into: Target,
        /// The key of the list.
        key: &'static str,
        /// The texts.
        values: &'static [&'static str],
    },
    /// Writes `command` and `args` of an exec stanza in another form.
    Call {
        /// The stanza.
        exec: Target,
        /// Which.
        form: CallForm,
    },
    /// Adds a pair with the text of another field to a mapping that has no such key.
    InsertCopy {
        /// The mapping.
        into: Target,
        /// The key.
        key: &'static str,
        /// Where from.
        from: Target,
    },
    /// Adds a pair with a list of texts to a mapping that has no such key.
    InsertList {
        /// The mapping.
        into: Target,
        /// The key.
        key: &'static str,
        /// The items.
        items: Vec<Item>,
    },
    /// Takes the line away on which this marker of an empty document stands.
    RemoveMarker(Span),
    /// Takes the markers of the empty documents away that stand in front of the first that holds something.
    SkipEmptyDocuments,
    /// Writes in the place of every alias what it stands for.
    WriteOutAliases,
    /// Writes out what every `<<` of the mapping with this key brings, without the keys that it replaces.
    WriteOutMerges(Target),
    /// Takes a rule or family out of the list of a directive, or the whole directive where it names nothing else.
    Unsuppress(Span, &'static str),
    /// Writes the name of a rule or family in the place of one in the list of a directive.
    Respell {
        /// The comment.
        comment: Span,
        /// Which of its names, counted from 0.
        number: usize,
        /// The name that is meant.
        name: &'static str,
    },
    /// Stores the file as UTF-8 without a byte order mark.
    StoreAsUtf8,
    /// Sets the permission bits of the file.
    SetMode(u32),
}

impl Operation {
    /// What a reader who may not see the text is told, and about which field or list.
    pub(super) fn remark(&self) -> Option<(Address, Cow<'static, str>)> {
        Some(match self {
            Self::Transform { target, transform } => (target.address.clone(), transform.remark().into()),
            Self::Append { into, key, values } => (into.address.key(key), format!("with {} behind", values.join(" ")).into()),
            Self::RemoveItems { first, what, .. } => (first.address.above(), format!("without {what}").into()),
            Self::Call { exec, form } => (exec.address.key("args"), form.remark().into()),
            _ => return None,
        })
    }

    /// Whether it writes another value where one is, and does nothing else.
    pub const fn rewrites(&self) -> bool {
        matches!(self, Self::Write { .. } | Self::Copy { .. } | Self::Transform { .. })
    }

    /// The places that it is about.
    pub fn targets(&self) -> Vec<&Target> {
        match self {
            Self::Write { target, .. }
            | Self::Transform { target, .. }
            | Self::Rename { target, .. }
            | Self::List { target, .. }
            | Self::RemoveItems { first: target, .. }
            | Self::Append { into: target, .. }
            | Self::Call { exec: target, .. }
            | Self::WriteOutMerges(target)
            | Self::Remove(target) => vec![target],
            Self::Copy { target, from } | Self::InsertCopy { into: target, from, .. } => vec![target, from],
            Self::Insert { into, .. } => vec![into],
            Self::InsertList { into, items, .. } => {
                let copied = items.iter().filter_map(|item| if let Item::Copy(from) = item { Some(from) } else { None });
                copied.chain([into]).collect()
            }
            Self::Move { target, into, .. } => vec![target, into],
            Self::Nest { targets, into, .. } => targets.iter().chain([into]).collect(),
            Self::Swap(one, other) => vec![one, other],
            Self::RemoveMarker(_)
            | Self::SkipEmptyDocuments
            | Self::WriteOutAliases
            | Self::Unsuppress(..)
            | Self::Respell { .. }
            | Self::StoreAsUtf8
            | Self::SetMode(_) => Vec::new(),
        }
    }
}

/// An item of a new list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Item {
    /// A word that the program itself knows.
    Word(&'static str),
    /// The text of another field.
    Copy(Target),
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
