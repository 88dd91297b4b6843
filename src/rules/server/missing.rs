use crate::finding::Severity;
use crate::kubeconfig::field::Field;
use crate::kubeconfig::model::Cluster;
use crate::message;
use crate::rules::{Case, Findings};

pub(super) fn check(case: &Case<'_>, findings: &mut Findings) {
    if !case.is_complete() {
        return;
    }
    for cluster in case.config().clusters.iter().filter(|cluster| has_no_server(cluster)) {
        if case.has_stray(&cluster.entry, &["server", "cluster"]) {
            continue;
        }
        let entry = &cluster.entry;
        let place = cluster.server.as_ref().map_or(entry.place(), |server| server.key);
        let message = match entry.name.as_ref().and_then(Field::name) {
            Some(name) => message!["cluster ", name, " has no `server`"],
            None => "this cluster has no `server`".into(),
        };
        let finding = findings.at(&entry.address.key("cluster").key("server"), place, message);
        finding.help("write the address: `server: https://HOST:6443`");
        let mut is_used = false;
        for binding in case.bindings_of_cluster(cluster) {
            is_used = true;
            let place = binding.context.cluster.as_ref().map_or(binding.context.entry.place(), Field::place);
            finding.related_in(binding.file, place, "this context uses it");
        }
        if !is_used {
            finding.severity(Severity::Warning);
        }
        finding.differs_in("kubectl", "1.22-1.37", "connects to `localhost:8080`, or to what `KUBERNETES_MASTER` holds");
        finding.refused_by("kr8s", "0.13-0.20", "KeyError: 'server'");
        finding.refused_by("kube-rs", "1.1-5.0", "cluster url is missing on selected cluster");
        finding.refused_by("node", "1.4-2.0", "clusters[…].cluster.server is missing");
    }
}

/// A `cluster` or `server` of another type is for `structure/wrong-type`.
fn has_no_server(cluster: &Cluster) -> bool {
    match &cluster.server {
        Some(server) => server.is_blank(),
        None => cluster.entry.body.as_ref().is_none_or(|body| body.is_null() || body.is_mapping()),
    }
}
