//! `ConfigNode` (`kubernetes/config/kube_config.py`), and what Python itself says about values of the wrong type.

use crate::clients::{Cause, Refusal, Stage};
use crate::kubeconfig::reading::{Datum, Kind};
use crate::message::Message;

/// A value, and the file it comes from.
#[derive(Clone)]
pub(in crate::clients) struct Node<'r> {
    pub(in crate::clients) file: usize,
    pub(in crate::clients) datum: Datum<'r>,
}

impl<'r> Node<'r> {
    pub(in crate::clients) fn kind(&self) -> Kind {
        self.datum.kind()
    }

    /// A key of a mapping, whatever its value is.
    pub(in crate::clients) fn get(&self, key: &'static str) -> Option<Self> {
        self.datum.get(key).map(|datum| self.with(datum))
    }

    pub(in crate::clients) fn with(&self, datum: Datum<'r>) -> Self {
        Self { file: self.file, datum }
    }

    /// Items of a list.
    pub(in crate::clients) fn items(&self) -> impl Iterator<Item = Self> + use<'r> {
        let file = self.file;
        self.datum.items().map(move |datum| Self { file, datum })
    }

    /// `key in node`: fails for what is no container.
    pub(in crate::clients) fn find(&self, key: &'static str) -> Result<Option<Self>, Refusal> {
        match self.kind() {
            Kind::Map => Ok(self.get(key)),
            // A part of a text is in it, and then cannot be asked for.
            Kind::Text if self.datum.contains(key) => Err(self.refuse("string indices must be integers, not 'str'")),
            Kind::List | Kind::Text | Kind::Bytes => Ok(None),
            kind => {
                let error = Message::from("argument of type '").and(type_name(kind)).and("' is not ");
                Err(self.refuse(error.and("…")))
            }
        }
    }

    /// `node[key]`: what is not there, and what is nothing, is an error. The message tells the whole entry.
    pub(in crate::clients) fn expect(&self, key: &'static str) -> Result<Self, Refusal> {
        let found = self.find(key)?;
        match found {
            Some(value) if !value.datum.is_null() => Ok(value),
            found => {
                let error = Message::from("Invalid kube-config file. Expected key ").and(key).and(" in …");
                Err(found.as_ref().unwrap_or(self).refuse(error))
            }
        }
    }

    /// `node[key]` of a key that may be left out, but not be nothing.
    pub(in crate::clients) fn expect_if_there(&self, key: &'static str) -> Result<Option<Self>, Refusal> {
        if self.find(key)?.is_some() { self.expect(key).map(Some) } else { Ok(None) }
    }

    /// `node[key]` of a plain dictionary, where nothing is a value as well.
    pub(in crate::clients) fn subscript(&self, key: &'static str) -> Result<Self, Refusal> {
        match self.kind() {
            Kind::Map => self.get(key).ok_or_else(|| self.refuse(Message::from("'").and(key).and("'"))),
            Kind::List => Err(self.refuse("list indices must be integers or slices, not str")),
            Kind::Text => Err(self.refuse("string indices must be integers, not 'str'")),
            kind => Err(self.refuse(Message::from("'").and(type_name(kind)).and("' object is not subscriptable"))),
        }
    }

    pub(in crate::clients) fn is_text(&self) -> bool {
        self.kind() == Kind::Text
    }

    /// An attribute that values of this type do not have.
    pub(in crate::clients) fn no_attribute(&self, attribute: &'static str) -> Refusal {
        let start = Message::from("'").and(type_name(self.kind())).and("' object has no attribute '");
        self.refuse(start.and(attribute).and("'"))
    }

    pub(in crate::clients) fn refuse(&self, error: impl Into<Message>) -> Refusal {
        self.refuse_at(Stage::Config, error)
    }

    pub(in crate::clients) fn refuse_at(&self, stage: Stage, error: impl Into<Message>) -> Refusal {
        Refusal { stage, error: error.into(), cause: Cause::datum(self.file, &self.datum) }
    }
}

/// What Python calls the type of a value.
pub(in crate::clients) const fn type_name(kind: Kind) -> &'static str {
    match kind {
        Kind::Null | Kind::Refused => "NoneType",
        Kind::Bool(_) => "bool",
        Kind::Int => "int",
        Kind::Float => "float",
        Kind::Date => "datetime.date",
        Kind::Text => "str",
        Kind::Bytes => "bytes",
        Kind::List => "list",
        Kind::Map => "dict",
    }
}
