use crate::kubeconfig::facts::host::Host;
use crate::kubeconfig::field::Field;
use crate::kubeconfig::model::{Cluster, User, given};
use crate::message;
use crate::rules::{Case, Findings};

pub(super) fn check(case: &Case<'_>, findings: &mut Findings) {
    for user in &case.config().users {
        let Some(secret) = replayable(user) else { continue };
        let mut clusters = case.clusters_of(user).filter(|cluster| host(cluster).is_some());
        let Some(first) = clusters.next() else { continue };
        let Some(other) = clusters.find(|other| is_stranger(first, other)) else { continue };
        let (one, two) = (first.entry.shown_name(), other.entry.shown_name());
        let message = message!["this is sent to two clusters that have nothing in common: ", one, " and ", two];
        findings.field(secret, message).help("give each cluster a user of its own");
    }
}

/// What whoever receives it can use elsewhere. The key of a client certificate is never sent.
fn replayable(user: &User) -> Option<&Field> {
    let token = user.given_token().filter(|field| field.token().is_none_or(|token| token.placeholder.is_none()));
    token.or_else(|| given(user.password.as_ref()))
}

fn host(cluster: &Cluster) -> Option<&Host> {
    cluster.server.as_ref()?.url()?.host.as_ref()
}

/// Several addresses of one cluster have an authority in common.
fn is_stranger(cluster: &Cluster, other: &Cluster) -> bool {
    host(cluster) != host(other) && cluster.shares_authority_with(other) == Some(false)
}
