use crate::kubeconfig::facts::token::Kind;
use crate::rules::{Case, Findings};

pub(super) fn check(case: &Case<'_>, findings: &mut Findings) {
    for field in case.config().users.iter().filter_map(|user| user.given_token()) {
        let Some(token) = field.token().filter(|token| token.placeholder.is_none() && token.redacted.is_none()) else { continue };
        let message = match token.kind {
            Kind::OpenShift => "a token of OpenShift stands in the file",
            Kind::Rancher => "a token of Rancher stands in the file, and the server alone knows until when it is good",
            Kind::Opaque => "a token stands in the file that carries no date",
            _ => continue,
        };
        findings.field(field, message).help("keep the file to yourself, or use an exec plugin instead");
    }
}
