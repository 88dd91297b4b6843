//! Everything that is written in a file, for those who let pass only what they know.

use super::build::entry_name;
use super::disclose::Disclosure;
use super::document::Document;
use super::resolve;
use super::schema::{CONFIG, Object, Type};
use super::value::{Data, Pair, Value};
use crate::address::{Address, Segment};
use crate::span::Span;
use crate::yaml::tree::Kind;
use crate::yaml::{self, Limits};

/// Something that is written.
#[derive(Debug)]
pub struct Written {
    /// What it is.
    pub form: Form,
    /// Which field; the whole file for what is no field.
    pub address: Address,
    /// Where.
    pub span: Span,
}

/// The forms of what can be written in the first document, the only one that kubectl reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// A key that kubectl knows, with a value that says something. A mapping or list of known keys is those.
    Field,
    /// A key that kubectl does not know.
    UnknownKey,
    /// A key whose value another of the same name replaces.
    Replaced,
    /// `*alias`, which stands for what is written elsewhere. `<<` needs one, or says what could be written in its place.
    Alias,
    /// `<<`
    Merge,
    /// `!!binary`, `!tag`
    Tag,
}

impl Document {
    /// What is written in its first document, key by key: also what no client reads. Values that say nothing (null, an empty text, list or
    /// mapping) are left out.
    pub fn inventory(&self) -> Vec<Written> {
        let recovered = yaml::recover::recover(self.text(), &Limits::default());
        let stream = &recovered.stream;
        let resolved = resolve::resolve(recovered.text(self.text()), stream);
        let disclosure = Disclosure::new(self.text(), stream, self.is_complete());
        let mut written = Vec::new();
        for node in stream.nodes() {
            let whole = |form, span| Written { form, address: Address::ROOT, span };
            written.extend(matches!(node.kind, Kind::Alias { .. }).then(|| whole(Form::Alias, node.token)));
            written.extend(node.tag.map(|tag| whole(Form::Tag, tag)));
        }
        let mut pending = vec![(&resolved.root, &CONFIG, Address::ROOT)];
        while let Some((value, object, address)) = pending.pop() {
            for pair in pairs(value) {
                pair_of(pair, object, &address, &disclosure, &mut pending, &mut written);
            }
        }
        written.sort_by_key(|written| written.span.start);
        written
    }
}

/// Adds a pair, or puts off what it holds.
fn pair_of<'v>(
    pair: &'v Pair,
    object: &'static Object,
    address: &Address,
    disclosure: &Disclosure,
    pending: &mut Vec<(&'v Value, &'static Object, Address)>,
    written: &mut Vec<Written>,
) {
    let known = object.field(&pair.key);
    let address = address.join(known.map_or(Segment::UnknownKey, |spec| Segment::Key(spec.key)));
    let mut add = |form| written.push(Written { form, address: address.clone(), span: pair.key_span });
    if pair.merged_by.is_some() {
        add(Form::Merge);
    }
    if pair.shadowed_by.is_some() {
        add(Form::Replaced);
    }
    let Some(spec) = known else { return add(Form::UnknownKey) };
    match (spec.ty, &pair.value.data) {
        (Type::Object(object), Data::Map(_)) if !is_whole(spec.key) => pending.push((&pair.value, object, address)),
        (Type::List(object), Data::List(items)) if !is_whole(spec.key) => {
            for (index, item) in items.iter().enumerate() {
                let segment = entry_name(item, disclosure).map_or(Segment::Index(index), Segment::Entry);
                pending.push((item, object, address.join(segment)));
            }
        }
        _ if says_nothing(&pair.value) => {}
        _ => add(Form::Field),
    }
}

/// What counts as one field, however much is in it.
fn is_whole(key: &str) -> bool {
    matches!(key, "auth-provider" | "extensions")
}

fn pairs(value: &Value) -> &[Pair] {
    if let Data::Map(pairs) = &value.data { pairs } else { &[] }
}

fn says_nothing(value: &Value) -> bool {
    match &value.data {
        Data::Null => true,
        Data::Text(text) => text.is_empty(),
        Data::List(items) => items.is_empty(),
        Data::Map(pairs) => pairs.is_empty(),
        Data::Bool(_) | Data::Number(_) | Data::NotANumber => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::env::Env;

    fn inventory(text: &str) -> Vec<String> {
        let document = Document::read(text.as_bytes(), None, &Env::closed("2026-11-25T12:00:00Z".parse().unwrap()));
        document.inventory().iter().map(|written| format!("{:?} {}", written.form, written.address)).collect()
    }

    #[test]
    fn what_says_something_is_listed() {
        let text =
            "kind: Config\nusers:\n- name: a\n  user: {token: t, exec: {command: c, args: []}, tokenFile: '', as: ~, As: x}";
        let expected = [
            "Field kind",
            "Field users[a].name",
            "Field users[a].user.token",
            "Field users[a].user.exec.command",
            "UnknownKey users[a].user.?",
        ];
        assert_eq!(inventory(text), expected);
    }

    #[test]
    fn what_can_be_read_in_two_ways_is_listed_too() {
        let text = "kind: Config\nkind: !!str Config\nclusters:\n- &c {name: c}\n- {<<: *c}\nextensions: [{name: e}]";
        let forms = inventory(text).join(", ");
        for form in ["Replaced kind", "Tag ", "Alias ", "Merge clusters[c].name", "Field extensions"] {
            assert!(forms.contains(form), "{form}: {forms}");
        }
    }

    #[test]
    fn deep_nesting_is_no_recursion() {
        assert!(inventory(&format!("extensions: {}", "[".repeat(20_000))).len() <= 1);
    }
}
