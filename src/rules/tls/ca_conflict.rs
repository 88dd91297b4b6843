use crate::finding::Severity;
use crate::kubeconfig::facts::certificate::Certificate;
use crate::kubeconfig::facts::url::Port;
use crate::kubeconfig::field::Field;
use crate::kubeconfig::model::{Cluster, given};
use crate::message;
use crate::message::Name;
use crate::rules::certificate::authorities;
use crate::rules::{Case, Findings};
use jiff::Timestamp;
use std::collections::HashMap;

pub(super) fn check(case: &Case<'_>, findings: &mut Findings) {
    let mut newest: HashMap<Endpoint, Trusted<'_>> = HashMap::new();
    for trusted in case.all_clusters().filter_map(Trusted::of) {
        newest.entry(trusted.endpoint.clone()).and_modify(|other| other.replace_if_older(&trusted)).or_insert(trusted);
    }
    for older in case.config().clusters.iter().filter_map(Trusted::of) {
        let Some(newer) = newest.get(&older.endpoint).filter(|newer| newer.contradicts(&older)) else { continue };
        let message =
            message!["another cluster has the same address, ", newer.cluster.entry.shown_name(), ", and a newer authority"];
        let finding = findings.field(older.field, message);
        finding.help("remove the entry of the cluster that is no longer there");
        if let Some(own) = case.config().clusters.iter().find(|own| std::ptr::eq(*own, newer.cluster)) {
            finding.related(own.entry.place(), "the other cluster");
        }
        if older.cluster.is_loopback() {
            finding.severity(Severity::Info).help("only one of them can be there at a time");
        }
    }
}

/// Host, port and the name in the certificate.
type Endpoint = (Name, u16, Option<Name>);

/// A cluster with an address of its own and the authorities that vouch for it.
#[derive(Clone)]
struct Trusted<'a> {
    cluster: &'a Cluster,
    endpoint: Endpoint,
    field: &'a Field,
    authorities: Vec<&'a Certificate>,
    since: Timestamp,
}

impl<'a> Trusted<'a> {
    /// Behind a proxy the same address may be another host.
    fn of(cluster: &'a Cluster) -> Option<Self> {
        if !cluster.is_reached_over_tls() || given(cluster.proxy_url.as_ref()).is_some() {
            return None;
        }
        let (field, authorities) = authorities(cluster)?;
        let url = cluster.server.as_ref()?.url()?;
        let port = if let Port::Number(port) = url.port { port } else { 443 };
        let host = url.host.as_ref()?.name.clone()?;
        let name = given(cluster.tls_server_name.as_ref()).and_then(Field::name);
        let since = authorities.iter().map(|authority| authority.not_before).max()?;
        Some(Self { cluster, endpoint: (host, port, name), field, authorities, since })
    }

    fn replace_if_older(&mut self, other: &Self) {
        if other.since > self.since {
            *self = other.clone();
        }
    }

    /// Whether it is newer, has another name, and no key in common.
    fn contradicts(&self, other: &Self) -> bool {
        let has_other_name = self.cluster.entry.shown_name() != other.cluster.entry.shown_name();
        let has_same_key = |one: &&Certificate| other.authorities.iter().any(|other| one.public_key == other.public_key);
        self.since > other.since && has_other_name && !self.authorities.iter().any(has_same_key)
    }
}
