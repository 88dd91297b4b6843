//! Comparison with kubectl over thousands of labelled files (`tests/fixtures/yaml-cases`).
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::cast_possible_truncation, clippy::cast_sign_loss)]

mod print;
mod second_opinion;

use super::load::{LoadVerdict, Loaded, Refusal, Stage, load_bytes};
use crate::yaml::cases::{self, Case};

/// The labels keep that many characters of an error.
const KEPT: usize = 300;

/// Cases where kubectl is not to be followed.
const EXCEPT: [&str; 2] = [
    // kubectl drops the first character of every line, a mistake in how it looks for byte-order marks.
    "encoding/bom-twice",
    // Two keys become the same text, and Go takes a random one.
    "duplicates/ext-dup",
];

#[test]
fn verdict_text_and_values_are_those_of_kubectl() {
    let told = cases::all().iter().filter(|case| !EXCEPT.contains(&case.id.as_str()));
    let wrong: Vec<String> = told.filter_map(|case| Some(format!("{}: {}", case.id, disagreement(case)?))).collect();
    assert!(wrong.is_empty(), "{} disagree:\n{}", wrong.len(), wrong[..wrong.len().min(40)].join("\n"));
}

/// What we say and kubectl does not.
fn disagreement(case: &Case) -> Option<String> {
    let loaded = load_bytes(&case.bytes);
    match (&loaded.verdict, &case.error) {
        (LoadVerdict::Ok, Some(error)) => Some(format!("accepted, but kubectl says {error}")),
        (LoadVerdict::Refusal(refusal), None) => Some(format!("refused: {}", *refusal.exact_text())),
        (LoadVerdict::Refusal(refusal), Some(error)) => refusal_disagreement(refusal, &loaded, error, &case.stage),
        (LoadVerdict::Ok, None) => {
            let (ours, theirs) = (print::print(&loaded.root), print::reduced(case.json.as_ref()?));
            (ours != theirs).then(|| format!("we read\n  {ours}\nkubectl reads\n  {theirs}"))
        }
    }
}

fn refusal_disagreement(refusal: &Refusal, loaded: &Loaded, theirs: &str, their_stage: &str) -> Option<String> {
    let stage = match refusal.stage {
        Stage::Yaml => "yaml",
        Stage::Convert => "convert",
        Stage::Type => "type",
        Stage::Duplicate => "dup",
        Stage::Kind => "other",
    };
    let (ours, theirs) = match theirs.find("in list: ") {
        Some(dump) => (refusal.exact_text().replace("REDACTED", ""), theirs[..dump + "in list: ".len()].to_owned()),
        None => (refusal.exact_text().trim().chars().take(KEPT).collect(), theirs.to_owned()),
    };
    // Of several keys that JSON cannot hold Go takes a random one.
    if refusal.stage == Stage::Convert && loaded.faults.iter().any(|fault| *fault.text.exact() == theirs) {
        return None;
    }
    (ours != theirs || stage != their_stage).then(|| format!("{stage}\n  {ours}\nbut kubectl {their_stage}\n  {theirs}"))
}
