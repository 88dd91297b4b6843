//! js-yaml's `load` (4: `lib/schema`, `lib/loader.js`; 5: `CORE_SCHEMA`), measured with 4.3 and 5.5.

use super::atom::{Atom, Written};
use super::{Dialect, Problem, ProblemKind, Reading};
use crate::kubeconfig::source::Encoding;
use crate::span::Span;
use crate::yaml::tree::{Kind, NodeId};
use std::collections::HashSet;
use zeroize::Zeroizing;

/// `maxDepth`
const DEEPEST: usize = 100;

const PREFIX: &str = "tag:yaml.org,2002:";

pub(super) fn atom(dialect: Dialect, written: Written<'_>) -> Atom {
    let text = Zeroizing::new(written.text.into_owned());
    match written.tag.as_deref() {
        None if written.is_plain => resolve(dialect, text),
        None | Some("!") => Atom::Text(text),
        Some(tag) => construct(dialect, tag.strip_prefix(PREFIX).unwrap_or(""), text),
    }
}

fn resolve(dialect: Dialect, text: Zeroizing<String>) -> Atom {
    match text.as_str() {
        "" | "~" | "null" | "Null" | "NULL" => Atom::Null,
        word if boolean(word).is_some() => Atom::Bool(boolean(word) == Some(true)),
        number if is_int(dialect, number) => int(number),
        number if is_float(dialect, number) => Atom::Float(text),
        moment if dialect == Dialect::JsYaml4 && is_timestamp(moment) => Atom::Date(text),
        _ => Atom::Text(text),
    }
}

/// What an explicit tag makes of a text. js-yaml 5 knows the types of the core schema only.
fn construct(dialect: Dialect, tag: &str, text: Zeroizing<String>) -> Atom {
    let is_four = dialect == Dialect::JsYaml4;
    match tag {
        "str" => Atom::Text(text),
        "null" if matches!(text.as_str(), "" | "~" | "null" | "Null" | "NULL") => Atom::Null,
        "bool" => boolean(&text).map_or(Atom::Refused, Atom::Bool),
        "int" if is_explicit_int(&text) => int(&text),
        "float" if is_float(dialect, &text) => Atom::Float(text),
        "binary" if is_four && is_base64(&text) => Atom::Bytes(text),
        "timestamp" if is_four && is_timestamp(&text) => Atom::Date(text),
        "merge" if is_four && text.as_str() == "<<" => Atom::Text(text),
        _ => Atom::Refused,
    }
}

fn boolean(word: &str) -> Option<bool> {
    match word {
        "true" | "True" | "TRUE" => Some(true),
        "false" | "False" | "FALSE" => Some(false),
        _ => None,
    }
}

/// 4: `[-+]?(0b[01]+ | 0x[0-9a-fA-F]+ | 0o[0-7]+ | [0-9]+)`; 5: no `0b`, and a sign before decimal digits only.
fn is_int(dialect: Dialect, text: &str) -> bool {
    let is_decimal = all(unsigned(text), |byte| byte.is_ascii_digit());
    match dialect {
        Dialect::JsYaml5 => is_decimal || !text.starts_with("0b") && is_with_prefix(text),
        _ => is_decimal || is_with_prefix(unsigned(text)),
    }
}

fn is_explicit_int(text: &str) -> bool {
    is_int(Dialect::JsYaml4, text)
}

fn is_with_prefix(text: &str) -> bool {
    let digits = |prefix, is_digit| text.strip_prefix(prefix).is_some_and(|digits| all(digits, is_digit));
    digits("0b", |byte| matches!(byte, b'0' | b'1'))
        || digits("0o", |byte| matches!(byte, b'0'..=b'7'))
        || digits("0x", |byte| byte.is_ascii_hexdigit())
}

fn all(digits: &str, is_digit: fn(u8) -> bool) -> bool {
    !digits.is_empty() && digits.bytes().all(is_digit)
}

/// `[-+]?[0-9]+(\.[0-9]*)?([eE][-+]?[0-9]+)?`, the same without digits before the point, infinity and NaN.
fn is_float(dialect: Dialect, text: &str) -> bool {
    let number = unsigned(text);
    if matches!(number, ".inf" | ".Inf" | ".INF") || matches!(text, ".nan" | ".NaN" | ".NAN") {
        return true;
    }
    let (mantissa, exponent) = number.find(['e', 'E']).map_or((number, None), |at| (&number[..at], Some(&number[at + 1..])));
    let exponent_is_fine = exponent.is_none_or(|exponent| all(unsigned(exponent), |byte| byte.is_ascii_digit()));
    let (whole, fraction) = mantissa.split_once('.').map_or((mantissa, None), |(whole, fraction)| (whole, Some(fraction)));
    let is_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let is_signed = number.len() < text.len();
    let mantissa_is_fine = match fraction {
        // js-yaml 4 takes no sign before a point.
        Some(fraction) if whole.is_empty() => !fraction.is_empty() && (!is_signed || dialect == Dialect::JsYaml5),
        _ => !whole.is_empty(),
    };
    exponent_is_fine && mantissa_is_fine && is_digits(whole) && fraction.is_none_or(is_digits)
}

