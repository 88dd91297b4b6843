use super::{authorities, identity};
use crate::kubeconfig::facts::certificate::Certificate;
use crate::rules::{Case, Findings};

/// Checking signatures takes time; nobody has so many contexts with certificates.
const MOST_COMPARISONS: usize = 5_000;

pub(super) fn check(case: &Case<'_>, findings: &mut Findings) {
    let mut comparisons_left = MOST_COMPARISONS;
    for user in &case.config().users {
        let Some((field, certificate)) = identity(user) else { continue };
        for cluster in case.clusters_of(user) {
            let Some((ca, authorities)) = authorities(cluster) else { continue };
            let Some(left) = comparisons_left.checked_sub(authorities.len()) else { return };
            comparisons_left = left;
            if is_from_namesake(certificate, &authorities) {
                let finding = findings.field(
                    field,
                    "the cluster's authority has the name of the one that signed this certificate, but another key",
                );
                finding
                    .help("the cluster was made anew: get a new certificate, with its key, from the place the authority is from");
                finding.differs_in("kubectl", "1.22-1.37", "sends it, and the server answers 401");
                if case.config().clusters.iter().any(|own| std::ptr::eq(own, cluster)) {
                    finding.related(ca.place(), "the authority of the cluster");
                }
                break;
            }
        }
    }
}

/// Whether authorities have the name of its issuer, and none of them signed it.
fn is_from_namesake(certificate: &Certificate, authorities: &[&Certificate]) -> bool {
    let namesakes: Vec<_> = authorities.iter().filter(|authority| certificate.names_as_issuer(authority)).collect();
    !namesakes.is_empty() && namesakes.into_iter().all(|namesake| certificate.is_signed_by(namesake) == Some(false))
}
