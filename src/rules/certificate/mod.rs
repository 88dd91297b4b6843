//! Certificate authorities, client certificates and their keys.

use super::{Case, Findings, Rule, rule};
use crate::finding::{Finding, Severity};
use crate::kubeconfig::facts::certificate::Certificate;
use crate::kubeconfig::field::Field;
use crate::kubeconfig::model::{Cluster, User};
use crate::message::Message;
use jiff::Timestamp;

mod breaks_python_strict;
mod bundle_partially_ignored;
mod ca_expired;
mod chain_order;
mod client_expired;
mod expiring_soon;
mod from_replaced_ca;
mod identity_not_portable;
mod intermediate_only;
mod key_encrypted;
mod key_mismatch;
mod key_missing;
mod key_orphaned;
mod key_unsupported;
mod kubelet_embedded;
mod leaf_pinned;
mod long_lived;
mod multiple_ca_first_only;
mod node_identity;
mod not_a_ca;
mod private_key_in_ca;
mod rejected_by_go;
mod system_masters;
mod weak_key;
mod weak_signature;
mod wrong_usage;

pub(super) const RULES: &[Rule] = &[
    rule!("certificate/private-key-in-ca", private_key_in_ca),
    rule!("certificate/bundle-partially-ignored", bundle_partially_ignored),
    rule!("certificate/not-a-ca", not_a_ca),
    rule!("certificate/leaf-pinned", leaf_pinned),
    rule!("certificate/intermediate-only", intermediate_only),
    rule!("certificate/ca-expired", ca_expired),
    rule!("certificate/client-expired", client_expired),
    rule!("certificate/expiring-soon", expiring_soon),
    rule!("certificate/chain-order", chain_order),
    rule!("certificate/rejected-by-go", rejected_by_go),
    rule!("certificate/key-encrypted", key_encrypted),
    rule!("certificate/key-unsupported", key_unsupported),
    rule!("certificate/key-mismatch", key_mismatch),
    rule!("certificate/key-missing", key_missing),
    rule!("certificate/key-orphaned", key_orphaned),
    rule!("certificate/identity-not-portable", identity_not_portable),
    rule!("certificate/from-replaced-ca", from_replaced_ca),
    rule!("certificate/wrong-usage", wrong_usage),
    rule!("certificate/weak-key", weak_key),
    rule!("certificate/weak-signature", weak_signature),
    rule!("certificate/breaks-python-strict", breaks_python_strict),
    rule!("certificate/system-masters", system_masters),
    rule!("certificate/multiple-ca-first-only", multiple_ca_first_only),
    rule!("certificate/node-identity", node_identity),
    rule!("certificate/kubelet-embedded", kubelet_embedded),
    rule!("certificate/long-lived", long_lived),
];

/// The certificates of a cluster's authority that kubectl trusts. A cluster that is not verified needs none.
pub(super) fn authorities(cluster: &Cluster) -> Option<(&Field, Vec<&Certificate>)> {
    let field = cluster.ca().filter(|_| !cluster.is_insecure())?;
    let usable = field.bytes()?.certificates.iter().filter(|block| block.rejection.is_none() && !block.has_headers);
    let certificates: Vec<_> = usable.filter_map(|block| block.certificate.as_ref()).collect();
    if certificates.is_empty() { None } else { Some((field, certificates)) }
}

/// The certificate that stands for a user: the first of its chain.
fn identity(user: &User) -> Option<(&Field, &Certificate)> {
    let field = user.certificate()?;
    let first = field.bytes()?.certificates.first()?;
    Some((field, first.certificate.as_ref()?))
}

/// Whether it is the certificate of a server, and not that of an authority.
pub(super) fn is_leaf(certificate: &Certificate) -> bool {
    let is_of_server = certificate.extended_key_usage.is_some_and(|usage| usage.server_auth);
    !certificate.may_sign_certificates() && (is_of_server || certificate.names_a_host())
}

/// Reports what Go's TLS says about a user's certificate and key; as a warning where kubectl leaves them out.
fn report_pair<'f>(
    case: &Case<'_>,
    user: &User,
    field: &Field,
    message: impl Into<Message>,
    findings: &'f mut Findings,
) -> &'f mut Finding {
    let finding = findings.field(field, message);
    if case.is_anonymous(user) {
        finding.severity(Severity::Warning);
    } else if let Some(pair) = user.pair()
        && let Some(error) = pair.kubectl_text()
    {
        finding.refused_by("kubectl", pair.refused_in(), error);
    }
    finding
}

fn is_valid(certificate: &Certificate, now: Timestamp) -> bool {
    certificate.not_before <= now && now <= certificate.not_after
}

/// How to renew a client certificate whose issuer tells which tool made it.
fn renewal(certificate: &Certificate) -> Option<&'static str> {
    let issuer = certificate.issuer.as_ref()?.as_str();
    let user = certificate.common_name.as_ref()?.as_str();
    match (issuer, user) {
        _ if issuer.starts_with("k3s-client-ca@") => {
            Some("renew it with `k3s certificate rotate` on the server, restart k3s, and copy the kubeconfig anew")
        }
        ("kubernetes", "kubernetes-admin") => {
            Some("renew it with `kubeadm certs renew admin.conf` on a control-plane node, and copy the kubeconfig anew")
        }
        _ => None,
    }
}
