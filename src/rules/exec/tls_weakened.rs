use super::{arguments, variables};
use crate::kubeconfig::facts::arguments::ArgumentKind;
use crate::kubeconfig::facts::environment::Role;
use crate::message;
use crate::rules::{Case, Findings};

pub(super) fn check(case: &Case<'_>, findings: &mut Findings) {
    for (argument, kind) in arguments(case.config()) {
        if kind == ArgumentKind::TlsOff {
            let finding = findings.field(argument, "an option keeps the plugin from verifying whom it asks for a token");
            finding.help("remove the option, and give the plugin the authority of the issuer's certificate");
        }
    }
    for (field, name, fact) in variables(case.config()) {
        let message = match fact.role {
            Some(Role::TlsOff) => message![name, " keeps the plugin from verifying whom it asks for a token"],
            Some(Role::CaBundle { is_doubtful: true }) => message![name, " names authorities that anybody could have put there"],
            _ => continue,
        };
        findings.field(field, message).help("remove it, or name a file at an absolute path that only administrators can write");
    }
}
