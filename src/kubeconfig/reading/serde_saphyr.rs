//! `serde_saphyr` (2.2), as kube-rs since 4.0 reads a file: each scalar is asked for as the type that the field has.

use super::atom::{Atom, Written};
use super::{Kind, Problem, ProblemKind, Reading, duplicate};
use crate::yaml::tree::{Kind as NodeKind, NodeId};
use ::base64::Engine as _;
use ::base64::engine::general_purpose::STANDARD;
use zeroize::Zeroizing;

/// `Budget::max_depth`
const DEEPEST: usize = 64;

const PREFIX: &str = "tag:yaml.org,2002:";

/// What a tag says of a scalar (`SfTag`). Short spellings (`!int`) are taken for the long ones.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Tag {
    /// None, or one that says nothing about the type.
    Open {
        is_written: bool,
    },
    /// A lone `!`.
    Bare,
    Text,
    Null,
    Bool,
    Int,
    Float,
    Binary,
    /// Moments and angles, which no field takes.
    Other,
    List,
    Map,
}

fn tag(written: Option<&str>) -> Tag {
    let Some(written) = written else { return Tag::Open { is_written: false } };
    let name = written.strip_prefix(PREFIX).or_else(|| written.strip_prefix('!')).unwrap_or("-");
    match name {
        "" => Tag::Bare,
        "str" => Tag::Text,
        "null" => Tag::Null,
        "bool" => Tag::Bool,
        "int" => Tag::Int,
        "float" => Tag::Float,
        "binary" => Tag::Binary,
        "timestamp" | "time" | "degrees" | "radians" => Tag::Other,
        "seq" => Tag::List,
        "map" => Tag::Map,
        _ => Tag::Open { is_written: true },
    }
}

/// `Option<String>::deserialize`: everything that is not nothing is a text, whatever it looks like.
pub(super) fn atom(written: Written<'_>) -> Atom {
    let tag = tag(written.tag.as_deref());
    let is_nothing = written.is_plain && is_null(&written.text);
    let text = Zeroizing::new(written.text.into_owned());
    match tag {
        Tag::Null => Atom::Null,
        Tag::Open { .. } if is_nothing => Atom::Null,
        Tag::Open { .. } | Tag::Bare | Tag::Text => Atom::Text(text),
        Tag::Bool => boolean(&text).map_or(Atom::Refused, Atom::Bool),
        Tag::Int => Atom::Int(text),
        Tag::Float => Atom::Float(text),
        Tag::Other => Atom::Date(text),
        Tag::Binary => binary(&text).map_or(Atom::Refused, Atom::Text),
        Tag::List | Tag::Map => Atom::Refused,
    }
}

/// `bool::deserialize`
pub(super) fn flag(written: &Written<'_>) -> Option<bool> {
    match tag(written.tag.as_deref()) {
        Tag::Open { .. } | Tag::Bare | Tag::Bool => boolean(&written.text),
        _ => None,
    }
}

/// `deserialize_any`, where no field says which type is wanted. [`Kind::Refused`] is what JSON cannot hold.
pub(super) fn untyped(written: &Written<'_>) -> Kind {
    let text = trimmed(&written.text);
    match tag(written.tag.as_deref()) {
        Tag::Null => Kind::Null,
        Tag::Bool => boolean(text).map_or(Kind::Refused, Kind::Bool),
        Tag::Int => {
            if is_int(text) {
                Kind::Int
            } else {
                Kind::Refused
            }
        }
        Tag::Float => finite(text).unwrap_or(Kind::Refused),
        Tag::Binary => {
            if binary(text).is_some() {
                Kind::Text
            } else {
                Kind::Refused
            }
        }
        Tag::Other | Tag::List | Tag::Map => Kind::Refused,
        Tag::Bare | Tag::Text => Kind::Text,
        Tag::Open { .. } if !written.is_plain => Kind::Text,
        Tag::Open { .. } if is_null(&written.text) => Kind::Null,
        Tag::Open { .. } => plain(text),
    }
}

