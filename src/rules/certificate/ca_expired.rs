use super::{authorities, is_valid};
use crate::finding::Severity;
use crate::message;
use crate::rules::{Case, Findings};

pub(super) fn check(case: &Case<'_>, findings: &mut Findings) {
    let now = case.now();
    for cluster in &case.config().clusters {
        let Some((field, certificates)) = authorities(cluster) else { continue };
        let outside: Vec<_> = certificates.iter().filter(|certificate| !is_valid(certificate, now)).collect();
        let Some(last) = outside.iter().max_by_key(|certificate| certificate.not_after) else { continue };
        if outside.len() < certificates.len() {
            let verb = if outside.len() == 1 { " is not valid now" } else { " are not valid now" };
            let message = message![outside.len(), " of ", certificates.len(), " certificate authorities", verb];
            findings.field(field, message).severity(Severity::Warning).help("drop them when the servers no longer need them");
            continue;
        }
        let message = match (certificates.len(), last.not_before > now) {
            (1, true) => message!["the certificate authority is not valid before ", last.not_before],
            (1, false) => message!["the certificate authority expired on ", last.not_after],
            _ => message!["none of the ", certificates.len(), " certificate authorities is valid now"],
        };
        let finding = findings.field(field, message);
        finding.help("put the cluster's current certificate authority here");
        let error = "x509: certificate has expired or is not yet valid";
        finding.refused_by("kubectl", "1.22-1.37", error);
    }
}
