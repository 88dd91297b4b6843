use crate::finding::Severity;
use crate::kubeconfig::facts::host::{Host, Reach};
use crate::rules::{Case, Findings};

/// The releases of kubeclient that take no authority for no verification.
const UNVERIFIED: &str = "4.9.0-4.9.2";

/// Endings of names that lead to a server with a certificate of a private authority.
const PRIVATE: &[&str] = &[".local", ".internal", ".svc", ".eks.amazonaws.com", ".azmk8s.io"];

/// Keys without which a server is not verified as it was meant.
const TRUST: &[&str] = &["certificate-authority-data", "certificate-authority", "insecure-skip-tls-verify"];

pub(super) fn check(case: &Case<'_>, findings: &mut Findings) {
    if !case.is_complete() {
        return;
    }
    for cluster in case.config().clusters.iter().filter(|cluster| cluster.is_reached_over_tls() && !cluster.is_insecure()) {
        let is_given = cluster.ca_data.is_some() || cluster.ca_path.is_some();
        // A flag that is no boolean is what is wrong then.
        let is_clear = cluster.insecure.as_ref().is_none_or(|flag| flag.is_null() || flag.bool().is_some());
        if is_given || !is_clear || case.has_stray(&cluster.entry, TRUST) {
            continue;
        }
        let Some(server) = &cluster.server else { continue };
        let host = server.url().and_then(|url| url.host.as_ref());
        let is_verified_by_nobody = case.declares("kubeclient", UNVERIFIED);
        if is_verified_by_nobody || host.is_some_and(has_private_authority) {
            let finding = findings.field(server, "there is no authority to verify this server with");
            finding.help("add `certificate-authority-data`: a working kubeconfig of this cluster has it");
            finding.differs_in("kubectl", "1.22-1.37", "trusts the system's authorities, which did not sign such servers");
            finding.differs_in("kubeclient", UNVERIFIED, "does not verify the server at all (CVE-2022-0759)");
            if is_verified_by_nobody {
                finding.severity(Severity::Error);
            }
        }
    }
}

/// No public authority signs for these; on ordinary public names one may.
fn has_private_authority(host: &Host) -> bool {
    let name = host.name.as_ref().map(|name| name.as_str().trim_end_matches('.').to_ascii_lowercase());
    let is_private_name = name.is_some_and(|name| !name.contains('.') || PRIVATE.iter().any(|ending| name.ends_with(ending)));
    host.ip.is_some() || host.reach == Reach::InCluster || is_private_name
}
