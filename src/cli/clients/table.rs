//! The predictions for people: a block per context, a line per outcome and the releases that share it.

use crate::clients::{Auth, Effective, Outcome, Prediction, Refusal, Release, Tls};
use crate::engine::{Predicted, Row};
use crate::report::wrap::wrap;
use owo_colors::OwoColorize;
use std::fmt::Write as _;

/// `name` is how this program was called.
pub(super) fn render(predicted: &Predicted, name: &str, width: usize) -> String {
    let mut text = String::new();
    let mut last_file = None;
    for block in blocks(&predicted.rows) {
        let first = &block[0].prediction;
        if last_file != Some(first.file) {
            let gap = if last_file.is_some() { "\n" } else { "" };
            let _ = writeln!(text, "{gap}{}", predicted.files[first.file].bold());
            last_file = Some(first.file);
        }
        let _ = writeln!(text, "\n  {}", title(first));
        for group in groups(block) {
            push_group(&mut text, &group, width);
        }
    }
    if predicted.rows.iter().any(|row| row.rule.is_some()) {
        let _ = writeln!(text, "\n`{name} explain RULE` says more.");
    }
    text
}

/// The rows of one context.
fn blocks(rows: &[Row]) -> impl Iterator<Item = &[Row]> {
    rows.chunk_by(|a, b| {
        let key = |row: &Row| (row.prediction.file, row.prediction.context.clone(), row.prediction.is_current);
        key(a) == key(b)
    })
}

fn title(prediction: &Prediction) -> String {
    match (&prediction.context, prediction.is_current) {
        (Some(name), true) => format!("context {} (current)", name.bold()),
        (Some(name), false) => format!("context {}", name.bold()),
        (None, _) => "without a context".to_owned(),
    }
}

/// Rows with the same outcome.
struct Group<'a> {
    releases: Vec<Release>,
    row: &'a Row,
}

fn groups(rows: &[Row]) -> Vec<Group<'_>> {
    let mut groups: Vec<Group<'_>> = Vec::new();
    for row in rows {
        let release = row.prediction.release;
        match groups.iter_mut().find(|group| group.row.prediction.outcome == row.prediction.outcome) {
            Some(group) => group.releases.push(release),
            None => groups.push(Group { releases: vec![release], row }),
        }
    }
    groups
}

fn push_group(text: &mut String, group: &Group<'_>, width: usize) {
    let releases: Vec<_> = group.releases.iter().map(|release| (*release, release.is_verified())).collect();
    let clients = names(&releases);
    let (verdict, lines) = match &group.row.prediction.outcome {
        Outcome::Refuses(refusal) => ("refuses".red().bold().to_string(), refusal_lines(refusal, group.row.rule)),
        Outcome::Contacts(effective) => match difference(effective) {
            Some(difference) => ("differs".yellow().bold().to_string(), vec![difference, connection(effective)]),
            None => ("works".green().bold().to_string(), vec![connection(effective)]),
        },
    };
    let _ = writeln!(text, "    {verdict}  {clients}");
    for line in lines {
        for line in wrap("      ", &line, 6, width) {
            let _ = writeln!(text, "{line}");
        }
    }
}

/// `kubectl 1.35, 1.36, 1.37`, of releases and whether they were run.
pub(in crate::cli) fn names(releases: &[(Release, bool)]) -> String {
    let mut text = String::new();
    for (position, (release, is_verified)) in releases.iter().enumerate() {
        let is_same = position > 0 && releases[position - 1].0.client == release.client;
        let start = if is_same {
            ", "
        } else if position > 0 {
            "; "
        } else {
            ""
        };
        let name = if is_same { String::new() } else { format!("{} ", release.client.id()) };
        let mark = if *is_verified { "" } else { " (not run)" };
        let _ = write!(text, "{start}{name}{}{mark}", release.version);
    }
    text
}

fn refusal_lines(refusal: &Refusal, rule: Option<&'static str>) -> Vec<String> {
    let at = refusal.cause.address.to_string();
    let place = if at.is_empty() { String::new() } else { format!("at {at}") };
    let why = match rule {
        Some(rule) if place.is_empty() => rule.to_owned(),
        Some(rule) => format!("{place}, {rule}"),
        None => place,
    };
    [refusal.error.to_string(), why].into_iter().filter(|line| !line.is_empty()).collect()
}

/// What people hardly meant.
fn difference(effective: &Effective) -> Option<String> {
    let is_default = effective.server.as_str() == "http://localhost:8080";
    if effective.auth.contains(&Auth::Prompt) {
        Some("finds no credentials and asks for a user name and a password".to_owned())
    } else if is_default {
        Some("finds no server and falls back to localhost:8080, without credentials".to_owned())
    } else if effective.tls == Tls::Plaintext {
        let sends_none = matches!(effective.auth.as_slice(), [] | [Auth::None]);
        let what = if sends_none { "and no credentials of the user" } else { "the credentials too" };
        Some(format!("sends everything in clear, {what}"))
    } else {
        None
    }
}

/// `https://…, TLS verified with the CA of the file, client-certificate, namespace default`
fn connection(effective: &Effective) -> String {
    let tls = match effective.tls {
        Tls::Verified => format!("TLS verified, CA: {}", effective.ca.as_str()),
        Tls::Unverified => "TLS not verified".to_owned(),
        Tls::Plaintext => "no TLS".to_owned(),
    };
    let auth: Vec<_> = effective.auth.iter().map(|auth| auth.as_str()).collect();
    let auth = auth.join(" + ");
    let acting = effective.impersonate.as_ref().map_or(String::new(), |name| format!(" as {name}"));
    // Few clients but kubectl have one where none is written.
    let namespace = match effective.namespace.as_str() {
        "" => String::new(),
        namespace => format!("; namespace: {namespace}"),
    };
    format!("{}; {tls}; auth: {auth}{acting}{namespace}", effective.server)
}
