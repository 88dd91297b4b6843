//! The kinds of what can be wrong with a file.

use crate::address::Address;
use crate::fix::Target;
use crate::kubeconfig::keys::UnknownKey;
use crate::kubeconfig::load::Stage;
use crate::kubeconfig::resolve::FaultKind;
use crate::kubeconfig::shape::ShapeKind;
use crate::message::Message;
use crate::span::Span;

/// Why kubectl's reader cannot pass.
#[derive(Debug)]
pub struct Syntax {
    /// The character it cannot read, or where something begins that is not closed.
    pub span: Span,
    /// Where the construct began that could not be finished.
    pub context: Option<Span>,
    /// What kubectl prints, masked.
    pub text: Message,
    /// The rest of it, without `yaml: line N: `.
    pub problem: Message,
    /// The line that kubectl names, if it names one.
    pub kubectl_line: Option<u32>,
    /// Whether the bytes are not the text of any encoding that kubectl reads.
    pub is_encoding: bool,
    /// The character at the place, where it is one that hides or misleads.
    pub culprit: Option<Culprit>,
}

/// Characters that break a file without being seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Culprit {
    /// A tab.
    Tab,
    /// A no-break space or another blank that is none for YAML.
    WideBlank,
    /// NUL.
    Nul,
    /// Another control character.
    Control,
    /// `@`, `%` or a backtick, with which no text begins.
    Reserved,
}

/// Something that can be parsed and still makes no value.
#[derive(Debug)]
pub struct Fault {
    /// What it is.
    pub kind: FaultKind,
    /// Where.
    pub span: Span,
    /// kubectl's words, masked.
    pub text: Message,
}

/// One place where the file is not of the shape of a kubeconfig.
#[derive(Debug)]
pub struct Shape {
    /// What is wrong.
    pub kind: ShapeKind,
    /// Which field.
    pub address: Address,
    /// The key or value that is wrong; the key for a value that may not be seen.
    pub span: Span,
    /// The pair or value itself, for a fix.
    pub target: Target,
    /// What is known about an unknown key.
    pub unknown: Option<UnknownKey>,
    /// kubectl's words, masked, where it minds.
    pub text: Option<Message>,
}

/// Why kubectl loads nothing of the file.
#[derive(Debug)]
pub struct Refusal {
    /// Which part of kubectl speaks.
    pub stage: Stage,
    /// What it stumbles over.
    pub span: Span,
    /// In which field, as far as is known.
    pub address: Address,
    /// Its words, masked.
    pub text: Message,
}

/// The part of a file that kubectl never reads.
#[derive(Clone, Copy, Debug)]
pub struct Unread {
    /// The first line of it that says something.
    pub span: Span,
    /// Whether there are entries or settings in it.
    pub holds_entries: bool,
}
