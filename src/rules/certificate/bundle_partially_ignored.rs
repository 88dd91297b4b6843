use super::rejected_by_go::describe;
use crate::finding::Severity;
use crate::fix::{Fix, PemForm, Transform};
use crate::kubeconfig::facts::pool::Pool;
use crate::kubeconfig::facts::rejection::Rejection;
use crate::message;
use crate::rules::{Case, Findings};

/// Clients that take none of a bundle with a damaged certificate, wherever it stands.
const OF_DAMAGED: [(&str, &str, &str); 3] = [
    ("python", "37.0", "[X509] PEM lib"),
    ("kr8s", "0.20", "[X509] PEM lib"),
    ("kube-rs", "5.0", "failed to add a root certificate: invalid peer certificate: BadEncoding"),
];

pub(super) fn check(case: &Case<'_>, findings: &mut Findings) {
    for cluster in case.config().clusters.iter().filter(|cluster| !cluster.is_insecure()) {
        let (Some(ca), Some(Pool::Accepted { .. })) = (cluster.ca(), cluster.pool()) else { continue };
        let Some(bytes) = ca.bytes() else { continue };
        let blocks = bytes.certificates.iter().enumerate().filter(|(_, block)| !block.has_headers);
        let rejected: Vec<_> = blocks.filter_map(|(position, block)| Some((position, block.rejection?))).collect();
        let Some(&(position, rejection)) = rejected.first() else { continue };
        let (reason, help) = describe(rejection);
        let number = position + 1;
        let total = bytes.certificates.len();
        let message = message!["certificate ", number, " of ", total, " of this authority is not used: ", reason];
        let finding = findings.field(ca, message);
        finding.help(help);
        // Whatever else Go refuses, others may trust.
        let is_damaged = |&(position, rejection): &(usize, Rejection)| {
            rejection == Rejection::Malformed && bytes.certificates[position].certificate.is_none()
        };
        if ca.data().is_some() && rejected.iter().all(is_damaged) {
            let title = if rejected.len() == 1 { "drop the damaged certificate" } else { "drop the damaged certificates" };
            finding.fix(Fix::risky(title).transform(ca, Transform::Pem(PemForm::WithoutDamaged)));
        }
        finding.differs_in("kubectl", rejection.refused_in(), "skips it without a word");
        if rejection == Rejection::Malformed {
            for (client, versions, error) in OF_DAMAGED {
                finding.refused_by(client, versions, error);
                if case.declares(client, versions) {
                    finding.severity(Severity::Error);
                }
            }
        }
    }
}
