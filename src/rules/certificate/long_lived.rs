use super::identity;
use super::system_masters::is_local;
use crate::message;
use crate::rules::{Case, Findings};

/// A year is what Kubernetes signs for, and nobody renews on the day.
const MOST_DAYS: i64 = 400;

pub(super) fn check(case: &Case<'_>, findings: &mut Findings) {
    for user in &case.config().users {
        let Some((field, certificate)) = identity(user) else { continue };
        // That of an authority got here by mistake.
        if certificate.basic_constraints.is_some_and(|constraints| constraints.is_ca) {
            continue;
        }
        let days = certificate.not_before.duration_until(certificate.not_after).as_hours() / 24;
        if days > MOST_DAYS && !is_local(case, user, certificate) {
            let finding =
                findings.field(field, message!["this client certificate is valid for ", days, " days, and cannot be revoked"]);
            finding.help("use certificates of a year at most, or tokens that are renewed");
        }
    }
}
