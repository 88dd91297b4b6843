use crate::finding::Severity;
use crate::kubeconfig::facts::token::Kind;
use crate::kubeconfig::model::User;
use crate::message;
use crate::message::Message;
use crate::rules::{Case, Findings};
use jiff::{SignedDuration, Timestamp};

/// Clocks differ; a token from the near future is no fault.
const SKEW: SignedDuration = SignedDuration::from_mins(5);

pub(super) fn check(case: &Case<'_>, findings: &mut Findings) {
    for user in &case.config().users {
        let Some((field, token)) = user.given_token().and_then(|field| Some((field, field.token()?))) else { continue };
        let Some(message) = why_not_now(&token.kind, case.now()) else { continue };
        let finding = findings.field(field, message);
        if is_multus(user) {
            finding
                .help("multus writes its token once and never renews it: restart its pod, or let it use a token that is renewed");
        } else {
            finding.help("get a new token, or use `tokenFile` or an exec plugin, which renew it");
        }
        if let Some(file) = user.live_token_file() {
            finding.severity(Severity::Warning).related(file.place(), "kubectl uses the token of this file instead");
        }
    }
}

fn why_not_now(kind: &Kind, now: Timestamp) -> Option<Message> {
    match kind {
        Kind::Jwt(jwt) => {
            if let Some(end) = jwt.expires_at.filter(|&end| end <= now) {
                return Some(message!["the token expired on ", end]);
            }
            let start = [jwt.not_before, jwt.issued_at].into_iter().flatten().max()?;
            (start.duration_since(now) > SKEW).then(|| message!["the token is not valid before ", start])
        }
        Kind::Eks(url) => {
            let end = url.ends_at()?;
            (end <= now).then(|| message!["the token of EKS expired on ", end])
        }
        _ => None,
    }
}

/// The name that the CNI plugin multus gives to its user.
fn is_multus(user: &User) -> bool {
    user.entry.shown_name().as_str() == "multus"
}
