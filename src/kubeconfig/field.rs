//! One field of a kubeconfig: where it stands and what may be said of it.

use super::examine::{Data as DataFacts, Target};
use super::facts::path::PathShape;
use super::facts::proxy::Proxy;
use super::facts::token::Token;
use super::facts::url::Server;
use super::publish::{self, Shown};
use super::schema::Exposure;
use super::value::{Data, Pair};
use crate::address::Address;
use crate::fix;
use crate::message::{Name, Part, is_unsafe_to_print};
use crate::span::Span;
use crate::yaml::tree::NodeId;
use zeroize::Zeroizing;

/// The text of a value. Only `kubeconfig/` can open it.
///
/// It cannot be printed, formatted, copied, taken for text, opened or written. The numbers are those of the compiler's errors, which
/// rustdoc compares where unstable features are on:
///
/// ```compile_fail,E0277
/// # use kubeconfig_lint::kubeconfig::field::Scalar as Value;
/// fn print(value: &Value) { println!("{value}"); }
/// ```
/// ```compile_fail,E0277
/// # use kubeconfig_lint::kubeconfig::field::Scalar as Value;
/// fn format(value: &Value) { println!("{value:?}"); }
/// ```
/// ```compile_fail,E0277
/// # use kubeconfig_lint::kubeconfig::field::Scalar as Value;
/// fn copy(value: &Value) -> Value { Value::clone(value) }
/// ```
/// ```compile_fail,E0308
/// # use kubeconfig_lint::kubeconfig::field::Scalar as Value;
/// fn deref(value: &Value) -> &str { value }
/// ```
/// ```compile_fail,E0624
/// # use kubeconfig_lint::kubeconfig::field::Scalar as Value;
/// fn open(value: &Value) -> &str { value.text() }
/// ```
/// ```compile_fail,E0277
/// # use kubeconfig_lint::kubeconfig::field::Scalar as Value;
/// fn write(value: &Value) -> String { serde_json::to_string(value).unwrap() }
/// ```
///
/// The same lines are fine for a text that is not secret, so what fails above fails for the type alone:
/// ```
/// # type Value = String;
/// fn print(value: &Value) { println!("{value}"); }
/// fn format(value: &Value) { println!("{value:?}"); }
/// fn copy(value: &Value) -> Value { Value::clone(value) }
/// fn deref(value: &Value) -> &str { value }
/// fn write(value: &Value) -> String { serde_json::to_string(value).unwrap() }
/// ```
/// ```
/// # use kubeconfig_lint::kubeconfig::mask::MaskedText as Value;
/// fn open(value: &Value) -> &str { value.text() }
/// ```
/// What can be done with it is to pass it on:
/// ```
/// # use kubeconfig_lint::kubeconfig::field::Scalar as Value;
/// fn pass(value: &Value) -> &Value { value }
/// ```
pub struct Scalar(Zeroizing<String>);

impl Scalar {
    pub(in crate::kubeconfig) fn new(text: &str) -> Self {
        Self(Zeroizing::new(text.to_owned()))
    }

    pub(in crate::kubeconfig) fn text(&self) -> &str {
        &self.0
    }
}

/// A field that is written in the file.
pub struct Field {
    /// Which field.
    pub address: Address,
    /// Its key; for an item of a list, the item.
    pub key: Span,
    /// Its value: the token as written, an alias where it is one.
    pub value: Span,
    /// What of its value may be shown.
    pub exposure: Exposure,
    pub(in crate::kubeconfig) origin: Span,
    pub(in crate::kubeconfig) node: Option<NodeId>,
    pub(in crate::kubeconfig) data: Option<Box<DataFacts>>,
    pub(in crate::kubeconfig) target: Option<Box<Target>>,
    pub(in crate::kubeconfig) token: Option<Box<Token>>,
    pub(in crate::kubeconfig) url: Option<Box<Server>>,
    pub(in crate::kubeconfig) proxy: Option<Box<Proxy>>,
    pub(in crate::kubeconfig) path: Option<PathShape>,
    content: Content,
}

/// The pair it stands in; for an item of a list, the item.
impl From<&Field> for fix::Target {
    fn from(field: &Field) -> Self {
        let address = field.address.clone();
        if field.key.is_empty() { Self::value(address, field.value) } else { Self::key(address, field.key) }
    }
}

enum Content {
    Null,
    Bool(bool),
    Number(Scalar),
    Text(Scalar),
    List { is_empty: bool },
    Mapping { is_empty: bool },
}

