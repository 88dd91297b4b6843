//! Does kubectl load it? One verdict, and everything that is wrong.

use super::convert;
use super::kind::{self, KindRefusal};
use super::kubectl_text::KubectlText;
use super::resolve::{self, Fault};
use super::shape::{self, ShapeProblem};
use super::source::{EncodingProblem, Source};
use super::value::Value;
use crate::span::Span;
use crate::yaml::recover::Recovered;
use crate::yaml::tree::{Problem, SyntaxError};
use zeroize::Zeroizing;

/// A text as kubectl loads it.
pub(in crate::kubeconfig) struct Loaded {
    /// The values; where a fault is, a best effort.
    pub root: Value,
    /// What stops kubectl before it looks at types, in its order.
    pub faults: Vec<Fault>,
    /// What is not of the shape of a kubeconfig, in the order of Go's decoder; duplicate names last.
    pub problems: Vec<ShapeProblem>,
    /// What kubectl says.
    pub verdict: LoadVerdict,
}

/// Whether kubectl loads the text.
pub(crate) enum LoadVerdict {
    /// It does.
    Ok,
    /// It prints an error and loads nothing.
    Refusal(Refusal),
}

/// Why kubectl refuses.
pub(crate) struct Refusal {
    /// Which part of kubectl speaks.
    pub(crate) stage: Stage,
    /// What it speaks about, as far as we can tell.
    pub(crate) span: Span,
    text: KubectlText,
}

/// The parts of kubectl that can refuse a file, in their order, except that kind and version are looked at before.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Stage {
    /// The text is no YAML, or a tag, an alias or a `<<` makes no sense.
    Yaml,
    /// JSON cannot hold it.
    Convert,
    /// It is of another `kind` or `apiVersion`.
    Kind,
    /// A value has the wrong type, or is no base64.
    Type,
    /// A name comes twice.
    Duplicate,
}

impl Refusal {
    pub(in crate::kubeconfig) fn new(stage: Stage, span: Span, text: KubectlText) -> Self {
        Self { stage, span, text }
    }

    /// What kubectl prints after `error loading config file "…": `, with `REDACTED` for what comes out of the file. Names of
    /// entries stay.
    pub(crate) fn masked_text(&self) -> String {
        self.text.masked()
    }

    /// The same with nothing masked but the dump of a list with duplicate names.
    #[cfg(test)]
    pub(in crate::kubeconfig) fn exact_text(&self) -> Zeroizing<String> {
        self.text.exact()
    }
}

/// Loads a source that was read, tolerantly where it had to be.
pub(in crate::kubeconfig) fn load(source: &Source, recovered: &Recovered) -> Loaded {
    let text = recovered.text(source.text());
    let mut resolved = resolve::resolve(text, &recovered.stream);
    let conversion = convert::faults(&mut resolved);
    let shape = shape::check(&resolved.root);
    let refusal = unreadable(source, recovered, &resolved.faults, &conversion)
        .or_else(|| kind::check(&resolved, text).err().map(of_kind))
        .or_else(|| shape.problems.iter().find_map(|problem| of_problem(Stage::Type, problem)))
        .or_else(|| shape.duplicate_names.iter().find_map(|problem| of_problem(Stage::Duplicate, problem)));
    let mut faults = resolved.faults;
    faults.extend(conversion);
    let mut problems = shape.problems;
    problems.extend(shape.duplicate_names);
    Loaded { root: resolved.root, faults, problems, verdict: refusal.map_or(LoadVerdict::Ok, LoadVerdict::Refusal) }
}

/// Why kubectl can make no JSON of a text, whatever it should be.
pub(in crate::kubeconfig) fn unreadable(
    source: &Source,
    recovered: &Recovered,
    faults: &[Fault],
    conversion: &[Fault],
) -> Option<Refusal> {
    encoding(source, recovered)
        .map(of_encoding)
        .or_else(|| recovered.strict_error.as_ref().map(|error| of_syntax(source.text(), error)))
        .or_else(|| faults.first().map(|fault| of_fault(Stage::Yaml, fault)))
        .or_else(|| conversion.first().map(|fault| of_fault(Stage::Convert, fault)))
}

fn of_fault(stage: Stage, fault: &Fault) -> Refusal {
    Refusal::new(stage, fault.span, fault.text.duplicate())
}

fn of_kind(refusal: KindRefusal) -> Refusal {
    let stage = if refusal.is_type_error { Stage::Type } else { Stage::Kind };
    Refusal::new(stage, refusal.span, refusal.text)
}

fn of_problem(stage: Stage, problem: &ShapeProblem) -> Option<Refusal> {
    let text = problem.text.as_ref()?.duplicate();
    Some(Refusal::new(stage, problem.span, text))
}

/// The first bytes that kubectl's reader cannot take, if it comes to them before it stops.
pub(in crate::kubeconfig) fn encoding<'s>(source: &'s Source, recovered: &Recovered) -> Option<&'s EncodingProblem> {
    source.problems().iter().find(|problem| problem.is_seen_by_kubectl(recovered.strict_reach))
}

fn of_encoding(problem: &EncodingProblem) -> Refusal {
    Refusal::new(Stage::Yaml, problem.span, KubectlText::new("yaml: ").words(problem.text))
}

fn of_syntax(text: &str, error: &SyntaxError) -> Refusal {
    Refusal::new(Stage::Yaml, error.span, syntax_text(text, error))
}

fn syntax_text(text: &str, error: &SyntaxError) -> KubectlText {
    let line = error.kubectl_line.map_or(String::new(), |line| format!("line {line}: "));
    let start = KubectlText::new("yaml: ").words(line);
    match error.problem {
        Problem::Text(problem) => start.words(problem),
        Problem::UnknownAnchor(name) => {
            let name = text.get(name.range()).unwrap_or("").to_owned();
            start.words("unknown anchor '").hidden(Zeroizing::new(name)).words("' referenced")
        }
    }
}

#[cfg(test)]
pub(in crate::kubeconfig) fn load_bytes(bytes: &[u8]) -> Loaded {
    let source = Source::decode(bytes);
    let recovered = crate::yaml::recover::recover(source.text(), &crate::yaml::Limits::default());
    load(&source, &recovered)
}

#[cfg(test)]
pub(in crate::kubeconfig) fn load_text(text: &str) -> Loaded {
    load_bytes(text.as_bytes())
}
