use super::commands;
use crate::fix::{Fix, PathForm, Transform};
use crate::kubeconfig::facts::command::Lookup;
use crate::kubeconfig::program::ProgramState;
use crate::rules::{Case, Findings};

pub(super) fn check(case: &Case<'_>, findings: &mut Findings) {
    for (_, exec, field, command) in commands(case.config()) {
        if command.lookup != Lookup::Relative {
            continue;
        }
        let finding = findings.field(field, "the program is looked for beside this file");
        finding.help("give an absolute path, or a bare name that is found on `PATH`");
        let is_there = exec.program().is_some_and(|program| program.state == ProgramState::Found);
        if is_there && !case.is_passed_on() {
            let form = Transform::Path(PathForm::FromFolder);
            finding.fix(Fix::risky("write the absolute path").transform(field, form));
        }
        for (client, versions) in [("kr8s", "0.13-0.20"), ("node", "1.4-2.0")] {
            finding.differs_in(client, versions, "looks in the working directory instead");
        }
    }
}
