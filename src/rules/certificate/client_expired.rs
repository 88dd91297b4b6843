use super::{identity, renewal};
use crate::message;
use crate::rules::{Case, Findings};

pub(super) fn check(case: &Case<'_>, findings: &mut Findings) {
    for user in &case.config().users {
        let Some((field, certificate)) = identity(user) else { continue };
        let message = if case.now() > certificate.not_after {
            message!["the client certificate expired on ", certificate.not_after]
        } else if case.now() < certificate.not_before {
            message!["the client certificate is not valid before ", certificate.not_before]
        } else {
            continue;
        };
        let help = renewal(certificate).unwrap_or("get a new certificate and key from whoever hands out access to this cluster");
        findings.field(field, message).help(help);
    }
}
