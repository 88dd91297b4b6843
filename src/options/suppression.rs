//! Findings that are known and accepted.

use super::{EntryPattern, PathPattern, Selector};
use crate::finding::Finding;
use crate::message::Name;
use crate::span::{Range, Span};
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use std::path::Path;

/// Findings that are known and accepted: of a rule, in some files, in some entries, for some time.
#[derive(Clone, Debug)]
pub struct Suppression {
    /// Of which rules.
    pub rules: Vec<Selector>,
    /// In which files; `None` for all.
    pub path: Option<PathPattern>,
    /// In which entries; `None` for all.
    pub entry: Option<EntryPattern>,
    /// The last day on which it counts, in UTC.
    pub until: Option<Date>,
    /// Why they are accepted.
    pub reason: Option<Name>,
    /// Where the settings say so.
    pub span: Span,
    /// The same as lines and columns.
    pub range: Range,
}

impl Suppression {
    /// Whether its last day is over.
    pub fn has_ended(&self, now: Timestamp) -> bool {
        self.until.is_some_and(|until| TimeZone::UTC.to_datetime(now).date() > until)
    }

    /// Whether it is for the file at `place`, an absolute path that is free of links.
    pub fn is_for_file(&self, place: Option<&Path>) -> bool {
        self.path.as_ref().is_none_or(|path| place.is_some_and(|place| path.matches(place)))
    }

    /// Whether it is for a finding, in a file that it is for.
    pub fn is_for(&self, finding: &Finding) -> bool {
        let is_for_entry = |entry: &EntryPattern| entry.matches(&finding.address.entry().to_string());
        self.rules.iter().any(|rule| rule.matches(finding.rule)) && self.entry.as_ref().is_none_or(is_for_entry)
    }
}
