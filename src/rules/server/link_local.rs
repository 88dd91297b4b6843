use crate::kubeconfig::facts::host::Reach;
use crate::rules::{Case, Findings};

pub(super) fn check(case: &Case<'_>, findings: &mut Findings) {
    for server in case.config().clusters.iter().filter_map(|cluster| cluster.server.as_ref()) {
        let Some(host) = server.url().and_then(|url| url.host.as_ref()) else { continue };
        let (message, help) = match host.reach {
            Reach::Metadata => (
                "`server` is the metadata service of a cloud, which hands out credentials of the machine",
                "do not load this file in a service; an API server has another address",
            ),
            // With a zone it is meant for the machine it is on.
            Reach::LinkLocal if !host.has_zone => (
                "`server` is a link-local address, which means another host on every machine",
                "write an address that is the same everywhere",
            ),
            _ => continue,
        };
        findings.field(server, message).help(help);
    }
}
