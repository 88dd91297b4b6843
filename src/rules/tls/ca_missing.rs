use crate::kubeconfig::facts::host::{Host, Reach};
use crate::kubeconfig::field::Field;
use crate::rules::{Case, Findings};

/// Endings of names that lead to a server with a certificate of a private authority.
const PRIVATE: &[&str] = &[".local", ".internal", ".svc", ".eks.amazonaws.com", ".azmk8s.io"];

pub(super) fn check(case: &Case<'_>, findings: &mut Findings) {
    if !case.is_complete() {
        return;
    }
    for cluster in case.config().clusters.iter().filter(|cluster| cluster.is_reached_over_tls() && !cluster.is_insecure()) {
        if cluster.ca_data.is_some() || cluster.ca_path.is_some() {
            continue;
        }
        let Some(server) = &cluster.server else { continue };
        let host = server.url().and_then(|url| url.host.as_ref());
        if host.is_some_and(has_private_authority) {
            let finding = findings.field(server, "there is no authority to verify this server with");
            finding.help("add `certificate-authority-data`: a working kubeconfig of this cluster has it");
            finding.differs_in("kubectl", "1.22-1.37", "trusts the system's authorities, which did not sign such servers");
        }
    }
}

/// No public authority signs for these; on ordinary public names one may.
fn has_private_authority(host: &Host) -> bool {
    let name = host.name.as_ref().map(|name| name.as_str().trim_end_matches('.').to_ascii_lowercase());
    let is_private_name = name.is_some_and(|name| !name.contains('.') || PRIVATE.iter().any(|ending| name.ends_with(ending)));
    host.ip.is_some() || host.reach == Reach::InCluster || is_private_name
}
