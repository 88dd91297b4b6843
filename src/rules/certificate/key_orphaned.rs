use crate::fix::Fix;
use crate::rules::{Case, Findings};

pub(super) fn check(case: &Case<'_>, findings: &mut Findings) {
    if !case.is_complete() {
        return;
    }
    for user in &case.config().users {
        let (Some(key), None) = (user.private_key(), user.certificate()) else { continue };
        let finding = findings.field(key, "this private key has no certificate, so it is not used");
        finding
            .help("add the `client-certificate-data` that belongs to it, or remove the key: it is a secret that serves nobody")
            .fix(Fix::risky("remove the key").remove(key))
            .foreseen_by(case, case.foresight().about(&key.address));
    }
}
