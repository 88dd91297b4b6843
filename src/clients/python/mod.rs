//! Python's `kubernetes` 18.20 to 37.0, read in `kubernetes/config/kube_config.py`, `kubernetes/client/rest.py` and `urllib3`, and
//! compared with the library: `load_kube_config`, then a request.
//!
//! It walks through dictionaries and looks at values when it needs them ([`node`]), and so does this.

mod cluster;
mod exec;
mod file_or_data;
mod merge;
pub(super) mod node;
mod provider;
mod request;
mod select;
#[cfg(test)]
mod tests;
mod user;

use super::{Effective, Outcome, Prediction, Refusal, Release};
use crate::env::Env;
use crate::kubeconfig::Document;
use crate::kubeconfig::reading::{Dialect, Reading};
use crate::message::Name;
pub(super) use exec::is_word;
use merge::Merged;
pub(super) use merge::yaml_error;

/// What the library does with each context.
pub(super) fn predict(documents: &[Document], release: Release, env: &Env) -> Vec<Prediction> {
    let readings: Vec<Reading<'_>> = documents.iter().map(|document| document.read_as(Dialect::PyYaml)).collect();
    let merged = Merged::of(&readings, release.version);
    let choices = select::choices(&readings, merged.as_ref().ok());
    let predict = |choice: select::Choice| {
        let outcome = match &merged {
            Err(refusal) => Err(refusal.clone()),
            Ok(merged) => run(merged, &choice, release, env),
        };
        let outcome = outcome.map_or_else(Outcome::Refuses, Outcome::Contacts);
        Prediction { file: choice.file, context: choice.name, is_current: choice.is_current, release, outcome }
    };
    choices.into_iter().map(predict).collect()
}

/// `KubeConfigLoader`, `load_and_set`, and the first request.
fn run(merged: &Merged<'_>, choice: &select::Choice, release: Release, env: &Env) -> Result<Effective, Refusal> {
    let selected = select::select(merged, choice)?;
    let credentials = user::load_authentication(&selected, release.version, env.now)?;
    let connection = cluster::load(&selected, release.version)?;
    let (address, tls, ca) = request::send(&selected, credentials.as_ref(), &connection, release.version)?;
    Ok(Effective {
        server: address,
        tls,
        ca,
        auth: request::auth(credentials.as_ref(), &connection),
        namespace: selected.namespace().unwrap_or_else(|| Name::escape("")),
        impersonate: None,
    })
}
