//! `kr8s` 0.13 to 0.20, read in `kr8s/_auth.py`, `kr8s/_config.py` and `kr8s/_api.py`, and compared with the library:
//! `kr8s.api(kubeconfig=FILE, context=NAME)`, then a request.

mod auth;
mod config;
mod exec;
mod files;
mod session;
#[cfg(test)]
mod tests;

use super::python::node::Node;
use super::release::Version;
use super::{Outcome, Prediction, Refusal, Release};
use crate::kubeconfig::Document;
use crate::kubeconfig::reading::{Dialect, Kind, Names, Reading};
use crate::message::Name;
use config::Configs;

/// What the library does with each context.
pub(super) fn predict(documents: &[Document], release: Release) -> Vec<Prediction> {
    let readings: Vec<Reading<'_>> = documents.iter().map(|document| document.read_as(Dialect::PyYaml)).collect();
    let configs = Configs::load(&readings, release.version);
    let predictions = choices(&readings, release.version).into_iter().map(|choice| {
        let outcome = match &configs {
            Err(refusal) => Err(refusal.clone()),
            Ok(configs) => configs.select(choice.asked.as_ref()).and_then(|selected| session::open(&selected, release.version)),
        };
        let outcome = outcome.map_or_else(Outcome::Refuses, Outcome::Contacts);
        Prediction { file: choice.file, context: choice.name, is_current: choice.is_current, release, outcome }
    });
    predictions.collect()
}

/// A context that can be asked for, or what happens when none is.
struct Choice<'r> {
    file: usize,
    name: Option<Name>,
    is_current: bool,
    /// The name that is asked for.
    asked: Option<Node<'r>>,
}

/// Every name of a context, and what happens without one: the first file says which context is meant.
fn choices<'r>(readings: &'r [Reading<'r>], version: Version) -> Vec<Choice<'r>> {
    let readings = if config::reads_lists(version) { readings } else { &readings[..readings.len().min(1)] };
    let roots = readings.iter().enumerate().filter_map(|(file, reading)| Some(Node { file, datum: reading.root()? }));
    let roots: Vec<Node<'r>> = roots.collect();
    let current = roots.first().and_then(|root| root.get("current-context"));
    let (mut choices, mut seen): (Vec<Choice<'r>>, _) = (Vec::new(), Names::default());
    let contexts = roots.iter().filter_map(|root| root.get("contexts")).flat_map(|list| list.items());
    for name in contexts.filter_map(|context| context.get("name")).filter(|name| name.kind() == Kind::Text) {
        if !seen.insert(&name.datum, ()) {
            continue;
        }
        let is_current = current.as_ref().is_some_and(|current| current.datum.equals(&name.datum));
        let shown = name.datum.name();
        // An empty name is as good as none.
        if is_current || shown.as_ref().is_some_and(|shown| !shown.as_str().is_empty()) {
            choices.push(Choice { file: name.file, name: shown, is_current, asked: Some(name) });
        }
    }
    if let Some(choice) = choices.iter_mut().find(|choice| choice.is_current) {
        choice.asked = None;
    } else {
        let name = current.as_ref().and_then(|current| current.datum.name());
        choices.push(Choice { file: 0, name, is_current: true, asked: None });
    }
    choices
}

/// Nothing that could be used: `reauthenticate`, where there is no service account.
fn no_credentials(refusal: Refusal) -> Refusal {
    Refusal { error: "Unable to find valid credentials".into(), ..refusal }
}
