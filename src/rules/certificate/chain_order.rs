use super::report_pair;
use crate::kubeconfig::facts::pair::Pair;
use crate::message;
use crate::rules::{Case, Findings};

pub(super) fn check(case: &Case<'_>, findings: &mut Findings) {
    for user in &case.config().users {
        let (Some(pair), Some(certificate), Some(key)) = (user.pair(), user.certificate(), user.private_key()) else { continue };
        let (Pair::TypeMismatch { belongs_to: Some(position) } | Pair::KeyMismatch { belongs_to: Some(position) }) = *pair else {
            continue;
        };
        let message = message!["the user's own certificate is number ", position + 1, " of this chain; it must be the first"];
        let finding = report_pair(case, user, certificate, message, findings);
        finding.related(key.place(), "the key it belongs to");
        finding.help("put the certificate of this key first, the ones that issued it behind");
    }
}
