//! The crate `kube` since 1.0, read in kube-client and compared with 1.1.0 and 5.0.0, built with the features `client`, `rustls-tls`,
//! `ring`, `oauth` and `oidc`.
//!
//! The order is that of the crate: read and merge the files ([`load`], [`decode`]), make a `Config` of a context ([`config`]), and a
//! `Client` of that ([`client`], [`auth`], [`provider`]), then send a request.
//!
//! It is what `Config::from_custom_kubeconfig` does. `Config::infer`, which most programs call, has no context to be asked for and
//! goes on with the service account of the pod, where there is one, when the configuration fails; an error of the client does not
//! lead there.

mod auth;
mod client;
mod config;
mod decode;
mod load;
mod provider;
#[cfg(test)]
mod tests;
mod types;

use super::{Cause, Outcome, Prediction, Refusal, Release, Stage};
use crate::address::Address;
use crate::env::Env;
use crate::kubeconfig::Document;
use crate::kubeconfig::reading::{Datum, Dialect, Reading};
use crate::message;
use crate::message::{Message, Name};
use crate::span::Span;
use jiff::Timestamp;
use load::{In, Kubeconfig};
use std::collections::HashSet;

/// The YAML library changed with 4.0, and a client certificate that cannot be read is an error since then.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Era {
    SerdeYaml,
    SerdeSaphyr,
}

/// What matters of a release.
#[derive(Clone, Copy)]
struct Crate {
    era: Era,
    /// Since 5.0 the user to act as is sent with the uid and the extra values.
    sends_extra: bool,
    /// Since 4.2 a proxy can speak TLS, where proxies are switched on.
    proxies_over_tls: bool,
    now: Timestamp,
}

/// What kube of this release does with each context.
pub(super) fn predict(documents: &[Document], release: Release, env: &Env) -> Vec<Prediction> {
    let era = if release.version.is_at_least(4, 0, 0) { Era::SerdeSaphyr } else { Era::SerdeYaml };
    let dialect = if era == Era::SerdeYaml { Dialect::SerdeYaml } else { Dialect::SerdeSaphyr };
    let is_since = |major, minor| release.version.is_at_least(major, minor, 0);
    let kube = Crate { era, sends_extra: is_since(5, 0), proxies_over_tls: is_since(4, 2), now: env.now };
    let readings: Vec<Reading<'_>> = documents.iter().map(|document| document.read_as(dialect)).collect();
    let refusal = load::refusal(&readings, era);
    let kubeconfig = Kubeconfig::of(&readings);
    let run = |choice: Choice<'_>| {
        let outcome = match &refusal {
            Some(refusal) => Err(refusal.clone()),
            None => kube.run(&kubeconfig, &choice),
        };
        let outcome = outcome.map_or_else(Outcome::Refuses, Outcome::Contacts);
        Prediction { file: choice.file, context: choice.name, is_current: choice.is_current, release, outcome }
    };
    choices(&kubeconfig).into_iter().map(run).collect()
}

/// A context that can be asked for, or what happens when none is.
struct Choice<'r> {
    file: usize,
    name: Option<Name>,
    is_current: bool,
    asked: Asked<'r>,
}

enum Asked<'r> {
    /// An entry of `contexts`.
    Context(In<'r>),
    /// `current-context` names nothing.
    Dangling(In<'r>),
    /// There is no `current-context`.
    Nothing,
}

fn choices<'r>(kubeconfig: &Kubeconfig<'r>) -> Vec<Choice<'r>> {
    let current = kubeconfig.current.as_ref();
    let mut choices: Vec<Choice<'r>> = Vec::new();
    let mut seen = HashSet::new();
    for context in &kubeconfig.contexts {
        let Some(name) = context.datum.get("name") else { continue };
        let is_current = current.is_some_and(|current| current.datum.same_text(&name));
        let shown = name.name().filter(|name| !name.as_str().is_empty());
        // A name that may not be shown cannot be asked for; of two with the same name the first counts.
        let is_new = match &shown {
            Some(name) => seen.insert(name.clone()),
            None => is_current && !choices.iter().any(|choice| choice.is_current),
        };
        if is_new {
            choices.push(Choice { file: context.file, name: shown, is_current, asked: Asked::Context(context.clone()) });
        }
    }
    if !choices.iter().any(|choice| choice.is_current) {
        let name = current.and_then(|current| current.datum.name()).filter(|name| !name.as_str().is_empty());
        let asked = current.map_or(Asked::Nothing, |current| Asked::Dangling(current.clone()));
        choices.push(Choice { file: current.map_or(0, |current| current.file), name, is_current: true, asked });
    }
    choices
}

impl Crate {
    fn run(self, kubeconfig: &Kubeconfig<'_>, choice: &Choice<'_>) -> Result<super::Effective, Refusal> {
        let context = match &choice.asked {
            Asked::Context(context) => context,
            Asked::Dangling(current) => return Err(not_loaded(current, &current.datum)),
            Asked::Nothing => {
                let cause = Cause { file: choice.file, address: Address::ROOT.key("current-context"), span: Span::at(0) };
                return Err(refuse(Stage::Config, cause, "failed to determine current context".into()));
            }
        };
        let config = config::load(kubeconfig, context)?;
        client::build(&config, self)?;
        client::request(&config, self)?;
        Ok(client::effective(&config, self))
    }
}

/// `KubeconfigError::LoadContext`
fn not_loaded(cause: &In<'_>, name: &Datum<'_>) -> Refusal {
    refuse(Stage::Config, cause.cause(), message!["failed to load current context: ", name.quoted()])
}

fn refuse(stage: Stage, cause: Cause, error: Message) -> Refusal {
    Refusal { stage, error, cause }
}
