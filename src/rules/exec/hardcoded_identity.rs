use super::{arguments, commands, variables};
use crate::kubeconfig::facts::arguments::ArgumentKind;
use crate::kubeconfig::facts::environment::Role;
use crate::kubeconfig::facts::path::System;
use crate::message;
use crate::rules::{Case, Findings};

pub(super) fn check(case: &Case<'_>, findings: &mut Findings) {
    let config = case.config();
    for (_, _, field, command) in commands(config) {
        // `/home/…`, `/Users/…`
        if matches!(command.path.system, Some(System::Linux | System::MacOs)) {
            let finding = findings.field(field, "the program lies in the home folder of one person");
            finding.help("write a bare name that is found on `PATH`");
        }
    }
    for (argument, kind) in arguments(config) {
        if kind == ArgumentKind::Identity {
            let finding =
                findings.field(argument, "this argument names a profile, account, role or context of one person's set-up");
            finding.help("leave it out where the default will do, and set it where the kubeconfig is used");
        }
    }
    for (field, name, fact) in variables(config) {
        if fact.role == Some(Role::Identity) {
            let finding = findings.field(field, message![name, " names a profile or account of one person's set-up"]);
            finding.help("set it where the kubeconfig is used");
        }
    }
}
