use super::plugins;
use crate::fix::{Fix, Literal};
use crate::kubeconfig::model::given;
use crate::message;
use crate::rules::{Case, Findings};

const MODES: [&str; 3] = ["Never", "IfAvailable", "Always"];

pub(super) fn check(case: &Case<'_>, findings: &mut Findings) {
    for (user, exec) in plugins(case.config()) {
        let name = user.entry.quoted_name();
        if let Some(field) = given(exec.interactive_mode.as_ref()) {
            if field.is_text() && !MODES.into_iter().any(|mode| field.is(mode)) {
                let finding =
                    findings.field(field, "`interactiveMode` must be `Never`, `IfAvailable` or `Always`, written exactly so");
                finding.help("write `IfAvailable`, which fits nearly every plugin");
                if let Some(mode) = MODES.into_iter().find(|mode| field.is_like(mode)) {
                    finding.fix(Fix::safe(message!["write `", mode, "`"]).write(field, Literal::Text(mode)));
                }
                finding.refused_by(
                    "kubectl",
                    "1.22-1.37",
                    message!["invalid interactiveMode for ", name, ": \"", field.quoted(), "\""],
                );
            }
            continue;
        }
        let Some(version) = given(exec.api_version.as_ref()) else { continue };
        let is_v1 = version.is("client.authentication.k8s.io/v1");
        if is_v1 && case.is_complete() {
            let finding = findings.field(version, "with this `apiVersion` an `interactiveMode` must be given");
            finding.help("add `interactiveMode: IfAvailable`, which is what `v1beta1` means without it");
            let fix = Fix::safe("add `interactiveMode: IfAvailable`");
            let mode = Literal::Text("IfAvailable");
            finding.fix(match &exec.interactive_mode {
                Some(blank) => fix.write(blank, mode),
                None => fix.insert(&exec.field, "interactiveMode", mode),
            });
            let error = message!["interactiveMode must be specified for ", name, " to use exec authentication plugin"];
            finding.refused_by("kubectl", "1.22-1.37", error);
        }
    }
}
