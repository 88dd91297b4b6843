//! The predictions for programs.

use crate::clients::{Auth, Outcome};
use crate::engine::{Predicted, Row};
use crate::message::Name;
use serde::Serialize;

#[derive(Serialize)]
struct Report<'a> {
    schema_version: u32,
    results: Vec<Result<'a>>,
}

#[derive(Serialize)]
struct Result<'a> {
    file: &'a str,
    context: Option<&'a str>,
    current: bool,
    client: &'static str,
    version: String,
    verified: bool,
    outcome: &'static str,
    stage: Option<&'static str>,
    error: Option<String>,
    rule: Option<&'static str>,
    effective: Option<Effective<'a>>,
}

#[derive(Serialize)]
struct Effective<'a> {
    server: &'a str,
    tls: &'static str,
    ca: &'static str,
    auth: Vec<&'static str>,
    namespace: &'a str,
    impersonate: Option<&'a str>,
}

pub(super) fn render(predicted: &Predicted) -> String {
    let results = predicted.rows.iter().map(|row| result(predicted, row)).collect();
    // Text and numbers can always be written.
    serde_json::to_string_pretty(&Report { schema_version: 1, results }).map(|text| text + "\n").unwrap_or_default()
}

fn result<'a>(predicted: &'a Predicted, row: &'a Row) -> Result<'a> {
    let prediction = &row.prediction;
    let refusal = prediction.refusal();
    Result {
        file: predicted.files[prediction.file].as_str(),
        context: prediction.context.as_ref().map(Name::as_str),
        current: prediction.is_current,
        client: prediction.release.client.id(),
        version: prediction.release.version.to_string(),
        verified: prediction.is_verified(),
        outcome: if refusal.is_some() { "refuses" } else { "contacts" },
        stage: refusal.map(|refusal| refusal.stage.as_str()),
        error: refusal.map(|refusal| refusal.error.to_string()),
        rule: row.rule,
        effective: match &prediction.outcome {
            Outcome::Contacts(effective) => Some(self::effective(effective)),
            Outcome::Refuses(_) => None,
        },
    }
}

fn effective(effective: &crate::clients::Effective) -> Effective<'_> {
    Effective {
        server: effective.server.as_str(),
        tls: effective.tls.as_str(),
        ca: effective.ca.as_str(),
        auth: effective.auth.iter().map(|auth: &Auth| auth.as_str()).collect(),
        namespace: effective.namespace.as_str(),
        impersonate: effective.impersonate.as_ref().map(Name::as_str),
    }
}
