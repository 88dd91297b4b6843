use super::pem_field::{PemField, pem_fields};
use crate::fix::{Fix, PemForm, Transform};
use crate::kubeconfig::facts::content::Content;
use crate::rules::{Case, Findings};

pub(super) fn check(case: &Case<'_>, findings: &mut Findings) {
    for pem in pem_fields(case) {
        if let Some((what, help)) = describe(pem.bytes.pem.content) {
            let finding = pem.report(findings, pem.holds(what));
            finding.help(help);
            finding.fix = fix(&pem);
        }
    }
}

/// The file that a path leads to is not touched.
fn fix(pem: &PemField<'_>) -> Option<Fix> {
    let (title, form) = match pem.bytes.pem.content {
        Content::DerCertificate | Content::Der => ("write it as PEM", PemForm::Armoured),
        Content::BareBody => ("add the BEGIN and END lines", PemForm::Armoured),
        Content::Utf16 => ("write it in UTF-8", PemForm::Utf8),
        _ => return None,
    };
    pem.field.data().map(|_| Fix::safe(title).transform(pem.field, Transform::Pem(form)))
}

fn describe(content: Content) -> Option<(&'static str, &'static str)> {
    const COPY: &str = "put in the PEM, from `-----BEGIN` to `-----END`";
    Some(match content {
        Content::Pem | Content::BrokenPem => return None,
        Content::Empty => ("nothing but blanks", COPY),
        Content::DerCertificate => {
            ("a certificate in DER, not PEM", "convert it: `openssl x509 -inform der -in FILE -out FILE.pem`")
        }
        Content::Der => ("DER, not PEM", "convert it with `openssl pkey -inform der` or `openssl pkcs12`"),
        Content::BareBody => {
            ("a PEM body without its BEGIN and END lines", "put the BEGIN line before it and the END line behind it")
        }
        Content::Base64OfPem => ("base64, where PEM is expected", "decode it: `base64 -d`"),
        Content::Utf16 => ("text in UTF-16", "save the PEM file as UTF-8 or ASCII; `>` of PowerShell 5 does not"),
        Content::Text => ("text that is not PEM", COPY),
        Content::Binary => ("bytes that are not PEM", COPY),
    })
}
