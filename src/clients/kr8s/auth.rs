//! `KubeAuth._load_kubeconfig`, from the cluster and the user on.

use super::config::Selected;
use super::exec;
use super::files::Material;
use crate::clients::python::node::Node;
use crate::clients::release::Version;
use crate::clients::{Auth, Refusal};

/// What is known when the file is loaded.
pub(super) struct Loaded<'r> {
    pub(super) server: Node<'r>,
    pub(super) is_insecure: bool,
    pub(super) server_name: Option<Node<'r>>,
    pub(super) certificate: Option<Material<'r>>,
    pub(super) key: Option<Material<'r>>,
    pub(super) authorities: Option<Material<'r>>,
    /// What is sent behind `Bearer `.
    pub(super) token: Option<(Auth, Node<'r>)>,
    /// Null as well.
    pub(super) proxy: Option<Node<'r>>,
}

pub(super) fn load<'r>(selected: &Selected<'r>, version: Version) -> Result<Loaded<'r>, Refusal> {
    let Selected { cluster, user, .. } = selected;
    let server = cluster.subscript("server")?;
    let is_insecure = cluster.get("insecure-skip-tls-verify").is_some_and(|insecure| insecure.datum.is_truthy());
    let server_name = cluster.get("tls-server-name").filter(|name| name.datum.is_truthy() && version.is_at_least(0, 15, 0));
    let plugin = user.find("exec")?;
    if let Some(plugin) = &plugin {
        exec::check(plugin, version)?;
    }
    let key = Material::load(user, "client-key", "client-key-data", version)?;
    let certificate = Material::load(user, "client-certificate", "client-certificate-data", version)?;
    let authorities = Material::load(cluster, "certificate-authority", "certificate-authority-data", version)?;
    let token = user.find("token")?.map(|token| (Auth::Token, token));
    // What the plugin prints takes the place of the token.
    let token = plugin.map(|plugin| (Auth::Exec, plugin)).or(token);
    if let Some(basic) = user.find("username")?.or(user.find("password")?) {
        let error =
            "username/password authentication was removed in Kubernetes 1.19, kr8s doesn't not support this Kubernetes version";
        return Err(basic.refuse(error));
    }
    let token = match user.find("auth-provider")? {
        Some(provider) => Some((Auth::AuthProvider, id_token(&provider)?)),
        None => token,
    };
    let proxy = cluster.get("proxy-url").filter(|_| version.is_at_least(0, 20, 14));
    Ok(Loaded { server, is_insecure, server_name, certificate, key, authorities, token, proxy })
}

fn id_token<'r>(provider: &Node<'r>) -> Result<Node<'r>, Refusal> {
    let name = provider.subscript("name")?;
    if !name.datum.is("oidc") {
        // The name is not told, for an operator binds in another order than was meant.
        let error = "auth-provider True was deprecated in Kubernetes 1.21 and is not supported by kr8s";
        return Err(name.refuse(error));
    }
    provider.subscript("config")?.subscript("id-token")
}