/// The same for a key, which a tag of one's own turns into a mapping.
pub(super) fn untyped_key(written: &Written<'_>) -> Kind {
    match tag(written.tag.as_deref()) {
        Tag::Open { is_written: true } => Kind::Map,
        _ => untyped(written),
    }
}

fn plain(text: &str) -> Kind {
    if let Some(value) = boolean(text) {
        return Kind::Bool(value);
    }
    let unsigned = text.strip_prefix(['+', '-']).unwrap_or(text);
    let is_text = matches!(unsigned.as_bytes(), [b'0', b'X' | b'O' | b'B', ..])
        || (unsigned.len() < text.len() && unsigned.eq_ignore_ascii_case(".nan"));
    if is_text {
        Kind::Text
    } else if is_int(text) {
        Kind::Int
    } else {
        finite(text).unwrap_or(Kind::Text)
    }
}

/// The kind of a number with a point or an exponent; `None` where it is none.
fn finite(text: &str) -> Option<Kind> {
    let unsigned = text.strip_prefix(['+', '-']).unwrap_or(text);
    if matches!(unsigned, ".inf" | ".Inf" | ".INF" | ".nan" | ".NaN" | ".NAN") {
        return Some(Kind::Refused);
    }
    let value = text.parse::<f64>().ok()?;
    let is_word = !unsigned.starts_with(|c: char| c.is_ascii_digit() || c == '.');
    match (value.is_finite(), is_word) {
        (true, _) => Some(Kind::Float),
        (false, true) => None,
        (false, false) => Some(Kind::Refused),
    }
}

