use crate::finding::Severity;
use crate::kubeconfig::model::given;
use crate::rules::{Case, Findings};

/// In the order in which the Python client looks for them.
const AUTHORITIES: [&str; 2] = ["idp-certificate-authority-data", "idp-certificate-authority"];

pub(super) fn check(case: &Case<'_>, findings: &mut Findings) {
    for provider in case.config().users.iter().filter_map(|user| user.auth_provider.as_ref()) {
        let Some(token) = given(provider.setting("refresh-token")).filter(|_| provider.is_called("oidc")) else { continue };
        if AUTHORITIES.iter().any(|key| given(provider.setting(key)).is_some()) {
            continue;
        }
        let finding = findings.field(token, "one client refreshes this token without verifying the issuer");
        finding.help("add the issuer's authority: `idp-certificate-authority-data`");
        finding.differs_in("python", "18.20-37.0", "asks the issuer without verifying it, and sends it the refresh token");
        if case.declares("python", "18.20-37.0") {
            finding.severity(Severity::Warning);
        }
    }
}
