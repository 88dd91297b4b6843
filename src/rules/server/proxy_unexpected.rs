use crate::finding::Severity;
use crate::kubeconfig::model::given;
use crate::rules::{Case, Findings};

pub(super) fn check(case: &Case<'_>, findings: &mut Findings) {
    for cluster in &case.config().clusters {
        let Some(proxy) = given(cluster.proxy_url.as_ref()) else { continue };
        let is_readable = cluster.is_insecure() || !cluster.is_reached_over_tls();
        let finding = findings.field(proxy, "whoever wrote this file chooses the proxy that everything goes through");
        finding.help("remove it, unless you know the proxy");
        if is_readable {
            finding.severity(Severity::Error).label("it can read and change all of it: the server is not verified");
        }
    }
}
