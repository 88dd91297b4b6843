use super::{arguments, variables};
use crate::kubeconfig::facts::arguments::{ArgumentKind, Endpoint};
use crate::kubeconfig::facts::environment::Role;
use crate::message;
use crate::rules::{Case, Findings};

const HELP: &str = "remove it, or make sure that you know whose host it is";

pub(super) fn check(case: &Case<'_>, findings: &mut Findings) {
    for (argument, kind) in arguments(case.config()) {
        let ArgumentKind::Endpoint(endpoint) = kind else { continue };
        if is_foreign(endpoint) {
            findings.field(argument, "an option says which server the plugin asks for its token").help(HELP);
        }
    }
    for (field, name, fact) in variables(case.config()) {
        if matches!(fact.role, Some(Role::Endpoint(endpoint)) if is_foreign(endpoint)) && fact.placeholder.is_none() {
            findings.field(field, message![name, " says which server or proxy the plugin asks for its token"]).help(HELP);
        }
    }
}

fn is_foreign(endpoint: Endpoint) -> bool {
    !endpoint.is_loopback && !endpoint.is_provider
}
