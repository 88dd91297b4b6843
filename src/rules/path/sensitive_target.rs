use super::{Reference, references};
use crate::kubeconfig::facts::host::Reach;
use crate::kubeconfig::facts::path::Sensitive;
use crate::kubeconfig::field::Field;
use crate::kubeconfig::model::Cluster;
use crate::message;
use crate::rules::{Case, EXECUTED, Findings};

pub(super) fn check(case: &Case<'_>, findings: &mut Findings) {
    for reference in references(case) {
        // What no client expands leads elsewhere.
        let Some(shape) = reference.field.path_shape().filter(|shape| shape.expansion.is_none()) else { continue };
        let what = match shape.sensitive {
            Some(Sensitive::Ssh) => "a file of SSH",
            Some(Sensitive::Credentials) => "the credentials of another tool",
            Some(Sensitive::System) => "a file of the system",
            Some(Sensitive::ServiceAccountToken) if leaves_the_cluster(case, &reference) => {
                "the token of the pod's service account"
            }
            _ => continue,
        };
        let message = if reference.is_token_file() {
            message!["the token file is ", what, ", which is sent to the server"]
        } else {
            message!["the ", reference.what, " is ", what]
        };
        let finding = findings.field(reference.field, message);
        finding.help("name the file that was made for this cluster");
        if reference.is_token_file() {
            for (client, versions) in EXECUTED.into_iter().filter(|(client, _)| ["kubectl", "python", "kube-rs"].contains(client))
            {
                finding.differs_in(client, versions, "sends a file of one line as the token");
            }
        }
    }
}

/// Whether a token that is good for the pod's own cluster goes to a server that is somewhere else.
fn leaves_the_cluster(case: &Case<'_>, reference: &Reference<'_>) -> bool {
    let is_elsewhere = |cluster: &Cluster| {
        let host = cluster.server.as_ref().and_then(Field::url).and_then(|url| url.host.as_ref());
        host.is_some_and(|host| matches!(host.reach, Reach::PublicName | Reach::PublicAddress))
    };
    reference.is_token_file() && reference.user.is_some_and(|user| case.clusters_of(user).any(is_elsewhere))
}
