use super::plugins;
use crate::finding::Severity;
use crate::fix::{Fix, Literal, Safety};
use crate::kubeconfig::model::{Exec, given};
use crate::message;
use crate::rules::{Case, Effect, Findings, refuses};

const V1: &str = "client.authentication.k8s.io/v1";
const V1BETA1: &str = "client.authentication.k8s.io/v1beta1";
const V1ALPHA1: &str = "client.authentication.k8s.io/v1alpha1";

/// Clients that are older than v1.
const OF_V1: &[Effect] = &[refuses("kr8s", "0.13", "Only client.authentication.k8s.io/v1beta1 is supported for exec auth")];

pub(super) fn check(case: &Case<'_>, findings: &mut Findings) {
    for (user, exec) in plugins(case.config()) {
        let name = user.entry.quoted_name();
        let Some(field) = given(exec.api_version.as_ref()) else {
            if case.is_complete() {
                let finding = findings.field(&exec.field, "this exec plugin has no `apiVersion`");
                finding.help("add `apiVersion: client.authentication.k8s.io/v1beta1`");
                let fix = Fix { safety: safety(exec), ..Fix::safe("add `apiVersion: client.authentication.k8s.io/v1beta1`") };
                finding.fix(match &exec.api_version {
                    Some(blank) => fix.write(blank, Literal::Text(V1BETA1)),
                    None => fix.insert(&exec.field, "apiVersion", Literal::Text(V1BETA1)),
                });
                let error = message!["apiVersion must be specified for ", name, " to use exec authentication plugin"];
                finding.refused_by("kubectl", "1.22-1.37", error);
            }
            continue;
        };
        let felt = if field.is(V1) { case.felt(OF_V1) } else { Vec::new() };
        if !felt.is_empty() {
            let finding = findings.field(field, "a client that the file is meant for is older than this `apiVersion`");
            finding.help("write `client.authentication.k8s.io/v1beta1`, if the plugin answers it").felt_by(&felt);
        }
        if !field.is_text() || field.is(V1) || field.is(V1BETA1) {
            continue;
        }
        let is_alpha = field.is(V1ALPHA1);
        let message = if is_alpha {
            "kubectl 1.24 removed this `apiVersion`; scripts in other languages still take it"
        } else {
            "kubectl knows no such `apiVersion` of exec plugins"
        };
        let finding = findings.field(field, message);
        finding.help("write `client.authentication.k8s.io/v1beta1`, which every known plugin of today answers");
        let fix = Fix { safety: safety(exec), ..Fix::safe("write `client.authentication.k8s.io/v1beta1`") };
        finding.fix(fix.write(field, Literal::Text(V1BETA1)));
        if !is_alpha && given(exec.interactive_mode.as_ref()).is_none() {
            // Only for v1alpha1 and v1beta1 is there a default; it is missed before the version is looked at.
            let error = message!["interactiveMode must be specified for ", name, " to use exec authentication plugin"];
            finding.refused_by("kubectl", "1.22-1.37", error);
        } else if case.is_anonymous(user) {
            finding.severity(Severity::Warning);
        } else {
            let versions = if is_alpha { "1.24-1.37" } else { "1.22-1.37" };
            finding.refused_by("kubectl", versions, message!["exec plugin: invalid apiVersion \"", field.quoted(), "\""]);
        }
    }
}

/// Known plugins answer it; nobody knows what others do.
fn safety(exec: &Exec) -> Safety {
    if exec.plugin().is_some() { Safety::Safe } else { Safety::Unsafe }
}
