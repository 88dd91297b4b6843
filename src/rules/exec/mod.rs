//! Programs that a kubeconfig runs.

use super::{Rule, rule};
use crate::kubeconfig::facts::command::Command;
use crate::kubeconfig::field::Field;
use crate::kubeconfig::model::{Exec, Kubeconfig, User, given};

mod api_version_unsupported;
mod command_has_arguments;
mod env_code_injection;
mod incomplete;
mod interactive_mode;
mod output_invalid;
mod payload_pattern;
mod relative_command;
mod shadowed_by_static_credential;
mod shell_wrapper;
mod suspicious_install_hint;
mod unknown_plugin;

pub(super) const RULES: &[Rule] = &[
    rule!("exec/incomplete", incomplete),
    rule!("exec/api-version-unsupported", api_version_unsupported),
    rule!("exec/interactive-mode", interactive_mode),
    rule!("exec/command-has-arguments", command_has_arguments),
    rule!("exec/unknown-plugin", unknown_plugin),
    rule!("exec/output-invalid", output_invalid),
    rule!("exec/shell-wrapper", shell_wrapper),
    rule!("exec/payload-pattern", payload_pattern),
    rule!("exec/relative-command", relative_command),
    rule!("exec/env-code-injection", env_code_injection),
    rule!("exec/shadowed-by-static-credential", shadowed_by_static_credential),
    rule!("exec/suspicious-install-hint", suspicious_install_hint),
];

/// The users of a file that have an exec plugin.
fn plugins(config: &Kubeconfig) -> impl Iterator<Item = (&User, &Exec)> {
    config.users.iter().filter_map(|user| Some((user, user.exec.as_ref()?)))
}

/// The exec plugins of a file that have a command, with what may be said about it.
fn commands(config: &Kubeconfig) -> impl Iterator<Item = (&User, &Exec, &Field, &Command)> {
    plugins(config).filter_map(|(user, exec)| Some((user, exec, given(exec.command.as_ref())?, exec.facts()?)))
}
