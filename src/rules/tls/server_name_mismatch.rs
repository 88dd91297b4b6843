use crate::kubeconfig::facts::alternative_name::AlternativeName;
use crate::kubeconfig::facts::certificate::Certificate;
use crate::kubeconfig::facts::host::Host;
use crate::kubeconfig::field::Field;
use crate::kubeconfig::model::{Cluster, given};
use crate::message;
use crate::message::{Message, Name, Part};
use crate::rules::certificate::{authorities, is_leaf};
use crate::rules::{Case, Findings};

pub(super) fn check(case: &Case<'_>, findings: &mut Findings) {
    for cluster in case.config().clusters.iter().filter(|cluster| cluster.is_reached_over_tls()) {
        let Some((ca, certificates)) = authorities(cluster) else { continue };
        let Some((host, name)) = expected(cluster) else { continue };
        // A server shows one of these, or it is not trusted.
        let is_named = |certificate: &&Certificate| certificate.names(&host);
        if !certificates.iter().all(|certificate| is_leaf(certificate)) || certificates.iter().any(is_named) {
            continue;
        }
        let Some(leaf) = certificates.first() else { continue };
        let message = if leaf.names_a_host() {
            message!["the certificate of the server is not for ", name.clone()]
        } else {
            "the certificate of the server names no host".into()
        };
        let place = given(cluster.tls_server_name.as_ref()).or(cluster.server.as_ref()).map_or(ca.place(), Field::place);
        let finding = findings.field(ca, message);
        finding.related(place, "the name that it is compared with");
        finding.help(match first_name(leaf) {
            Some(name) => message!["add `tls-server-name` with a name that the certificate is for, such as ", name],
            None => "have the certificate made anew, with the names of the server as subject alternative names".into(),
        });
        finding.refused_by("kubectl", "1.22-1.37", kubectl_text(leaf, &host, name));
    }
}

/// The host that the certificate must name, where all of it is known.
fn expected(cluster: &Cluster) -> Option<(Host, Name)> {
    let host = cluster.verified_host()?;
    let name = host.name.clone()?;
    let has_slip = given(cluster.tls_server_name.as_ref()).is_some_and(|field| field.server_name_slip().is_some());
    if has_slip { None } else { Some((host, name)) }
}

fn first_name(leaf: &Certificate) -> Option<&Name> {
    leaf.alternative_names.iter().find_map(|name| match name {
        AlternativeName::Dns(name) if !name.as_str().starts_with('*') => Some(name),
        _ => None,
    })
}

/// `x509.HostnameError`
fn kubectl_text(leaf: &Certificate, host: &Host, name: Name) -> Message {
    let has_address = leaf.alternative_names.iter().any(|name| matches!(name, AlternativeName::Ip(_)));
    let is_common_name = leaf.common_name.as_ref() == Some(&name);
    let name = Part::Quote(name);
    if leaf.alternative_names.is_empty() && is_common_name {
        "x509: certificate relies on legacy Common Name field, use SANs".into()
    } else if host.ip.is_some() && !has_address {
        message!["x509: cannot validate certificate for ", name, " because it doesn't contain any IP SANs"]
    } else if leaf.alternative_names.is_empty() {
        message!["x509: certificate is not valid for any names, but wanted to match ", name]
    } else {
        message!["x509: certificate is valid for …, not ", name]
    }
}
