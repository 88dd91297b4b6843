use super::commands;
use crate::rules::{Case, Findings};

pub(super) fn check(case: &Case<'_>, findings: &mut Findings) {
    for (user, exec, field, command) in commands(case.config()) {
        let always = exec.interactive_mode.as_ref().filter(|mode| mode.is("Always"));
        if let Some(mode) = always {
            let finding = findings.field(mode, "the plugin runs only at a terminal");
            finding.help("for jobs, use a way to log in that needs nobody");
            if case.runs_plugin(user) {
                let error = "exec plugin cannot support interactive mode: standard input is not a terminal";
                finding.refused_by("kubectl", "1.22-1.37", error);
            }
        } else if command.call.as_ref().is_some_and(|call| call.needs_person) {
            let finding = findings.field(field, "the plugin asks a person, in a browser or at a terminal");
            finding.help("for jobs, use a way to log in that needs nobody");
        }
    }
}
