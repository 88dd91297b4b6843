use crate::kubeconfig::facts::jwt::Issuer;
use crate::kubeconfig::facts::token::Kind;
use crate::message::Message;
use crate::rules::{Case, Findings};
use jiff::SignedDuration;

const SHORT: SignedDuration = SignedDuration::from_hours(2);

pub(super) fn check(case: &Case<'_>, findings: &mut Findings) {
    for user in case.config().users.iter().filter(|user| user.live_token_file().is_none()) {
        let Some((field, token)) = user.given_token().and_then(|field| Some((field, field.token()?))) else { continue };
        let Some((message, help)) = kind(&token.kind) else { continue };
        findings.field(field, message).help(help);
    }
}

fn kind(kind: &Kind) -> Option<(Message, &'static str)> {
    Some(match kind {
        Kind::GoogleAccess => (
            "this access token of Google ends within the hour".into(),
            "use `gke-gcloud-auth-plugin`, which fetches one whenever it is needed",
        ),
        Kind::Eks(_) => (
            "this token of EKS ends within 15 minutes".into(),
            "use `aws eks get-token` as an exec plugin, which makes one whenever it is needed",
        ),
        Kind::Jwt(jwt) if jwt.issuer == Issuer::Entra && jwt.has_tenant => (
            "this access token of Microsoft Entra ends within hours".into(),
            "use `kubelogin`, which fetches one whenever it is needed",
        ),
        Kind::Jwt(jwt) if jwt.lifetime().is_some_and(|life| life <= SHORT) => {
            ("this token lives two hours or less".into(), "use `tokenFile` on a file that is kept fresh, or an exec plugin")
        }
        _ => return None,
    })
}
