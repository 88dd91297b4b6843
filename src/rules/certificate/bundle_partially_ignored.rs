use super::rejected_by_go::describe;
use crate::kubeconfig::facts::pool::Pool;
use crate::kubeconfig::facts::rejection::Rejection;
use crate::message;
use crate::rules::{Case, Findings};

pub(super) fn check(case: &Case<'_>, findings: &mut Findings) {
    for cluster in case.config().clusters.iter().filter(|cluster| !cluster.is_insecure()) {
        let (Some(ca), Some(Pool::Accepted { .. })) = (cluster.ca(), cluster.pool()) else { continue };
        let Some(bytes) = ca.bytes() else { continue };
        let blocks = bytes.certificates.iter().enumerate().filter(|(_, block)| !block.has_headers);
        let mut rejected = blocks.filter_map(|(position, block)| Some((position, block.rejection?)));
        let Some((position, rejection)) = rejected.next() else { continue };
        let (reason, help) = describe(rejection);
        let number = position + 1;
        let total = bytes.certificates.len();
        let message = message!["certificate ", number, " of ", total, " of this authority is not used: ", reason];
        let finding = findings.field(ca, message);
        finding.help(help);
        finding.differs_in("kubectl", rejection.refused_in(), "skips it without a word");
        if rejection == Rejection::Malformed {
            finding.refused_by("python", "37.0", "[X509] PEM lib");
            finding.refused_by("kr8s", "0.20", "[X509] PEM lib");
            finding.refused_by("kube-rs", "5.0", "failed to add a root certificate: invalid peer certificate: BadEncoding");
        }
    }
}
