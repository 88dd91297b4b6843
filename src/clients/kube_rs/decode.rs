//! `Kubeconfig::deserialize`: which values the types take, in the order in which serde meets them.

use super::Era;
use super::types::{KUBECONFIG, Presence, Struct, Type};
use crate::kubeconfig::reading::{Datum, Kind};
use crate::message;
use crate::message::{Message, Name, Part};
use crate::span::Span;
use std::cell::Cell;

/// `AliasLimits::max_total_replayed_events`: more are refused, however they come about.
const MOST_VALUES: usize = 1_000_000;
/// An anchor can hold itself.
const DEEPEST: usize = 200;

/// A value that is refused, and why.
pub(super) struct Fault<'r> {
    pub(super) datum: Datum<'r>,
    /// Where the library says that it is.
    pub(super) place: Span,
    pub(super) words: Message,
}

type Checked<'r> = Result<(), Fault<'r>>;

/// Checks a whole document. Nothing at all is an empty kubeconfig.
pub(super) fn check<'r>(root: &Datum<'r>, era: Era) -> Checked<'r> {
    let decoder = Decoder { era, values: Cell::new(0) };
    if root.is_null() { Ok(()) } else { decoder.check(root, Type::Struct(&KUBECONFIG), 0) }
}

struct Decoder {
    era: Era,
    values: Cell<usize>,
}

