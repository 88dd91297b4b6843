use super::commands;
use crate::kubeconfig::facts::command::Recognition;
use crate::kubeconfig::facts::host::{Host, Reach};
use crate::kubeconfig::field::Field;
use crate::kubeconfig::model::Cluster;
use crate::message;
use crate::message::Name;
use crate::plugins::Plugin;
use crate::rules::{Case, Findings};

pub(super) fn check(case: &Case<'_>, findings: &mut Findings) {
    for (user, _, field, command) in commands(case.config()) {
        let Recognition::Known { plugin, .. } = command.plugin else { continue };
        let mut clusters = case.clusters_of(user).filter(|cluster| public_host(cluster).is_some());
        let Some((cluster, why)) = clusters.find_map(|cluster| Some((cluster, doubt(plugin, cluster)?))) else {
            continue;
        };
        let name = cluster.entry.shown_name();
        let finding = findings.field(field, message!["`", plugin.name, "` gives its token to ", name, ", ", why]);
        finding.help("find out whose server that is before you use this");
    }
}

fn doubt(plugin: &Plugin, cluster: &Cluster) -> Option<&'static str> {
    if plugin.has_wide_tokens && cluster.is_insecure() {
        return Some("whose server is not verified");
    }
    let host = public_host(cluster)?;
    let is_silent = host.reach == Reach::PublicAddress && plugin.is_at_addresses;
    let own = host.name.as_ref().is_none_or(|name| serves(plugin, name));
    let stated = cluster.tls_server_name.as_ref().and_then(Field::name).is_some_and(|name| serves(plugin, &name));
    (!is_silent && !own && !stated).then_some("which is no server of that provider")
}

fn serves(plugin: &Plugin, host: &Name) -> bool {
    plugin.serves(&host.as_str().to_ascii_lowercase())
}

fn public_host(cluster: &Cluster) -> Option<&Host> {
    let host = cluster.server.as_ref()?.url()?.host.as_ref()?;
    Some(host).filter(|host| !host.reach.is_private())
}
