use super::pem_field::{PemField, Role, pem_fields};
use crate::fix::Fix;
use crate::rules::{Case, Findings};

pub(super) fn check(case: &Case<'_>, findings: &mut Findings) {
    let fields = pem_fields(case);
    let (certificates, keys): (Vec<_>, Vec<_>) =
        fields.iter().filter(|pem| pem.role != Role::Authority).partition(|pem| pem.role == Role::Certificate);
    for certificate in certificates.into_iter().filter(|pem| holds_only(pem, Role::Key)) {
        let entry = certificate.field.address.entry();
        let Some(key) = keys.iter().find(|pem| pem.field.address.entry() == entry && holds_only(pem, Role::Certificate)) else {
            continue;
        };
        let finding = certificate
            .report(findings, "the private key stands in the field of the certificate, and the other way round".into());
        finding.related(key.field.place(), "the certificate is here");
        finding.help("swap the two values");
        if certificate.field.data().is_some() == key.field.data().is_some() {
            finding.fix(Fix::safe("swap the two values").swap(certificate.field, key.field));
        }
    }
}

fn holds_only(pem: &PemField<'_>, role: Role) -> bool {
    let (certificate, key) = (pem.bytes.pem.has_certificate(), pem.bytes.pem.has_private_key());
    if role == Role::Key { key && !certificate } else { certificate && !key }
}
