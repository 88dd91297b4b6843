//! The exec plugin, which is run while the file is loaded; whatever is wrong with it ends that.

use crate::clients::Refusal;
use crate::clients::python::is_word;
use crate::clients::python::node::Node;
use crate::clients::release::Version;
use crate::kubeconfig::reading::Kind;

/// Until 0.14.0, which takes no other.
const ONLY_BETA: &str = "client.authentication.k8s.io/v1beta1";
const REFUSED: &str = "client.authentication.k8s.io/v1alpha1";

pub(super) fn check(plugin: &Node<'_>, version: Version) -> Result<(), Refusal> {
    let api_version = plugin.subscript("apiVersion")?;
    if version.is_at_least(0, 14, 1) {
        if api_version.datum.is(REFUSED) {
            return Err(api_version.refuse("client.authentication.k8s.io/v1alpha1 is not supported for exec auth"));
        }
    } else if !api_version.datum.is(ONLY_BETA) {
        return Err(api_version.refuse("Only client.authentication.k8s.io/v1beta1 is supported for exec auth"));
    }
    let command = plugin.subscript("command")?;
    if !is_word(&command) {
        return Err(not_a_text(&command));
    }
    if let Some(args) = plugin.get("args").filter(|args| args.datum.is_truthy()) {
        let is_fine = match args.kind() {
            Kind::List => args.items().all(|arg| is_word(&arg)),
            Kind::Text => true,
            _ => false,
        };
        if !is_fine {
            return Err(not_a_text(&args));
        }
    }
    let Some(env) = plugin.get("env").filter(|env| env.datum.is_truthy()) else { return Ok(()) };
    if env.kind() != Kind::List {
        return Err(env.refuse("string indices must be integers, not 'str'"));
    }
    for variable in env.items() {
        let name = variable.subscript("name")?;
        if name.datum.contains("=") {
            return Err(name.refuse("illegal environment variable name"));
        }
        for part in [name, variable.subscript("value")?] {
            if !is_word(&part) {
                return Err(not_a_text(&part));
            }
        }
    }
    Ok(())
}

fn not_a_text(node: &Node<'_>) -> Refusal {
    let error = if node.is_text() { "embedded null byte" } else { "expected str, bytes or os.PathLike object, not …" };
    node.refuse(error)
}
