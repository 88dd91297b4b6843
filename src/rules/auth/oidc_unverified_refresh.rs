use crate::kubeconfig::model::given;
use crate::rules::{Case, Findings};

pub(super) fn check(case: &Case<'_>, findings: &mut Findings) {
    for provider in case.config().users.iter().filter_map(|user| user.auth_provider.as_ref()) {
        // Python asks whether the key is there, not whether something stands behind it.
        let has_authority = ["idp-certificate-authority", "idp-certificate-authority-data"]
            .into_iter()
            .any(|key| provider.setting(key).is_some());
        if !provider.is_called("oidc") || has_authority || given(provider.setting("refresh-token")).is_none() {
            continue;
        }
        let finding = findings.field(&provider.field, "no authority is given by which the issuer could be verified");
        finding.help("add `idp-certificate-authority-data`");
        finding.differs_in("python", "24.2-37.0", "asks the issuer for its addresses without verifying it");
    }
}
