use super::HEADER_REFUSED;
use crate::finding::Severity;
use crate::fix::{Fix, Transform};
use crate::kubeconfig::facts::token::{HeaderFaults, Quotes};
use crate::rules::{Case, Findings};

pub(super) fn check(case: &Case<'_>, findings: &mut Findings) {
    for user in &case.config().users {
        let Some((field, token)) = user.given_token().and_then(|field| Some((field, field.token()?))) else { continue };
        let Some((message, help)) = fault(&token.header) else { continue };
        let finding = findings.field(field, message);
        finding.help(help);
        if token.is_sound_alone {
            finding.fix(Fix::safe("write the token alone").transform(field, Transform::BareToken));
        }
        if !token.header.is_refused_by_go {
            continue;
        }
        if case.is_anonymous(user) || user.live_token_file().is_some() {
            // kubectl does not send it: the file's token wins.
            continue;
        }
        finding.severity(Severity::Error);
        finding.refused_by("kubectl", "1.22-1.37", HEADER_REFUSED);
    }
}

/// The worst of the faults, and what to do about it.
pub(in crate::rules) fn fault(faults: &HeaderFaults) -> Option<(&'static str, &'static str)> {
    const TRIM: &str = "write the token on one line, as `token: …`, with nothing around it";
    Some(match faults {
        HeaderFaults { control_character: Some(_), .. } => ("the token holds a control character", TRIM),
        HeaderFaults { inner_newline: Some(_), .. } => ("the token is broken over several lines", TRIM),
        HeaderFaults { is_refused_by_go: true, .. } => ("the token begins or ends with a line break", TRIM),
        HeaderFaults { bearer_prefix: true, .. } => {
            ("the token begins with `Bearer `, which clients put before it themselves", "leave `Bearer ` out")
        }
        HeaderFaults { quotes: Some(Quotes::Ascii), .. } => {
            ("the quotes around the token are sent with it", "take one pair of quotes away")
        }
        HeaderFaults { quotes: Some(Quotes::Typographic), .. } => {
            ("there are typographic quotes around the token, and they are sent with it", "take them away")
        }
        HeaderFaults { leading_blanks: true, .. } | HeaderFaults { trailing_blanks: true, .. } => {
            ("the token begins or ends with a blank", TRIM)
        }
        HeaderFaults { inner_blank: Some(_), .. } => ("there is a blank inside the token", TRIM),
        HeaderFaults { non_ascii: Some(_), .. } => {
            ("the token holds a character outside ASCII, which no token has", "copy the token anew from where it came from")
        }
        _ => return None,
    })
}
