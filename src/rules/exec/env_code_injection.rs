use super::commands;
use crate::finding::Severity;
use crate::fix::Fix;
use crate::kubeconfig::facts::environment::Role;
use crate::kubeconfig::field::Field;
use crate::message;
use crate::rules::{Case, EXECUTED, Findings};

pub(super) fn check(case: &Case<'_>, findings: &mut Findings) {
    for (_, exec, _, command) in commands(case.config()) {
        for fact in &command.variables {
            let Some(Role::CodeInjection { is_settled_path }) = fact.role else { continue };
            let Some(variable) = exec.env.get(fact.index) else { continue };
            let field = variable.name.as_ref().unwrap_or(&variable.item);
            let name = variable.name.as_ref().and_then(Field::name);
            let subject = name.clone().map_or(message!["a variable"], |name| message![name]);
            let finding = findings.field(field, subject.and(" makes the plugin run other code than its own"));
            finding.help("remove this variable").fix(Fix::risky("remove this variable").remove_items(
                &variable.item,
                1,
                "the variable",
            ));
            // Nix and snaps set it for programs that could not start otherwise.
            if is_settled_path && name.is_some_and(|name| name.as_str() == "LD_LIBRARY_PATH") {
                finding.severity(Severity::Info);
                continue;
            }
            for (client, versions) in EXECUTED {
                finding.differs_in(client, versions, "hands it to the plugin");
            }
        }
    }
}
