//! What a rule says.

use crate::address::Address;
use crate::fix::Fix;
use crate::message::{Message, Name};
use crate::span::{Position, Range, Span};
use std::borrow::Cow;
use std::collections::HashMap;

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

/// A place in an input file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Place {
    /// In which file.
    pub file: FileId,
    /// The bytes.
    pub span: Span,
    /// The same as lines and columns; the engine fills it in.
    pub range: Range,
    /// The same in the file that the kubeconfig is embedded in.
    pub outer: Option<Range>,
}

impl Place {
    /// A place whose lines and columns are not known yet.
    pub const fn new(file: FileId, span: Span) -> Self {
        Self { file, span, range: Range { start: Position::START, end: Position::START }, outer: None }
    }

    /// Lines and columns in the file that people open.
    pub fn range_in_file(&self) -> Range {
        self.outer.unwrap_or(self.range)
    }
}

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
    /// Where.
    pub place: Place,
    /// What the place itself shows, in few words; the message alone speaks where this is missing.
    pub label: Option<Message>,
    /// In which field.
    pub address: Address,
    /// Other places that show why.
    pub related: Vec<Related>,
    /// What clients do about it.
    pub clients: Vec<ClientOutcome>,
    /// What can be done about it by `--fix`.
    pub fix: Option<Fix>,
    /// How many findings of the same rule about the same field of the file stand before it; the engine counts.
    pub occurrence: u32,
}

impl Finding {
    /// A finding that says no more than this.
    pub(crate) fn new(rule: &'static str, severity: Severity, message: Message, place: Place, address: Address) -> Self {
        Self {
            rule,
            severity,
            message,
            help: None,
            place,
            label: None,
            address,
            related: Vec::new(),
            clients: Vec::new(),
            fix: None,
            occurrence: 0,
        }
    }

    /// The family of its rule.
    pub fn family(&self) -> &'static str {
        self.rule.split('/').next().unwrap_or(self.rule)
    }

    /// All places it points at.
    pub fn places(&self) -> impl Iterator<Item = &Place> {
        std::iter::once(&self.place).chain(self.related.iter().map(|related| &related.place))
    }

    /// The same, to be changed.
    pub fn places_mut(&mut self) -> impl Iterator<Item = &mut Place> {
        std::iter::once(&mut self.place).chain(self.related.iter_mut().map(|related| &mut related.place))
    }
}

/// Counts the [occurrences](Finding::occurrence), in the order of the findings.
pub(crate) fn count_occurrences(findings: &mut [Finding]) {
    let mut seen: HashMap<(&'static str, FileId, Address), u32> = HashMap::new();
    for finding in findings {
        let count = seen.entry((finding.rule, finding.place.file, finding.address.clone())).or_default();
        finding.occurrence = *count;
        *count += 1;
    }
}

/// A finding that is not reported.
#[derive(Clone, Debug)]
pub struct Suppressed {
    /// What it would say.
    pub finding: Finding,
    /// Why it is not reported.
    pub by: Suppressor,
}

/// What keeps a finding from being reported.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Suppressor {
    /// A comment in the file.
    Comment,
    /// The settings, and why.
    Settings {
        /// The reason they give.
        reason: Option<Name>,
    },
    /// The baseline: it was known before.
    Baseline,
}

impl Suppressor {
    /// `suppressed by the settings: they are rebuilt every night`.
    pub fn words(&self) -> String {
        match self {
            Self::Comment => "suppressed by a comment".to_owned(),
            Self::Settings { reason: None } => "suppressed by the settings".to_owned(),
            Self::Settings { reason: Some(reason) } => format!("suppressed by the settings: {reason}"),
            Self::Baseline => "known in the baseline".to_owned(),
        }
    }

    /// The reason that was given, where it can be told. That of a comment cannot: it could hold anything.
    pub fn reason(&self) -> Option<&str> {
        if let Self::Settings { reason: Some(reason) } = self { Some(reason.as_str()) } else { None }
    }

    /// `comment`, `settings` or `baseline`.
    pub fn as_str(&self) -> &'static str {
        match self {
            Self::Comment => "comment",
            Self::Settings { .. } => "settings",
            Self::Baseline => "baseline",
        }
    }
}

/// Another place that matters to a finding.
#[derive(Clone, Debug)]
pub struct Related {
    /// Where.
    pub place: Place,
    /// What it shows.
    pub message: Message,
}

/// What a client does about a finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClientOutcome {
    /// Its id: `kubectl`, `python`, …
    pub client: &'static str,
    /// The versions this holds for, as `1.22-1.37`.
    pub versions: Cow<'static, str>,
    /// What happens.
    pub outcome: Outcome,
    /// Its own words where it refuses, with every secret masked; what it does otherwise, to be read behind its name.
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
