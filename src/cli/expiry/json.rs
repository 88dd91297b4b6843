//! The lifetimes for programs.

use crate::engine::expiry::{Expiry, Item, Lifetime, State};
use crate::message::Name;
use jiff::Timestamp;
use serde::Serialize;

#[derive(Serialize)]
struct Report<'a> {
    schema_version: u32,
    now: String,
    summary: Summary,
    results: Vec<Result<'a>>,
}

#[derive(Serialize)]
struct Summary {
    files: usize,
    expired: usize,
    not_yet_valid: usize,
    ending: usize,
    valid: usize,
    unknown: usize,
}

#[derive(Serialize)]
struct Result<'a> {
    file: &'a str,
    address: String,
    start: Place,
    /// `certificate-authority`, `client-certificate` or `token`.
    kind: &'static str,
    /// The file that holds it; null where it stands in the kubeconfig.
    path: Option<&'a str>,
    /// The CN of the subject, and of the issuer.
    subject: Option<&'a str>,
    issuer: Option<&'a str>,
    serial_number: Option<&'a str>,
    not_before: Option<String>,
    not_after: Option<String>,
    expires_in_seconds: Option<i64>,
    state: &'static str,
}

#[derive(Serialize)]
struct Place {
    line: u32,
    column: u32,
    byte: u32,
}

pub(super) fn render(expiry: &Expiry, now: Timestamp) -> String {
    let count = |state| super::count(expiry, state, now);
    let report = Report {
        schema_version: 1,
        now: now.to_string(),
        summary: Summary {
            files: expiry.files.len(),
            expired: count(State::Expired),
            not_yet_valid: count(State::NotYetValid),
            ending: count(State::Ending),
            valid: count(State::Valid),
            unknown: count(State::Unknown),
        },
        results: expiry.lifetimes.iter().map(|lifetime| result(expiry, lifetime, now)).collect(),
    };
    // Text and numbers can always be written.
    serde_json::to_string_pretty(&report).map(|text| text + "\n").unwrap_or_default()
}

fn result<'a>(expiry: &'a Expiry, lifetime: &'a Lifetime, now: Timestamp) -> Result<'a> {
    let certificate = match &lifetime.item {
        Item::Authority(certificate) | Item::Client(certificate) => Some(certificate),
        Item::Bearer(_) => None,
    };
    let start = lifetime.range.start;
    Result {
        file: expiry.files[lifetime.file].as_str(),
        address: lifetime.address.to_string(),
        start: Place { line: start.line, column: start.column, byte: start.byte },
        kind: match lifetime.item {
            Item::Authority(_) => "certificate-authority",
            Item::Client(_) => "client-certificate",
            Item::Bearer(_) => "token",
        },
        path: lifetime.path.as_ref().map(Name::as_str),
        subject: certificate.and_then(|certificate| certificate.subject.common_name.as_ref()).map(Name::as_str),
        issuer: certificate.and_then(|certificate| certificate.issuer.common_name.as_ref()).map(Name::as_str),
        serial_number: certificate.and_then(|certificate| certificate.serial_number.as_ref()).map(Name::as_str),
        not_before: lifetime.not_before.map(|moment| moment.to_string()),
        not_after: lifetime.not_after.map(|moment| moment.to_string()),
        expires_in_seconds: lifetime.not_after.map(|end| now.duration_until(end).as_secs()),
        state: lifetime.state(now).as_str(),
    }
}
