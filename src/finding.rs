//! What a rule says.

use crate::address::Address;
use crate::message::Message;
use crate::span::Span;

/// How bad it is. `Error` is a promise: see the severity table of the rule book.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Worth knowing; never fails a build.
    Info,
    /// It works, but weaker, differently or more briefly than it looks.
    Warning,
    /// A named client refuses it, it provably cannot work, a credential leaves unprotected, or something runs that should not.
    Error,
}

impl Severity {
    /// `error`, `warning` or `info`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Info => "info",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

/// The number of an input file in a run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileId(pub usize);

/// One finding.
#[derive(Clone, Debug)]
pub struct Finding {
    /// `family/name`.
    pub rule: &'static str,
    /// How bad it is.
    pub severity: Severity,
    /// What is wrong.
    pub message: Message,
    /// What to do.
    pub help: Option<Message>,
    /// In which file.
    pub file: FileId,
    /// Where in it.
    pub span: Span,
    /// What the place itself shows; the message serves where this is missing.
    pub label: Option<Message>,
    /// In which field.
    pub address: Address,
    /// Other places that show why.
    pub related: Vec<Related>,
    /// What clients do about it.
    pub clients: Vec<ClientOutcome>,
}

/// Another place that matters to a finding.
#[derive(Clone, Debug)]
pub struct Related {
    /// In which file.
    pub file: FileId,
    /// Where in it.
    pub span: Span,
    /// What it shows.
    pub message: Message,
}

/// What a client does about a finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClientOutcome {
    /// Its id: `kubectl`, `python`, …
    pub client: &'static str,
    /// The versions this holds for, as `1.22-1.37`.
    pub versions: &'static str,
    /// What happens.
    pub outcome: Outcome,
    /// The client's own words, with every secret masked.
    pub error: Option<Message>,
}

/// The outcomes that clients can have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It stops with an error before it sends anything.
    Refuses,
    /// It sends a request, but not the one that was meant.
    Differs,
}

impl Outcome {
    /// `refuses` or `differs`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Refuses => "refuses",
            Self::Differs => "differs",
        }
    }
}
