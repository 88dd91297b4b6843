use crate::kubeconfig::facts::certificate::Certificate;
use crate::kubeconfig::facts::host::Reach;
use crate::message;
use crate::rules::certificate::authorities;
use crate::rules::{Case, Findings};

/// An authority that is being replaced is there twice; more than that are the roots of somebody else.
const MOST: usize = 5;

/// How names of roots begin that browsers and systems trust.
const PUBLIC_ROOTS: &[&str] = &[
    "Amazon Root CA",
    "Baltimore CyberTrust Root",
    "COMODO RSA Certification Authority",
    "DST Root CA X3",
    "DigiCert Global Root",
    "DigiCert TLS",
    "Entrust Root Certification Authority",
    "GTS Root R",
    "GlobalSign",
    "Go Daddy Root Certificate Authority",
    "ISRG Root X",
    "Microsoft ECC Root Certificate Authority",
    "Microsoft RSA Root Certificate Authority",
    "Starfield Root Certificate Authority",
    "USERTrust",
];

pub(super) fn check(case: &Case<'_>, findings: &mut Findings) {
    for cluster in case.config().clusters.iter().filter(|cluster| cluster.is_reached_over_tls()) {
        let Some((ca, certificates)) = authorities(cluster) else { continue };
        // A server with a public name may well have a certificate of a public authority.
        if cluster.verified_host().is_none_or(|host| host.reach == Reach::PublicName) {
            continue;
        }
        let public = certificates.iter().find(|certificate| is_public_root(certificate));
        let message = match public.and_then(|root| root.common_name.as_ref()) {
            Some(name) => message!["this server would be trusted with any certificate of ", name],
            None if certificates.len() > MOST => {
                message!["this server would be trusted with a certificate of any of ", certificates.len(), " authorities"]
            }
            None => continue,
        };
        findings.field(ca, message).help("leave only the authority of the cluster here");
    }
}

fn is_public_root(certificate: &Certificate) -> bool {
    let name = certificate.common_name.as_ref().filter(|_| certificate.is_self_issued);
    name.is_some_and(|name| PUBLIC_ROOTS.iter().any(|root| name.as_str().starts_with(root)))
}
