use crate::kubeconfig::field::Field;
use crate::kubeconfig::model::{Cluster, given};
use crate::rules::{Case, Effect, Findings, differs};

const IGNORED: &str = "compares the certificate with the host of `server` instead";
const EFFECTS: &[Effect] = &[
    differs("python", "18.20-24.2", IGNORED),
    differs("kr8s", "0.13", IGNORED),
    differs("kubeclient", "4.9-4.13", IGNORED),
    differs("java", "27.0", "verifies with it, but asks the server for the host of `server`"),
    differs("csharp", "20.0", "sends it as a header only"),
];

pub(super) fn check(case: &Case<'_>, findings: &mut Findings) {
    let effects = case.felt(EFFECTS);
    for cluster in case.config().clusters.iter().filter(|cluster| cluster.is_reached_over_tls() && !cluster.is_insecure()) {
        let Some(name) = given(cluster.tls_server_name.as_ref()) else { continue };
        if !effects.is_empty() && !is_host(cluster, name) {
            let finding = findings.field(name, "`tls-server-name` is not used by every client that this file is meant for");
            finding.help("make `server` name a host that is in the certificate").felt_by(&effects);
        }
    }
}

fn is_host(cluster: &Cluster, name: &Field) -> bool {
    let host = cluster.server.as_ref().and_then(Field::url).and_then(|url| url.host.as_ref());
    host.and_then(|host| host.name.as_ref()).is_some_and(|host| name.is(host.as_str()))
}
