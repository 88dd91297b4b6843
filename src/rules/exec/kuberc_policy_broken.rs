use super::local_command;
use crate::finding::Severity;
use crate::kubeconfig::kuberc::{Fault, Policy};
use crate::message;
use crate::rules::{Case, Findings};

pub(super) fn check(case: &Case<'_>, findings: &mut Findings) {
    let Some((kuberc, field)) = case.kuberc().zip(local_command(case.config())) else { return };
    let (versions, fault, words) = match (&kuberc.in_35, &kuberc.since_36) {
        (Policy::Stops { .. }, Policy::Stops { fault, words }) => ("1.35-1.37", *fault, words),
        (_, Policy::Stops { fault, words }) => ("1.36-1.37", *fault, words),
        (Policy::Stops { fault, words }, _) => ("1.35", *fault, words),
        _ => return,
    };
    let message = if versions == "1.35" {
        message!["kubectl 1.35 stops at ", kuberc.place(), ": it calls an allowed program by `name`, not `command`"]
    } else {
        message!["kubectl stops at ", kuberc.place(), ": ", what(fault)]
    };
    let finding = findings.field(field, message);
    finding.help(help(fault));
    finding.refused_by("kubectl", versions, message!["error occurred while applying preferences "].then(words.clone()));
    if versions == "1.35" {
        finding
            .severity(Severity::Info)
            .help("write `name` if kubectl 1.35 is used; later releases read both, but not side by side");
    }
}

fn what(fault: Fault) -> &'static str {
    match fault {
        Fault::NotLoaded => "it holds no preferences",
        Fault::UnknownPolicy => "there is no such `credentialPluginPolicy`",
        Fault::UselessList => "only the policy `Allowlist` takes a list",
        Fault::NoList => "`Allowlist` needs a `credentialPluginAllowlist`",
        Fault::EmptyList => "the list of allowed programs is empty",
        Fault::EmptyEntry => "an entry of the list names no program",
        Fault::UncleanPath => "a path of the list is not in its shortest form",
    }
}

fn help(fault: Fault) -> &'static str {
    match fault {
        Fault::NotLoaded => "begin with `apiVersion: kubectl.config.k8s.io/v1beta1` and `kind: Preference`, and mind the YAML",
        Fault::UnknownPolicy => "write `AllowAll`, `DenyAll` or `Allowlist`",
        Fault::UselessList | Fault::NoList => "write `credentialPluginPolicy: Allowlist` and the list together",
        Fault::EmptyList => "write `credentialPluginPolicy: DenyAll`",
        Fault::EmptyEntry => "give the entry a `name`, or remove it",
        Fault::UncleanPath => "write it without `.`, `..` and doubled slashes",
    }
}
