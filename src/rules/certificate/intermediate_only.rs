use super::authorities;
use crate::message;
use crate::rules::{Case, Findings};

pub(super) fn check(case: &Case<'_>, findings: &mut Findings) {
    for cluster in case.config().clusters.iter().filter(|cluster| cluster.is_reached_over_tls()) {
        let Some((field, certificates)) = authorities(cluster) else { continue };
        if certificates.iter().any(|certificate| certificate.is_self_issued) {
            continue;
        }
        let Some(intermediate) = certificates.iter().find(|certificate| certificate.may_sign_certificates()) else { continue };
        let finding = findings.field(field, "this authority is an intermediate one, without the root that signed it");
        finding.help(match &intermediate.issuer {
            Some(issuer) => message!["add the certificate of ", issuer],
            None => "add the certificate that signed it".into(),
        });
        for (client, versions) in [("kr8s", "0.20"), ("kubeclient", "4.9"), ("node", "1.4-2.0")] {
            finding.refused_by(client, versions, "unable to get issuer certificate");
        }
        finding.differs_in("python", "37.0", "refuses it before Python 3.13");
    }
}
