use crate::finding::Severity;
use crate::kubeconfig::model::{AuthProvider, given};
use crate::message;
use crate::message::Message;
use crate::rules::{Case, Findings};

pub(super) fn check(case: &Case<'_>, findings: &mut Findings) {
    for user in &case.config().users {
        // Beside `exec` there must be no provider at all, whatever its name.
        let Some(provider) = user.auth_provider.as_ref().filter(|_| user.exec.is_none()) else { continue };
        let Some(error) = refusal(provider) else { continue };
        let (message, help) = match given(provider.name.as_ref()) {
            _ if provider.is_called("gcp") => {
                ("kubectl 1.26 removed the auth provider `gcp`", "use the exec plugin `gke-gcloud-auth-plugin`")
            }
            _ if provider.is_called("azure") => {
                ("kubectl 1.26 removed the auth provider `azure`", "use the exec plugin `kubelogin`")
            }
            Some(_) => ("kubectl has no auth provider of this name", "use an exec plugin; the only provider left is `oidc`"),
            None => ("this auth provider has no name", "use an exec plugin; the only provider left is `oidc`"),
        };
        let field = given(provider.name.as_ref()).unwrap_or(&provider.field);
        let finding = findings.field(field, message);
        finding.help(help);
        if case.is_anonymous(user) {
            finding.severity(Severity::Warning);
        } else {
            finding.refused_by("kubectl", "1.26-1.37", error);
        }
        finding.foreseen_by(case, case.foresight().about(&provider.field.address));
    }
}

/// kubectl's words about a provider that it does not have; `None` for the one it has.
pub(super) fn refusal(provider: &AuthProvider) -> Option<Message> {
    match given(provider.name.as_ref()) {
        _ if provider.is_called("oidc") => None,
        _ if provider.is_called("gcp") => Some("The gcp auth plugin has been removed.".into()),
        _ if provider.is_called("azure") => Some("The azure auth plugin has been removed.".into()),
        Some(name) => Some(message!["no Auth Provider found for name \"", name.quoted(), "\""]),
        None => Some("no Auth Provider found for name \"\"".into()),
    }
}
