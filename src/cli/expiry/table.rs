//! The lifetimes for people: two lines each, what ends first on top.

use crate::engine::expiry::{Expiry, Item, Lifetime, State};
use crate::report::wrap::wrap;
use jiff::{SignedDuration, Timestamp};
use owo_colors::OwoColorize;
use std::fmt::Write as _;

/// `2026-01-31 00:00Z`
const DATE_WIDTH: usize = 17;
/// `expired 298 days ago`
const STATE_WIDTH: usize = 20;
const INDENT: usize = DATE_WIDTH + 2;

pub(super) fn render(expiry: &Expiry, now: Timestamp, width: usize) -> String {
    let mut text = String::new();
    for lifetime in &expiry.lifetimes {
        push_lifetime(&mut text, expiry, lifetime, now, width);
    }
    let gap = if text.is_empty() { "" } else { "\n" };
    let _ = writeln!(text, "{gap}{}", wrap("", &summary(expiry, now), 0, width).join("\n"));
    text
}

fn push_lifetime(text: &mut String, expiry: &Expiry, lifetime: &Lifetime, now: Timestamp, width: usize) {
    let date = lifetime.not_after.map_or_else(|| "no end known".to_owned(), date);
    let state = lifetime.state(now);
    let words = format!("{:STATE_WIDTH$}", when(lifetime, state, now));
    let words = match state {
        State::Expired | State::NotYetValid => words.red().bold().to_string(),
        State::Ending => words.yellow().bold().to_string(),
        State::Valid | State::Unknown => words,
    };
    let _ = writeln!(text, "{date:DATE_WIDTH$}  {words}  {}", what(lifetime).bold());
    let place = format!("{}:{}: {}", expiry.files[lifetime.file], lifetime.range.start.line, lifetime.address);
    let path = lifetime.path.as_ref().map(|path| format!("in {path}"));
    let multus = "multus writes this token once and never renews it; `explain auth/token-expired` says more";
    let multus = lifetime.is_of_multus().then(|| multus.to_owned());
    for line in [Some(place), path, multus].into_iter().flatten() {
        for line in wrap(&" ".repeat(INDENT), &line, INDENT, width) {
            let _ = writeln!(text, "{line}");
        }
    }
}

/// `2026-01-31 00:00Z`
fn date(moment: Timestamp) -> String {
    moment.strftime("%Y-%m-%d %H:%MZ").to_string()
}

/// `expired 3 days ago`, `in 5 hours`
fn when(lifetime: &Lifetime, state: State, now: Timestamp) -> String {
    match (state, lifetime.not_before, lifetime.not_after) {
        (State::NotYetValid, Some(start), _) => format!("begins in {}", about(now.duration_until(start))),
        (State::Expired, _, Some(end)) => format!("expired {} ago", about(end.duration_until(now))),
        (_, _, Some(end)) => format!("in {}", about(now.duration_until(end))),
        (_, _, None) => String::new(),
    }
}

/// The largest unit of which there are two or more, as people say it.
fn about(duration: SignedDuration) -> String {
    let minutes = duration.as_mins();
    match minutes {
        _ if minutes >= 2 * 365 * 24 * 60 => format!("{} years", minutes / (365 * 24 * 60)),
        _ if minutes >= 2 * 24 * 60 => format!("{} days", minutes / (24 * 60)),
        _ if minutes >= 2 * 60 => format!("{} hours", minutes / 60),
        1 => "1 minute".to_owned(),
        _ => format!("{minutes} minutes"),
    }
}

fn what(lifetime: &Lifetime) -> String {
    let (kind, certificate) = match &lifetime.item {
        Item::Authority(certificate) => ("authority", certificate),
        Item::Client(certificate) => ("client certificate", certificate),
        Item::Bearer(kind) => return (*kind).to_owned(),
    };
    let subject = certificate.subject.common_name.as_ref().or(certificate.subject.organization.as_ref());
    subject.map_or_else(|| kind.to_owned(), |subject| format!("{kind} {subject}"))
}

/// `1 expired, 2 end within 14 days, 3 later.`
fn summary(expiry: &Expiry, now: Timestamp) -> String {
    let ending = expiry.lifetimes.iter().filter(|lifetime| lifetime.state(now) == State::Ending);
    let mut times: Vec<_> = ending.map(|lifetime| lifetime.warning).collect();
    times.dedup();
    let within = if let [time] = times[..] { format!("within {}", about(time)) } else { "soon".to_owned() };
    let parts = [
        (State::Expired, "expired".to_owned()),
        (State::NotYetValid, "not valid yet".to_owned()),
        (State::Ending, within),
        (State::Valid, "later".to_owned()),
        (State::Unknown, "without a known end".to_owned()),
    ];
    let count = |(state, words): (State, String)| match super::count(expiry, state, now) {
        0 => None,
        count => Some(format!("{count} {words}")),
    };
    let parts: Vec<_> = parts.into_iter().filter_map(count).collect();
    let files = match expiry.files.len() {
        1 => "1 file".to_owned(),
        count => format!("{count} files"),
    };
    if parts.is_empty() {
        format!("no certificates and no tokens in {files}")
    } else {
        format!("{} in {files}", parts.join(", "))
    }
}
