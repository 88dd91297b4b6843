use super::{authorities, identity, is_valid, renewal};
use crate::kubeconfig::facts::certificate::Certificate;
use crate::message;
use crate::rules::{Case, Findings};
use jiff::{SignedDuration, Timestamp};

const AUTHORITY_DAYS: i64 = 30;
const CLIENT_DAYS: i64 = 14;

pub(super) fn check(case: &Case<'_>, findings: &mut Findings) {
    let now = case.now();
    let horizon = |days| case.options().expiry_warning.unwrap_or(SignedDuration::from_hours(24 * days));
    for cluster in &case.config().clusters {
        let Some((field, certificates)) = authorities(cluster) else { continue };
        let ending = certificates.into_iter().filter(|certificate| ends_within(certificate, horizon(AUTHORITY_DAYS), now));
        if let Some(first) = ending.min_by_key(|certificate| certificate.not_after) {
            let finding = findings.field(field, message!["a certificate authority ends on ", first.not_after]);
            finding.help("get the cluster's next certificate authority before that day");
        }
    }
    for user in &case.config().users {
        let Some((field, certificate)) = identity(user) else { continue };
        if ends_within(certificate, horizon(CLIENT_DAYS), now) {
            let finding = findings.field(field, message!["the client certificate ends on ", certificate.not_after]);
            finding.help(renewal(certificate).unwrap_or("renew it before that day"));
        }
    }
}

/// A certificate that never lives as long as the horizon is renewed by something; the last third of its life counts.
fn ends_within(certificate: &Certificate, horizon: SignedDuration, now: Timestamp) -> bool {
    let life = certificate.not_before.duration_until(certificate.not_after);
    let horizon = if life < horizon { life / 3 } else { horizon };
    is_valid(certificate, now) && now.duration_until(certificate.not_after) < horizon
}
