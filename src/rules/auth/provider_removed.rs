use crate::finding::Severity;
use crate::fix::{Fix, Item, Literal};
use crate::kubeconfig::field::Field;
use crate::kubeconfig::model::{AuthProvider, User, given};
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
        finding.fix = fix(user, provider);
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

const API_VERSION: Literal = Literal::Text("client.authentication.k8s.io/v1beta1");

/// The same way to log in as an exec plugin, where the provider's settings say all that the plugin needs. Beside another credential
/// nobody knows which of both was meant, and what a command of the settings does cannot be told.
fn fix(user: &User, provider: &AuthProvider) -> Option<Fix> {
    let is_given = |key| given(provider.setting(key)).is_some();
    let runs_command = ["cmd-path", "cmd-args", "exec"].into_iter().any(is_given);
    let name = given(provider.name.as_ref()).filter(|_| user.static_credential().is_none() && !runs_command)?;
    let fix = Fix::risky("use the exec plugin instead").rename(&provider.field, "exec").rename(name, "command");
    let fix = fix.insert(&provider.field, "apiVersion", API_VERSION);
    let fix = if provider.is_called("gcp") {
        gcp(fix, provider, name)
    } else if provider.is_called("azure") {
        azure(fix, provider, name)?
    } else {
        return None;
    };
    Some(if let Some(config) = &provider.config { fix.remove(config) } else { fix })
}

/// Without a command, the provider took the application default credentials (`newGCPAuthProvider` of client-go 0.25).
fn gcp(fix: Fix, provider: &AuthProvider, name: &Field) -> Fix {
    fix.write(name, Literal::Text("gke-gcloud-auth-plugin"))
        .insert_list(&provider.field, "args", vec![Item::Word("--use_application_default_credentials")])
        .insert(&provider.field, "provideClusterInfo", Literal::Bool(true))
}

/// What `kubelogin convert-kubeconfig` writes for its usual way to log in.
fn azure(fix: Fix, provider: &AuthProvider, name: &Field) -> Option<Fix> {
    let setting = |key| given(provider.setting(key)).filter(|field| field.is_text());
    let mut arguments = ["get-token", "--login", "devicecode"].map(Item::Word).to_vec();
    let mut push = |flag, value: &Field| arguments.extend([Item::Word(flag), Item::Copy(value.into())]);
    push("--server-id", setting("apiserver-id")?);
    push("--client-id", setting("client-id")?);
    push("--tenant-id", setting("tenant-id")?);
    if let Some(environment) = setting("environment") {
        push("--environment", environment);
    }
    match given(provider.setting("config-mode")) {
        Some(mode) if mode.is("1") => {}
        Some(mode) if !mode.is("0") => return None,
        _ => arguments.push(Item::Word("--legacy")),
    }
    Some(fix.write(name, Literal::Text("kubelogin")).insert_list(&provider.field, "args", arguments))
}
