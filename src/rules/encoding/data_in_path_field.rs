use crate::fix::{Fix, PemForm, Transform};
use crate::kubeconfig::facts::path::Inline;
use crate::kubeconfig::field::Field;
use crate::message;
use crate::rules::{Case, Findings};

pub(super) fn check(case: &Case<'_>, findings: &mut Findings) {
    for (entry, field) in case.config().path_fields() {
        let Some(inline) = field.path_shape().and_then(|shape| shape.inline) else { continue };
        let key = field.address.last_key().unwrap_or_default();
        let finding = findings.field(field, message!["`", key, "` holds the data itself, where a path belongs"]);
        finding.help(match inline {
            Inline::Pem => message!["write `", key, "-data`, and encode the PEM: `base64 -w0 FILE`"],
            Inline::Base64OfPem => message!["write `", key, "-data`"],
            Inline::Base64OfDer => {
                message!["write `", key, "-data`, with the base64 of the PEM file, BEGIN and END lines included"]
            }
        });
        finding.fix = fix(field, inline);
        finding.refused_by(
            "kubectl",
            "1.22-1.37",
            message!["unable to read ", name_in_kubectl(key), " … for ", entry.quoted_name(), " due to open …"],
        );
    }
}

fn fix(field: &Field, inline: Inline) -> Option<Fix> {
    let key = match field.address.last_key()? {
        "certificate-authority" => "certificate-authority-data",
        "client-certificate" => "client-certificate-data",
        "client-key" => "client-key-data",
        _ => return None,
    };
    let fix = Fix::safe(message!["write `", key, "`"]).rename(field, key);
    Some(match inline {
        Inline::Pem => fix.transform(field, Transform::EncodeBase64),
        Inline::Base64OfPem => fix,
        Inline::Base64OfDer => fix.transform(field, Transform::Pem(PemForm::Armoured)),
    })
}

fn name_in_kubectl(key: &'static str) -> &'static str {
    if key == "client-certificate" { "client-cert" } else { key }
}
