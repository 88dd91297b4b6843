use super::commands;
use crate::kubeconfig::facts::command::Lookup;
use crate::rules::{Case, Findings};

pub(super) fn check(case: &Case<'_>, findings: &mut Findings) {
    for (_, _, field, command) in commands(case.config()) {
        if command.lookup != Lookup::Relative {
            continue;
        }
        let finding = findings.field(field, "the program is looked for beside this file");
        finding.help("give an absolute path, or a bare name that is found on `PATH`");
        for (client, versions) in [("kr8s", "0.13-0.20"), ("node", "1.4-2.0")] {
            finding.differs_in(client, versions, "looks in the working directory instead");
        }
    }
}
