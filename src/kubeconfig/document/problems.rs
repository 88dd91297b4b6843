//! What is wrong with a file, in the form in which rules see it.

use super::{Culprit, Fault, Refusal, Shape, Syntax, Unread};
use crate::address::{Address, Segment};
use crate::fix::Target;
use crate::kubeconfig::disclose::Disclosure;
use crate::kubeconfig::field::Field;
use crate::kubeconfig::load::{self, LoadVerdict, Loaded};
use crate::kubeconfig::schema::Exposure;
use crate::kubeconfig::shape::{self, ShapeKind, Step};
use crate::kubeconfig::source::Source;
use crate::kubeconfig::value::Value;
use crate::kubeconfig::{build, keys, unread};
use crate::message;
use crate::message::Message;
use crate::span::Span;
use crate::yaml::{self, recover::Recovered, tree::SyntaxError};

/// The first thing that stops kubectl's reader: it looks at bytes before it looks at syntax.
pub(super) fn syntax(source: &Source, recovered: &Recovered, loaded: &Loaded) -> Option<Syntax> {
    let text = match &loaded.verdict {
        LoadVerdict::Refusal(refusal) => Message::quote(&refusal.masked_text()),
        LoadVerdict::Ok => Message::default(),
    };
    if let Some(problem) = load::encoding(source, recovered) {
        return Some(Syntax {
            span: problem.span,
            context: None,
            text,
            problem: problem.text.into(),
            kubectl_line: None,
            is_encoding: true,
            culprit: culprit(source.text(), problem.span),
        });
    }
    let error = recovered.strict_error.as_ref()?;
    Some(Syntax {
        span: error.span,
        context: error.context,
        text,
        problem: problem_text(source.text(), error),
        kubectl_line: error.kubectl_line,
        is_encoding: false,
        culprit: culprit(source.text(), error.span),
    })
}

impl Syntax {
    /// What kubectl prints.
    pub fn kubectl_text(&self) -> Message {
        let line = self.kubectl_line.map_or_else(Message::default, |line| message!["line ", line, ": "]);
        Message::from("yaml: ").then(line).then(self.problem.clone())
    }
}

fn problem_text(text: &str, error: &SyntaxError) -> Message {
    match error.problem {
        yaml::tree::Problem::Text(text) => text.into(),
        yaml::tree::Problem::UnknownAnchor(_) => {
            let _ = text;
            "unknown anchor '…' referenced".into()
        }
    }
}

fn culprit(text: &str, span: Span) -> Option<Culprit> {
    match text.get(span.start as usize..)?.chars().next()? {
        '\t' => Some(Culprit::Tab),
        '\0' => Some(Culprit::Nul),
        '\u{a0}' | '\u{1680}' | '\u{2000}'..='\u{200b}' | '\u{202f}' | '\u{205f}' | '\u{3000}' | '\u{feff}' => {
            Some(Culprit::WideBlank)
        }
        '@' | '%' | '`' => Some(Culprit::Reserved),
        c if c.is_control() && !matches!(c, '\n' | '\r') => Some(Culprit::Control),
        _ => None,
    }
}

pub(super) fn fault(fault: &crate::kubeconfig::resolve::Fault) -> Fault {
    Fault { kind: fault.kind, span: fault.span, text: Message::quote(&fault.text.masked()) }
}

pub(super) fn shape_of(problem: &shape::ShapeProblem, root: &Value, disclosure: &Disclosure) -> Shape {
    let address = address(root, &problem.address.0, disclosure);
    let target = match problem.kind {
        ShapeKind::WrongType { .. } | ShapeKind::NotBase64 { .. } => Target::value(address.clone(), problem.span),
        _ => Target::key(address.join(Segment::UnknownKey), problem.span),
    };
    Shape {
        kind: problem.kind,
        target,
        address,
        span: place(root, problem, disclosure),
        unknown: problem.unknown.clone(),
        text: problem.text.as_ref().filter(|_| disclosure.is_trusted()).map(|text| Message::quote(&text.masked())),
    }
}

/// The value where it may be seen; the key where it may not, or where it is a collection.
fn place(root: &Value, problem: &shape::ShapeProblem, disclosure: &Disclosure) -> Span {
    if !matches!(problem.kind, ShapeKind::WrongType { .. } | ShapeKind::NotBase64 { .. }) {
        return problem.span;
    }
    let Some((Step::Field(key), above)) = problem.address.0.split_last() else { return Span::at(problem.span.start) };
    let pair = shape::find(root, above).and_then(|mapping| mapping.live_pairs().find(|pair| *pair.key == *key));
    let exposure = keys::object(above).and_then(|object| object.field(key)).map_or(Exposure::Secret, |field| field.exposure);
    match pair {
        Some(pair) => Field::of_pair(Address::ROOT, disclosure.exposure(exposure, &pair.value), pair).place(),
        None => Span::at(problem.span.start),
    }
}

pub(super) fn refusal(loaded: &Loaded, disclosure: &Disclosure) -> Option<Refusal> {
    let LoadVerdict::Refusal(refusal) = &loaded.verdict else { return None };
    let problem = loaded.problems.iter().find(|problem| problem.span == refusal.span && problem.text.is_some());
    let address = problem.map_or(Address::ROOT, |problem| address(&loaded.root, &problem.address.0, disclosure));
    let span = problem.map_or(Span::at(refusal.span.start), |problem| place(&loaded.root, problem, disclosure));
    Some(Refusal { stage: refusal.stage, span, address, text: Message::quote(&refusal.masked_text()) })
}

pub(super) fn unread(text: &str, recovered: &Recovered) -> Option<Unread> {
    unread::find(text, &recovered.stream).map(|(span, holds_entries)| Unread { span, holds_entries })
}

/// The marker of a document at the end in which there is nothing.
pub(super) fn trailing_marker(text: &str, recovered: &Recovered) -> Option<Span> {
    unread::marker(text, &recovered.stream).filter(|_| unread::find(text, &recovered.stream).is_none())
}

pub(super) fn address(root: &Value, steps: &[Step], disclosure: &Disclosure) -> Address {
    let mut address = Address::ROOT;
    for (depth, step) in steps.iter().enumerate() {
        address = address.join(match step {
            Step::Field(key) => Segment::Key(key),
            Step::Item(index) => {
                // Entries of the three lists, and of these only, have names.
                let entry = (depth == 1).then(|| shape::find(root, &steps[..2])).flatten();
                let name = entry.and_then(|entry| build::entry_name(entry, disclosure));
                name.map_or(Segment::Index(*index), Segment::Entry)
            }
            Step::Key(_) => Segment::UnknownKey,
        });
    }
    address
}
