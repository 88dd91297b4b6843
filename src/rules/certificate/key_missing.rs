use crate::message;
use crate::rules::{Case, Findings};

pub(super) fn check(case: &Case<'_>, findings: &mut Findings) {
    if !case.is_complete() {
        return;
    }
    for user in &case.config().users {
        let (Some(certificate), None) = (user.certificate(), user.private_key()) else { continue };
        let finding = findings.field(certificate, "this client certificate has no key");
        finding.help("add the `client-key-data` or `client-key` that belongs to it");
        finding.refused_by(
            "kubectl",
            "1.22-1.37",
            message![
                "client-key-data or client-key must be specified for ",
                user.entry.quoted_name(),
                " to use the clientCert authentication method."
            ],
        );
    }
}
