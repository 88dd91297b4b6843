use crate::address::Address;
use crate::kubeconfig::directive::{Ignore, Named};
use crate::message;
use crate::message::Message;
use crate::rules::{Case, Findings};
use jiff::ToSpan;
use jiff::tz::TimeZone;

pub(super) fn check(case: &Case<'_>, findings: &mut Findings) {
    for directive in case.directives() {
        if let Some(ignore) = directive.content.as_ref().ok().filter(|ignore| ignore.has_ended(case.now())) {
            let finding = findings.at(&Address::ROOT, directive.span, message(ignore));
            finding.help("repair what it hid, or decide again until when it is accepted");
        }
    }
}

fn message(ignore: &Ignore) -> Message {
    let name = ignore.names.iter().find_map(|named| if let Named::Known(name) = named { Some(*name) } else { None });
    let end = ignore.until.and_then(|until| until.checked_add(1.day()).ok());
    match (name, end.and_then(|end| end.to_zoned(TimeZone::UTC).ok())) {
        (Some(name), Some(end)) => message!["the suppression of `", name, "` ended at ", end.timestamp()],
        _ => "this suppression has ended".into(),
    }
}
