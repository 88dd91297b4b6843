//! The typed decode: `decodeState` of sigs.k8s.io/json over the structs of client-go, collecting instead of stopping.

use super::{Address, Expected, Found, ShapeKind, ShapeProblem, Step};
use crate::kubeconfig::keys::{self, UnknownKey};
use crate::kubeconfig::kubectl_text::KubectlText;
use crate::kubeconfig::schema::{EXEC, FieldSpec, Object, Type};
use crate::kubeconfig::value::{Data, Pair, Value};
use crate::span::Span;
use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use zeroize::Zeroizing;

/// More problems than this are not kept, but for the one that kubectl complains about.
const MOST_PROBLEMS: usize = 100_000;

/// All problems, in the order in which Go's decoder meets them.
pub(super) fn check(root: &Value, object: &'static Object) -> Vec<ShapeProblem> {
    let mut walk = Walk { problems: Vec::new(), is_refused: false, address: Address::default(), fields: Vec::new(), owner: "" };
    walk.object(root, object);
    walk.problems
}

pub(super) struct Walk {
    problems: Vec<ShapeProblem>,
    /// Whether one of them is what kubectl complains about.
    is_refused: bool,
    address: Address,
    /// `errorContext.FieldStack`: the keys of the structs around, without list items and keys of maps.
    fields: Vec<&'static str>,
    /// `errorContext.Struct`: the struct that has the last of `fields`.
    owner: &'static str,
}

impl Walk {
    fn object(&mut self, value: &Value, object: &'static Object) {
        if !self.is_mapping(value, format!("v1.{}", object.struct_name)) {
            return;
        }
        self.shadowed_keys(value);
        let outer = self.owner;
        let mut present = None;
        for pair in value.sorted_pairs() {
            match object.field(&pair.key) {
                Some(field) => {
                    self.owner = object.struct_name;
                    self.fields.push(field.key);
                    self.at(Step::Field(field.key), |walk| walk.field(&pair.value, object, field));
                    self.fields.pop();
                    self.owner = outer;
                }
                None => self.unknown_key(value, pair, &mut present),
            }
        }
    }

    fn field(&mut self, value: &Value, object: &'static Object, field: &FieldSpec) {
        match field.ty {
            Type::Any => {}
            // The one field whose Go type has a name of its own.
            Type::Text if std::ptr::eq(object, &raw const EXEC) && field.key == "interactiveMode" => {
                self.text(value, "v1.ExecInteractiveMode");
            }
            Type::Text => self.text(value, "string"),
            Type::Bool if matches!(value.data, Data::Bool(_)) => {}
            Type::Bool => self.wrong_type(value, Expected::Bool, "bool"),
            Type::Base64 => self.base64(value),
            Type::TextList => self.list(value, "[]string", |walk, item| walk.text(item, "string")),
            Type::TextMap => self.map(value, "map[string]string", |walk, value| walk.text(value, "string")),
            Type::TextListMap => self.map(value, "map[string][]string", |walk, value| {
                walk.list(value, "[]string", |walk, item| walk.text(item, "string"));
            }),
            Type::Object(object) => self.object(value, object),
            Type::List(object) => {
                self.list(value, format!("[]v1.{}", object.struct_name), |walk, item| walk.object(item, object));
            }
        }
    }

    fn text(&mut self, value: &Value, go_type: &'static str) {
        if !matches!(value.data, Data::Text(_)) {
            self.wrong_type(value, Expected::Text, go_type);
        }
    }

    pub(super) fn list(&mut self, value: &Value, go_type: impl Into<Cow<'static, str>>, mut item: impl FnMut(&mut Self, &Value)) {
        let Data::List(items) = &value.data else {
            return self.wrong_type(value, Expected::List, go_type);
        };
        for (index, value) in items.iter().enumerate() {
            self.at(Step::Item(index), |walk| item(walk, value));
        }
    }

    fn map(&mut self, value: &Value, go_type: &'static str, mut item: impl FnMut(&mut Self, &Value)) {
        if !self.is_mapping(value, go_type) {
            return;
        }
        self.shadowed_keys(value);
        for pair in value.sorted_pairs() {
            self.at(Step::Key(pair.key_span), |walk| item(walk, &pair.value));
        }
    }