fn unsigned(text: &str) -> &str {
    text.strip_prefix(['-', '+']).unwrap_or(text)
}

/// `parseYamlInteger`. Numbers that no machine word holds stay as they are written.
fn int(text: &str) -> Atom {
    let (sign, digits) = (if text.starts_with('-') { "-" } else { "" }, unsigned(text));
    let radix = match digits.get(..2) {
        Some("0b") => 2,
        Some("0o") => 8,
        Some("0x") => 16,
        _ => 10,
    };
    let digits = if radix == 10 { digits } else { &digits[2..] };
    match u128::from_str_radix(digits, radix) {
        Ok(0) => Atom::Int(Zeroizing::new("0".to_owned())),
        Ok(value) => Atom::Int(Zeroizing::new(format!("{sign}{value}"))),
        Err(_) => Atom::Int(Zeroizing::new(format!("{sign}{digits}"))),
    }
}

/// `resolveYamlBinary`: letters in groups of four, whatever the place of the `=`.
fn is_base64(text: &str) -> bool {
    let mut letters = text.bytes().filter(|byte| !matches!(byte, b'\n' | b'\r'));
    let count = letters.clone().count();
    count.is_multiple_of(4) && letters.all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/' | b'='))
}

/// `2001-01-02`, or with a time behind `T` or blanks and perhaps a zone. Whether the calendar has the day is not asked.
fn is_timestamp(text: &str) -> bool {
    let (date, time) = text.find(['T', 't', ' ', '\t']).map_or((text, None), |at| (&text[..at], Some(&text[at..])));
    let parts: Vec<&str> = date.split('-').collect();
    let [year, month, day] = parts.as_slice() else { return false };
    let is_number = |text: &str, longest| (1..=longest).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    if year.len() != 4 || !is_number(year, 4) || !is_number(month, 2) || !is_number(day, 2) {
        return false;
    }
    let Some(time) = time else { return month.len() == 2 && day.len() == 2 };
    let time = if time.starts_with(['T', 't']) { &time[1..] } else { time.trim_start_matches([' ', '\t']) };
    let end = time.find(|c: char| !c.is_ascii_digit() && c != ':' && c != '.').unwrap_or(time.len());
    let (clock, zone) = (&time[..end], time[end..].trim_start_matches([' ', '\t']));
    let (clock, fraction) = clock.split_once('.').unwrap_or((clock, ""));
    let parts: Vec<&str> = clock.split(':').collect();
    let is_clock = matches!(parts.as_slice(), [hour, minute, second]
        if is_number(hour, 2) && minute.len() == 2 && is_number(minute, 2) && second.len() == 2 && is_number(second, 2));
    is_clock && fraction.bytes().all(|byte| byte.is_ascii_digit()) && is_zone(zone)
}

fn is_zone(text: &str) -> bool {
    let Some(zone) = text.strip_prefix(['-', '+']) else { return text.is_empty() || text == "Z" };
    let (hours, minutes) = zone.split_once(':').map_or((zone, None), |(hours, minutes)| (hours, Some(minutes)));
    let is_number = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    (1..=2).contains(&hours.len()) && is_number(hours) && minutes.is_none_or(|minutes| minutes.len() == 2 && is_number(minutes))
}

/// The first thing that `load` minds.
pub(super) fn problem(reading: &Reading<'_>) -> Option<Problem> {
    encoding_problem(reading)
        .or_else(|| syntax_problem(reading))
        .or_else(|| (0..reading.stream.documents.len()).find_map(|document| first_unconstructible(reading, document)))
        .or_else(|| {
            let second = reading.stream.documents.get(1)?;
            Some(Problem { kind: ProblemKind::SeveralDocuments, span: second.span })
        })
}

/// Node decodes whatever the file holds as UTF-8, broken characters as U+FFFD.
fn encoding_problem(reading: &Reading<'_>) -> Option<Problem> {
    let source = reading.document.source();
    if let Encoding::Utf16Le | Encoding::Utf16Be = source.encoding() {
        return Some(Problem { kind: ProblemKind::Encoding, span: Span::at(0) });
    }
    let is_minded = |text: &str| text.contains("control characters");
    let problem = source.problems().iter().find(|problem| is_minded(problem.text))?;
    Some(Problem { kind: ProblemKind::Encoding, span: problem.span })
}

