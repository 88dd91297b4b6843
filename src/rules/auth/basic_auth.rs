use crate::kubeconfig::model::given;
use crate::rules::{Case, Effect, Findings, refuses};

const ELSEWHERE: &[Effect] = &[refuses("kr8s", "0.13-0.20", "username/password authentication was removed in Kubernetes 1.19")];
const ELSEWHERE_IN_HALF: &[Effect] = &[refuses("kubeclient", "4.9-4.13", "Basic auth requires both username & password")];

pub(super) fn check(case: &Case<'_>, findings: &mut Findings) {
    for user in &case.config().users {
        let Some(field) = user.basic_auth() else { continue };
        let message = match (given(user.username.as_ref()), given(user.password.as_ref())) {
            (Some(_), None) => "a user name without a password: kubectl sends it with an empty one",
            (None, Some(_)) => "a password without a user name: kubectl asks for both",
            _ => "user name and password: API servers have not accepted them since 1.19",
        };
        let finding = findings.field(field, message);
        finding.help("use a token, a client certificate or an exec plugin");
        finding.refused_elsewhere(case, ELSEWHERE);
        if given(user.username.as_ref()).is_none() || given(user.password.as_ref()).is_none() {
            finding.refused_elsewhere(case, ELSEWHERE_IN_HALF);
        }
        finding.foreseen_by(case, case.foresight().about(&field.address));
    }
}
