use super::report_pair;
use crate::kubeconfig::facts::pair::Pair;
use crate::rules::{Case, Findings};

pub(super) fn check(case: &Case<'_>, findings: &mut Findings) {
    for user in &case.config().users {
        let (Some(pair), Some(certificate), Some(key)) = (user.pair(), user.certificate(), user.private_key()) else { continue };
        let message = match pair {
            Pair::TypeMismatch { belongs_to: None } => "the private key is of another type than the certificate's",
            Pair::KeyMismatch { belongs_to: None } => "the private key does not belong to the certificate",
            _ => continue,
        };
        let finding = report_pair(case, user, key, message, findings);
        finding.related(certificate.place(), "the certificate it stands beside");
        finding.help("take certificate and key from the same place");
    }
}