impl Decoder {
    fn check<'r>(&self, datum: &Datum<'r>, ty: Type, depth: usize) -> Checked<'r> {
        self.count(datum, depth)?;
        match ty {
            Type::Option(_) if datum.is_null() => Ok(()),
            Type::Option(inner) => self.check(datum, *inner, depth),
            Type::Text => self.text(datum),
            Type::Flag if datum.flag().is_some() => Ok(()),
            Type::Flag => Err(self.not_a_flag(datum)),
            Type::Mode => self.mode(datum),
            Type::Any => self.any(datum, depth),
            Type::List(item) => self.list(datum, *item, depth),
            Type::Map(value) => self.map(datum, *value, depth),
            Type::Struct(of) => self.fields(datum, of, depth),
        }
    }

    fn count<'r>(&self, datum: &Datum<'r>, depth: usize) -> Checked<'r> {
        self.values.set(self.values.get() + 1);
        if depth <= DEEPEST && self.values.get() <= MOST_VALUES {
            return Ok(());
        }
        let words = if self.era == Era::SerdeYaml { "repetition limit exceeded" } else { "alias replay limit exceeded" };
        Err(fault(datum, words.into()))
    }

    fn text<'r>(&self, datum: &Datum<'r>) -> Checked<'r> {
        let words = match (self.era, datum.kind()) {
            (_, Kind::Text) => return Ok(()),
            (Era::SerdeYaml, _) => invalid_type(datum, "a string"),
            (_, Kind::List | Kind::Map) => "expected string scalar".into(),
            (_, Kind::Null) => "cannot deserialize null into string; use Option<String>".into(),
            (_, Kind::Refused) => "invalid !!binary base64".into(),
            _ => "cannot deserialize tagged scalar into string".into(),
        };
        Err(fault(datum, words))
    }

    fn not_a_flag<'r>(&self, datum: &Datum<'r>) -> Fault<'r> {
        let words = match (self.era, datum.kind()) {
            (Era::SerdeYaml, _) => invalid_type(datum, "a boolean"),
            (_, Kind::List | Kind::Map) => "expected string scalar".into(),
            _ => "invalid boolean".into(),
        };
        fault(datum, words)
    }

    /// An enum of three words; since 4.0 also as a mapping of the word to nothing.
    fn mode<'r>(&self, datum: &Datum<'r>) -> Checked<'r> {
        const MODES: [&str; 3] = ["Never", "IfAvailable", "Always"];
        if MODES.iter().any(|mode| datum.is(mode)) {
            return Ok(());
        }
        let entries = datum.entries();
        if self.era == Era::SerdeSaphyr
            && let [(key, value)] = entries.as_slice()
            && value.is_null()
            && MODES.iter().any(|mode| key.is(mode))
        {
            return Ok(());
        }
        let words = match (self.era, datum.kind()) {
            (Era::SerdeYaml, Kind::Text) => {
                message!["unknown variant `", datum.quoted(), "`, expected one of `Never`, `IfAvailable`, `Always`"]
            }
            (Era::SerdeYaml, _) => invalid_type(datum, "a Value::Tagged enum"),
            (_, Kind::List | Kind::Map) => "externally tagged enum expected scalar or mapping".into(),
            _ => message!["unknown variant `", datum.quoted(), "`, expected one of Never, IfAvailable, Always"],
        };
        Err(fault(datum, words))
    }

    fn list<'r>(&self, datum: &Datum<'r>, item: Type, depth: usize) -> Checked<'r> {
        match (self.era, datum.kind()) {
            (_, Kind::List) => datum.items().try_for_each(|datum| self.check(&datum, item, depth + 1)),
            (Era::SerdeYaml, Kind::Null) => Ok(()),
            (Era::SerdeYaml, _) => Err(fault(datum, invalid_type(datum, "a sequence"))),
            (Era::SerdeSaphyr, _) => Err(fault(datum, "expected sequence start".into())),
        }
    }

    fn map<'r>(&self, datum: &Datum<'r>, ty: Type, depth: usize) -> Checked<'r> {
        self.expect_map(datum, "a map")?;
        datum.entries().iter().try_for_each(|(key, value)| {
            self.text(key)?;
            self.check(value, ty, depth + 1)
        })
    }

    fn fields<'r>(&self, datum: &Datum<'r>, of: &'static Struct, depth: usize) -> Checked<'r> {
        self.expect_map(datum, of.name)?;
        let entries = datum.entries();
        let last_key = entries.last().map(|(key, _)| key.start());
        for (key, value) in entries {
            self.key(&key)?;
            match of.fields.iter().find(|field| key.is(field.key)) {
                Some(field) if field.presence != Presence::OptionalSince4 || self.era == Era::SerdeSaphyr => {
                    let value = datum.get(field.key).unwrap_or(value);
                    self.check(&value, field.ty, depth + 1)?;
                }
                // `#[serde(flatten)] other`
                _ if self.era == Era::SerdeSaphyr => self.check(&value, Type::Any, depth + 1)?,
                _ => {}
            }
        }
        match of.required().find(|key| !datum.has(key)) {
            Some(key) => {
                let fault = fault(datum, message!["missing field `", key, "`"]);
                Err(Fault { place: last_key.unwrap_or(fault.place), ..fault })
            }
            None => Ok(()),
        }
    }

    /// A `Value` that is nothing is taken for an empty mapping.
    fn expect_map<'r>(&self, datum: &Datum<'r>, expected: &'static str) -> Checked<'r> {
        match (self.era, datum.kind()) {
            (_, Kind::Map) | (Era::SerdeYaml, Kind::Null) => Ok(()),
            (Era::SerdeYaml, _) if expected == "a map" => Err(fault(datum, invalid_type(datum, expected))),
            (Era::SerdeYaml, _) => Err(fault(datum, invalid_type(datum, "struct ").and(expected))),
            (Era::SerdeSaphyr, _) => Err(fault(datum, "expected mapping start".into())),
        }
    }

    fn key<'r>(&self, key: &Datum<'r>) -> Checked<'r> {
        match self.era {
            Era::SerdeYaml if key.kind() != Kind::Text => Err(fault(key, invalid_type(key, "field identifier"))),
            Era::SerdeYaml => Ok(()),
            Era::SerdeSaphyr => self.text(key),
        }
    }

    fn any<'r>(&self, datum: &Datum<'r>, depth: usize) -> Checked<'r> {
        match datum.kind() {
            Kind::List => datum.items().try_for_each(|item| self.check(&item, Type::Any, depth + 1)),
            Kind::Map => datum.entries().iter().try_for_each(|(key, value)| {
                if key.untyped(true) != Kind::Text {
                    return Err(fault(key, invalid_type(key, "a string key")));
                }
                self.check(value, Type::Any, depth + 1)
            }),
            _ if datum.untyped(false) != Kind::Refused => Ok(()),
            _ => Err(fault(datum, message!["non-finite float `", secret(), "` rejected by the configured policy"])),
        }
    }
}

fn fault<'r>(datum: &Datum<'r>, words: Message) -> Fault<'r> {
    Fault { datum: datum.clone(), place: datum.start(), words }
}

/// `serde::de::Error::invalid_type`
fn invalid_type(datum: &Datum<'_>, expected: &'static str) -> Message {
    let found = match datum.kind() {
        Kind::Null => "unit value".into(),
        Kind::Bool(_) => message!["boolean `", secret(), "`"],
        Kind::Int => message!["integer `", secret(), "`"],
        Kind::Float => message!["floating point `", secret(), "`"],
        Kind::List => "sequence".into(),
        Kind::Map => "map".into(),
        Kind::Text | Kind::Date | Kind::Bytes | Kind::Refused => message!["string \"", secret(), "\""],
    };
    message!["invalid type: "].then(found).and(", expected ").and(expected)
}

fn secret() -> Part {
    Part::Quote(Name::escape("…"))
}
