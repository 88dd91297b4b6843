//! The fields that hold PEM, as kubectl reads them.

use crate::finding::{Finding, Severity};
use crate::kubeconfig::examine::Bytes;
use crate::kubeconfig::facts::pair::Pair;
use crate::kubeconfig::facts::pool::Pool;
use crate::kubeconfig::field::Field;
use crate::kubeconfig::model::{Cluster, User};
use crate::message;
use crate::message::Message;
use crate::rules::{Case, Findings};

/// What a field is for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    Authority,
    Certificate,
    Key,
}

/// A field that holds a certificate or key, or names a file that does, with what is known of the bytes.
pub(super) struct PemField<'a> {
    pub(super) role: Role,
    pub(super) field: &'a Field,
    pub(super) bytes: &'a Bytes,
    /// Whether kubectl finds in it what it looks for.
    pub(super) is_usable: bool,
    /// Whether kubectl looks at it at all.
    is_read: bool,
    refusal: Option<Message>,
}

/// The fields of the file at hand whose bytes are known. Of data and path it is the one that kubectl reads.
pub(super) fn pem_fields<'a>(case: &Case<'a>) -> Vec<PemField<'a>> {
    let config = case.config();
    let authorities = config.clusters.iter().filter_map(authority);
    let of_users = config.users.iter().flat_map(|user| {
        let is_read = !case.is_anonymous(user);
        // Without a certificate a key is not looked at.
        [certificate(user, is_read), key(user, is_read && user.certificate().is_some())].into_iter().flatten()
    });
    authorities.chain(of_users).collect()
}

fn authority(cluster: &Cluster) -> Option<PemField<'_>> {
    // An empty authority is `tls/ca-empty`.
    let (field, bytes) = with_bytes(cluster.ca()).filter(|(_, bytes)| !bytes.is_empty)?;
    let refusal = cluster.pool().and_then(Pool::kubectl_text);
    Some(PemField {
        role: Role::Authority,
        field,
        bytes,
        is_usable: matches!(cluster.pool(), Some(Pool::Accepted { .. })),
        is_read: cluster.is_reached_over_tls(),
        refusal: refusal.map(|text| Message::from("unable to load root certificates: ").then(text)),
    })
}

fn certificate(user: &User, is_read: bool) -> Option<PemField<'_>> {
    let (field, bytes) = with_bytes(user.certificate())?;
    let is_meant = |pair: &&Pair| matches!(pair, Pair::NoPemInCertificate | Pair::CertificateIsKey | Pair::NoCertificateBlock(_));
    let refusal = user.pair().filter(is_meant).and_then(Pair::kubectl_text);
    Some(PemField { role: Role::Certificate, field, bytes, is_usable: bytes.pem.has_certificate(), is_read, refusal })
}

fn key(user: &User, is_read: bool) -> Option<PemField<'_>> {
    let (field, bytes) = with_bytes(user.private_key())?;
    let is_meant = |pair: &&Pair| matches!(pair, Pair::NoPemInKey | Pair::KeyIsCertificate | Pair::NoKeyBlock(_));
    let refusal = user.pair().filter(is_meant).and_then(Pair::kubectl_text);
    Some(PemField { role: Role::Key, field, bytes, is_usable: bytes.pem.has_private_key(), is_read, refusal })
}

fn with_bytes(field: Option<&Field>) -> Option<(&Field, &Bytes)> {
    let field = field?;
    field.bytes().map(|bytes| (field, bytes))
}

impl PemField<'_> {
    /// `` `client-key-data` decodes to WHAT ``, or the same about a file.
    pub(super) fn holds(&self, what: &'static str) -> Message {
        let key = self.field.address.last_key().unwrap_or_default();
        if self.field.data().is_some() {
            message!["`", key, "` decodes to ", what]
        } else {
            message!["the file of `", key, "` holds ", what]
        }
    }

    /// Reports the field; as a warning where kubectl does not look at it.
    pub(super) fn report<'f>(&self, findings: &'f mut Findings, message: Message) -> &'f mut Finding {
        let finding = findings.field(self.field, message);
        if !self.is_read || self.is_usable {
            finding.severity(Severity::Warning);
        } else if let Some(refusal) = &self.refusal {
            finding.refused_by("kubectl", "1.22-1.37", refusal.clone());
        }
        finding
    }
}
