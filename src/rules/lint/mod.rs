//! What is wrong with suppressions.

use super::{Rule, rule};
use crate::address::Address;
use crate::finding::{Finding, Place, Severity};
use crate::message;
use crate::message::Message;
use crate::span::Span;
use jiff::ToSpan;
use jiff::civil::Date;
use jiff::tz::TimeZone;

mod expired_suppression;
mod unknown_rule;
mod unused_suppression;

pub(super) const RULES: &[Rule] = &[
    rule!("lint/unused-suppression", unused_suppression),
    rule!("lint/expired-suppression", expired_suppression),
    rule!("lint/unknown-rule", unknown_rule),
];

/// A comment that asks to suppress what is not found.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Unused {
    /// The comment.
    pub comment: Span,
    /// The rule or family that it names.
    pub name: &'static str,
    /// Whether it names nothing else.
    pub is_alone: bool,
}

/// A suppression in the settings suppresses nothing. Where it stands, and how bad that is, is for the caller to say.
pub(crate) fn unused_in_settings() -> Finding {
    let help = "remove it, if what it was for is repaired";
    in_settings("lint/unused-suppression", "this suppression hides nothing".into(), help.into())
}

/// A suppression in the settings has ended.
pub(crate) fn ended_in_settings(until: Option<Date>) -> Finding {
    let message = Message::from("this suppression").then(ended(until));
    in_settings("lint/expired-suppression", message, EXPIRED_HELP.into())
}

/// The settings name a rule that does not exist.
pub(crate) fn unknown_in_settings(meant: Option<&'static str>) -> Finding {
    let message = "the settings name a rule that does not exist, which changes nothing";
    in_settings("lint/unknown-rule", message.into(), suggestion(meant))
}

fn in_settings(rule: &'static str, message: Message, help: Message) -> Finding {
    Finding { help: Some(help), ..Finding::new(rule, Severity::Warning, message, Place::default(), Address::ROOT) }
}

const EXPIRED_HELP: &str = "repair what it hid, or decide again until when it is accepted";

/// ` ended at …`, which is when its last day was over.
fn ended(until: Option<Date>) -> Message {
    let end = until.and_then(|until| until.checked_add(1.day()).ok()).and_then(|end| end.to_zoned(TimeZone::UTC).ok());
    end.map_or_else(|| " has ended".into(), |end| message![" ended at ", end.timestamp()])
}

fn suggestion(meant: Option<&'static str>) -> Message {
    match meant {
        Some(meant) => message!["write `", meant, "`, if that is meant"],
        None => "`kubeconfig-lint rules` lists the rules".into(),
    }
}
