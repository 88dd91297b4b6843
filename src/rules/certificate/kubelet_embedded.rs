use super::identity;
use super::node_identity::is_of_node;
use crate::message;
use crate::rules::{Case, Findings};

pub(super) fn check(case: &Case<'_>, findings: &mut Findings) {
    if !case.document().is_of_kubelet {
        return;
    }
    for user in &case.config().users {
        let Some((field, certificate)) = identity(user).filter(|(_, certificate)| is_of_node(certificate)) else { continue };
        if field.data().is_none() {
            continue;
        }
        let finding = findings.field(field, "the kubelet cannot renew a certificate that stands in its kubeconfig");
        finding.label(message!["it ends on ", certificate.not_after]);
        finding
            .help("name the file that it renews, as certificate and as key: `/var/lib/kubelet/pki/kubelet-client-current.pem`");
    }
}
