use crate::finding::Severity;
use crate::rules::{Case, Findings};

pub(super) fn check(case: &Case<'_>, findings: &mut Findings) {
    for cluster in case.config().clusters.iter().filter(|cluster| cluster.is_insecure() && cluster.is_reached_over_tls()) {
        let Some(flag) = &cluster.insecure else { continue };
        let finding = findings.field(flag, "the server is not verified: whoever answers gets the credentials");
        finding.severity(Severity::Warning);
        finding.help("remove the line and give the authority: `certificate-authority-data`");
        if cluster.is_loopback() {
            finding.severity(Severity::Info);
            continue;
        }
        for user in case.users_of(cluster).filter(|user| user.has_credentials()) {
            finding.severity(Severity::Error);
            finding.related_in(case.file_of(user), user.entry.place(), "what this user has goes to whoever answers");
        }
        for (client, versions) in [
            ("kubectl", "1.22-1.37"),
            ("python", "18.20-37.0"),
            ("kr8s", "0.13-0.20"),
            ("kubeclient", "4.9"),
            ("kube-rs", "1.1-5.0"),
            ("node", "1.4-2.0"),
        ] {
            finding.differs_in(client, versions, "does not verify the server");
        }
    }
}
