use super::identity;
use crate::kubeconfig::facts::certificate::Certificate;
use crate::message;
use crate::rules::{Case, Findings};

pub(super) fn check(case: &Case<'_>, findings: &mut Findings) {
    if case.document().is_of_kubelet {
        return;
    }
    for user in &case.config().users {
        let Some((field, certificate)) = identity(user).filter(|(_, certificate)| is_of_node(certificate)) else { continue };
        let finding = findings.field(field, "this is the identity of a node, in a file that is not its kubelet's");
        if let Some(name) = &certificate.common_name {
            finding.label(message!["it makes its bearer ", name]);
        }
        finding.help("use an identity of your own; whatever is done with this one is put down to the node");
    }
}

/// Whether it is what the node authorizer takes for a node.
pub(super) fn is_of_node(certificate: &Certificate) -> bool {
    let has_name = certificate.common_name.as_ref().is_some_and(|name| name.as_str().starts_with("system:node:"));
    has_name && certificate.organizations.iter().any(|group| group.as_str() == "system:nodes")
}
