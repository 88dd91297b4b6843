use super::commands;
use crate::kubeconfig::facts::command::Recognition;
use crate::rules::{Case, Findings};

pub(super) fn check(case: &Case<'_>, findings: &mut Findings) {
    for (_, _, field, command) in commands(case.config()) {
        let (Recognition::Known { plugin, .. }, Some(call)) = (command.plugin, &command.call) else { continue };
        if plugin.has_output_setting && !call.has_output_format && case.is_complete() {
            let finding =
                findings.field(field, "the plugin prints in the format that its user has set, which clients may not read");
            finding.help("add `--output json` to `args`");
        }
    }
}
