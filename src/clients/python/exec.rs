//! `ExecProvider` (`kubernetes/config/exec_provider.py`). Whatever goes wrong is written to the log, and the next method is tried.

use super::node::Node;
use crate::clients::release::Version;
use crate::kubeconfig::reading::Kind;

/// Whether the plugin is started.
pub(super) fn is_run(plugin: &Node<'_>, cluster: &Node<'_>, version: Version) -> bool {
    let given = |key| plugin.get(key).filter(|value| !value.datum.is_null());
    let (Some(command), Some(api_version)) = (given("command"), given("apiVersion")) else { return false };
    is_word(&command)
        && !command.datum.is_empty()
        && api_version.kind() != Kind::Date
        && given("args").is_none_or(|args| arguments_are_fine(&args))
        && given("env").is_none_or(|env| variables_are_fine(&env))
        && !(version.is_at_least(32, 0, 0)
            && given("provideClusterInfo").is_some_and(|provide| provide.datum.is_truthy())
            && cluster_is_no_json(cluster))
}

/// What can be handed to a program: a text without NUL.
pub(in crate::clients) fn is_word(node: &Node<'_>) -> bool {
    node.is_text() && !node.datum.contains("\0")
}

/// A text is taken letter by letter.
fn arguments_are_fine(args: &Node<'_>) -> bool {
    match args.kind() {
        Kind::List => args.items().all(|arg| is_word(&arg)),
        Kind::Text => true,
        _ => !args.datum.is_truthy(),
    }
}

fn variables_are_fine(env: &Node<'_>) -> bool {
    let is_fine = |variable: Node<'_>| {
        let text = |key| variable.get(key).is_some_and(|value| is_word(&value));
        let is_assignment = variable.get("name").is_some_and(|name| name.datum.contains("="));
        text("name") && text("value") && !is_assignment
    };
    if env.kind() == Kind::List { env.items().all(is_fine) } else { !env.datum.is_truthy() }
}

/// Dates and bytes cannot be written as JSON.
fn cluster_is_no_json(cluster: &Node<'_>) -> bool {
    const KEYS: [&str; 6] = [
        "server",
        "certificate-authority",
        "certificate-authority-data",
        "tls-server-name",
        "proxy-url",
        "insecure-skip-tls-verify",
    ];
    KEYS.into_iter().filter_map(|key| cluster.get(key)).any(|value| matches!(value.kind(), Kind::Date | Kind::Bytes))
}
