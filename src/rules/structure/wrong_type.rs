use crate::address::Address;
use crate::fix::{Fix, Literal, Transform};
use crate::kubeconfig::document::Shape;
use crate::kubeconfig::resolve::FaultKind;
use crate::kubeconfig::shape::{Expected, Found, ShapeKind};
use crate::message;
use crate::message::Message;
use crate::rules::{Case, Findings};

pub(super) fn check(case: &Case<'_>, findings: &mut Findings) {
    for shape in &case.document().shape {
        let ShapeKind::WrongType { expected, found } = shape.kind else { continue };
        // `{{ value }}` of a template is a mapping to YAML.
        if found == Found::Mapping && case.document().is_unfilled(shape.span) {
            continue;
        }
        let message = message![found_word(found), " stands where ", expected_word(expected), " belongs"];
        let finding = findings.at(&shape.address, shape.span, message);
        finding.help(advice(expected, found));
        if expected == Expected::Text && matches!(found, Found::Number | Found::Bool) {
            finding.fix = fix(shape);
        }
        if let Some(text) = &shape.text {
            finding.refused_by("kubectl", "1.22-1.37", text.clone());
        }
    }
    for fault in case.document().faults.iter().filter(|fault| !case.document().is_unfilled(fault.span)) {
        let (message, help) = match fault.kind {
            FaultKind::NotANumber => {
                ("kubectl cannot turn this number into JSON", "quote it; `.inf` and `.nan` are numbers in YAML")
            }
            FaultKind::Tag => ("the value is not of the type that its tag asks for", "remove the tag, or quote the value"),
            FaultKind::Merge => ("`<<` merges mappings only", "let `<<` point to a mapping, or write the key out"),
            FaultKind::CompositeKey | FaultKind::UnsupportedKey => ("this cannot be a key", "a key is a text; quote it"),
            FaultKind::ExcessiveAliases | FaultKind::SelfReference => continue,
        };
        let finding = findings.at(&Address::ROOT, fault.span, message);
        finding.help(help);
        finding.refused_by("kubectl", "1.22-1.37", fault.text.clone());
    }
}

/// Where words of a few are asked for, a number is none of them.
fn fix(shape: &Shape) -> Option<Fix> {
    let key = shape.address.last_key()?;
    if shape.address.above() == Address::ROOT && key == "apiVersion" {
        return Some(Fix::safe("write `v1`").write(shape.target.clone(), Literal::Text("v1")));
    }
    let is_choice = matches!(key, "kind" | "apiVersion" | "interactiveMode");
    (!is_choice).then(|| Fix::safe("quote it as it is spelt").transform(shape.target.clone(), Transform::Quote))
}

fn found_word(found: Found) -> &'static str {
    match found {
        Found::Text => "a text",
        Found::Bool => "a boolean",
        Found::Number => "a number",
        Found::List => "a list",
        Found::Mapping => "a mapping",
    }
}

fn expected_word(expected: Expected) -> &'static str {
    match expected {
        Expected::Text => "a text",
        Expected::Bool => "true or false",
        Expected::Base64 => "base64",
        Expected::Byte => "a byte",
        Expected::List => "a list",
        Expected::Mapping => "a mapping",
    }
}

fn advice(expected: Expected, found: Found) -> Message {
    match (expected, found) {
        (Expected::Text | Expected::Base64, Found::Number | Found::Bool) => "quote it: YAML reads it as something else".into(),
        (Expected::Text, Found::List | Found::Mapping) => "write one text here".into(),
        (Expected::Bool, _) => "write `true` or `false`, without quotes".into(),
        (Expected::List, _) => "write a list: every item on a line of its own, behind `- `".into(),
        (Expected::Mapping, _) => "write keys and values here".into(),
        _ => "write base64 in one piece of text".into(),
    }
}
