//! `KubeConfigLoader._load_cluster_info`.

use super::file_or_data::{Material, as_file};
use super::node::Node;
use super::select::Selected;
use crate::clients::Refusal;
use crate::clients::release::Version;
use crate::kubeconfig::reading::Kind;

/// What the cluster and the user say about the connection.
#[derive(Default)]
pub(super) struct Connection<'r> {
    /// Without one, requests go to the default of the configuration.
    pub(super) server: Option<Node<'r>>,
    pub(super) authorities: Option<Material<'r>>,
    pub(super) certificate: Option<Material<'r>>,
    pub(super) key: Option<Material<'r>>,
    pub(super) is_insecure: bool,
    pub(super) proxy: Option<Node<'r>>,
    /// What the server's certificate must be for.
    pub(super) server_name: Option<Node<'r>>,
}

pub(super) fn load<'r>(selected: &Selected<'r>, version: Version) -> Result<Connection<'r>, Refusal> {
    let cluster = &selected.cluster;
    let mut connection = Connection::default();
    if cluster.find("server")?.is_some() {
        let server = cluster.expect("server")?;
        if !matches!(server.kind(), Kind::Text | Kind::Bytes) {
            return Err(server.no_attribute("rstrip"));
        }
        if server.datum.starts_with("https") {
            connection.authorities = as_file(cluster, "certificate-authority", "certificate-authority-data")?;
            if let Some(user) = selected.user.as_ref().filter(|user| user.datum.is_truthy()) {
                connection.certificate = as_file(user, "client-certificate", "client-certificate-data")?;
                connection.key = as_file(user, "client-key", "client-key-data")?;
            }
        }
        connection.server = Some(server);
    }
    if cluster.kind() != Kind::Map {
        return Ok(connection);
    }
    connection.is_insecure =
        cluster.expect_if_there("insecure-skip-tls-verify")?.is_some_and(|insecure| insecure.datum.is_truthy());
    if version.is_at_least(28, 1, 0) {
        connection.server_name = cluster.expect_if_there("tls-server-name")?.filter(|name| name.datum.is_truthy());
    }
    if version.is_at_least(37, 0, 0) {
        connection.proxy = cluster.expect_if_there("proxy-url")?.filter(|proxy| proxy.datum.is_truthy());
    }
    Ok(connection)
}
