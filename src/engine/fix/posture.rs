//! How well servers are verified: no fix may make that worse, however it is called.

use crate::address::Address;
use crate::kubeconfig::facts::go_url::Strictness;
use crate::kubeconfig::facts::url::Outcome;
use crate::kubeconfig::field::Field;
use crate::kubeconfig::model::{Cluster, Kubeconfig, given};

/// The clusters in both that are verified less in the second.
pub(super) fn weakened<'a>(before: &Kubeconfig, after: &'a Kubeconfig) -> impl Iterator<Item = &'a Address> {
    let is_same_list = before.clusters.len() == after.clusters.len();
    let is_weaker = move |(number, cluster): &(usize, &Cluster)| {
        let name = cluster.entry.name.as_ref();
        let former = if is_same_list { before.clusters.get(*number) } else { name.and_then(|name| before.cluster(name)) };
        former.is_some_and(|former| is_cluster_weaker(former, cluster))
    };
    after.clusters.iter().enumerate().filter(is_weaker).map(|(_, cluster)| &cluster.entry.address)
}

fn is_cluster_weaker(before: &Cluster, after: &Cluster) -> bool {
    let is_dropped = |old: Option<&Field>, new: Option<&Field>| given(old).is_some() && given(new).is_none();
    let is_turned_off = after.is_insecure() && !before.is_insecure();
    // One that an empty field overrides is the only copy all the same.
    let has_lost_copy = before.has_overridden_ca && !after.has_overridden_ca;
    let has_lost_authority = (before.ca().is_some() || has_lost_copy) && after.ca().is_none();
    let has_lost_name = is_dropped(before.tls_server_name.as_ref(), after.tls_server_name.as_ref());
    is_turned_off || has_lost_authority || has_lost_name || is_tls(before) && !is_tls(after)
}

fn is_tls(cluster: &Cluster) -> bool {
    let url = cluster.server.as_ref().and_then(Field::url);
    url.is_some_and(|url| matches!(url.outcome(Strictness::Colons), Outcome::Connects { is_tls: true }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::env::Env;
    use crate::kubeconfig::Document;

    #[test]
    fn an_authority_that_an_empty_field_overrides_counts_too() {
        let read = |fields: &str| {
            let text = format!("clusters: [{{name: c, cluster: {{server: 'https://h.test'{fields}}}}}]\n");
            Document::read(text.as_bytes(), None, &Env::closed(jiff::Timestamp::UNIX_EPOCH))
        };
        let before = read(", certificate-authority: /ca, certificate-authority: ''");
        for (fields, is_weaker) in [("", true), (", certificate-authority: ''", true), (", certificate-authority: /ca", false)] {
            let after = read(fields);
            assert_eq!(weakened(&before.kubeconfig, &after.kubeconfig).next().is_some(), is_weaker, "{fields}");
        }
        assert!(weakened(&before.kubeconfig, &before.kubeconfig).next().is_none());
    }
}