    fn is_mapping(&mut self, value: &Value, go_type: impl Into<Cow<'static, str>>) -> bool {
        let is_mapping = matches!(value.data, Data::Map(_));
        if !is_mapping {
            self.wrong_type(value, Expected::Mapping, go_type);
        }
        is_mapping
    }

    fn at(&mut self, step: Step, inner: impl FnOnce(&mut Self)) {
        self.address.0.push(step);
        inner(self);
        self.address.0.pop();
    }

    fn shadowed_keys(&mut self, value: &Value) {
        let Data::Map(pairs) = &value.data else { return };
        if pairs.iter().all(|pair| pair.shadowed_by.is_none()) {
            return;
        }
        let values: HashMap<Span, &Value> = pairs.iter().map(|pair| (pair.key_span, &pair.value)).collect();
        let merges: HashSet<Span> = pairs.iter().filter_map(|pair| pair.merged_by).collect();
        // That a key replaces what a `<<` brought is what merging is for.
        for pair in pairs.iter().filter(|pair| pair.merged_by.is_none()) {
            let Some(winner) = pair.shadowed_by else { continue };
            let by_merge = merges.contains(&winner);
            let kind = if by_merge {
                ShapeKind::OverriddenByMerge { merge: winner }
            } else {
                let text = pair.value.as_text();
                let other = values.get(&winner);
                let is_same = text.is_some() && other.is_some_and(|value| value.as_text() == text);
                let is_emptied = other.is_some_and(|value| value.is_empty()) && !pair.value.is_empty();
                ShapeKind::DuplicateKey { winner, is_same, is_emptied }
            };
            self.key_problem(kind, pair, None);
        }
    }

    fn unknown_key(&mut self, mapping: &Value, pair: &Pair, present: &mut Option<Vec<&'static str>>) {
        let unknown = keys::object(&self.address.0).and_then(|object| {
            let present = present.get_or_insert_with(|| object.keys().filter(|key| mapping.get(key).is_some()).collect());
            keys::unknown(&self.address.0, object, pair, present)
        });
        self.key_problem(ShapeKind::UnknownKey, pair, unknown);
    }

    fn key_problem(&mut self, kind: ShapeKind, pair: &Pair, unknown: Option<UnknownKey>) {
        if self.problems.len() < MOST_PROBLEMS {
            let address = self.address.clone();
            self.problems.push(ShapeProblem { kind, address, span: pair.key_span, text: None, unknown });
        }
    }

    /// `null` is of every type.
    pub(super) fn wrong_type(&mut self, value: &Value, expected: Expected, go_type: impl Into<Cow<'static, str>>) {
        let Some(found) = Found::of(value) else { return };
        let text = KubectlText::new("json: cannot unmarshal ").words(found.go_word());
        self.type_problem(value, expected, found, text, go_type);
    }

    /// As [`Walk::wrong_type`], for a number that is none of Go's `uint8`: there Go prints the number.
    pub(super) fn wrong_number(&mut self, value: &Value, number: &str) {
        let text = KubectlText::new("json: cannot unmarshal number ").hidden(Zeroizing::new(number.to_owned()));
        self.type_problem(value, Expected::Byte, Found::Number, text, "uint8");
    }

    fn type_problem(
        &mut self,
        value: &Value,
        expected: Expected,
        found: Found,
        text: KubectlText,
        go_type: impl Into<Cow<'static, str>>,
    ) {
        let text = if self.fields.is_empty() {
            text.words(" into Go value of type ")
        } else {
            text.words(format!(" into Go struct field {}.{} of type ", self.owner, self.fields.join(".")))
        };
        self.problem(ShapeKind::WrongType { expected, found }, value, text.words(go_type));
    }

    pub(super) fn problem(&mut self, kind: ShapeKind, value: &Value, text: KubectlText) {
        let address = self.address.clone();
        // The first one is what kubectl prints.
        if self.problems.len() < MOST_PROBLEMS || !self.is_refused {
            self.is_refused = true;
            self.problems.push(ShapeProblem { kind, address, span: value.span, text: Some(text), unknown: None });
        }
    }
}
