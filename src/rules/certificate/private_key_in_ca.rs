use crate::fix::{Fix, PemForm, Transform};
use crate::kubeconfig::examine::Bytes;
use crate::kubeconfig::facts::key::{self, KeyBlock, Match};
use crate::kubeconfig::field::Field;
use crate::kubeconfig::model::Kubeconfig;
use crate::rules::{Case, Findings};

pub(super) fn check(case: &Case<'_>, findings: &mut Findings) {
    for field in case.config().clusters.iter().flat_map(|cluster| [&cluster.ca_data, &cluster.ca_path]).flatten() {
        let Some(bytes) = field.bytes().filter(|bytes| bytes.pem.has_private_key() && bytes.pem.has_certificate()) else {
            continue;
        };
        let message = if holds_key_of_authority(bytes) {
            "beside the authority stands its private key: whoever reads it can make certificates of anybody"
        } else {
            "beside the authority stands a private key"
        };
        let finding = findings.field(field, message);
        finding.help("leave only the blocks `CERTIFICATE`, and treat the key as known to everybody who could read this file");
        finding.fix = field.data().map(|_| fix(case.config(), field, bytes));
    }
}

fn holds_key_of_authority(bytes: &Bytes) -> bool {
    let mut authorities = bytes.certificates.iter().filter_map(|block| block.certificate.as_ref());
    authorities.any(|authority| bytes.keys.iter().any(|key| key::matches(&authority.public_key, key) == Match::Yes))
}

/// Safe where a user of the file has the same keys, so that nobody can miss them here. Otherwise this may be the only copy.
fn fix(config: &Kubeconfig, field: &Field, bytes: &Bytes) -> Fix {
    const TITLE: &str = "take the private key out of the authority";
    let is_kept = bytes.keys.iter().all(|key| is_key_of_user(config, key));
    let fix = if is_kept { Fix::safe(TITLE) } else { Fix::risky(TITLE) };
    fix.transform(field, Transform::Pem(PemForm::WithoutKeys))
}

fn is_key_of_user(config: &Kubeconfig, key: &KeyBlock) -> bool {
    let fields = config.users.iter().flat_map(|user| [&user.key_data, &user.key_path]).flatten();
    let mut others = fields.filter_map(Field::bytes).flat_map(|bytes| &bytes.keys);
    others.any(|other| other.is_same_as(key))
}
