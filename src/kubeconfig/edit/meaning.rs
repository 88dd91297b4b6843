//! What operations do to the values of a file. It knows nothing of text: what it says is what the edited text must be read as.

mod documents;
mod items;
mod removal;
mod routes;
mod same;

pub(in crate::kubeconfig) use same::is_same;

use super::list::is_item;
use super::sheet::{KEY_EXISTS, NOT_FOUND};
use super::{Outside, Refusal, transform};
use crate::fix::{Anchor, Item, Literal, Operation, Target};
use crate::kubeconfig::value::{Data, Pair, Value};
use crate::span::Span;
use routes::{Found, Place, find, place};
use std::collections::HashMap;
use std::mem;
use zeroize::Zeroizing;

const SHARED: Refusal = "the value also stands elsewhere, by an alias or a merge";
const NO_MAPPING: Refusal = "there is no mapping to put it into";
const NO_TEXT: Refusal = "the value is no text";
/// In place of the key that counts: the pair is gone.
const REMOVED: Option<Span> = Some(Span::at(u32::MAX));

/// The values of a file, on which operations are done one after the other.
pub(in crate::kubeconfig) struct Meaning<'a> {
    text: &'a str,
    outside: Outside<'a>,
    root: Value,
    routes: HashMap<Place, Found>,
    /// Items that go once all is done: until then their neighbours keep their numbers.
    removed: Vec<Vec<usize>>,
}

impl<'a> Meaning<'a> {
    /// Takes the values of `text`, and looks up what the operations are about.
    pub(in crate::kubeconfig) fn new<'o>(
        text: &'a str,
        outside: Outside<'a>,
        root: Value,
        operations: impl Iterator<Item = &'o Operation>,
    ) -> Self {
        let wanted = operations.flat_map(Operation::targets).map(|target| place(target.anchor)).collect();
        let routes = find(&root, &wanted);
        Self { text, outside, root, routes, removed: Vec::new() }
    }

    /// The values when all is done.
    pub(in crate::kubeconfig) fn finish(mut self) -> Result<Value, Refusal> {
        let is_partial =
            |found: &Found| matches!(found, Found::Often(shared) if (1..shared.routes.len()).contains(&shared.asked));
        if self.routes.values().any(is_partial) {
            return Err(SHARED);
        }
        self.removed.sort();
        for route in mem::take(&mut self.removed).iter().rev() {
            if let Some((&index, above)) = route.split_last()
                && let Some(Data::List(items)) = at(&mut self.root, above).map(|list| &mut list.data)
            {
                items.remove(index);
            }
        }
        Ok(self.root)
    }

    /// Does one operation.
    pub(in crate::kubeconfig) fn apply(&mut self, operation: &Operation) -> Result<(), Refusal> {
        match operation {
            Operation::Write { target, value } => self.next_value(target)?.data = literal(*value),
            Operation::Copy { target, from } => {
                let text = self.value(from)?.as_text().ok_or(NO_TEXT)?;
                let text = Zeroizing::new(text.to_owned());
                self.next_value(target)?.data = Data::Text(text);
            }
            Operation::Transform { target, transform } => {
                let (file, outside) = (self.text, self.outside);
                let value = self.next_value(target)?;
                let spelt = file.get(value.origin.range()).unwrap_or_default();
                let new = match &value.data {
                    Data::Text(text) => transform::apply(*transform, text, spelt, outside)?,
                    Data::Bool(_) | Data::Number(_) | Data::NotANumber => transform::apply(*transform, spelt, spelt, outside)?,
                    Data::Null | Data::List(_) | Data::Map(_) => return Err(NO_TEXT),
                };
                value.data = Data::Text(new);
            }
            Operation::Rename { target, key } => self.rename(target, key)?,
            Operation::Insert { into, key, value } => add(self.value(into)?, key, literal(*value))?,
            Operation::InsertCopy { into, key, from } => {
                let text = Zeroizing::new(self.value(from)?.as_text().ok_or(NO_TEXT)?.to_owned());
                add(self.value(into)?, key, Data::Text(text))?;
            }
            Operation::InsertList { into, key, items } => {
                let items = items.iter().map(|item| self.item(item)).collect::<Result<_, _>>()?;
                add(self.value(into)?, key, Data::List(items))?;
            }
            Operation::Move { target, into, key } => {
                let data = self.take(target)?;
                add(self.value(into)?, key, data)?;
            }
            Operation::Nest { targets, into, key } => {
                let mut inner = null();
                for target in targets {
                    let Anchor::Key(span) = target.anchor else { return Err(NOT_FOUND) };
                    let key = self.file_key(target, span)?;
                    let data = self.take(target)?;
                    add(&mut inner, &key, data)?;
                }
                add(self.value(into)?, key, mem::replace(&mut inner.data, Data::Null))?;
            }
            Operation::List { target, name, value } => list(self.value(target)?, name, value)?,
            Operation::Swap(one, other) => {
                let data = mem::replace(&mut self.value(one)?.data, Data::Null);
                let data = mem::replace(&mut self.value(other)?.data, data);
                self.value(one)?.data = data;
            }
            Operation::Remove(target) => self.remove(target)?,
            Operation::RemoveItems { first, count, .. } => self.remove_items(first, *count)?,
            Operation::Append { into, key, values } => items::append(self.value(into)?, key, values)?,
            Operation::Call { exec, form } => items::call(self.value(exec)?, *form)?,
            Operation::SkipEmptyDocuments => self.root = documents::first_filled(self.text)?,
            // None of them changes a value.
            Operation::RemoveMarker(_)
            | Operation::WriteOutAliases
            | Operation::WriteOutMerges(_)
            | Operation::Unsuppress(..)
            | Operation::Respell { .. }
            | Operation::StoreAsUtf8
            | Operation::SetMode(_) => {}
        }
        Ok(())
    }

    fn route(&self, target: &Target) -> Result<Vec<usize>, Refusal> {
        match self.routes.get(&place(target.anchor)) {
            Some(Found::Once(route)) => Ok(route.clone()),
            Some(Found::Often(_)) => Err(SHARED),
            None => Err(NOT_FOUND),
        }
    }

    fn value(&mut self, target: &Target) -> Result<&mut Value, Refusal> {
        let route = self.route(target)?;
        at(&mut self.root, &route).ok_or(NOT_FOUND)
    }

    /// The same, or the next of several places at which it stands.
    fn next_value(&mut self, target: &Target) -> Result<&mut Value, Refusal> {
        let Some(Found::Often(shared)) = self.routes.get_mut(&place(target.anchor)) else { return self.value(target) };
        let route = shared.routes.get(shared.asked).ok_or(SHARED)?;
        shared.asked += 1;
        at(&mut self.root, route).ok_or(NOT_FOUND)
    }

    fn pair(&mut self, target: &Target) -> Result<(&mut Vec<Pair>, usize), Refusal> {
        let route = self.route(target)?;
        let (&index, above) = route.split_last().ok_or(NOT_FOUND)?;
        match at(&mut self.root, above).map(|holder| &mut holder.data) {
            Some(Data::Map(pairs)) if index < pairs.len() => Ok((pairs, index)),
            _ => Err(NOT_FOUND),
        }
    }

    fn file_key(&mut self, target: &Target, span: Span) -> Result<Zeroizing<String>, Refusal> {
        let (pairs, index) = self.pair(target)?;
        if pairs[index].key_span == span { Ok(pairs[index].key.clone()) } else { Err(NOT_FOUND) }
    }

    fn item(&mut self, item: &Item) -> Result<Value, Refusal> {
        let text = match item {
            Item::Word(word) => word,
            Item::Copy(from) => self.value(from)?.as_text().ok_or(NO_TEXT)?,
        };
        Ok(Value { data: Data::Text(Zeroizing::new(text.to_owned())), ..null() })
    }

    fn rename(&mut self, target: &Target, key: &str) -> Result<(), Refusal> {
        let (pairs, index) = self.pair(target)?;
        if pairs.iter().any(|pair| pair.shadowed_by.is_none() && pair.key.as_str() == key) {
            return Err(KEY_EXISTS);
        }
        pairs[index].key = Zeroizing::new(key.to_owned());
        Ok(())
    }

    fn take(&mut self, target: &Target) -> Result<Data, Refusal> {
        let (pairs, index) = self.pair(target)?;
        pairs[index].shadowed_by = REMOVED;
        Ok(mem::replace(&mut pairs[index].value.data, Data::Null))
    }
}

