use crate::finding::Severity;
use crate::kubeconfig::facts::pair::Pair;
use crate::rules::{Case, Findings};

pub(super) fn check(case: &Case<'_>, findings: &mut Findings) {
    for user in &case.config().users {
        let (Some(pair), Some(certificate), Some(key)) = (user.pair(), user.certificate(), user.private_key()) else { continue };
        let message = match pair {
            Pair::TypeMismatch => "the private key is of another type than the certificate's",
            Pair::KeyMismatch { belongs_to: None } => "the private key does not belong to the certificate",
            Pair::KeyMismatch { belongs_to: Some(_) } => "the private key does not belong to the first certificate of the chain",
            _ => continue,
        };
        let finding = findings.field(key, message);
        finding.related(certificate.place(), "the certificate it stands beside");
        finding.help("take certificate and key from the same place");
        if let Pair::KeyMismatch { belongs_to: Some(_) } = pair {
            finding.help("put the certificate of this key first, the ones that issued it behind");
        }
        if case.is_anonymous(user) {
            finding.severity(Severity::Warning);
        } else if let Some(error) = pair.kubectl_text() {
            finding.refused_by("kubectl", "1.22-1.37", error);
        }
    }
}
