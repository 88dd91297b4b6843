//! Values of options.

use crate::clients::exec_answer::Known;
use crate::clients::{Client, Release, ReleaseError};
use crate::env::{self, Kind};
use crate::message::Name;
use crate::report::{Format, UnknownFormat};
use crate::settings::word;
use crate::suggest;
use jiff::Timestamp;
use std::path::{Path, PathBuf};

pub(super) use crate::settings::word::{audience, duration, families, level, selector};

/// Why a value is none.
#[derive(Debug, thiserror::Error)]
pub(super) enum BadValue {
    #[error("no client is called so{0}")]
    UnknownClient(String),
    #[error(transparent)]
    BadRelease(ReleaseError),
    #[error("expected v1, v1beta1 or v1alpha1")]
    NotAnApiVersion,
    #[error("expected a moment such as 2026-01-31T00:00:00Z")]
    NotAMoment,
    #[error("expected FORMAT=FILE")]
    NotAReport,
    #[error("standard output is for --output-format; name a file")]
    ReportOnStdout,
    #[error(transparent)]
    UnknownFormat(#[from] UnknownFormat),
    #[error("{0} is no folder: {1}")]
    NotAFolder(Name, &'static str),
    #[error("expected seconds since 1970")]
    NotAnEpoch,
}

/// A report to be written to a file.
#[derive(Clone, Debug)]
pub(super) struct Report {
    pub(super) format: Format,
    pub(super) path: PathBuf,
}

/// What somebody may have meant who wrote `word` for a rule or a family.
pub(super) fn rule_hint(word: &str) -> String {
    word::meant(word).map_or_else(String::new, |meant| format!("; did you mean `{meant}`?"))
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

/// Whether a path is that of a folder.
pub(super) fn existing_folder(path: &Path) -> Result<(), BadValue> {
    match env::kind(path) {
        Ok(Kind::Folder) => Ok(()),
        Ok(_) => Err(BadValue::NotAFolder(Name::path(&path.to_string_lossy()), "it is a file")),
        Err(error) => Err(BadValue::NotAFolder(Name::path(&path.to_string_lossy()), env::reason(&error))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