fn syntax_problem(reading: &Reading<'_>) -> Option<Problem> {
    let error = reading.stream.error.as_ref().or(reading.stream.rest_error.as_ref())?;
    Some(Problem { kind: ProblemKind::Syntax, span: error.span })
}

fn first_unconstructible(reading: &Reading<'_>, document: usize) -> Option<Problem> {
    let root = reading.stream.documents.get(document)?.root?;
    let mut pending = vec![(root, 0)];
    while let Some((id, depth)) = pending.pop() {
        if let Some(kind) = problem_of(reading, id).or((depth >= DEEPEST).then_some(ProblemKind::Depth)) {
            return Some(Problem { kind, span: reading.stream.node(id).token });
        }
        if let Some(key) = repeated_key(reading, id) {
            return Some(Problem { kind: ProblemKind::Duplicate, span: reading.stream.node(key).token });
        }
        pending.extend(reading.stream.children(id).iter().rev().map(|&child| (child, depth + 1)));
    }
    None
}

fn problem_of(reading: &Reading<'_>, id: NodeId) -> Option<ProblemKind> {
    let tag = reading.tag(id);
    let tag = tag.as_deref().map(|tag| tag.strip_prefix(PREFIX).unwrap_or(tag));
    let is_four = reading.dialect == Dialect::JsYaml4;
    match reading.stream.node(id).kind {
        Kind::Alias { .. } => None,
        Kind::Scalar(_) => (reading.atom(id) == Some(Atom::Refused)).then_some(match tag {
            None | Some("int" | "bool" | "float" | "null") => ProblemKind::Scalar,
            Some(_) => ProblemKind::Tag,
        }),
        Kind::Sequence(_) => match tag {
            None | Some("!" | "seq") => None,
            Some("omap" | "pairs") if is_four && reading.stream.children(id).iter().all(|&item| is_pair(reading, item)) => None,
            Some(_) => Some(ProblemKind::Tag),
        },
        Kind::Mapping(_) => match tag {
            None | Some("!" | "map") => problem_of_pairs(reading, id),
            Some("set") if is_four => problem_of_pairs(reading, id),
            Some(_) => Some(ProblemKind::Tag),
        },
    }
}

fn is_pair(reading: &Reading<'_>, item: NodeId) -> bool {
    let item = reading.origin(item);
    matches!(reading.stream.node(item).kind, Kind::Mapping(_)) && reading.stream.pairs(item).count() == 1
}

fn problem_of_pairs(reading: &Reading<'_>, map: NodeId) -> Option<ProblemKind> {
    let is_scalar = |id| reading.written(reading.origin(id)).is_some();
    reading.stream.pairs(map).find_map(|(key, value)| {
        if is_merge(reading, key) {
            let value = reading.origin(value);
            let is_fine = match reading.stream.node(value).kind {
                Kind::Sequence(_) => reading.stream.children(value).iter().all(|&item| !is_scalar(item)),
                _ => !is_scalar(value),
            };
            return (!is_fine).then_some(ProblemKind::Merge);
        }
        (reading.dialect == Dialect::JsYaml5 && !is_scalar(key)).then_some(ProblemKind::Key)
    })
}

/// A key that stands in a mapping twice. Keys are strings in JavaScript: `1` and `"1"` are the same.
fn repeated_key(reading: &Reading<'_>, map: NodeId) -> Option<NodeId> {
    let Kind::Mapping(_) = reading.stream.node(map).kind else { return None };
    let mut seen: HashSet<String> = HashSet::new();
    let mut keys = reading.stream.pairs(map).map(|(key, _)| key).filter(|&key| !is_merge(reading, key));
    keys.find(|&key| reading.atom(key).is_some_and(|atom| !seen.insert(std::mem::take(&mut *string(atom)))))
}

/// `String(value)`
pub(super) fn string(atom: Atom) -> Zeroizing<String> {
    match atom {
        Atom::Null => Zeroizing::new("null".to_owned()),
        Atom::Bool(value) => Zeroizing::new(value.to_string()),
        Atom::Int(text) | Atom::Float(text) | Atom::Date(text) | Atom::Text(text) | Atom::Bytes(text) => text,
        Atom::Refused => Zeroizing::new(String::new()),
    }
}

/// js-yaml 5 merges nothing: there, `<<` is a key like any other.
pub(super) fn is_merge(reading: &Reading<'_>, key: NodeId) -> bool {
    let Some(written) = reading.written(key).filter(|_| reading.dialect == Dialect::JsYaml4) else { return false };
    match written.tag.as_deref() {
        None => written.is_plain && written.text == "<<",
        Some(tag) => tag.strip_prefix(PREFIX) == Some("merge"),
    }
}
