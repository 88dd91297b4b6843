//! The reader against real kubectl, whose verdicts are recorded in `tests/fixtures/yaml-cases`.

use crate::yaml::cases::{self, Case};
use crate::yaml::tree::{Problem, Stream, SyntaxError};
use crate::yaml::{Limits, parse};
use std::collections::BTreeMap;

/// Errors of the layers above the parser, which also call themselves `yaml`.
const HIGHER_LAYERS: [&str; 6] = [
    "cannot decode",
    "invalid map key",
    "excessive aliasing",
    "map merge requires",
    "value contains itself",
    "invalid base64 data",
];

/// The text of a case, unless it is for the decoder to refuse.
fn text(case: &Case) -> Option<String> {
    let text = std::str::from_utf8(&case.bytes).ok()?;
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
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

fn expected(case: &Case) -> &str {
    let error = case.error.as_deref().unwrap_or_default();
    let is_ours = case.stage == "yaml" && !HIGHER_LAYERS.iter().any(|text| error.contains(text));
    if is_ours { error } else { "" }
}

fn ours(text: &str, stream: &Stream) -> String {
    stream.error.as_ref().map_or_else(String::new, |error| message(text, error))
}

#[test]
fn every_verdict_and_every_error_is_kubectls() {
    let mut disagreements: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    let (mut compared, mut refused) = (0, 0);
    for case in cases::all() {
        let Some(text) = text(case) else { continue };
        compared += 1;
        let (expected, ours) = (expected(case), ours(&text, &parse(&text, &Limits::default())));
        refused += usize::from(!expected.is_empty());
        if expected != ours {
            disagreements
                .entry(&case.category)
                .or_default()
                .push(format!("{}\n  kubectl: {expected}\n  ours:    {ours}", case.id));
        }
    }
    let summary: Vec<String> = disagreements.iter().map(|(cat, list)| format!("{cat}: {}", list.len())).collect();
    let first: Vec<&String> = disagreements.values().flatten().take(40).collect();
    assert!(disagreements.is_empty(), "{compared} cases, {refused} refused, disagreements: {summary:?}\n{first:#?}");
    assert!(compared > 6_000 && refused > 2_000, "{compared} cases, {refused} refused");
}
