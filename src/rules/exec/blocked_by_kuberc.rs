use super::commands;
use crate::kubeconfig::kuberc::Policy;
use crate::kubeconfig::model::Exec;
use crate::message;
use crate::rules::{Case, Findings};

pub(super) fn check(case: &Case<'_>, findings: &mut Findings) {
    let Some(kuberc) = case.kuberc() else { return };
    for (user, exec, field, _) in commands(case.config()) {
        let is_blocked = |policy: &Policy, exec: &Exec| policy.permits(exec) == Some(false);
        let versions = match (is_blocked(&kuberc.in_35, exec), is_blocked(&kuberc.since_36, exec)) {
            (true, true) => "1.35-1.37",
            (false, true) => "1.36-1.37",
            (true, false) => "1.35",
            (false, false) => continue,
        };
        if !case.runs_plugin(user) {
            continue;
        }
        let policy = if versions == "1.35" { &kuberc.in_35 } else { &kuberc.since_36 };
        let finding = findings.field(field, message!["kubectl refuses to run this, because ", kuberc.place(), " forbids it"]);
        finding.help("add the program to `credentialPluginAllowlist` there, if you trust it");
        let error = if matches!(policy, Policy::DenyAll) {
            message!["plugin \"", field.quoted(), "\" not allowed: policy set to \"DenyAll\""]
        } else {
            message!["plugin path \"…\" is not permitted by the credential plugin allowlist"]
        };
        finding.refused_by("kubectl", versions, error);
    }
}
