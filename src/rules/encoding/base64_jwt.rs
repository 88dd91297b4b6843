use crate::fix::{Fix, Transform};
use crate::kubeconfig::facts::token::Kind;
use crate::rules::{Case, Findings};

pub(super) fn check(case: &Case<'_>, findings: &mut Findings) {
    for field in case.config().users.iter().filter_map(|user| user.token.as_ref()) {
        if field.token().is_some_and(|token| token.kind == Kind::Base64OfJwt) {
            let finding = findings.field(field, "the token is base64 of a token");
            finding.help("decode it: `kubectl get secret NAME -o jsonpath='{.data.token}' | base64 -d`");
            finding.fix(Fix::safe("decode the token").transform(field, Transform::DecodeBase64));
            for (client, versions) in [("kubectl", "1.22-1.37"), ("python", "18.20-37.0"), ("kr8s", "0.13-0.20")] {
                finding.differs_in(client, versions, "sends it as it is; the server does not know it");
            }
        }
    }
}
