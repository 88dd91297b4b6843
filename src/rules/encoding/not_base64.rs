use crate::fix::{Fix, Transform};
use crate::kubeconfig::facts::base64::{Cause, Verdict};
use crate::kubeconfig::field::Field;
use crate::kubeconfig::schema::Exposure;
use crate::message;
use crate::rules::{Case, Findings};

pub(super) fn check(case: &Case<'_>, findings: &mut Findings) {
    for field in case.config().data_fields() {
        if let Some(Verdict::Refused { offset, cause }) = field.data().map(|data| data.base64.verdict) {
            report(case, findings, field, offset, cause);
        }
    }
}

fn report(case: &Case<'_>, findings: &mut Findings, field: &Field, offset: usize, why: Cause) {
    let (what, label, help) = describe(why);
    let key = field.address.last_key().unwrap_or_default();
    let fault = field.data().and_then(|data| data.fault).filter(|_| points_at_character(why));
    let finding = findings.at(&field.address, fault.unwrap_or(field.place()), message!["`", key, "` is not base64: ", what]);
    finding.help(help);
    finding.fix = fix(field, why);
    if fault.is_some() {
        finding.label(message![label, ", at byte ", offset, " of the value"]).related(field.key, "in this field");
    }
    // Where the end is what is wrong, the position is the length of the value, and that of a key is nobody's business.
    let tells_length = matches!(why, Cause::MissingPadding | Cause::Truncated | Cause::DataAfterPadding);
    if tells_length && field.exposure == Exposure::Secret {
        finding.refused_by("kubectl", "1.22-1.37", "illegal base64 data at input byte …");
    } else {
        finding.refused_by("kubectl", "1.22-1.37", message!["illegal base64 data at input byte ", offset]);
    }
    if why == Cause::RawPem {
        finding.differs_in("kr8s", "0.13.6-0.20", "takes it as it is, where 0.13.5 and earlier take it for base64");
    }
    finding.foreseen_by(case, case.foresight().about(&field.address));
}

fn fix(field: &Field, cause: Cause) -> Option<Fix> {
    let (title, transform) = match cause {
        Cause::RawPem => ("encode the PEM text as base64", Transform::EncodeBase64),
        Cause::Blanks => ("take the blanks out", Transform::StripBlanks),
        Cause::MissingPadding => ("add the `=` that are missing", Transform::PadBase64),
        Cause::UrlSafeAlphabet => ("write it in the standard alphabet", Transform::StandardBase64),
        _ => return None,
    };
    Some(Fix::safe(title).transform(field, transform))
}

/// Whether one character is to blame, and not the value as a whole or its end.
fn points_at_character(cause: Cause) -> bool {
    matches!(cause, Cause::Blanks | Cause::UrlSafeAlphabet | Cause::IllegalCharacter)
}

/// What is the matter, what the character is, and what to do.
fn describe(cause: Cause) -> (&'static str, &'static str, &'static str) {
    match cause {
        Cause::RawPem => ("it is the PEM text itself", "", "encode the PEM file: `base64 -w0 FILE`"),
        Cause::Placeholder(_) => ("it is a placeholder that nobody filled", "", "fill in the value, or remove the entry"),
        Cause::Redacted(_) => {
            ("it is a word that stands for a hidden value", "", "export the file again with `kubectl config view --raw`")
        }
        Cause::Blanks => (
            "it has blanks in it",
            "a blank",
            "write it on one line; a block under `|` may be wrapped, one under `>` or in no quotes may not",
        ),
        Cause::MissingPadding => (
            "the `=` at its end are missing",
            "",
            "encode the file again with `base64 -w0 FILE`, or add the `=` that are missing",
        ),
        Cause::UrlSafeAlphabet => {
            ("it has `-` or `_`, of the alphabet for URLs", "not of the standard alphabet", "write `+` for `-` and `/` for `_`")
        }
        Cause::DataAfterPadding => {
            ("it goes on behind the `=` that end it", "", "encode the whole file in one go: `base64 -w0 FILE`")
        }
        Cause::Truncated => ("a part of it is missing", "", "copy the whole value; the end got lost"),
        Cause::IllegalCharacter => {
            ("it has a character that base64 does not have", "this character", "remove the character, or copy the value again")
        }
    }
}