fn literal(value: Literal) -> Data {
    match value {
        Literal::Text(text) => Data::Text(Zeroizing::new(text.to_owned())),
        Literal::Bool(value) => Data::Bool(value),
        Literal::EmptyList => Data::List(Vec::new()),
        Literal::EmptyMapping => Data::Map(Vec::new()),
    }
}

fn null() -> Value {
    Value { span: Span::at(0), origin: Span::at(0), node: None, data: Data::Null }
}

fn add(mapping: &mut Value, key: &str, data: Data) -> Result<(), Refusal> {
    if mapping.is_null() {
        mapping.data = Data::Map(Vec::new());
    }
    let Data::Map(pairs) = &mut mapping.data else { return Err(NO_MAPPING) };
    if pairs.iter().any(|pair| pair.shadowed_by.is_none() && pair.key.as_str() == key) {
        return Err(KEY_EXISTS);
    }
    let mut value = null();
    value.data = data;
    pairs.push(Pair { key: Zeroizing::new(key.to_owned()), key_span: Span::at(0), value, shadowed_by: None, merged_by: None });
    Ok(())
}

fn list(mapping: &mut Value, name: &str, value: &str) -> Result<(), Refusal> {
    let Data::Map(pairs) = &mut mapping.data else { return Err(NO_MAPPING) };
    if is_item(pairs.iter().map(|pair| &*pair.key), name, value)? {
        let mut item = null();
        item.data = mem::replace(&mut mapping.data, Data::Null);
        mapping.data = Data::List(vec![item]);
        return Ok(());
    }
    let mut items = Vec::with_capacity(pairs.len());
    for pair in pairs.iter_mut().filter(|pair| pair.shadowed_by.is_none()) {
        let mut item = null();
        add(&mut item, name, Data::Text(pair.key.clone()))?;
        add(&mut item, value, mem::replace(&mut pair.value.data, Data::Null))?;
        items.push(item);
    }
    mapping.data = Data::List(items);
    Ok(())
}

fn at<'v>(root: &'v mut Value, route: &[usize]) -> Option<&'v mut Value> {
    route.iter().try_fold(root, |value, &index| match &mut value.data {
        Data::List(items) => items.get_mut(index),
        Data::Map(pairs) => pairs.get_mut(index).map(|pair| &mut pair.value),
        _ => None,
    })
}
