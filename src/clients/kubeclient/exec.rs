//! `Kubeclient::ExecCredentials.run`, which `context` calls at once, whether its credentials are needed or not.

use super::{Selected, cause_of, index, no_method, no_string, refuse};
use crate::clients::{Refusal, Stage};
use crate::kubeconfig::reading::{Datum, Kind};
use crate::message::Message;

/// Whether there is a plugin to run.
pub(super) fn check(selected: &Selected<'_>) -> Result<bool, Refusal> {
    let Some(user) = selected.user.as_ref().filter(|user| user.has("exec")) else { return Ok(false) };
    let exec = user.get("exec").ok_or_else(|| no_method("[]", None));
    let result = exec.and_then(|exec| run(&exec));
    result.map(|()| true).map_err(|error| refuse(Stage::Exec, cause_of(user, "exec"), error))
}

fn run(exec: &Datum<'_>) -> Result<(), Message> {
    let command = index(exec, "command")?.filter(Datum::is_truthy_to_ruby);
    if let Some(command) = &command {
        path(command)?;
    }
    let variables = environment(index(exec, "env")?)?;
    let Some(command) = command else { return Err("exec command is required".into()) };
    if command.is_empty() {
        return Err("No such file or directory - ".into());
    }
    let arguments = arguments(index(exec, "args")?);
    let is_text = |datum: &Datum<'_>| matches!(datum.kind(), Kind::Text | Kind::Bytes);
    for (name, value) in variables {
        if !name.as_ref().is_some_and(is_text) {
            return Err(no_string(name.as_ref()));
        }
        if name.is_some_and(|name| name.contains("=")) {
            return Err("environment name contains a equal : …".into());
        }
        if value.as_ref().is_some_and(|value| !value.is_null() && !is_text(value)) {
            return Err(no_string(value.as_ref()));
        }
    }
    match arguments.iter().find(|argument| !is_text(argument)) {
        Some(argument) => Err(no_string(Some(argument))),
        None if arguments.iter().any(Datum::has_nul) => Err("string contains null byte".into()),
        None => Ok(()),
    }
}

/// `ext_command_path`
pub(super) fn path(command: &Datum<'_>) -> Result<(), Message> {
    if !matches!(command.kind(), Kind::Text | Kind::Bytes) {
        Err(no_string(Some(command)))
    } else if command.has_nul() {
        Err("pathname contains null byte".into())
    } else {
        Ok(())
    }
}

type Variable<'r> = (Option<Datum<'r>>, Option<Datum<'r>>);

/// `map_env`
fn environment(env: Option<Datum<'_>>) -> Result<Vec<Variable<'_>>, Message> {
    let Some(env) = env.filter(Datum::is_truthy_to_ruby) else { return Ok(Vec::new()) };
    match env.kind() {
        Kind::List => env.items().map(|variable| Ok((index(&variable, "name")?, index(&variable, "value")?))).collect(),
        Kind::Map if env.is_empty() => Ok(Vec::new()),
        Kind::Map => Err("no implicit conversion of String into Integer".into()),
        _ => Err(no_method("map", Some(&env))),
    }
}

/// `*args`: what is no list is one argument.
fn arguments(args: Option<Datum<'_>>) -> Vec<Datum<'_>> {
    match args.as_ref().map_or(Kind::Null, Datum::kind) {
        Kind::Null => Vec::new(),
        Kind::List => args.iter().flat_map(Datum::items).collect(),
        _ => args.into_iter().collect(),
    }
}
