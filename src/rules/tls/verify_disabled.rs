use crate::finding::Severity;
use crate::kubeconfig::facts::host::Reach;
use crate::kubeconfig::field::Field;
use crate::rules::{Case, Findings};

pub(super) fn check(case: &Case<'_>, findings: &mut Findings) {
    for cluster in case.config().clusters.iter().filter(|cluster| cluster.is_insecure() && cluster.uses_tls()) {
        let Some(flag) = &cluster.insecure else { continue };
        let finding = findings.field(flag, "the server is not verified: whoever answers gets the credentials");
        finding.help("remove the line and give the authority: `certificate-authority-data`");
        let host = cluster.server.as_ref().and_then(Field::url).and_then(|url| url.host.as_ref());
        if host.is_some_and(|host| host.reach == Reach::Loopback) {
            finding.severity(Severity::Info);
            continue;
        }
        for user in case.users_of(cluster).filter(|user| user.has_credentials()) {
            finding.severity(Severity::Error);
            finding.related_in(case.file_of(user), user.entry.place(), "what this user has goes to whoever answers");
        }
        for (client, versions) in
            [("kubectl", "1.22-1.37"), ("python", "18.20-37.0"), ("kr8s", "0.13-0.20"), ("kubeclient", "4.9"), ("kube-rs", "4.2-5.0")]
        {
            finding.differs_in(client, versions, "does not verify the server");
        }
    }
}
