use super::HEADER_REFUSED;
use crate::finding::Severity;
use crate::kubeconfig::facts::token::Kind;
use crate::kubeconfig::model::User;
use crate::rules::{Case, Effect, Findings, refuses};

/// Those that send the line break, or want to.
const SENT_AS_IT_IS: &[Effect] =
    &[refuses("python", "18.20-37.0", "Invalid header value …"), refuses("kube-rs", "1.1-5.0", "failed to parse header value")];

pub(super) fn check(case: &Case<'_>, findings: &mut Findings) {
    for user in &case.config().users {
        look(case, user, findings);
    }
}

fn look(case: &Case<'_>, user: &User, findings: &mut Findings) {
    let Some((field, token)) = user.given_token_file().and_then(|field| Some((field, field.token()?))) else { return };
    // What holds blanks is no empty file to kubectl, which then sends the blanks, if a header can hold them.
    let blank = field.bytes().filter(|bytes| token.kind == Kind::Empty && !bytes.is_empty);
    let is_sent = blank.is_some_and(|bytes| bytes.is_sendable);
    let (message, error) = if blank.is_some() {
        ("the file of `tokenFile` holds nothing but blanks", HEADER_REFUSED)
    } else if token.kind == Kind::Empty {
        // It asks for a name and a password first, and then does not want them.
        ("the file of `tokenFile` is empty", "username/password or bearer token may be set, but not both")
    } else if token.header.is_refused_by_go {
        ("the token in the file of `tokenFile` holds a line break or another control character", HEADER_REFUSED)
    } else if token.header.trailing_blanks {
        let finding = findings.field(field, "the file of `tokenFile` ends in a line break or a blank");
        finding.severity(Severity::Info).help("write the token without a line break: `printf %s … > FILE`");
        finding.refused_elsewhere(case, SENT_AS_IT_IS);
        let felt = case.felt(SENT_AS_IT_IS);
        if !felt.is_empty() {
            finding.felt_by(&felt);
        }
        return;
    } else {
        return;
    };
    let finding = findings.field(field, message);
    finding.help("let the file hold one token and nothing else");
    if is_sent || case.is_anonymous(user) || token.kind == Kind::Empty && user.given_token().is_some() {
        finding.severity(Severity::Warning);
    } else {
        finding.refused_by("kubectl", "1.22-1.37", error);
    }
    finding.foreseen_by(case, case.foresight().about(&field.address));
}
