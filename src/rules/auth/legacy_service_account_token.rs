use crate::kubeconfig::facts::jwt::Issuer;
use crate::kubeconfig::facts::token::Kind;
use crate::rules::{Case, Findings};

pub(super) fn check(case: &Case<'_>, findings: &mut Findings) {
    for field in case.config().users.iter().filter_map(|user| user.given_token()) {
        let Some(Kind::Jwt(jwt)) = field.token().map(|token| &token.kind) else { continue };
        if jwt.issuer == Issuer::LegacyServiceAccount && jwt.expires_at.is_none() {
            let finding = findings.field(field, "this service account token never ends");
            finding.help("use `kubectl create token NAME --duration …` or an exec plugin, and delete the token's Secret");
        }
    }
}
