use crate::finding::Severity;
use crate::fix::Fix;
use crate::kubeconfig::examine::Bytes;
use crate::kubeconfig::facts::go_url::Strictness;
use crate::kubeconfig::field::Field;
use crate::kubeconfig::model::Cluster;
use crate::message;
use crate::message::Name;
use crate::rules::{Case, Findings};
use std::collections::HashMap;

pub(super) fn check(case: &Case<'_>, findings: &mut Findings) {
    let mut known = None;
    for cluster in case.config().clusters.iter().filter(|cluster| cluster.is_insecure() && cluster.is_reached_over_tls()) {
        let Some(flag) = &cluster.insecure else { continue };
        let finding = findings.field(flag, "the server is not verified: whoever answers gets the credentials");
        finding.severity(Severity::Warning);
        finding.help("remove the line and give the authority: `certificate-authority-data`");
        if let Some(fix) = fix(known.get_or_insert_with(|| authorities(case)), cluster, flag) {
            finding.fix(fix);
        }
        if cluster.is_loopback() {
            finding.severity(Severity::Info);
            continue;
        }
        for user in case.users_of(cluster).filter(|user| user.has_credentials()) {
            finding.severity(Severity::Error);
            finding.related_in(case.file_of(user), user.entry.place(), "what this user has goes to whoever answers");
        }
        for (client, versions) in [
            ("kubectl", "1.22-1.37"),
            ("python", "18.20-37.0"),
            ("kr8s", "0.13-0.20"),
            ("kubeclient", "4.9"),
            ("kube-rs", "1.1-5.0"),
            ("node", "1.4-2.0"),
        ] {
            finding.differs_in(client, versions, "does not verify the server");
        }
    }
}

/// The authorities of the file by the servers that are verified by them.
fn authorities<'a>(case: &Case<'a>) -> HashMap<&'a Name, &'a Cluster> {
    let has_authority = |cluster: &Cluster| {
        let bytes = cluster.ca_data.as_ref().and_then(Field::data).and_then(|data| data.bytes.as_ref());
        bytes.is_some_and(Bytes::are_certificates)
    };
    let is_verified = |cluster: &&Cluster| !cluster.is_insecure() && cluster.tls_server_name.is_none() && has_authority(cluster);
    let verified = case.config().clusters.iter().filter(is_verified).rev();
    verified.filter_map(|cluster| Some((address(cluster)?, cluster))).collect()
}

/// Where another entry of the file has the same server and an authority, that is the authority that is missing here.
fn fix(authorities: &HashMap<&Name, &Cluster>, cluster: &Cluster, flag: &Field) -> Option<Fix> {
    const KEY: &str = "certificate-authority-data";
    if cluster.ca_data.is_some() || cluster.ca_path.is_some() || cluster.tls_server_name.is_some() {
        return None;
    }
    let other = authorities.get(address(cluster)?)?;
    let title = message!["verify the server by the authority of ", other.entry.quoted_name()];
    Some(Fix::risky(title).rename(flag, KEY).copy(flag, other.ca_data.as_ref()?))
}

fn address(cluster: &Cluster) -> Option<&Name> {
    cluster.server.as_ref()?.url()?.address(Strictness::Colons)
}
