//! Expressions of template languages that nobody filled in: to YAML they are broken flow mappings, or nothing at all.

use super::document::{Fault, Shape, Syntax};
use super::facts::template::{self, Style};
use super::resolve::FaultKind;
use super::shape::{Found, ShapeKind};
use super::source::Source;
use crate::message::Message;
use crate::span::Span;

/// An expression on a line that kubectl cannot read.
#[derive(Debug)]
pub struct Unfilled {
    /// The number of the line.
    pub line: u32,
    /// The expression.
    pub span: Span,
    /// kubectl's words about the file, masked: about the first that it meets.
    pub text: Message,
}

/// How expressions begin and end: in Go, Jinja, Helm and Mustache, in Jinja's statements, in ERB.
const DELIMITERS: &[(&str, &str)] = &[("{{", "}}"), ("{%", "%}"), ("<%", "%>")];

/// The first expression of every line at which the reader stumbled.
pub(super) fn find(source: &Source, syntax: Option<&Syntax>, faults: &[Fault], shape: &[Shape]) -> Vec<Unfilled> {
    let syntax = syntax.map(|syntax| (syntax.span, syntax.kubectl_text()));
    let words = syntax.as_ref().map(|(_, text)| text.clone()).unwrap_or_default();
    let keys = faults.iter().filter(|fault| fault.kind == FaultKind::CompositeKey).map(|fault| (fault.span, fault.text.clone()));
    // `{name}` is a mapping to YAML.
    let mappings = shape.iter().filter_map(|shape| {
        let is_mapping = matches!(shape.kind, ShapeKind::WrongType { found: Found::Mapping, .. });
        is_mapping.then(|| (shape.span, shape.text.clone().unwrap_or_else(|| words.clone())))
    });
    let mut first = None;
    let at = |(place, text): (Span, Message)| {
        let line = source.position(place.start).line;
        let span = expression(source.text(), source.line_span(line))?;
        Some(Unfilled { line, span, text: first.get_or_insert(text).clone() })
    };
    let mut found: Vec<_> = syntax.into_iter().chain(keys).chain(mappings).filter_map(at).collect();
    found.sort_by_key(|unfilled| unfilled.line);
    found.dedup_by_key(|unfilled| unfilled.line);
    found
}

/// The first expression of a line, up to its end or to that of the line; else its value, if that is a mark or a slot.
fn expression(text: &str, line: Span) -> Option<Span> {
    let content = &text[line.range()];
    let at = |offset: usize| line.start + u32::try_from(offset).unwrap_or_default();
    let Some((start, end)) = DELIMITERS.iter().filter_map(|(start, end)| Some((content.find(start)?, *end))).min() else {
        let value = content.rsplit(": ").next()?.trim_start_matches(['-', ' ']).trim_end();
        let start = content.rfind(value)?;
        return is_slot(value).then(|| Span::new(at(start), at(start + value.len())));
    };
    let rest = &content[start..];
    let length = rest.find(end).map_or(rest.trim_end().len(), |at| at + end.len());
    Some(Span::new(at(start), at(start + length)))
}

/// Whether a value that YAML cannot read is a placeholder: `%s`, `%%NAME%%`, `@NAME@`, `{name}`.
fn is_slot(value: &str) -> bool {
    let inside = |mark| value.strip_prefix(mark).and_then(|rest| rest.strip_suffix(mark)).is_some_and(template::is_slot_name);
    let braces = value.strip_prefix('{').and_then(|rest| rest.strip_suffix('}'));
    ["%%", "%", "@@", "@"].into_iter().any(inside)
        || braces.is_some_and(template::is_slot_name)
        || value.starts_with('%') && template::style(value) == Some(Style::Format)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(line: &str) -> Option<&str> {
        let length = u32::try_from(line.len()).unwrap();
        expression(line, Span::new(0, length)).map(|span| &line[span.range()])
    }

    #[test]
    fn an_expression_goes_to_its_end_or_to_that_of_the_line() {
        assert_eq!(found("server: {{ .Server }}/x"), Some("{{ .Server }}"));
        assert_eq!(found("{% if a %} {{ b }}"), Some("{% if a %}"));
        assert_eq!(found("token: {{ open "), Some("{{ open"));
        assert_eq!(found("user: {token: a}"), None);
    }

    #[test]
    fn a_value_that_is_a_mark_is_one() {
        assert_eq!(found("  namespace: %s"), Some("%s"));
        assert_eq!(found("- name: @NAME@ "), Some("@NAME@"));
        assert_eq!(found("token: %%TOKEN%%"), Some("%%TOKEN%%"));
        assert_eq!(found("  - {argument}"), Some("{argument}"));
        assert_eq!(found("token: @x"), None);
        assert_eq!(found("token: %"), None);
    }
}
