//! Comments that speak to this program: `# kubeconfig-lint: ignore[tls/verify-disabled] until=2026-12-31 reason`.
//!
//! A comment is secret, so what leaves here is which known rules it names, where it stands and what it is for, and none of its words.

mod parse;
mod scope;
#[cfg(test)]
mod tests;

use super::source::Source;
use crate::span::Span;
use crate::yaml::tree::Stream;
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
pub(in crate::kubeconfig) use parse::is_addressed;
use parse::{Words, parse};
use scope::Scopes;

/// So many directives of a file are heeded; one with more of them was made to keep somebody busy.
const MOST: usize = 10_000;

/// A comment that speaks to this program.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Directive {
    /// The comment.
    pub span: Span,
    /// What it is for, where there is anything.
    pub scope: Option<Scope>,
    /// What it says.
    pub content: Result<Ignore, Malformed>,
}

/// What a directive is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Scope {
    /// One line.
    Line(Span),
    /// An item of `clusters`, `users` or `contexts`, from the line on which it begins.
    Entry(Span),
}

impl Scope {
    /// The bytes.
    pub const fn span(self) -> Span {
        match self {
            Self::Line(span) | Self::Entry(span) => span,
        }
    }
}

/// An `ignore[…]`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ignore {
    /// What stands in the brackets, in order.
    pub names: Vec<Named>,
    /// The last day on which it counts, in UTC.
    pub until: Option<Date>,
    /// Whether it says why.
    pub has_reason: bool,
}

impl Ignore {
    /// Whether its last day is over.
    pub fn has_ended(&self, now: Timestamp) -> bool {
        self.until.is_some_and(|until| TimeZone::UTC.to_datetime(now).date() > until)
    }
}

/// A word that stands for a rule or a family.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Named {
    /// One that exists.
    Known(&'static str),
    /// None, and what was probably meant.
    Unknown(Option<&'static str>),
}

/// Why a directive cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Malformed {
    /// No colon stands behind the name of this program.
    NoColon,
    /// The word behind the colon is not `ignore`.
    UnknownVerb,
    /// No `[` stands behind `ignore`.
    NoBrackets,
    /// No `]` stands behind the rules.
    Unclosed,
    /// Nothing stands in the brackets, or nothing between two commas.
    Empty,
    /// No date stands behind `until=`.
    NoDate,
}

/// The comments of a file that speak to this program, not read yet.
#[derive(Default)]
pub(in crate::kubeconfig) struct Directives {
    found: Vec<(Span, Option<Scope>)>,
}

impl Directives {
    /// Finds them. `text` is what the tree belongs to: that of the source, with the lines blanked that cannot be read.
    pub(in crate::kubeconfig) fn find(source: &Source, text: &str, stream: &Stream) -> Self {
        let comments = stream.comments.iter().copied();
        let addressed: Vec<_> = comments.filter(|&comment| is_addressed(&text[comment.range()])).take(MOST).collect();
        if addressed.is_empty() {
            return Self::default();
        }
        let scopes = Scopes::new(source, text, stream);
        Self { found: addressed.into_iter().map(|comment| (comment, scopes.of(comment))).collect() }
    }

    /// Reads them. `vocabulary` are the rules and families that there are.
    pub(in crate::kubeconfig) fn read(&self, text: &str, vocabulary: &[&'static str]) -> Vec<Directive> {
        let mut words = Words::new(vocabulary);
        let directives = self.found.iter().map(|&(span, scope)| {
            let content = parse(&text[span.range()], &mut words);
            Directive { span, scope, content }
        });
        directives.collect()
    }
}
