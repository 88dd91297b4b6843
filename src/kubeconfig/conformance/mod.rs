//! Comparison with kubectl over thousands of labelled files (`tests/fixtures/yaml-cases`).
//!
//! `KUBECONFIG_LINT_YAML_CASES` names more files of the same form, separated by `:`.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::cast_possible_truncation, clippy::cast_sign_loss)]

mod print;

use super::load::{LoadVerdict, Loaded, Refusal, Stage, load_bytes};
use base64::Engine as _;
use flate2::read::GzDecoder;
use serde_json::Value as Json;
use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};

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
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/yaml-cases");
    let mut files: Vec<PathBuf> = ["hand", "fuzz-seed1", "fuzz-seed2"].map(|name| folder.join(format!("{name}.jsonl.gz"))).into();
    if let Some(more) = std::env::var_os("KUBECONFIG_LINT_YAML_CASES") {
        files.extend(std::env::split_paths(&more));
    }
    let wrong: Vec<String> = files.iter().flat_map(|file| disagreements(file)).collect();
    assert!(wrong.is_empty(), "{} disagree:\n{}", wrong.len(), wrong[..wrong.len().min(40)].join("\n"));
}

fn disagreements(path: &Path) -> Vec<String> {
    let file = File::open(path).unwrap();
    let reader: Box<dyn Read> = match path.extension() {
        Some(extension) if extension == "gz" => Box::new(GzDecoder::new(file)),
        _ => Box::new(file),
    };
    let cases = BufReader::new(reader).lines().map(|line| serde_json::from_str::<Json>(&line.unwrap()).unwrap());
    let told = cases.filter_map(|case| Some(format!("{}: {}", case["id"].as_str()?, disagreement(&case)?)));
    told.filter(|told| !EXCEPT.iter().any(|id| told.starts_with(id))).collect()
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
