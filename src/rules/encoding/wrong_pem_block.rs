use super::pem_field::{PemField, Role, pem_fields};
use crate::fix::{Fix, PemForm, Transform};
use crate::kubeconfig::facts::pem::Label;
use crate::message;
use crate::rules::{Case, Findings};

pub(super) fn check(case: &Case<'_>, findings: &mut Findings) {
    for pem in pem_fields(case) {
        // A block that is hidden by its layout may be the right one.
        if !pem.bytes.pem.layout.is_empty() || has_right_block(&pem) {
            continue;
        }
        let Some(first) = pem.bytes.pem.blocks.first() else { continue };
        let wanted = if pem.role == Role::Key { ", not a private key" } else { ", not a CERTIFICATE" };
        let message = pem.holds("a block of the type ").then(message![first.label.text(), wanted]);
        let finding = pem.report(findings, message);
        finding.help(help(pem.role, first.label));
        let is_certificate = matches!(first.label, Label::TrustedCertificate | Label::X509Certificate);
        if is_certificate && pem.role != Role::Key && pem.field.data().is_some() {
            finding.fix(Fix::safe("call it `CERTIFICATE`").transform(pem.field, Transform::Pem(PemForm::Strict)));
        }
    }
}

fn has_right_block(pem: &PemField<'_>) -> bool {
    match pem.role {
        Role::Key => pem.bytes.pem.has_private_key(),
        Role::Authority | Role::Certificate => pem.bytes.pem.has_certificate(),
    }
}

fn help(role: Role, label: Label) -> &'static str {
    match (role, label) {
        (Role::Key, _) => "put the private key of the certificate here",
        (_, Label::TrustedCertificate) => "write it without OpenSSL's additions: `openssl x509 -in FILE -out FILE.pem`",
        (_, Label::X509Certificate) => "write `CERTIFICATE` in its BEGIN and END lines",
        (_, Label::Pkcs7) => "take the certificates out: `openssl pkcs7 -print_certs -in FILE`",
        (_, Label::Request) => "put the certificate here that was signed for this request",
        (Role::Authority, label) if label.is_private_key() => {
            "put the authority's certificate here; its private key must not be in a kubeconfig"
        }
        (Role::Authority, _) => "put the certificate of the cluster's authority here",
        (Role::Certificate, _) => "put the client certificate here",
    }
}
