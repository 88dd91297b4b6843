use super::report_pair;
use crate::fix::{Fix, PemForm, Transform};
use crate::kubeconfig::facts::pair::Pair;
use crate::kubeconfig::field::Field;
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
        finding.fix = fix(certificate, position);
    }
}

/// Nobody misses the order that is there: with it, the key fits nothing.
fn fix(certificate: &Field, position: usize) -> Option<Fix> {
    let bytes = certificate.data()?.bytes.as_ref()?;
    let is_usable = bytes.certificates.get(position)?.rejection.is_none();
    let fix =
        || Fix::safe("put the certificate of the key first").transform(certificate, Transform::Pem(PemForm::LedBy(position)));
    is_usable.then(fix)
}
