use super::pem_field::pem_fields;
use crate::fix::{Fix, Transform};
use crate::kubeconfig::facts::content::Content;
use crate::rules::{Case, Findings};

pub(super) fn check(case: &Case<'_>, findings: &mut Findings) {
    for pem in pem_fields(case) {
        // A file that is named is not decoded even once.
        if pem.field.data().is_some() && pem.bytes.pem.content == Content::Base64OfPem {
            let finding = pem.report(findings, pem.holds("base64 again: it was encoded twice"));
            finding.help("decode it once: `base64 -d`");
            finding.fix(Fix::safe("decode it once").transform(pem.field, Transform::DecodeBase64));
        }
    }
}
