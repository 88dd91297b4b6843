//! `validateClusterInfo` (`tools/clientcmd/validation.go`). kubectl's default server is there by then, so a server is never missing.

use super::config::{Complaint, path_words, why_not_opened};
use super::{Selected, data};
use crate::kubeconfig::facts::proxy::ProxyOutcome;
use crate::kubeconfig::field::Field;
use crate::kubeconfig::model::given;
use crate::message;
use crate::message::{Message, Part};

pub(super) fn validate(selected: &Selected<'_>) -> Vec<Complaint> {
    let Some(cluster) = &selected.cluster else { return Vec::new() };
    let name = || selected.cluster_name();
    let mut complaints = Vec::new();
    if let Some(field) = given(cluster.entry.proxy_url.as_ref())
        && let Some(reason) = proxy_fault(field)
    {
        let words = message!["invalid 'proxy-url' ", field.in_quoted_words(), " for cluster \"", name(), "\": "].then(reason);
        complaints.push(Complaint { cause: cluster.cause(field), words });
    }
    if let Some(file) = given(cluster.entry.ca_path.as_ref()) {
        if data(cluster.entry.ca_data.as_ref()).is_some() {
            let start = "certificate-authority-data and certificate-authority are both specified for ";
            let words = message![start, name(), ". certificate-authority-data will override."];
            complaints.push(Complaint { cause: cluster.cause(file), words });
        }
        if let Some(reason) = why_not_opened(file) {
            let words =
                message!["unable to read certificate-authority ", path_words(file), " for ", name(), " due to "].then(reason);
            complaints.push(Complaint { cause: cluster.cause(file), words });
        }
    }
    complaints
}

/// `parseProxyURL` (`tools/clientcmd/client_config.go`)
fn proxy_fault(field: &Field) -> Option<Message> {
    match &field.proxy()?.outcome {
        ProxyOutcome::Absent | ProxyOutcome::Accepted | ProxyOutcome::Unusable => None,
        ProxyOutcome::Unparsable(_) => Some(message!["could not parse: ", field.in_words()]),
        ProxyOutcome::UnsupportedScheme { scheme } => {
            let scheme = scheme.clone().map_or(Part::Text("…"), Part::Quote);
            Some(message!["unsupported scheme \"", scheme, "\", must be http, https, or socks5"])
        }
    }
}
