//! Predictions in one line each, for tests.
#![allow(clippy::unwrap_used)]

use super::{Outcome, Prediction, Release, predict};
use crate::env::Env;
use crate::kubeconfig::Document;

/// A kubeconfig with one cluster, user and context.
pub(super) fn config(cluster: &str, user: &str) -> String {
    format!(
        "{{clusters: [{{name: c, cluster: {cluster}}}], users: [{{name: u, user: {user}}}], \
         contexts: [{{name: x, context: {{cluster: c, user: u}}}}], current-context: x}}"
    )
}

/// What a release, written `client@version`, does with a file.
pub(super) fn predictions(text: &str, release: &str) -> Vec<Prediction> {
    let env = Env { follow_paths: false, ..Env::at("2026-01-01T00:00:00Z".parse().unwrap()) };
    let release = Release::parse(release).unwrap()[0];
    predict(&[Document::read(text.as_bytes(), None, &env)], release, &env)
}

/// `stage: error`, or the connection.
pub(super) fn shown(prediction: &Prediction) -> String {
    match &prediction.outcome {
        Outcome::Refuses(refusal) => format!("{}: {}", refusal.stage.as_str(), refusal.error),
        Outcome::Contacts(effective) => {
            let auth: Vec<_> = effective.auth.iter().map(|auth| auth.as_str()).collect();
            let (tls, ca) = (effective.tls.as_str(), effective.ca.as_str());
            format!("{} {tls} {ca} {}", effective.server, auth.join("+"))
        }
    }
}

/// What is done when no context is asked for.
pub(super) fn current(text: &str, release: &str) -> String {
    let predictions = predictions(text, release);
    shown(predictions.iter().find(|prediction| prediction.is_current).unwrap())
}
