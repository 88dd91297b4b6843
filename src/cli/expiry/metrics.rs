//! The lifetimes for Prometheus, in its text format; `OpenMetrics` differs in an end mark only.
//!
//! Names and labels of certificates are those of the x509-certificate-exporter, so that dashboards and alerts for it work. A
//! textfile collector takes no timestamps, so there are none.

use crate::engine::expiry::{Expiry, Identity, Item, Lifetime, State};
use jiff::Timestamp;
use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::Path;

pub(super) fn render(expiry: &Expiry, now: Timestamp) -> String {
    let mut text = String::new();
    let certificates: BTreeSet<_> = expiry.lifetimes.iter().filter_map(|lifetime| certificate(expiry, lifetime, now)).collect();
    push_family(&mut text, "x509_cert_not_after", "When the certificate ends, in seconds since 1970.", &certificates, |series| {
        series.end
    });
    push_family(&mut text, "x509_cert_expired", "Whether the certificate has ended.", &certificates, |series| {
        i64::from(series.is_over)
    });
    let tokens: BTreeSet<_> = expiry.lifetimes.iter().filter_map(|lifetime| token(expiry, lifetime, now)).collect();
    let help = "When the token ends, in seconds since 1970.";
    push_family(&mut text, "kubeconfig_lint_token_not_after", help, &tokens, |series| series.end);
    let run = [Series { labels: String::new(), end: now.as_second(), is_over: false }].into();
    let help = "The moment at which this was judged, in seconds since 1970.";
    push_family(&mut text, "kubeconfig_lint_last_run_timestamp_seconds", help, &run, |series| series.end);
    let build = label("version", env!("CARGO_PKG_VERSION"));
    let build = [Series { labels: format!("{{{build}}}"), end: 1, is_over: false }].into();
    push_family(&mut text, "kubeconfig_lint_build_info", "The version that wrote this.", &build, |series| series.end);
    text
}

/// A certificate or token. Those with the same labels are the same to Prometheus, which takes each once.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Series {
    labels: String,
    end: i64,
    is_over: bool,
}

fn push_family(text: &mut String, name: &str, help: &str, series: &BTreeSet<Series>, value: fn(&Series) -> i64) {
    if series.is_empty() {
        return;
    }
    let _ = writeln!(text, "# HELP {name} {help}\n# TYPE {name} gauge");
    let mut last = None;
    for series in series.iter().filter(|series| last.replace(&series.labels) != Some(&series.labels)) {
        let _ = writeln!(text, "{name}{} {}", series.labels, value(series));
    }
}

fn certificate(expiry: &Expiry, lifetime: &Lifetime, now: Timestamp) -> Option<Series> {
    let (Item::Authority(certificate) | Item::Client(certificate)) = &lifetime.item else { return None };
    let mut labels = certificate_labels(certificate);
    labels.extend(place_labels(expiry, lifetime));
    series(&labels, lifetime, now)
}

fn token(expiry: &Expiry, lifetime: &Lifetime, now: Timestamp) -> Option<Series> {
    let Item::Bearer(_) = lifetime.item else { return None };
    let mut labels = place_labels(expiry, lifetime);
    labels.push(label("field", lifetime.address.last_key().unwrap_or_default()));
    series(&labels, lifetime, now)
}

fn series(labels: &[String], lifetime: &Lifetime, now: Timestamp) -> Option<Series> {
    let end = lifetime.not_after?.as_second();
    Some(Series { labels: format!("{{{}}}", labels.join(",")), end, is_over: lifetime.state(now) == State::Expired })
}

fn certificate_labels(certificate: &Identity) -> Vec<String> {
    let serial = certificate.serial_number.iter().map(|serial| label("serial_number", serial.as_str()));
    let subject = certificate.subject.parts().map(|(part, name)| label(&format!("subject_{part}"), name.as_str()));
    let issuer = certificate.issuer.parts().map(|(part, name)| label(&format!("issuer_{part}"), name.as_str()));
    serial.chain(subject).chain(issuer).collect()
}

fn place_labels(expiry: &Expiry, lifetime: &Lifetime) -> Vec<String> {
    let path = expiry.files[lifetime.file].as_str();
    let name = Path::new(path).file_name().map_or(path.into(), |name| name.to_string_lossy());
    let key = lifetime.entry.name.as_ref().map_or("", |name| name.as_str());
    vec![
        label("filename", &name),
        label("filepath", path),
        label("embedded_kind", lifetime.entry.kind),
        label("embedded_key", key),
    ]
}

fn label(key: &str, value: &str) -> String {
    let escaped = value.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n");
    format!("{key}=\"{escaped}\"")
}
