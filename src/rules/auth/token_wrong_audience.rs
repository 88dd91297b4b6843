use crate::kubeconfig::facts::jwt::Audience;
use crate::kubeconfig::facts::token::Kind;
use crate::message;
use crate::rules::{Case, Findings};

pub(super) fn check(case: &Case<'_>, findings: &mut Findings) {
    for field in case.config().users.iter().filter_map(|user| user.sent_token()) {
        let Some(Kind::Jwt(jwt)) = field.token().map(|token| &token.kind) else { continue };
        let Audience::KnownElsewhere(audience) = jwt.audience else { continue };
        let finding = findings.field(field, message!["the token is for `", audience, "`, not for an API server"]);
        finding.help("get a token for the API server, as from `kubectl create token NAME`");
    }
}
