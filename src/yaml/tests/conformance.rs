//! The reader against real kubectl, whose verdicts are recorded in `tests/fixtures/yaml-cases`.
//!
//! `KUBECONFIG_LINT_YAML_CASES` names more files of the same form, separated by `:`.

use crate::yaml::tree::{Problem, Stream, SyntaxError};
use crate::yaml::{Limits, parse};
use base64::Engine;
use flate2::read::GzDecoder;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};

/// A file and what kubectl made of it.
#[derive(Deserialize)]
struct Case {
    id: String,
    cat: String,
    b64: String,
    /// The layer that spoke.
    stage: String,
    #[serde(default)]
    err: String,
}

/// Errors of the layers above the parser, which also call themselves `yaml`.
const HIGHER_LAYERS: [&str; 6] = [
    "cannot decode",
    "invalid map key",
    "excessive aliasing",
    "map merge requires",
    "value contains itself",
    "invalid base64 data",
];

/// The first three are kubeconfigs, right and wrong, labelled with kubectl 1.32. The last is random text made of what means
/// something to a YAML reader (keys, brackets, quotes, indentation, directives), labelled with kubectl 1.37.
const FILES: [&str; 4] = ["hand", "fuzz-seed1", "fuzz-seed2", "grammar"];

fn cases() -> Vec<Case> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/yaml-cases");
    let mut files: Vec<PathBuf> = FILES.map(|name| folder.join(format!("{name}.jsonl.gz"))).into();
    if let Some(more) = std::env::var_os("KUBECONFIG_LINT_YAML_CASES") {
        files.extend(std::env::split_paths(&more));
    }
    files.iter().flat_map(|file| read_cases(file)).collect()
}

fn read_cases(path: &Path) -> Vec<Case> {
    let file = File::open(path).unwrap();
    let reader: Box<dyn Read> = match path.extension() {
        Some(extension) if extension == "gz" => Box::new(GzDecoder::new(file)),
        _ => Box::new(file),
    };
    BufReader::new(reader).lines().map(|line| serde_json::from_str(&line.unwrap()).unwrap()).collect()
}

/// The text of a case, unless it is for the decoder to refuse.
fn text(case: &Case) -> Option<String> {
    let bytes = base64::engine::general_purpose::STANDARD.decode(&case.b64).unwrap();
    let text = String::from_utf8(bytes).ok()?;
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(&text);
    let refused = |c: char| (c.is_control() && !"\t\n\r\u{85}".contains(c)) || matches!(c, '\u{FFFE}' | '\u{FFFF}');
    (!text.contains(refused)).then(|| text.to_owned())
}

/// The error as kubectl prints it.
fn message(text: &str, error: &SyntaxError) -> String {
    let problem = match error.problem {
        Problem::Text(problem) => problem.to_owned(),
        Problem::UnknownAnchor(name) => format!("unknown anchor '{}' referenced", &text[name.range()]),
    };
    match error.kubectl_line {
        Some(line) => format!("yaml: line {line}: {problem}"),
        None => format!("yaml: {problem}"),
    }
}

fn expected(case: &Case) -> String {
    let is_ours = case.stage == "yaml" && !HIGHER_LAYERS.iter().any(|text| case.err.contains(text));
    if is_ours { case.err.clone() } else { String::new() }
}

fn ours(text: &str, stream: &Stream) -> String {
    stream.error.as_ref().map_or_else(String::new, |error| message(text, error))
}

#[test]
fn every_verdict_and_every_error_is_kubectls() {
    let mut disagreements: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let (mut compared, mut refused) = (0, 0);
    for case in cases() {
        let Some(text) = text(&case) else { continue };
        compared += 1;
        let (expected, ours) = (expected(&case), ours(&text, &parse(&text, &Limits::default())));
        refused += usize::from(!expected.is_empty());
        if expected != ours {
            disagreements.entry(case.cat).or_default().push(format!("{}\n  kubectl: {expected}\n  ours:    {ours}", case.id));
        }
    }
    let summary: Vec<String> = disagreements.iter().map(|(cat, list)| format!("{cat}: {}", list.len())).collect();
    let first: Vec<&String> = disagreements.values().flatten().take(40).collect();
    assert!(disagreements.is_empty(), "{compared} cases, {refused} refused, disagreements: {summary:?}\n{first:#?}");
    assert!(compared > 9_000 && refused > 5_000, "{compared} cases, {refused} refused");
}
