use super::{EXPIRED_HELP, ended};
use crate::address::Address;
use crate::kubeconfig::directive::{Ignore, Named};
use crate::message;
use crate::message::Message;
use crate::rules::{Case, Findings};

pub(super) fn check(case: &Case<'_>, findings: &mut Findings) {
    for directive in case.directives() {
        if let Some(ignore) = directive.content.as_ref().ok().filter(|ignore| ignore.has_ended(case.now())) {
            findings.at(&Address::ROOT, directive.span, subject(ignore).then(ended(ignore.until))).help(EXPIRED_HELP);
        }
    }
}

fn subject(ignore: &Ignore) -> Message {
    let name = ignore.names.iter().find_map(|named| if let Named::Known(name) = named { Some(*name) } else { None });
    name.map_or_else(|| "this suppression".into(), |name| message!["the suppression of `", name, "`"])
}
