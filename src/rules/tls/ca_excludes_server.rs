use super::exclusion::Exclusion;
use crate::finding::{Finding, Severity};
use crate::kubeconfig::facts::certificate::Certificate;
use crate::rules::certificate::authorities;
use crate::rules::{Case, Findings};

/// Nobody has more roots with a path length.
const MOST_ROOTS: usize = 10;

pub(super) fn check(case: &Case<'_>, findings: &mut Findings) {
    for cluster in case.config().clusters.iter().filter(|cluster| cluster.is_reached_over_tls()) {
        let (Some((ca, mut certificates)), Some(host)) = (authorities(cluster), cluster.verified_host()) else { continue };
        certificates.retain(|certificate| certificate.may_sign_certificates());
        let excluded: Vec<_> = certificates.iter().filter_map(|authority| Exclusion::of(authority, &host)).collect();
        if let Some(exclusion) = excluded.first() {
            let (message, help) = exclusion.describe();
            let finding = findings.field(ca, message);
            finding.help(help);
            if excluded.len() == certificates.len() {
                explain(finding, *exclusion);
            } else {
                finding.severity(Severity::Warning).label("another certificate of the bundle may do");
            }
        } else if has_path_too_long(&certificates) {
            let finding = findings.field(ca, "an authority here may sign servers only, and another one here is signed by it");
            finding.severity(Severity::Info).help("have the root made anew, without a path length of 0");
            refused_by_openssl(finding, "path length constraint exceeded");
        }
    }
}

fn explain(finding: &mut Finding, exclusion: Exclusion) {
    match exclusion.kubectl_text() {
        Some(error) => finding.refused_by("kubectl", "1.22-1.37", error),
        None => finding.severity(Severity::Info),
    };
    refused_by_openssl(finding, exclusion.openssl_text());
    if exclusion == Exclusion::Name {
        finding.refused_by("kube-rs", "5.0", "invalid peer certificate: Other(OtherError(NameConstraintViolation))");
    }
}

fn refused_by_openssl(finding: &mut Finding, error: &'static str) {
    for (client, versions) in [("python", "37.0"), ("kr8s", "0.20"), ("node", "1.4-2.0"), ("kubeclient", "4.9")] {
        finding.refused_by(client, versions, error);
    }
}

/// Whether a path length of 0 forbids an intermediate authority of the same bundle. Go stops at the intermediate one, for it stands
/// here itself.
fn has_path_too_long(authorities: &[&Certificate]) -> bool {
    let is_short = |ca: &&&Certificate| ca.basic_constraints.is_some_and(|constraints| constraints.path_length == Some(0));
    let roots: Vec<_> = authorities.iter().filter(is_short).take(MOST_ROOTS).collect();
    authorities.iter().any(|ca| !ca.is_self_issued && roots.iter().any(|root| ca.names_as_issuer(root)))
}
