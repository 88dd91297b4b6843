use super::commands;
use crate::fix::Fix;
use crate::kubeconfig::facts::command::Recognition;
use crate::kubeconfig::facts::launcher::Code;
use crate::rules::{Case, Findings};

pub(super) fn check(case: &Case<'_>, findings: &mut Findings) {
    for (_, exec, field, command) in commands(case.config()) {
        let (Recognition::Known { plugin, .. }, Some(call)) = (command.plugin, &command.call) else { continue };
        if plugin.has_output_setting && !call.has_output_format && case.is_complete() {
            let finding =
                findings.field(field, "the plugin prints in the format that its user has set, which clients may not read");
            finding.help("add `--output json` to `args`");
            // Behind the words of a script an argument is one of the script.
            let is_last_word = command.launcher.as_ref().is_none_or(|launcher| matches!(launcher.code, Code::Command(_)));
            if is_last_word && command.is_certain() {
                finding.fix(Fix::safe("append `--output json` to `args`").append(&exec.field, "args", &["--output", "json"]));
            }
        }
    }
}
