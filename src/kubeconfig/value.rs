//! Values as kubectl's reader hands them to Go: aliases followed, `<<` merged, scalars resolved.

use crate::span::Span;
use zeroize::Zeroizing;

/// A resolved value and where it is written.
pub(in crate::kubeconfig) struct Value {
    /// The token that was written here: for an alias the alias, not what it points to.
    pub span: Span,
    /// Where the text itself is written: differs from `span` for an alias.
    pub origin: Span,
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
