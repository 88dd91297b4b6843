//! Members of JSON objects.

use crate::kubeconfig::value::{Data, Pair, Value};
use crate::span::Span;

/// A member of an object: where it is written, and what may be said about its value.
#[derive(Debug)]
pub struct Member<T> {
    /// Its key.
    pub key: Span,
    /// Its value, which is a secret unless it is known not to be one.
    pub span: Span,
    /// The same key further up, whose value nobody uses.
    pub earlier: Option<Span>,
    /// What its value is.
    pub json_type: Type,
    /// The facts of the value, where it is of the type that it should have.
    pub value: Option<T>,
}

/// The types of JSON, as far as clients tell them apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Type {
    /// `null`
    Null,
    /// `true` or `false`
    Bool(bool),
    /// A number; whether it is 0.
    Number {
        /// `0`, `0.0`, `-0`
        is_zero: bool,
    },
    /// A text.
    Text,
    /// A list.
    List {
        /// `[]`
        is_empty: bool,
    },
    /// An object.
    Object {
        /// `{}`
        is_empty: bool,
    },
}

impl Type {
    pub(super) fn of(value: &Value) -> Self {
        match &value.data {
            Data::Null => Self::Null,
            Data::Bool(bool) => Self::Bool(*bool),
            Data::Number(number) => Self::Number { is_zero: number.parse::<f64>().is_ok_and(|number| number == 0.0) },
            Data::NotANumber => Self::Number { is_zero: false },
            Data::Text(_) => Self::Text,
            Data::List(items) => Self::List { is_empty: items.is_empty() },
            Data::Map(pairs) => Self::Object { is_empty: pairs.is_empty() },
        }
    }

    /// Whether Python takes it for false; of a text that depends on the text.
    pub const fn is_false_in_python(self) -> bool {
        match self {
            Self::Null | Self::Bool(false) | Self::Number { is_zero: true } => true,
            Self::List { is_empty } | Self::Object { is_empty } => is_empty,
            _ => false,
        }
    }

    /// The name that Go's `encoding/json` has for it.
    pub const fn go_name(self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Bool(_) => "bool",
            Self::Number { .. } => "number",
            Self::Text => "string",
            Self::List { .. } => "array",
            Self::Object { .. } => "object",
        }
    }
}

impl<T> Member<T> {
    /// The member of this name, with the facts that `facts` finds.
    pub(super) fn of(object: &Value, name: &str, facts: impl FnOnce(&Value) -> Option<T>) -> Option<Self> {
        let Data::Map(pairs) = &object.data else { return None };
        let mut named = pairs.iter().filter(|pair| pair.key.as_str() == name);
        let earlier = named.clone().find(|pair| pair.shadowed_by.is_some()).map(|pair| pair.key_span);
        named.find(|pair| pair.shadowed_by.is_none()).map(|pair| Self::new(pair, earlier, facts))
    }

    fn new(pair: &Pair, earlier: Option<Span>, facts: impl FnOnce(&Value) -> Option<T>) -> Self {
        let value = &pair.value;
        Self { key: pair.key_span, span: value.span, earlier, json_type: Type::of(value), value: facts(value) }
    }

    /// Whether it is `null`, which Go and Rust take for absent and Python does not.
    pub fn is_null(&self) -> bool {
        self.json_type == Type::Null
    }
}

/// The facts of a member's value, where it is there and of the right type.
pub(super) fn value<T>(member: Option<&Member<T>>) -> Option<&T> {
    member.and_then(|member| member.value.as_ref())
}
