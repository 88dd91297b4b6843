//! How well servers are verified: no fix may make that worse, however it is called.

use crate::kubeconfig::facts::go_url::Strictness;
use crate::kubeconfig::facts::url::Outcome;
use crate::kubeconfig::field::Field;
use crate::kubeconfig::model::{Cluster, Kubeconfig, given};

/// Whether a cluster that is in both is verified less in the second.
pub(super) fn is_weaker(before: &Kubeconfig, after: &Kubeconfig) -> bool {
    let is_same_list = before.clusters.len() == after.clusters.len();
    after.clusters.iter().enumerate().any(|(number, cluster)| {
        let name = cluster.entry.name.as_ref();
        let former = if is_same_list { before.clusters.get(number) } else { name.and_then(|name| before.cluster(name)) };
        former.is_some_and(|former| is_cluster_weaker(former, cluster))
    })
}

fn is_cluster_weaker(before: &Cluster, after: &Cluster) -> bool {
    let is_dropped = |old: Option<&Field>, new: Option<&Field>| given(old).is_some() && given(new).is_none();
    let is_turned_off = after.is_insecure() && !before.is_insecure();
    let has_lost_authority = before.ca().is_some() && after.ca().is_none();
    let has_lost_name = is_dropped(before.tls_server_name.as_ref(), after.tls_server_name.as_ref());
    is_turned_off || has_lost_authority || has_lost_name || is_tls(before) && !is_tls(after)
}

fn is_tls(cluster: &Cluster) -> bool {
    let url = cluster.server.as_ref().and_then(Field::url);
    url.is_some_and(|url| matches!(url.outcome(Strictness::Colons), Outcome::Connects { is_tls: true }))
}
