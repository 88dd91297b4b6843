//! JSON or not, and what stands around it.

use super::{Answer, Report};
use crate::address::Address;
use crate::kubeconfig::credential::json::{Fault, FaultKind};
use crate::kubeconfig::credential::{Embedded, Output, Reading, Type};
use crate::kubeconfig::source::Encoding;
use crate::message;
use crate::span::Span;

const ONE_OBJECT: &str = "let the plugin print one JSON object to standard output, and everything else to standard error";

pub(super) fn check(answer: &Answer<'_>, report: &mut Report) {
    let output = answer.output;
    match &output.json {
        Ok(Reading::Object(_)) => {}
        Ok(Reading::Other(json_type)) => {
            report
                .error(&Address::ROOT, Span::at(0), message!["the output is ", name(*json_type), ", and no object"])
                .help(ONE_OBJECT);
        }
        Err(_) if output.is_empty => {
            report.error(&Address::ROOT, Span::at(0), "the plugin printed nothing").help(ONE_OBJECT);
        }
        Err(_) if output.encoding != Encoding::Utf8 => encoding(output, report),
        Err(fault) => not_json(output, fault, report),
    }
    if let Some(fault) = &output.not_a_number {
        let message = "`NaN` and `Infinity` are not JSON; of all clients only Python's take them";
        report.error(&Address::ROOT, fault.span, message).help("print a number, `null`, or nothing");
    }
    if let Some(span) = output.lone_surrogate {
        let message = "half of a surrogate pair stands in a text; Rust and Ruby refuse it, and Go replaces it";
        report.not_portable(&Address::ROOT, Span::new(span.start, span.start + 1), message).help("print the character itself");
    }
}

fn name(json_type: Type) -> &'static str {
    match json_type {
        Type::Null => "`null`",
        Type::Bool(_) => "`true` or `false`",
        Type::Number { .. } => "a number",
        Type::Text => "a text",
        Type::List { .. } => "a list",
        Type::Object { .. } => "an object",
    }
}

fn encoding(output: &Output, report: &mut Report) {
    let what = match output.encoding {
        Encoding::Utf8WithMark => {
            "a byte order mark stands in front of the JSON; of all clients only kubectl and kube-rs from 4.0 on take it"
        }
        _ => "the output is UTF-16; no client but kubectl reads that",
    };
    report.not_portable(&Address::ROOT, Span::at(0), what).help("print UTF-8 without a byte order mark");
}

fn not_json(output: &Output, fault: &Fault, report: &mut Report) {
    match (&output.embedded, &output.yaml) {
        (_, Ok(Reading::Object(credential))) if !output.begins_as_json && credential.known_version().is_some() => {
            let message = "the output is YAML, which of all clients only kubectl and kube-rs from 4.0 on read";
            report.not_portable(&Address::ROOT, Span::at(0), message).help("print JSON");
        }
        (Some(embedded), _) => around(embedded, report),
        _ => {
            let (message, help) = words(fault.kind);
            report.error(&Address::ROOT, fault.span, message).help(help);
        }
    }
}

fn around(embedded: &Embedded, report: &mut Report) {
    if let Some(before) = embedded.before {
        let place = Span::new(before.start, before.start + 1);
        report.error(&Address::ROOT, place, "text stands in front of the JSON object").help(ONE_OBJECT);
    }
    if let Some(after) = embedded.after {
        let place = Span::new(after.start, after.start + 1);
        report.error(&Address::ROOT, place, "text stands behind the JSON object").help(ONE_OBJECT);
    }
}

/// What is wrong, and what to do about it.
#[allow(clippy::enum_glob_use, reason = "an arm for each kind")]
fn words(kind: FaultKind) -> (&'static str, &'static str) {
    use FaultKind::*;
    const PRINT: &str = "let a JSON library write the object";
    match kind {
        Empty | NoValueAtStart => ("the output is not JSON", ONE_OBJECT),
        NoValue | BareMinus | BadNumber | BadWord => ("the output is not JSON: no value can begin or go on like this", PRINT),
        NotANumber => ("`NaN` and `Infinity` are not JSON", PRINT),
        TrailingText => ("text stands behind the JSON", ONE_OBJECT),
        NoFirstKey | NoNextKey => (
            "the output is not JSON: a key in double quotes is missing here",
            "write keys in double quotes, and no comma behind the last member",
        ),
        NoColon => ("the output is not JSON: a colon is missing behind a key", PRINT),
        NoCommaInObject | NoCommaInList => ("the output is not JSON: a comma or the closing bracket is missing", PRINT),
        UnclosedText => ("the output is not JSON: a text begins here and is not closed", "see whether the output was cut"),
        ControlCharacter => (
            "a line break or another control character stands in a text as it is",
            "write line breaks as `\\n`; `jq -n --arg` does that",
        ),
        BadEscape | BadUnicodeEscape => {
            ("a backslash stands in front of something that is no escape", "write a backslash as `\\\\`")
        }
        TooDeep => ("the output is nested too deeply", PRINT),
    }
}
