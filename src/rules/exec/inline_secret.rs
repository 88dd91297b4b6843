use super::{arguments, variables};
use crate::finding::{Finding, Severity};
use crate::kubeconfig::facts::arguments::{ArgumentKind, SecretValue};
use crate::kubeconfig::facts::environment::Role;
use crate::kubeconfig::field::Field;
use crate::kubeconfig::model::{AuthProvider, given};
use crate::message;
use crate::rules::{Case, Findings};

pub(super) fn check(case: &Case<'_>, findings: &mut Findings) {
    for (argument, kind) in arguments(case.config()) {
        if let ArgumentKind::Secret(secret) = kind
            && is_secret(secret)
        {
            describe(findings.field(argument, "a secret stands in the arguments of the plugin"), secret.is_short);
        }
    }
    for (field, name, fact) in variables(case.config()) {
        if let Some(Role::Secret(secret)) = fact.role
            && is_secret(secret)
        {
            describe(findings.field(field, message!["a secret stands in ", name]), secret.is_short);
        }
    }
    for provider in case.config().users.iter().filter_map(|user| user.auth_provider.as_ref()) {
        let mut secrets = secrets(provider);
        if let Some(first) = secrets.next() {
            let finding = findings.field(first, "a secret stands in the settings of the auth provider");
            describe(finding, false);
            secrets.for_each(|other| _ = finding.related(other.place(), "another one"));
        }
    }
}

fn is_secret(secret: SecretValue) -> bool {
    !secret.is_empty && !secret.is_placeholder
}

fn secrets(provider: &AuthProvider) -> impl Iterator<Item = &Field> {
    let keys = ["client-secret", "refresh-token", "id-token", "access-token"].into_iter();
    keys.filter_map(|key| given(provider.setting(key))).filter(|field| field.placeholder().is_none())
}

fn describe(finding: &mut Finding, is_short: bool) {
    finding.help("keep it where the plugin finds it by itself: a key chain, a file, the environment");
    finding.differs_in("kubectl", "1.22-1.37", "prints it in clear: `kubectl config view`");
    if is_short {
        finding.severity(Severity::Info);
    }
}
