use super::commands;
use crate::finding::Severity;
use crate::fix::{CallForm, Fix};
use crate::kubeconfig::facts::command::Lookup;
use crate::rules::{Case, Findings};

pub(super) fn check(case: &Case<'_>, findings: &mut Findings) {
    for (user, exec, field, command) in commands(case.config()) {
        let Some(blanks) = command.inner_blanks else { continue };
        // Otherwise it may be a path with blanks, as in `C:\Program Files`.
        if !blanks.first_word_is_program {
            continue;
        }
        let finding = findings.field(field, "`command` is the program alone; this one has arguments in it");
        finding.help("leave the program as the command, and write each of its arguments as an item of `args`");
        if blanks.are_between_words {
            finding.fix(Fix::risky("split it into `command` and `args`").call(&exec.field, CallForm::Split));
        }
        let error = match command.lookup {
            Lookup::Absolute | Lookup::Relative => "fork/exec … : no such file or directory",
            Lookup::SearchPath | Lookup::Absent => "exec: executable … not found",
        };
        if case.runs_plugin(user) {
            finding.refused_by("kubectl", "1.22-1.37", error);
        } else {
            finding.severity(Severity::Warning);
        }
        finding.differs_in("kubeclient", "4.9", "runs it in a shell");
        finding.differs_in("python", "18.20-37.0", "logs it and sends the request without credentials");
    }
}
