//! The words of settings, the same in the file, in variables and on the command line.

use crate::clients::{Audience, ReleaseError};
use crate::finding::Severity;
use crate::options::{Level, Selector};
use crate::page::Page;
use crate::rules;
use crate::suggest;
use jiff::{SignedDuration, Span, SpanRelativeTo};
use std::str::FromStr;

/// Why a word is none.
#[derive(Debug, thiserror::Error)]
pub enum BadWord {
    /// No rule and no family.
    #[error("there is no rule and no family of this name{}", did_you_mean(*.0))]
    UnknownRule(Option<&'static str>),
    /// No client.
    #[error("no client is called so{}; known are {}", did_you_mean(*.0), client_list())]
    UnknownClient(Option<&'static str>),
    /// No release of a client.
    #[error(transparent)]
    BadRelease(ReleaseError),
    /// No duration.
    #[error("expected a duration such as 30d, 2w or 12h")]
    NotADuration,
    /// No severity.
    #[error("expected off, info, warning or error")]
    NotALevel,
    /// No rule with a severity.
    #[error("expected RULE=LEVEL, as in `tls/verify-disabled=warning`")]
    NotAnAssignment,
    /// No threshold.
    #[error("expected error, warning, info or never")]
    NotAThreshold,
}

fn did_you_mean(meant: Option<&'static str>) -> String {
    meant.map_or_else(String::new, |meant| format!("; did you mean `{meant}`?"))
}

fn client_list() -> String {
    Audience::ids().collect::<Vec<_>>().join(", ")
}

/// From which severity on findings fail a run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum FailOn {
    /// Errors.
    #[default]
    Error,
    /// Warnings and errors.
    Warning,
    /// Any finding.
    Info,
    /// None.
    Never,
}

impl FailOn {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Error, Self::Warning, Self::Info, Self::Never];

    /// `error`, `warning`, `info` or `never`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Info => "info",
            Self::Never => "never",
        }
    }

    /// The severity, where there is one.
    pub const fn threshold(self) -> Option<Severity> {
        match self {
            Self::Error => Some(Severity::Error),
            Self::Warning => Some(Severity::Warning),
            Self::Info => Some(Severity::Info),
            Self::Never => None,
        }
    }
}

impl FromStr for FailOn {
    type Err = BadWord;

    fn from_str(word: &str) -> Result<Self, BadWord> {
        Self::ALL.into_iter().find(|threshold| threshold.as_str() == word).ok_or(BadWord::NotAThreshold)
    }
}

/// `all`, a family, or a rule.
///
/// # Errors
/// When there is none of this name.
pub fn selector(word: &str) -> Result<Selector, BadWord> {
    let family = || families().find(|family| *family == word).map(Selector::Family);
    let rule = || rules::find(word).map(|rule| Selector::Rule(rule.id()));
    if word == "all" {
        return Ok(Selector::All);
    }
    family().or_else(rule).ok_or_else(|| BadWord::UnknownRule(meant(word)))
}

/// What somebody may have meant who wrote `word` for a rule or a family. The bare name of a rule counts.
pub fn meant(word: &str) -> Option<&'static str> {
    let ids = || rules::all().map(rules::Rule::id);
    let bare = ids().find(|id| id.split_once('/').is_some_and(|(_, name)| name == word));
    bare.or_else(|| suggest::closest(word, ids().chain(families())))
}

/// The families that have rules, in the order of the rule book.
pub fn families() -> impl Iterator<Item = &'static str> {
    let mut last = "";
    rules::all().map(|rule| rule.page).filter_map(move |page: Page| {
        let family = page.family();
        (std::mem::replace(&mut last, family) != family).then_some(family)
    })
}

/// `kubectl@1.24`, `kubectl` or `java`.
///
/// # Errors
/// When there is no such client, or no such release of it.
pub fn audience(word: &str) -> Result<Vec<Audience>, BadWord> {
    Audience::parse(word).map_err(|error| match error {
        ReleaseError::UnknownClient => {
            BadWord::UnknownClient(suggest::closest(word.split('@').next().unwrap_or(word), Audience::ids()))
        }
        error => BadWord::BadRelease(error),
    })
}

/// `30d`; a day has 24 hours.
///
/// # Errors
/// When it is none, or is below zero.
pub fn duration(word: &str) -> Result<SignedDuration, BadWord> {
    let span = word.parse::<Span>().map_err(|_| BadWord::NotADuration)?;
    let duration = span.to_duration(SpanRelativeTo::days_are_24_hours()).map_err(|_| BadWord::NotADuration)?;
    if duration.is_negative() { Err(BadWord::NotADuration) } else { Ok(duration) }
}

/// `off`, `info`, `warning` or `error`.
///
/// # Errors
/// When it is none.
pub fn severity(word: &str) -> Result<Option<Severity>, BadWord> {
    match word {
        "off" => Ok(None),
        "info" => Ok(Some(Severity::Info)),
        "warning" => Ok(Some(Severity::Warning)),
        "error" => Ok(Some(Severity::Error)),
        _ => Err(BadWord::NotALevel),
    }
}

/// `tls/verify-disabled=warning`.
///
/// # Errors
/// When it is none.
pub fn level(word: &str) -> Result<Level, BadWord> {
    let (rule, level) = word.split_once('=').ok_or(BadWord::NotAnAssignment)?;
    Ok(Level { selector: selector(rule)?, severity: severity(level)? })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn rules_are_named_by_id_or_family_and_typos_get_a_hint() {
        assert_eq!(selector("all").ok(), Some(Selector::All));
        assert_eq!(selector("structure").ok(), Some(Selector::Family("structure")));
        let id = "structure/current-context-dangling";
        assert_eq!(selector(id).ok(), Some(Selector::Rule(id)));
        let error = |word| selector(word).unwrap_err().to_string();
        assert!(error("structure/curent-context-dangling").ends_with(&format!("did you mean `{id}`?")));
        assert!(error("current-context-dangling").ends_with(&format!("did you mean `{id}`?")));
        assert_eq!(error("xyz"), "there is no rule and no family of this name");
    }

    #[test]
    fn durations_are_days_weeks_and_smaller() {
        assert_eq!(duration("30d").ok(), Some(SignedDuration::from_hours(720)));
        assert_eq!(duration("2w").ok(), Some(SignedDuration::from_hours(336)));
        assert_eq!(duration("0d").ok(), Some(SignedDuration::ZERO));
        for word in ["", "30", "-1d", "1 month", "soon"] {
            assert!(duration(word).is_err(), "{word}");
        }
    }

    #[test]
    fn a_level_is_a_rule_and_a_severity() {
        let parsed = level("tls/verify-disabled=off").unwrap();
        assert_eq!(parsed, Level { selector: Selector::Rule("tls/verify-disabled"), severity: None });
        for word in ["tls", "tls=loud", "tsl=off", "=off"] {
            assert!(level(word).is_err(), "{word}");
        }
    }
}
