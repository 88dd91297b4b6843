//! Values as kubectl's reader hands them to Go: aliases followed, `<<` merged, scalars resolved.

use crate::span::Span;
use crate::yaml::tree::NodeId;
use zeroize::Zeroizing;

/// A resolved value and where it is written.
pub(in crate::kubeconfig) struct Value {
    /// The token that was written here: for an alias the alias, not what it points to.
    pub span: Span,
    /// Where the text itself is written: differs from `span` for an alias.
    pub origin: Span,
    /// The node of `origin`, with which a place in decoded text becomes a place in the file; `None` for what is not there.
    pub node: Option<NodeId>,
    pub data: Data,
}

/// What a [`Value`] is, in the types of JSON.
pub(in crate::kubeconfig) enum Data {
    /// `~`, `null`, or nothing at all.
    Null,
    Bool(bool),
    /// A number; the text is what Go's JSON holds (`0x1F` is `31`).
    Number(Zeroizing<String>),
    /// A float that JSON cannot hold: `.inf`, `.nan`.
    NotANumber,
    Text(Zeroizing<String>),
    List(Vec<Value>),
    Map(Vec<Pair>),
}

/// A key and its value.
pub(in crate::kubeconfig) struct Pair {
    pub key: Zeroizing<String>,
    pub key_span: Span,
    pub value: Value,
    /// A later key of the same name, or a `<<` behind it, wins in kubectl.
    pub shadowed_by: Option<Span>,
    /// It came from a `<<`, whose key stands here.
    pub merged_by: Option<Span>,
}

impl Value {
    /// The pairs that kubectl sees: of several with the same key, the last.
    pub(in crate::kubeconfig) fn live_pairs(&self) -> impl Iterator<Item = &Pair> {
        let pairs = match &self.data {
            Data::Map(pairs) => pairs.as_slice(),
            _ => &[],
        };
        pairs.iter().filter(|pair| pair.shadowed_by.is_none())
    }

    /// [`Value::live_pairs`] in the order of Go's JSON: by the bytes of their keys.
    pub(in crate::kubeconfig) fn sorted_pairs(&self) -> Vec<&Pair> {
        let mut pairs: Vec<&Pair> = self.live_pairs().collect();
        pairs.sort_by(|a, b| a.key.as_str().cmp(b.key.as_str()));
        pairs
    }

    /// The value of a key, if this is a mapping that has it.
    pub(in crate::kubeconfig) fn get(&self, key: &str) -> Option<&Value> {
        self.live_pairs().find(|pair| pair.key.as_str() == key).map(|pair| &pair.value)
    }

    /// The items of a list; none for anything else.
    pub(in crate::kubeconfig) fn items(&self) -> &[Value] {
        match &self.data {
            Data::List(items) => items,
            _ => &[],
        }
    }

    /// The text, if it is text.
    pub(in crate::kubeconfig) fn as_text(&self) -> Option<&str> {
        match &self.data {
            Data::Text(text) => Some(text),
            _ => None,
        }
    }

    pub(in crate::kubeconfig) fn is_null(&self) -> bool {
        matches!(self.data, Data::Null)
    }

    /// Whether it says nothing: null, a text of blanks, or a list or mapping without anything in it.
    pub(in crate::kubeconfig) fn is_empty(&self) -> bool {
        match &self.data {
            Data::Null => true,
            Data::Text(text) => text.trim().is_empty(),
            Data::List(items) => items.is_empty(),
            Data::Map(pairs) => pairs.is_empty(),
            Data::Bool(_) | Data::Number(_) | Data::NotANumber => false,
        }
    }
}

/// Values may be nested deeper than the stack is, so they are taken apart one by one.
impl Drop for Value {
    fn drop(&mut self) {
        let mut pending = Vec::new();
        take_children(&mut self.data, &mut pending);
        while let Some(mut value) = pending.pop() {
            take_children(&mut value.data, &mut pending);
        }
    }
}

fn take_children(data: &mut Data, pending: &mut Vec<Value>) {
    match data {
        Data::List(items) => pending.append(items),
        Data::Map(pairs) => pending.extend(pairs.drain(..).map(|pair| pair.value)),
        _ => {}
    }
}