impl Field {
    pub(in crate::kubeconfig) fn new(address: Address, exposure: Exposure, key: Span, pair: &super::value::Value) -> Self {
        let content = match &pair.data {
            Data::Null => Content::Null,
            Data::Bool(value) => Content::Bool(*value),
            Data::Number(text) => Content::Number(Scalar::new(text)),
            Data::NotANumber => Content::Number(Scalar::new("")),
            Data::Text(text) => Content::Text(Scalar::new(text)),
            Data::List(items) => Content::List { is_empty: items.is_empty() },
            Data::Map(pairs) => Content::Mapping { is_empty: pairs.is_empty() },
        };
        Self {
            address,
            key,
            value: pair.span,
            exposure,
            origin: pair.origin,
            node: pair.node,
            data: None,
            target: None,
            token: None,
            url: None,
            proxy: None,
            path: None,
            content,
        }
    }

    pub(in crate::kubeconfig) fn of_pair(address: Address, exposure: Exposure, pair: &Pair) -> Self {
        Self::new(address, exposure, pair.key_span, &pair.value)
    }

    /// The place to point at: the value where it may be seen, else the key, so that no position tells the length of a secret.
    pub fn place(&self) -> Span {
        let visible = match self.exposure {
            Exposure::Certificate | Exposure::Secret => false,
            Exposure::Url if self.hides_part_of_url() => false,
            exposure => self.text().is_none_or(|text| publish::shown(exposure, text) == Shown::All),
        };
        if visible && !self.value.is_empty() && !matches!(self.content, Content::List { .. } | Content::Mapping { .. }) {
            self.value
        } else {
            self.key
        }
    }

    /// User-info, query and fragment of a URL are secret, and so is how long they are.
    fn hides_part_of_url(&self) -> bool {
        self.text().is_some_and(|text| text.contains(['@', '?', '#']))
    }

    /// Whether it is `null`, `~`, or nothing at all.
    pub fn is_null(&self) -> bool {
        matches!(self.content, Content::Null)
    }

    /// Whether it is a text.
    pub fn is_text(&self) -> bool {
        matches!(self.content, Content::Text(_))
    }

    /// Whether it is a number.
    pub fn is_number(&self) -> bool {
        matches!(self.content, Content::Number(_))
    }

    /// Whether it is a mapping.
    pub fn is_mapping(&self) -> bool {
        matches!(self.content, Content::Mapping { .. })
    }

    /// Whether kubectl takes it for not given: null, or an empty text.
    pub fn is_blank(&self) -> bool {
        match &self.content {
            Content::Null => true,
            Content::Text(scalar) => scalar.text().is_empty(),
            _ => false,
        }
    }

    /// Its value, when it is a boolean for kubectl.
    pub fn bool(&self) -> Option<bool> {
        if let Content::Bool(value) = self.content { Some(value) } else { None }
    }

    /// The word that stands for a boolean and is neither `true` nor `false`: a boolean in YAML 1.1, a text in YAML 1.2.
    pub fn boolean_word(&self) -> Option<&'static str> {
        match (self.bool()?, self.origin.len()) {
            (true, 3) => Some("yes"),
            (true, 2) => Some("on"),
            (true, 1) => Some("y"),
            (false, 3) => Some("off"),
            (false, 2) => Some("no"),
            (false, 1) => Some("n"),
            // A tag or an anchor of its own makes it one.
            _ => None,
        }
    }

    /// Its text as a name that may be shown; `None` where it may not, or is none.
    pub fn name(&self) -> Option<Name> {
        let text = self.text().filter(|_| self.is_text())?;
        publish::name(self.exposure, text).map(Name::escape)
    }

    /// The same for a client's own words, with `…` in place of what may not be shown.
    pub fn quoted(&self) -> Part {
        Part::Quote(self.name().unwrap_or_else(|| Name::escape("…")))
    }

    /// Whether it is this text, whether that may be shown or not.
    pub fn is(&self, text: &str) -> bool {
        self.is_text() && self.text() == Some(text)
    }

    /// Whether it is this text, in capitals or not.
    pub fn is_like(&self, text: &str) -> bool {
        self.is_text() && self.text().is_some_and(|own| own.eq_ignore_ascii_case(text))
    }

    /// Whether characters in its text steer terminals or cannot be seen.
    pub fn has_unprintable(&self) -> bool {
        self.text().is_some_and(|text| text.chars().any(is_unsafe_to_print))
    }

    /// Whether it is a list or mapping with something in it, or a text.
    pub fn has_content(&self) -> bool {
        match &self.content {
            Content::Null => false,
            Content::List { is_empty } | Content::Mapping { is_empty } => !is_empty,
            _ => true,
        }
    }

    /// Whether both hold the same text. Numbers and booleans count as text here, so that references to them can be followed;
    /// that kubectl refuses them is reported elsewhere.
    pub fn same_text(&self, other: &Self) -> bool {
        self.text().is_some() && self.text() == other.text()
    }

    pub(in crate::kubeconfig) fn text(&self) -> Option<&str> {
        match &self.content {
            Content::Text(scalar) | Content::Number(scalar) => Some(scalar.text()),
            Content::Bool(true) => Some("true"),
            Content::Bool(false) => Some("false"),
            Content::Null | Content::List { .. } | Content::Mapping { .. } => None,
        }
    }
}
