use super::commands;
use crate::kubeconfig::facts::command::Recognition;
use crate::message;
use crate::rules::{Case, Findings};

/// What a plugin printed is judged by `rules::answer`; here only what a program is known to print.
pub(super) fn check(case: &Case<'_>, findings: &mut Findings) {
    for (_, _, field, command) in commands(case.config()) {
        if let Recognition::NotPlugin(row) = command.plugin {
            let finding = findings.field(field, message!["`", row.name, "` prints no `ExecCredential`"]);
            finding.help("use the provider's exec plugin, or `tokenFile` for a token in a file");
        }
    }
}
