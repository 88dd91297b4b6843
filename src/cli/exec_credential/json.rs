//! The answer of a plugin for programs.

use crate::clients::Auth;
use crate::clients::exec_answer::{AnswerOutcome, Reaction};
use crate::engine::Examined;
use crate::report::{self, Context};
use serde::Serialize;

#[derive(Serialize)]
struct Report<'a, F> {
    schema_version: u32,
    file: &'a str,
    api_version: &'static str,
    findings: F,
    results: Vec<Result>,
}

#[derive(Serialize)]
struct Result {
    client: &'static str,
    version: String,
    verified: bool,
    outcome: &'static str,
    auth: Vec<&'static str>,
    /// What the client says where it refuses.
    error: Option<String>,
    /// How it comes that it sends its request without a credential.
    reason: Option<String>,
}

pub(super) fn render(examined: &Examined, context: &Context<'_>) -> String {
    let report = Report {
        schema_version: 1,
        file: examined.checked.files[0].path.as_str(),
        api_version: examined.configured.name(),
        findings: report::findings(&examined.checked, context),
        results: examined.reactions.iter().map(result).collect(),
    };
    // Text and numbers can always be written.
    serde_json::to_string_pretty(&report).map(|text| text + "\n").unwrap_or_default()
}

fn result(reaction: &Reaction) -> Result {
    let (error, reason) = match &reaction.outcome {
        AnswerOutcome::Sends(_) => (None, None),
        AnswerOutcome::Refuses(words) => (Some(words.to_string()), None),
        AnswerOutcome::Anonymous(words) => (None, Some(words.to_string())),
    };
    Result {
        client: reaction.release.client.id(),
        version: reaction.release.version.to_string(),
        verified: reaction.is_verified(),
        outcome: reaction.outcome.as_str(),
        auth: reaction.outcome.auth().iter().map(|auth: &Auth| auth.as_str()).collect(),
        error,
        reason,
    }
}
