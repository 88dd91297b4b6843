//! Values of options.

use crate::clients::exec_answer::Known;
use crate::clients::{Audience, Client, Release, ReleaseError};
use crate::options::Selector;
use crate::page::Page;
use crate::report::{Format, UnknownFormat};
use crate::rules;
use crate::suggest;
use jiff::{SignedDuration, Span, SpanRelativeTo, Timestamp};
use std::path::PathBuf;

/// Why a value is none.
#[derive(Debug, thiserror::Error)]
pub(super) enum BadValue {
    #[error("there is no rule and no family of this name{0}")]
    UnknownRule(String),
    #[error("no client is called so{0}")]
    UnknownClient(String),
    #[error(transparent)]
    BadRelease(ReleaseError),
    #[error("expected v1, v1beta1 or v1alpha1")]
    NotAnApiVersion,
    #[error("expected a moment such as 2026-01-31T00:00:00Z")]
    NotAMoment,
    #[error("expected a duration such as 30d, 2w or 12h")]
    NotADuration,
    #[error("expected FORMAT=FILE")]
    NotAReport,
    #[error("standard output is for --output-format; name a file")]
    ReportOnStdout,
    #[error(transparent)]
    UnknownFormat(#[from] UnknownFormat),
    #[error("expected seconds since 1970")]
    NotAnEpoch,
}

/// A report to be written to a file.
#[derive(Clone, Debug)]
pub(super) struct Report {
    pub(super) format: Format,
    pub(super) path: PathBuf,
}

/// `all`, a family, or a rule.
pub(super) fn selector(word: &str) -> Result<Selector, BadValue> {
    let family = || families().find(|family| *family == word).map(Selector::Family);
    let rule = || rules::find(word).map(|rule| Selector::Rule(rule.id()));
    if word == "all" {
        return Ok(Selector::All);
    }
    family().or_else(rule).ok_or_else(|| BadValue::UnknownRule(rule_hint(word)))
}

/// What somebody may have meant who wrote `word` for a rule or a family. The bare name of a rule counts.
pub(super) fn rule_hint(word: &str) -> String {
    let ids = || rules::all().map(rules::Rule::id);
    let bare = ids().find(|id| id.split_once('/').is_some_and(|(_, name)| name == word));
    match bare {
        Some(id) => format!("; did you mean `{id}`?"),
        None => suggest::hint(word, ids().chain(families())),
    }
}

/// The families that have rules, in the order of the rule book.
pub(super) fn families() -> impl Iterator<Item = &'static str> {
    let mut last = "";
    rules::all().map(|rule| rule.page).filter_map(move |page: Page| {
        let family = page.family();
        (std::mem::replace(&mut last, family) != family).then_some(family)
    })
}

/// `kubectl@1.24`, `kubectl` or `java`.
pub(super) fn audience(word: &str) -> Result<Vec<Audience>, BadValue> {
    Audience::parse(word).map_err(|error| match error {
        ReleaseError::UnknownClient => {
            let known: Vec<_> = Audience::ids().collect();
            let hint = suggest::hint(word.split('@').next().unwrap_or(word), Audience::ids());
            BadValue::UnknownClient(format!("{hint}; known are {}", known.join(", ")))
        }
        error => BadValue::BadRelease(error),
    })
}

/// `kubectl@1.24`, or `kubectl`.
pub(super) fn releases(word: &str) -> Result<Vec<Release>, BadValue> {
    Release::parse(word).map_err(|error| match error {
        ReleaseError::UnknownClient => BadValue::UnknownClient(client_hint(word)),
        error => BadValue::BadRelease(error),
    })
}

/// What somebody may have meant, and which clients there are.
fn client_hint(word: &str) -> String {
    let ids = || Client::ALL.into_iter().map(Client::id);
    let known: Vec<_> = ids().collect();
    format!("{}; known so far: {}", suggest::hint(word.split('@').next().unwrap_or(word), ids()), known.join(", "))
}

/// `v1`, or `client.authentication.k8s.io/v1`.
pub(super) fn api_version(word: &str) -> Result<Known, BadValue> {
    Known::ALL.into_iter().find(|known| [known.name(), known.short()].contains(&word)).ok_or(BadValue::NotAnApiVersion)
}

pub(super) fn moment(word: &str) -> Result<Timestamp, BadValue> {
    word.parse().map_err(|_| BadValue::NotAMoment)
}

/// `SOURCE_DATE_EPOCH`, as reproducible builds define it.
pub(super) fn epoch(word: &str) -> Result<Timestamp, BadValue> {
    word.trim().parse().ok().and_then(|seconds| Timestamp::from_second(seconds).ok()).ok_or(BadValue::NotAnEpoch)
}

/// A day has 24 hours.
pub(super) fn duration(word: &str) -> Result<SignedDuration, BadValue> {
    let span = word.parse::<Span>().map_err(|_| BadValue::NotADuration)?;
    let duration = span.to_duration(SpanRelativeTo::days_are_24_hours()).map_err(|_| BadValue::NotADuration)?;
    if duration.is_negative() { Err(BadValue::NotADuration) } else { Ok(duration) }
}

pub(super) fn format(word: &str) -> Result<Format, UnknownFormat> {
    word.parse()
}

/// `FORMAT=FILE`.
pub(super) fn report(word: &str) -> Result<Report, BadValue> {
    let (format, path) = word.split_once('=').filter(|(_, path)| !path.is_empty()).ok_or(BadValue::NotAReport)?;
    if path == "-" {
        return Err(BadValue::ReportOnStdout);
    }
    Ok(Report { format: format.parse()?, path: path.into() })
}

#[cfg(test)]
mod tests {
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
    fn reports_name_a_format_and_a_file() {
        assert!(report("sarif=a=b").is_ok_and(|report| report.path == *"a=b"));
        for word in ["sarif", "sarif=", "pdf=x", "json=-"] {
            assert!(report(word).is_err(), "{word}");
        }
    }

    #[test]
    fn moments_have_an_offset() {
        assert!(moment("2026-01-31T00:00:00Z").is_ok());
        assert!(moment("2026-01-31T00:00:00+02:00").is_ok());
        assert!(moment("yesterday").is_err());
        assert_eq!(epoch("0").ok(), Some(Timestamp::UNIX_EPOCH));
        assert!(epoch("x").is_err());
    }
}
