//! How well servers are verified: no fix may make that worse, however it is called.

use crate::address::Address;
use crate::kubeconfig::Document;
use crate::kubeconfig::facts::go_url::Strictness;
use crate::kubeconfig::facts::url::Outcome;
use crate::kubeconfig::field::Field;
use crate::kubeconfig::model::{Cluster, Kubeconfig, given};
use crate::kubeconfig::reading::{Datum, Dialect};
use crate::kubeconfig::shape::ShapeKind;

/// The clusters in both that are verified less in the second: by kubectl, or, where a `<<` sets kubectl apart, by those who read the file
/// as YAML has it.
pub(super) fn weakened(before: &Document, after: &Document) -> Vec<Address> {
    let mut weakened: Vec<Address> = weakened_in_kubectl(&before.kubeconfig, &after.kubeconfig).cloned().collect();
    if before.shape.iter().any(|shape| matches!(shape.kind, ShapeKind::OverriddenByMerge { .. })) {
        let (before, after) = (in_yaml(before), in_yaml(after));
        let is_same_list = before.len() == after.len();
        let former = |number: usize, address: &Address| {
            if is_same_list { before.get(number) } else { before.iter().find(|(other, _)| other == address) }
        };
        let is_weaker = |(number, (address, now)): (usize, (Address, Posture))| {
            let then = former(number, &address).map(|(_, then)| *then)?;
            then.into_iter().zip(now).any(|(then, now)| then && !now).then_some(address)
        };
        weakened.extend(after.into_iter().enumerate().filter_map(is_weaker));
    }
    weakened
}

/// Whether there is an authority, and a name to verify; whether verification is on; and whether there is TLS at all.
type Posture = [bool; 4];

fn in_yaml(document: &Document) -> Vec<(Address, Posture)> {
    let reading = document.read_as(Dialect::PyYaml);
    let clusters = reading.root().and_then(|root| root.get("clusters"));
    let posture = |entry: Datum<'_>| {
        let cluster = entry.get("cluster")?;
        let given = |key| cluster.get(key).is_some_and(|value| !value.is_null() && !value.is_empty());
        let has_authority = given("certificate-authority") || given("certificate-authority-data");
        let is_insecure = cluster.get("insecure-skip-tls-verify").is_some_and(|flag| flag.is_truthy());
        let is_tls = cluster.get("server").is_some_and(|server| server.starts_with("https://"));
        Some((entry.address().clone(), [has_authority, given("tls-server-name"), !is_insecure, is_tls]))
    };
    clusters.iter().flat_map(Datum::items).filter_map(posture).collect()
}

fn weakened_in_kubectl<'a>(before: &Kubeconfig, after: &'a Kubeconfig) -> impl Iterator<Item = &'a Address> {
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
            assert_eq!(!weakened(&before, &after).is_empty(), is_weaker, "{fields}");
        }
        assert!(weakened(&before, &before).is_empty());
    }
}
