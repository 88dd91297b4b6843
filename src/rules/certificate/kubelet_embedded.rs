use super::identity;
use super::node_identity::is_of_node;
use crate::fix::{Fix, Literal};
use crate::kubeconfig::field::Field;
use crate::kubeconfig::model::User;
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
        finding.fix = fix(user);
    }
}

/// The file in which a kubelet keeps certificate and key together, in the folder that is usual for it (`--cert-dir`).
const CURRENT: Literal = Literal::Text("/var/lib/kubelet/pki/kubelet-client-current.pem");

fn fix(user: &User) -> Option<Fix> {
    let body = user.entry.body.as_ref()?;
    let fix = Fix::risky("name the file that the kubelet renews");
    let fix = name(fix, body, "client-certificate", user.certificate_data.as_ref(), user.certificate_path.as_ref());
    Some(name(fix, body, "client-key", user.key_data.as_ref(), user.key_path.as_ref()))
}

/// Names the file under `key`, in the place of the data.
fn name(fix: Fix, body: &Field, key: &'static str, data: Option<&Field>, path: Option<&Field>) -> Fix {
    match (data, path) {
        (Some(data), None) => fix.rename(data, key).write(data, CURRENT),
        (Some(data), Some(path)) => fix.remove(data).write(path, CURRENT),
        (None, Some(path)) => fix.write(path, CURRENT),
        (None, None) => fix.insert(body, key, CURRENT),
    }
}
