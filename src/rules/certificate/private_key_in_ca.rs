use crate::kubeconfig::examine::Bytes;
use crate::kubeconfig::facts::key::{self, Match};
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
    }
}

fn holds_key_of_authority(bytes: &Bytes) -> bool {
    let mut authorities = bytes.certificates.iter().filter_map(|block| block.certificate.as_ref());
    authorities.any(|authority| bytes.keys.iter().any(|key| key::matches(&authority.public_key, key) == Match::Yes))
}
