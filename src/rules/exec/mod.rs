//! Programs that a kubeconfig runs.

use super::{Rule, rule};
use crate::kubeconfig::facts::arguments::ArgumentKind;
use crate::kubeconfig::facts::command::Command;
use crate::kubeconfig::facts::environment::VariableFact;
use crate::kubeconfig::field::Field;
use crate::kubeconfig::model::{Exec, Kubeconfig, User, given};
use crate::kubeconfig::program::ProgramState;
use crate::message::Name;

mod api_version_plugin_mismatch;
mod api_version_unsupported;
mod blocked_by_kuberc;
mod cloud_token_to_foreign_server;
mod command_has_arguments;
mod command_not_found;
mod endpoint_override;
mod env_code_injection;
mod env_redirect;
mod hardcoded_identity;
mod incomplete;
mod inline_secret;
mod interactive_mode;
mod kuberc_policy_broken;
mod kuberc_policy_ignored;
mod lookalike_command;
mod missing_required_argument;
mod needs_terminal;
pub(super) mod output_certificate_encoding;
mod output_format_unpinned;
mod output_invalid;
mod output_not_portable;
mod payload_pattern;
mod relative_command;
mod shadowed_by_static_credential;
mod shell_metacharacters;
mod shell_wrapper;
mod suspicious_install_hint;
mod tls_weakened;
mod unknown_plugin;
mod writable_location;

pub(super) const RULES: &[Rule] = &[
    rule!("exec/incomplete", incomplete),
    rule!("exec/api-version-unsupported", api_version_unsupported),
    rule!("exec/api-version-plugin-mismatch", api_version_plugin_mismatch),
    rule!("exec/interactive-mode", interactive_mode),
    rule!("exec/needs-terminal", needs_terminal),
    rule!("exec/command-has-arguments", command_has_arguments),
    rule!("exec/command-not-found", command_not_found),
    rule!("exec/missing-required-argument", missing_required_argument),
    rule!("exec/output-format-unpinned", output_format_unpinned),
    rule!("exec/unknown-plugin", unknown_plugin),
    rule!("exec/output-invalid", output_invalid),
    rule!("exec/output-certificate-encoding", output_certificate_encoding),
    rule!("exec/output-not-portable", output_not_portable),
    rule!("exec/lookalike-command", lookalike_command),
    rule!("exec/shell-wrapper", shell_wrapper),
    rule!("exec/payload-pattern", payload_pattern),
    rule!("exec/shell-metacharacters", shell_metacharacters),
    rule!("exec/relative-command", relative_command),
    rule!("exec/writable-location", writable_location),
    rule!("exec/env-code-injection", env_code_injection),
    rule!("exec/env-redirect", env_redirect),
    rule!("exec/tls-weakened", tls_weakened),
    rule!("exec/endpoint-override", endpoint_override),
    rule!("exec/inline-secret", inline_secret),
    rule!("exec/hardcoded-identity", hardcoded_identity),
    rule!("exec/cloud-token-to-foreign-server", cloud_token_to_foreign_server),
    rule!("exec/shadowed-by-static-credential", shadowed_by_static_credential),
    rule!("exec/suspicious-install-hint", suspicious_install_hint),
    rule!("exec/blocked-by-kuberc", blocked_by_kuberc),
    rule!("exec/kuberc-policy-broken", kuberc_policy_broken),
    rule!("exec/kuberc-policy-ignored", kuberc_policy_ignored),
];

/// The users of a file that have an exec plugin.
fn plugins(config: &Kubeconfig) -> impl Iterator<Item = (&User, &Exec)> {
    config.users.iter().filter_map(|user| Some((user, user.exec.as_ref()?)))
}

/// The exec plugins of a file that have a command, with what may be said about it.
fn commands(config: &Kubeconfig) -> impl Iterator<Item = (&User, &Exec, &Field, &Command)> {
    plugins(config).filter_map(|(user, exec)| Some((user, exec, given(exec.command.as_ref())?, exec.facts()?)))
}

/// The arguments of which something is to be said.
fn arguments(config: &Kubeconfig) -> impl Iterator<Item = (&Field, ArgumentKind)> {
    commands(config).flat_map(|(_, exec, _, command)| {
        command.arguments.iter().filter_map(|fact| Some((exec.args.get(fact.index)?, fact.kind)))
    })
}

/// The variables of which something is to be said, with the place and the text of their name.
fn variables(config: &Kubeconfig) -> impl Iterator<Item = (&Field, Name, &VariableFact)> {
    commands(config).flat_map(|(_, exec, _, command)| {
        command.variables.iter().filter_map(|fact| {
            let variable = exec.env.get(fact.index)?;
            let name = variable.name.as_ref()?;
            Some((name, name.name()?, fact))
        })
    })
}

/// The first command that was looked for on this machine: here is where its files count.
fn local_command(config: &Kubeconfig) -> Option<&Field> {
    let is_local = |exec: &Exec| exec.program().is_some_and(|program| program.state != ProgramState::NotLooked);
    commands(config).find(|(_, exec, ..)| is_local(exec)).map(|(_, _, field, _)| field)
}
