use super::commands;
use crate::finding::Severity;
use crate::fix::{CallForm, Fix};
use crate::kubeconfig::facts::command::Recognition;
use crate::kubeconfig::facts::launcher::Code;
use crate::message;
use crate::rules::{Case, Findings};

pub(super) fn check(case: &Case<'_>, findings: &mut Findings) {
    for (_, exec, field, command) in commands(case.config()) {
        let (Some(launcher), Some(program)) = (&command.launcher, &command.program) else { continue };
        let (index, what) = match launcher.code {
            Code::Inline(at) => (at, "the code it runs"),
            Code::Encoded(at) => (at, "the code it runs, encoded"),
            Code::Script(at) => (at, "the script it runs"),
            Code::Command(at) => (at, "the command it runs"),
            Code::Absent => continue,
        };
        let finding = findings.field(field, message!["the command is ", program, ", and what really runs stands in `args`"]);
        if let Some(argument) = exec.args.get(index) {
            finding.related(argument.place(), what);
        }
        finding.help("run the inner program itself, so that it can be reviewed and allowed by name");
        if launcher.is_needless {
            finding.fix(Fix::risky("run the inner program without the shell").call(&exec.field, CallForm::Unwrapped));
        }
        if launcher.unwraps_to_command && matches!(command.plugin, Recognition::Known { is_launched: true, .. }) {
            finding.severity(Severity::Info);
        }
    }
}
