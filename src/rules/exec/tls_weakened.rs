use super::commands;
use crate::fix::Fix;
use crate::kubeconfig::facts::arguments::ArgumentKind;
use crate::kubeconfig::facts::command::Command;
use crate::kubeconfig::facts::environment::Role;
use crate::kubeconfig::model::Exec;
use crate::message;
use crate::rules::{Case, Findings};

pub(super) fn check(case: &Case<'_>, findings: &mut Findings) {
    for (_, exec, _, command) in commands(case.config()) {
        arguments(exec, command, findings);
        variables(exec, command, findings);
    }
}

fn arguments(exec: &Exec, command: &Command, findings: &mut Findings) {
    for fact in command.arguments.iter().filter(|fact| fact.kind == ArgumentKind::TlsOff) {
        let Some(argument) = exec.args.get(fact.index) else { continue };
        let finding = findings.field(argument, "an option keeps the plugin from verifying whom it asks for a token");
        finding.help("remove the option, and give the plugin the authority of the issuer's certificate");
        if !command.is_code(fact.index) {
            finding.fix(Fix::risky("remove this argument, so that the issuer is verified").remove_items(
                argument,
                1,
                "the option against verification",
            ));
        }
    }
}

fn variables(exec: &Exec, command: &Command, findings: &mut Findings) {
    for fact in &command.variables {
        let Some(variable) = exec.env.get(fact.index) else { continue };
        let Some((field, name)) = variable.name.as_ref().and_then(|field| Some((field, field.name()?))) else { continue };
        let (message, fix) = match fact.role {
            Some(Role::TlsOff) => {
                let fix = Fix::risky(message!["remove ", name.clone(), ", so that the issuer is verified"]);
                (message![name, " keeps the plugin from verifying whom it asks for a token"], Some(fix))
            }
            // What it would trust without the bundle is more than the bundle holds.
            Some(Role::CaBundle { is_doubtful: true }) => {
                (message![name, " names authorities that anybody could have put there"], None)
            }
            _ => continue,
        };
        let finding = findings.field(field, message);
        finding.help("remove it, or name a file at an absolute path that only administrators can write");
        finding.fix = fix.map(|fix| fix.remove_items(&variable.item, 1, "the option against verification"));
    }
}
