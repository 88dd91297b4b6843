use super::commands;
use crate::finding::Severity;
use crate::fix::{Fix, Literal};
use crate::kubeconfig::facts::command::{Command, Recognition, VersionOption};
use crate::kubeconfig::model::given;
use crate::message;
use crate::plugins::{Answers, Evidence};
use crate::rules::{Case, Findings};

const V1: &str = "client.authentication.k8s.io/v1";
const V1BETA1: &str = "client.authentication.k8s.io/v1beta1";

pub(super) fn check(case: &Case<'_>, findings: &mut Findings) {
    for (user, exec, _, command) in commands(case.config()) {
        let Some((field, answer)) = given(exec.api_version.as_ref()).zip(answer(command)) else { continue };
        let Some(asked) = [V1, V1BETA1].into_iter().find(|version| field.is(version)).filter(|asked| *asked != answer) else {
            continue;
        };
        let finding = findings.field(field, message!["the plugin answers `", answer, "`"]);
        finding.help(if answer == V1 { "write that version, and `interactiveMode: IfAvailable`" } else { "write that version" });
        let fix = Fix::safe(message!["write `", answer, "`"]).write(field, Literal::Text(answer));
        let mode = Literal::Text("IfAvailable");
        finding.fix(match &exec.interactive_mode {
            None if answer == V1 => fix.insert(&exec.field, "interactiveMode", mode),
            Some(blank) if answer == V1 && blank.is_blank() => fix.write(blank, mode),
            _ => fix,
        });
        if case.runs_plugin(user) {
            let error = message!["exec plugin is configured to use API version ", asked, ", plugin returned version ", answer];
            finding.refused_by("kubectl", "1.22-1.37", error);
        } else {
            finding.severity(Severity::Warning);
        }
        finding.differs_in("python", "18.20-37.0", "logs it and sends the request without credentials");
    }
}

/// What the plugin is known to answer, when that is verified.
fn answer(command: &Command) -> Option<&'static str> {
    let Recognition::Known { plugin, .. } = command.plugin else { return None };
    if plugin.answers.evidence != Evidence::Verified || !command.is_certain() {
        return None;
    }
    match (plugin.answers.value, command.call.as_ref()?.version_option) {
        (Answers::V1, _) | (Answers::AsVersionOption, Some(VersionOption::V1)) => Some(V1),
        (Answers::V1beta1, _) | (Answers::AsVersionOption, Some(VersionOption::V1beta1)) => Some(V1BETA1),
        _ => None,
    }
}
