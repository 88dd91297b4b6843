//! What is wrong with a text that can be parsed and still makes no value.

use crate::kubeconfig::kubectl_text::KubectlText;
use crate::span::Span;

/// One thing kubectl refuses while it turns YAML into JSON.
pub(crate) struct Fault {
    /// What is wrong.
    pub(crate) kind: FaultKind,
    /// The scalar, key or alias that is to blame.
    pub(crate) span: Span,
    /// What kubectl prints if this is the first one it meets.
    pub(crate) text: KubectlText,
}

/// The kinds of [`Fault`].
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum FaultKind {
    /// A tag asks for another type than the text has, or `!!binary` for base64 that is none.
    Tag,
    /// The value of `<<` is no mapping and no list of mappings.
    Merge,
    /// A mapping or a list is used as a key.
    CompositeKey,
    /// A key that JSON cannot hold: `null`, or a number beyond 63 bits.
    UnsupportedKey,
    /// Aliases multiply the document beyond measure.
    ExcessiveAliases,
    /// An alias stands inside the value it points to.
    SelfReference,
    /// `.inf` or `.nan`, which JSON cannot hold.
    NotANumber,
}
