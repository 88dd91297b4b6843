//! Kubeconfigs with kubectl's verdict on them, for tests.
//!
//! `KUBECONFIG_LINT_YAML_CASES` names more files of the same form, not compressed, separated by `:`.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use flate2::read::GzDecoder;
use serde::Deserialize;
use std::io::Read as _;
use std::sync::LazyLock;

/// One file, and what `kubectl config view --raw -o json` (v1.32.5) made of it.
pub(crate) struct Case {
    pub(crate) id: String,
    /// `encoding`, `tabs`…; `fuzz` for random mutations; `scalar` for random scalars.
    pub(crate) category: String,
    pub(crate) bytes: Vec<u8>,
    /// The part of kubectl that refused it, or `ok`.
    pub(crate) stage: String,
    /// kubectl's words.
    pub(crate) error: Option<String>,
    /// What kubectl printed.
    pub(crate) json: Option<serde_json::Value>,
}

#[derive(Deserialize)]
struct Line {
    id: String,
    cat: String,
    b64: String,
    stage: String,
    err: Option<String>,
    json: Option<serde_json::Value>,
}

/// All 12,460 of them: 960 made by hand, 5,500 mutations, 3,000 with one random scalar, 3,000 random compositions of tokens.
pub(crate) fn all() -> &'static [Case] {
    static ALL: LazyLock<Vec<Case>> = LazyLock::new(|| {
        let files: [&[u8]; 5] = [
            include_bytes!("../../tests/fixtures/yaml-cases/hand.jsonl.gz"),
            include_bytes!("../../tests/fixtures/yaml-cases/fuzz-seed1.jsonl.gz"),
            include_bytes!("../../tests/fixtures/yaml-cases/fuzz-seed2.jsonl.gz"),
            include_bytes!("../../tests/fixtures/yaml-cases/scalars-seed7.jsonl.gz"),
            include_bytes!("../../tests/fixtures/yaml-cases/grammar.jsonl.gz"),
        ];
        let more = std::env::var_os("KUBECONFIG_LINT_YAML_CASES").unwrap_or_default();
        let more = std::env::split_paths(&more)
            .filter(|path| !path.as_os_str().is_empty())
            .map(|path| std::fs::read_to_string(path).expect("the cases can be read"));
        files.into_iter().map(unpack).chain(more).flat_map(|lines| read(&lines)).collect()
    });
    &ALL
}

fn unpack(compressed: &[u8]) -> String {
    let mut lines = String::new();
    GzDecoder::new(compressed).read_to_string(&mut lines).expect("the cases are compressed text");
    lines
}

fn read(lines: &str) -> Vec<Case> {
    lines.lines().map(|line| serde_json::from_str(line).expect("one case a line")).map(case).collect()
}

fn case(Line { id, cat: category, b64, stage, err: error, json }: Line) -> Case {
    let bytes = STANDARD.decode(b64).expect("the bytes are in base64");
    Case { id, category, bytes, stage, error, json }
}
