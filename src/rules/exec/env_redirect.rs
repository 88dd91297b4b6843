use super::variables;
use crate::finding::Severity;
use crate::kubeconfig::facts::environment::Role;
use crate::kubeconfig::facts::path::{PathShape, Root};
use crate::message;
use crate::rules::{Case, EXECUTED, Findings};

/// These hold a URL.
const ADDRESSES: [&str; 2] = ["AWS_CONTAINER_CREDENTIALS_FULL_URI", "AWS_EC2_METADATA_SERVICE_ENDPOINT"];

pub(super) fn check(case: &Case<'_>, findings: &mut Findings) {
    for (field, name, fact) in variables(case.config()) {
        let Some(Role::Redirect(path)) = fact.role else { continue };
        let finding = findings.field(field, message![name.clone(), " sends the plugin to another configuration"]);
        finding.help("remove this variable, or set it where the kubeconfig is used");
        if is_doubtful(&path) && !ADDRESSES.contains(&name.as_str()) {
            finding.severity(Severity::Error);
            for (client, versions) in EXECUTED {
                finding.differs_in(client, versions, "hands it to the plugin");
            }
        }
    }
}

/// What lies there is decided by whoever wrote the kubeconfig, or by anybody on the machine.
fn is_doubtful(path: &PathShape) -> bool {
    path.is_temporary || path.expansion.is_none() && matches!(path.root, Root::Relative | Root::Bare)
}
