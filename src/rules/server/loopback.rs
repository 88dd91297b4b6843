use crate::kubeconfig::model::{Cluster, Entry};
use crate::profile::Profile;
use crate::rules::{Case, Findings};

/// Clusters that a job starts for itself.
const OF_JOBS: [&str; 2] = ["kind-", "k3d-"];

pub(super) fn check(case: &Case<'_>, findings: &mut Findings) {
    for cluster in case.config().clusters.iter().filter(|cluster| cluster.is_loopback()) {
        let Some(server) = &cluster.server else { continue };
        if case.options().profile == Profile::Ci && is_of_job(case, cluster) {
            continue;
        }
        let finding = findings.field(server, "`server` is the machine itself: elsewhere it is another machine, or none");
        finding.help("write an address under which others reach the API server");
    }
}

fn is_of_job(case: &Case<'_>, cluster: &Cluster) -> bool {
    let contexts = case.bindings_of_cluster(cluster).map(|binding| &binding.context.entry);
    let mut names = contexts.chain([&cluster.entry]).map(Entry::shown_name);
    names.any(|name| OF_JOBS.iter().any(|start| name.as_str().starts_with(start)))
}
