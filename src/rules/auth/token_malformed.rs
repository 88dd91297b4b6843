use crate::finding::Severity;
use crate::kubeconfig::facts::token::{HeaderFaults, Kind, Quotes};
use crate::kubeconfig::model::User;
use crate::rules::{Case, Findings};

const HEADER_REFUSED: &str = "net/http: invalid header field value for \"Authorization\"";

pub(super) fn check(case: &Case<'_>, findings: &mut Findings) {
    for user in &case.config().users {
        token_file(case, user, findings);
        let Some((field, token)) = user.given_token().and_then(|field| Some((field, field.token()?))) else { continue };
        let Some((message, help)) = fault(&token.header) else { continue };
        let finding = findings.field(field, message);
        finding.help(help);
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

/// kubectl cuts blanks off what a file holds. Of the rest only what it refuses to send is looked at: the file is not this one.
fn token_file(case: &Case<'_>, user: &User, findings: &mut Findings) {
    let Some((field, token)) = user.given_token_file().and_then(|field| Some((field, field.token()?))) else { return };
    let is_empty = token.kind == Kind::Empty;
    if !is_empty && !token.header.is_refused_by_go {
        return;
    }
    let finding = if is_empty {
        findings.field(field, "the file of `tokenFile` is empty")
    } else {
        findings.field(field, "the token in the file of `tokenFile` holds a line break or another control character")
    };
    finding.help("let the file hold one token and nothing else");
    if case.is_anonymous(user) || is_empty && user.given_token().is_some() {
        return;
    }
    finding.severity(Severity::Error);
    if is_empty {
        finding.refused_by("kubectl", "1.22-1.37", "read empty token from file …");
    } else {
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