/// `parse_int_unsigned`, `parse_int_signed`
fn is_int(text: &str) -> bool {
    let (is_negative, digits) = match text.strip_prefix('-') {
        Some(digits) => (true, digits),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    let prefixed = |prefixes: [&str; 2]| prefixes.into_iter().find_map(|prefix| digits.strip_prefix(prefix));
    let (radix, digits) = match (prefixed(["0x", "0X"]), prefixed(["0o", "0O"]), prefixed(["0b", "0B"])) {
        (Some(rest), ..) => (16, rest),
        (_, Some(rest), _) => (8, rest),
        (.., Some(rest)) => (2, rest),
        _ if digits.len() > 1 && digits.starts_with('0') => return false,
        _ => (10, digits),
    };
    let is_grouped = !digits.starts_with('_') && !digits.ends_with('_') && !digits.contains("__");
    let clean = Zeroizing::new(digits.replace('_', ""));
    let value = if clean.starts_with(['+', '-']) { None } else { u128::from_str_radix(&clean, radix).ok() };
    is_grouped && value.is_some_and(|value| if is_negative { value <= 1 << 63 } else { u64::try_from(value).is_ok() })
}

fn trimmed(text: &str) -> &str {
    text.trim_matches([' ', '\t', '\r', '\n'])
}

fn is_null(text: &str) -> bool {
    matches!(text, "" | "~" | "null" | "Null" | "NULL")
}

fn boolean(text: &str) -> Option<bool> {
    match trimmed(text).to_ascii_lowercase().as_str() {
        "true" | "yes" | "y" | "on" => Some(true),
        "false" | "no" | "n" | "off" => Some(false),
        _ => None,
    }
}

/// `decode_base64_yaml`; only UTF-8 is a text.
fn binary(text: &str) -> Option<Zeroizing<String>> {
    let letters: Zeroizing<Vec<u8>> = Zeroizing::new(text.bytes().filter(|byte| !byte.is_ascii_whitespace()).collect());
    let bytes = Zeroizing::new(STANDARD.decode(&*letters).ok()?);
    std::str::from_utf8(&bytes).ok().map(|text| Zeroizing::new(text.to_owned()))
}

/// A text of the same length that YAML 1.1 allows, for one that only YAML 1.2 does: with later versions and other directives, with
/// tabs in empty lines, before comments, and before a document in brackets.
pub(super) fn adapted(text: &str) -> Zeroizing<String> {
    let mut adapted = Zeroizing::new(String::with_capacity(text.len()));
    let (mut is_head, mut is_start) = (true, true);
    for line in text.split_inclusive('\n') {
        let content = line.trim_start_matches([' ', '\t']);
        let blanks = &line[..line.len() - content.len()];
        let is_empty = content.trim().is_empty() || content.starts_with('#');
        let may_hold_tabs = is_empty || (is_start && content.starts_with(['{', '[']));
        match content.strip_prefix('%').filter(|_| is_head && blanks.is_empty()) {
            Some(directive) if directive.starts_with("YAML 1.") && directive.trim_end().len() == 8 => {
                adapted.push_str("%YAML 1.1");
                adapted.push_str(&directive[8..]);
            }
            Some(directive) if !directive.starts_with("TAG ") && !directive.starts_with("YAML ") => {
                adapted.push('#');
                adapted.push_str(directive);
            }
            _ if may_hold_tabs => {
                adapted.extend(blanks.chars().map(|_| ' '));
                adapted.push_str(content);
            }
            _ => adapted.push_str(line),
        }
        is_head &= is_empty || content.starts_with('%');
        is_start = content.starts_with("---") || (is_start && is_empty);
    }
    adapted
}

/// The first thing that it minds whatever the types are.
pub(super) fn problem(reading: &Reading<'_>) -> Option<Problem> {
    super::stream_problem(reading).or_else(|| {
        reading.walk(DEEPEST, |id| {
            let problem = collection_problem(reading, id).map(|kind| reading.problem_at(id, kind));
            problem.or_else(|| duplicate::in_mapping(reading, id))
        })
    })
}

fn collection_problem(reading: &Reading<'_>, id: NodeId) -> Option<ProblemKind> {
    let written = reading.tag(id);
    let tag = tag(written.as_deref());
    match reading.stream.node(id).kind {
        NodeKind::Sequence(_) => (!matches!(tag, Tag::Open { .. } | Tag::Bare | Tag::List)).then_some(ProblemKind::Tag),
        NodeKind::Mapping(_) if !matches!(tag, Tag::Open { .. } | Tag::Bare | Tag::Map) => Some(ProblemKind::Tag),
        NodeKind::Mapping(_) => merge_problem(reading, id),
        NodeKind::Scalar(_) => matches!(tag, Tag::List | Tag::Map).then_some(ProblemKind::Tag),
        NodeKind::Alias { .. } => None,
    }
}

/// What `<<` pours in must be a mapping, a list of mappings, or nothing.
fn merge_problem(reading: &Reading<'_>, map: NodeId) -> Option<ProblemKind> {
    let is_map = |id| matches!(reading.stream.node(reading.origin(id)).kind, NodeKind::Mapping(_));
    let is_bad = |value: NodeId| match reading.stream.node(value).kind {
        NodeKind::Sequence(_) => !reading.stream.children(value).iter().all(|&item| is_map(item)),
        NodeKind::Mapping(_) => false,
        _ => reading.atom(value) != Some(Atom::Null),
    };
    let mut merged = reading.stream.pairs(map).filter(|&(key, _)| is_merge(reading, key));
    merged.any(|(_, value)| is_bad(reading.origin(value))).then_some(ProblemKind::Merge)
}

/// A plain `<<`, or one tagged `!!merge`.
pub(super) fn is_merge(reading: &Reading<'_>, key: NodeId) -> bool {
    let Some(written) = reading.written(key).filter(|written| written.text == "<<") else { return false };
    match written.tag.as_deref() {
        None => written.is_plain,
        Some(tag) => tag.strip_prefix(PREFIX) == Some("merge"),
    }
}
