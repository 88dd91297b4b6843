use super::commands;
use crate::finding::Severity;
use crate::kubeconfig::facts::command::Lookup;
use crate::kubeconfig::program::ProgramState;
use crate::message;
use crate::message::Message;
use crate::plugins::Plugin;
use crate::rules::{Case, Findings};

pub(super) fn check(case: &Case<'_>, findings: &mut Findings) {
    for (user, exec, field, command) in commands(case.config()) {
        let Some(program) = exec.program() else { continue };
        let (message, error) = match (program.state, command.lookup) {
            (ProgramState::NotLooked | ProgramState::Found, _) => continue,
            (ProgramState::Missing, Lookup::SearchPath) => {
                ("this program is not on the `PATH` of this machine", message!["exec: executable ", field.quoted(), " not found"])
            }
            (ProgramState::Missing, _) => {
                ("there is no such program", message!["exec: fork/exec ", field.quoted(), ": no such file or directory"])
            }
            (ProgramState::Folder, _) => {
                ("this is a folder, and no program", message!["exec: fork/exec ", field.quoted(), ": permission denied"])
            }
            (ProgramState::Forbidden, _) => {
                ("this file may not be executed", message!["exec: fork/exec ", field.quoted(), ": permission denied"])
            }
        };
        let finding = findings.field(field, message);
        finding.help(help(program.state, exec.plugin()));
        if case.runs_plugin(user) {
            finding.refused_by("kubectl", "1.22-1.37", error);
        } else {
            finding.severity(Severity::Warning);
        }
        finding.differs_in("python", "18.20-37.0", "logs it and sends the request without credentials");
    }
}

/// What the kubeconfig itself says about installing is not passed on.
fn help(state: ProgramState, plugin: Option<&'static Plugin>) -> Message {
    match (state, plugin) {
        (ProgramState::Forbidden, _) => "allow it to be executed: `chmod +x`, or name another program".into(),
        (_, Some(Plugin { name, vendor_domains: [domain, ..], .. })) => message!["install `", *name, "`, see ", *domain],
        _ => "install it, or correct the command".into(),
    }
}
