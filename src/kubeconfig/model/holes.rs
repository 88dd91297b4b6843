//! Placeholders in the fields of a kubeconfig.

use super::{Cluster, Context, Exec, Kubeconfig, User};
use crate::kubeconfig::facts::arguments::ArgumentKind;
use crate::kubeconfig::facts::template::Style;
use crate::kubeconfig::field::Field;

/// A field that holds a placeholder, and how that is written.
type Hole<'a> = (&'a Field, Style);

impl Kubeconfig {
    /// The fields that hold a placeholder, in the order of clusters, users and contexts.
    pub fn holes(&self) -> Vec<(&Field, Style)> {
        let clusters = self.clusters.iter().flat_map(of_cluster);
        clusters.chain(self.users.iter().flat_map(of_user)).chain(self.contexts.iter().flat_map(of_context)).collect()
    }

    /// Whether some tool is still to fill it in: it holds an expression of a template language, or several placeholders, without which
    /// none of its clusters, or none of its users, is left.
    pub(in crate::kubeconfig) fn is_unfilled(&self) -> bool {
        let holes = self.holes();
        let none_is_whole = |total: usize, is_whole: usize| total > 0 && is_whole == 0;
        let whole_clusters = self.clusters.iter().filter(|cluster| of_cluster(cluster).next().is_none()).count();
        let whole_users = self.users.iter().filter(|user| of_user(user).next().is_none()).count();
        holes.iter().any(|(_, style)| *style == Style::Braces)
            || holes.len() > 1
                && (none_is_whole(self.clusters.len(), whole_clusters) || none_is_whole(self.users.len(), whole_users))
    }
}

fn of_cluster(cluster: &Cluster) -> impl Iterator<Item = Hole<'_>> {
    let fields = [&cluster.server, &cluster.ca_data, &cluster.ca_path, &cluster.proxy_url, &cluster.tls_server_name];
    fields.into_iter().flatten().filter_map(hole)
}

fn of_user(user: &User) -> impl Iterator<Item = Hole<'_>> {
    let paths = [&user.certificate_path, &user.key_path, &user.token_file];
    let values = [&user.certificate_data, &user.key_data, &user.token, &user.username, &user.password];
    let command = user.exec.iter().filter_map(|exec| exec.command.as_ref());
    let settings = user.auth_provider.iter().flat_map(|provider| &provider.settings).filter(|field| !is_path_of_json(field));
    let fields = paths.into_iter().chain(values).flatten().chain(command).chain(settings);
    fields.filter_map(hole).chain(user.exec.iter().flat_map(of_arguments))
}

/// In arguments only what no program gives a meaning of its own.
fn of_arguments(exec: &Exec) -> impl Iterator<Item = Hole<'_>> {
    let facts = exec.facts().into_iter().flat_map(|command| &command.arguments);
    facts.filter_map(|fact| match fact.kind {
        ArgumentKind::Placeholder(style) => Some((exec.args.get(fact.index)?, style)),
        _ => None,
    })
}

fn of_context(context: &Context) -> impl Iterator<Item = Hole<'_>> {
    [&context.cluster, &context.user, &context.namespace].into_iter().flatten().filter_map(hole)
}

fn hole(field: &Field) -> Option<Hole<'_>> {
    field.placeholder().map(|style| (field, style))
}

/// Settings that find a value in what a command prints, with braces of their own, and the arguments of that command.
fn is_path_of_json(field: &Field) -> bool {
    matches!(field.address.last_key(), Some("token-key" | "expiry-key" | "cmd-args"))
}
