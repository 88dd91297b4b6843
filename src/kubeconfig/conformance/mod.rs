//! Comparison with kubectl over thousands of labelled files (`tests/fixtures/yaml-cases`).
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::cast_possible_truncation, clippy::cast_sign_loss)]

mod print;

use super::load::{LoadVerdict, Loaded, Refusal, Stage, load};
use base64::Engine as _;
use flate2::read::GzDecoder;
use serde_json::Value as Json;
use std::fs::File;
use std::io::Read;
use std::path::Path;

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
fn the_verdict_is_that_of_kubectl_for_hand_made_cases() {
    assert_agreement("hand", &fixture("hand"));
}

#[test]
fn the_verdict_is_that_of_kubectl_for_random_mutations() {
    assert_agreement("fuzz-seed1", &fixture("fuzz-seed1"));
    assert_agreement("fuzz-seed2", &fixture("fuzz-seed2"));
}

/// For labels made elsewhere: `LABELLED_CASES=cases.jsonl cargo test -- --ignored labels_made_elsewhere`.
#[test]
#[ignore = "needs a file of labels"]
fn the_verdict_is_that_of_kubectl_for_labels_made_elsewhere() {
    let path = std::env::var("LABELLED_CASES").expect("LABELLED_CASES names a file");
    assert_agreement(&path, &std::fs::read_to_string(&path).unwrap());
}

fn fixture(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/fixtures/yaml-cases/{name}.jsonl.gz"));
    let mut labels = String::new();
    GzDecoder::new(File::open(path).unwrap()).read_to_string(&mut labels).unwrap();
    labels
}

fn assert_agreement(name: &str, labels: &str) {
    let cases: Vec<Json> = labels.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let compared = cases.iter().filter(|case| !EXCEPT.contains(&case["id"].as_str().unwrap()));
    let wrong: Vec<String> =
        compared.filter_map(|case| Some(format!("{}: {}", case["id"].as_str()?, disagreement(case)?))).collect();
    let shown = wrong.iter().take(40).cloned().collect::<Vec<_>>().join("\n");
    assert!(wrong.is_empty(), "{name}: {} of {} disagree:\n{shown}", wrong.len(), cases.len());
}

/// What we say and kubectl does not.
fn disagreement(case: &Json) -> Option<String> {
    let bytes = base64::engine::general_purpose::STANDARD.decode(case["b64"].as_str()?).unwrap();
    let loaded = load_bytes(&bytes);
    match (&loaded.verdict, case["ok"].as_bool()?) {
        (LoadVerdict::Ok, false) => Some(format!("accepted, but kubectl says {}", case["err"])),
        (LoadVerdict::Refusal(refusal), true) => Some(format!("refused: {}", *refusal.exact_text())),
        (LoadVerdict::Refusal(refusal), false) => refusal_disagreement(refusal, &loaded, case),
        (LoadVerdict::Ok, true) => {
            let (ours, theirs) = (print::print(&loaded.root), print::reduced(&case["json"]));
            (ours != theirs).then(|| format!("we read\n  {ours}\nkubectl reads\n  {theirs}"))
        }
    }
}

fn refusal_disagreement(refusal: &Refusal, loaded: &Loaded, case: &Json) -> Option<String> {
    let stage = match refusal.stage {
        Stage::Yaml => "yaml",
        Stage::Convert => "convert",
        Stage::Type => "type",
        Stage::Duplicate => "dup",
        Stage::Kind => "other",
    };
    let theirs = case["err"].as_str()?;
    let (ours, theirs) = match theirs.find("in list: ") {
        Some(dump) => (refusal.exact_text().replace("REDACTED", ""), theirs[..dump + "in list: ".len()].to_owned()),
        None => (refusal.exact_text().trim().chars().take(KEPT).collect(), theirs.to_owned()),
    };
    // Of several keys that JSON cannot hold Go takes a random one.
    if refusal.stage == Stage::Convert && loaded.faults.iter().any(|fault| *fault.text.exact() == theirs) {
        return None;
    }
    (ours != theirs || stage != case["stage"]).then(|| format!("{stage}\n  {ours}\nbut kubectl {}\n  {theirs}", case["stage"]))
}

fn load_bytes(bytes: &[u8]) -> Loaded {
    let text = std::str::from_utf8(bytes).unwrap();
    load(text, todo!())
}
