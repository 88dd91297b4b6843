use super::commands;
use crate::fix::Fix;
use crate::kubeconfig::facts::arguments::ArgumentKind;
use crate::kubeconfig::facts::command::Command;
use crate::kubeconfig::facts::environment::Role;
use crate::kubeconfig::facts::path::System;
use crate::kubeconfig::field::Field;
use crate::kubeconfig::model::Exec;
use crate::message;
use crate::rules::{Case, Findings};

pub(super) fn check(case: &Case<'_>, findings: &mut Findings) {
    for (_, exec, field, command) in commands(case.config()) {
        // `/home/…`, `/Users/…`
        if matches!(command.path.system, Some(System::Linux | System::MacOs)) {
            let finding = findings.field(field, "the program lies in the home folder of one person");
            finding.help("write a bare name that is found on `PATH`");
        }
        arguments(exec, command, findings);
        variables(exec, command, findings);
    }
}

fn arguments(exec: &Exec, command: &Command, findings: &mut Findings) {
    for fact in &command.arguments {
        let (Some(argument), ArgumentKind::Identity(identity)) = (exec.args.get(fact.index), fact.kind) else { continue };
        let finding = findings.field(argument, "this argument names a profile, account, role or context of one person's set-up");
        finding.help("leave it out where the default will do, and set it where the kubeconfig is used");
        let first = fact.index.checked_sub(usize::from(identity.is_behind_option)).and_then(|index| exec.args.get(index));
        if let Some(first) = first.filter(|_| identity.is_profile) {
            let count = 1 + usize::from(identity.is_behind_option);
            finding.fix(Fix::risky("leave the profile out").remove_items(first, count, "the profile"));
        }
    }
}

fn variables(exec: &Exec, command: &Command, findings: &mut Findings) {
    for fact in command.variables.iter().filter(|fact| fact.role == Some(Role::Identity)) {
        let Some(variable) = exec.env.get(fact.index) else { continue };
        let Some((field, name)) = variable.name.as_ref().zip(variable.name.as_ref().and_then(Field::name)) else { continue };
        let is_profile = name.as_str().ends_with("_PROFILE");
        let finding = findings.field(field, message![name, " names a profile or account of one person's set-up"]);
        finding.help("set it where the kubeconfig is used");
        if is_profile {
            finding.fix(Fix::risky("leave the profile out").remove_items(&variable.item, 1, "the profile"));
        }
    }
}
