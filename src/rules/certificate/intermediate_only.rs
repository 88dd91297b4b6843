use super::authorities;
use crate::message;
use crate::rules::{Case, Effect, Findings, differs, refuses};

const WORDS: &str = "unable to get issuer certificate";
const EFFECTS: &[Effect] = &[
    refuses("kr8s", "0.20", WORDS),
    refuses("kubeclient", "4.9", WORDS),
    refuses("node", "1.4-2.0", WORDS),
    differs("python", "37.0", "refuses it before Python 3.13"),
];

pub(super) fn check(case: &Case<'_>, findings: &mut Findings) {
    let effects = case.felt_by_somebody(EFFECTS);
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
        finding.felt_by(&effects);
    }
}
