use crate::finding::Severity;
use crate::kubeconfig::field::Field;
use crate::kubeconfig::model::{AuthProvider, given};
use crate::message;
use crate::message::{Message, Name, Part};
use crate::rules::{Case, Findings};

pub(super) fn check(case: &Case<'_>, findings: &mut Findings) {
    for user in &case.config().users {
        // Beside `exec` there must be no provider at all, whatever its name.
        let Some(provider) = user.auth_provider.as_ref().filter(|_| user.exec.is_none()) else { continue };
        let Some(error) = refusal(provider) else { continue };
        let (message, help) = match name(provider).as_ref().map(Name::as_str) {
            Some("gcp") => ("kubectl 1.26 removed the auth provider `gcp`", "use the exec plugin `gke-gcloud-auth-plugin`"),
            Some("azure") => ("kubectl 1.26 removed the auth provider `azure`", "use the exec plugin `kubelogin`"),
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
    }
}

/// kubectl's words about a provider that it does not have; `None` for the one it has.
pub(super) fn refusal(provider: &AuthProvider) -> Option<Message> {
    let name = name(provider);
    match name.as_ref().map(Name::as_str) {
        Some("oidc") => None,
        Some("gcp") => Some("The gcp auth plugin has been removed.".into()),
        Some("azure") => Some("The azure auth plugin has been removed.".into()),
        Some(_) => name.map(|name| message!["no Auth Provider found for name \"", Part::Quote(name), "\""]),
        None => Some("no Auth Provider found for name \"\"".into()),
    }
}

pub(super) fn name(provider: &AuthProvider) -> Option<Name> {
    given(provider.name.as_ref()).and_then(Field::name)
}
