use super::identity;
use crate::finding::Severity;
use crate::kubeconfig::facts::certificate::Certificate;
use crate::kubeconfig::model::{Cluster, User};
use crate::rules::{Case, Findings};

/// Names that tools for clusters on one's own machine give to what they write.
const LOCAL_NAMES: &[&str] = &["kind-", "k3d-", "admin@k3d-", "minikube", "docker-desktop", "rancher-desktop", "orbstack", "k3s"];
/// Their certificate authorities.
const LOCAL_ISSUERS: &[&str] = &["minikubeCA", "k3s-client-ca@"];

pub(super) fn check(case: &Case<'_>, findings: &mut Findings) {
    for user in &case.config().users {
        let Some((field, certificate)) = identity(user) else { continue };
        if !certificate.organizations.iter().any(|group| group.as_str() == "system:masters") {
            continue;
        }
        let finding = findings.field(field, "this certificate makes its bearer a cluster administrator whom nobody can stop");
        finding.label("a member of the group `system:masters`");
        finding.help("use a certificate or token of a user whose rights come from RBAC");
        if is_local(case, user, certificate) {
            finding.severity(Severity::Info);
        }
    }
}

/// Whether it is for a cluster on one's own machine, whose tool hands such certificates out.
pub(super) fn is_local(case: &Case<'_>, user: &User, certificate: &Certificate) -> bool {
    let starts = |text: &str, starts: &[&str]| starts.iter().any(|start| text.starts_with(start));
    let mut clusters = case.clusters_of(user).peekable();
    let only_loopback = clusters.peek().is_some() && clusters.all(Cluster::is_loopback);
    only_loopback
        || starts(user.entry.shown_name().as_str(), LOCAL_NAMES)
        || certificate.issuer.as_ref().is_some_and(|issuer| starts(issuer.as_str(), LOCAL_ISSUERS))
}
