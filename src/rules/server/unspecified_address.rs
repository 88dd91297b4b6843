use crate::finding::Severity;
use crate::fix::{Fix, Transform, UrlForm};
use crate::kubeconfig::facts::host::Reach;
use crate::kubeconfig::model::{Cluster, given};
use crate::message;
use crate::rules::{Case, Findings};
use std::net::IpAddr;

pub(super) fn check(case: &Case<'_>, findings: &mut Findings) {
    for cluster in &case.config().clusters {
        let Some(server) = &cluster.server else { continue };
        let host = server.url().and_then(|url| url.host.as_ref()).filter(|host| host.reach == Reach::Unspecified);
        let Some(ip) = host.and_then(|host| host.ip) else { continue };
        if !is_name_verified(cluster) {
            continue;
        }
        let (address, help) = match ip {
            IpAddr::V4(_) => ("`0.0.0.0`", "write `127.0.0.1`"),
            IpAddr::V6(_) => ("`[::]`", "write `[::1]`"),
        };
        let finding = findings.field(server, message!["`server` is ", address, ", which is an address to listen on"]);
        finding.help(help);
        if cluster.entry.shown_name().as_str().starts_with("k3d-") {
            finding.severity(Severity::Info).label("k3d writes it, and puts it into its certificates");
            continue;
        }
        finding.fix(Fix::safe(help).transform(server, Transform::Url(UrlForm::Loopback)));
        finding.differs_in("kubectl", "1.22-1.37", "refuses certificates that do not name it, as most do not");
    }
}

/// Whether the certificate of the server must name the host.
fn is_name_verified(cluster: &Cluster) -> bool {
    cluster.is_reached_over_tls() && !cluster.is_insecure() && given(cluster.tls_server_name.as_ref()).is_none()
}
