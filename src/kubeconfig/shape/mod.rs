//! Does the value have the shape of a kubeconfig? All that is wrong, and what kubectl would complain about first.

mod base64;
mod names;
mod objects;
#[cfg(test)]
mod tests;

use super::keys::UnknownKey;
use super::kubectl_text::KubectlText;
use super::schema::CONFIG;
use super::value::{Data, Value};
use crate::span::Span;

/// One place where the value is not what a kubeconfig holds.
pub(crate) struct ShapeProblem {
    /// What is wrong.
    pub(crate) kind: ShapeKind,
    /// Where in the configuration. For a key that is unknown or comes twice: the mapping it stands in.
    pub(crate) address: Address,
    /// The value; for a key that is unknown or comes twice, the key.
    pub(crate) span: Span,
    /// What kubectl prints if this is the first thing it meets; `None` where it does not mind.
    pub(crate) text: Option<KubectlText>,
    /// What is known about an unknown key.
    pub(crate) unknown: Option<UnknownKey>,
}

/// What can be wrong with the shape of a file.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ShapeKind {
    /// kubectl does not read this key.
    UnknownKey,
    /// The same key comes again, at `winner`, and that one counts.
    DuplicateKey {
        /// The key that counts.
        winner: Span,
        /// Whether both have the same text.
        is_same: bool,
        /// Whether nothing stands behind the key that counts, and something here.
        is_emptied: bool,
    },
    /// A `<<` that stands behind the key, at `merge`, replaces its value.
    OverriddenByMerge {
        /// The `<<`.
        merge: Span,
    },
    /// A value of another type.
    WrongType {
        /// What the field takes.
        expected: Expected,
        /// What stands there.
        found: Found,
    },
    /// Text that is no base64, or not as Go reads it.
    NotBase64 {
        /// kubectl's `illegal base64 data at input byte N`: an offset in the decoded text of the scalar.
        decoded_offset: u32,
    },
    /// An earlier entry of the list, at `first`, has the same name.
    DuplicateName {
        /// The name of that entry.
        first: Span,
    },
}

/// What a field may hold.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Expected {
    /// Text.
    Text,
    /// `true` or `false`.
    Bool,
    /// Base64 in one piece of text.
    Base64,
    /// A whole number from 0 to 255: an item of a list where base64 should be.
    Byte,
    /// A list.
    List,
    /// A mapping.
    Mapping,
}

/// What stands there.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Found {
    /// Text.
    Text,
    /// A boolean, perhaps written `yes`, `n` or `on`.
    Bool,
    /// A number.
    Number,
    /// A list.
    List,
    /// A mapping.
    Mapping,
}

/// The way from the root to a value. It holds no text of the file.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(crate) struct Address(pub(crate) Vec<Step>);

/// One step of an [`Address`].
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Step {
    /// A key of the schema.
    Field(&'static str),
    /// An item of a list, from 0.
    Item(usize),
    /// A key the user chose, written here.
    Key(Span),
}

/// The value that the steps lead to.
pub(in crate::kubeconfig) fn find<'v>(root: &'v Value, steps: &[Step]) -> Option<&'v Value> {
    steps.iter().try_fold(root, |value, step| match *step {
        Step::Field(key) => value.get(key),
        Step::Item(index) => value.items().get(index),
        Step::Key(span) => value.live_pairs().find(|pair| pair.key_span == span).map(|pair| &pair.value),
    })
}

impl Found {
    /// What stands there; `None` for `null`, which fits everywhere.
    pub(in crate::kubeconfig) fn of(value: &Value) -> Option<Self> {
        match value.data {
            Data::Null => None,
            Data::Bool(_) => Some(Self::Bool),
            Data::Number(_) | Data::NotANumber => Some(Self::Number),
            Data::Text(_) => Some(Self::Text),
            Data::List(_) => Some(Self::List),
            Data::Map(_) => Some(Self::Mapping),
        }
    }

    /// The word of `json.UnmarshalTypeError`.
    pub(in crate::kubeconfig) const fn go_word(self) -> &'static str {
        match self {
            Self::Text => "string",
            Self::Bool => "bool",
            Self::Number => "number",
            Self::List => "array",
            Self::Mapping => "object",
        }
    }
}

/// Everything that is wrong with the shape of a configuration.
pub(in crate::kubeconfig) struct Shape {
    /// In the order in which Go's decoder meets them: by sorted keys.
    pub problems: Vec<ShapeProblem>,
    /// Names that come twice, in the order in which kubectl looks for them once the types are right.
    pub duplicate_names: Vec<ShapeProblem>,
}

/// Compares a value with the schema of a kubeconfig.
pub(in crate::kubeconfig) fn check(root: &Value) -> Shape {
    Shape { problems: objects::check(root, &CONFIG), duplicate_names: names::check(root) }
}
