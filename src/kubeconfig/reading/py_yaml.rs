//! Python's `yaml.safe_load` (PyYAML: `resolver.py`, `constructor.py`), measured with PyYAML 6.0.

use super::atom::{Atom, Written};
use super::base64::python;
use super::{Problem, ProblemKind, Reading, tabs};
use crate::kubeconfig::source::Encoding;
use crate::span::Span;
use crate::yaml::tree::{Kind, NodeId};
use jiff::civil::Date;
use zeroize::Zeroizing;

/// Python's own stack ends here: composer and constructor call themselves twice a level.
const DEEPEST: usize = 490;

const PREFIX: &str = "tag:yaml.org,2002:";

pub(super) fn atom(written: Written<'_>) -> Atom {
    let text = Zeroizing::new(written.text.into_owned());
    match written.tag.as_deref() {
        None if written.is_plain => resolve(text),
        None => Atom::Text(text),
        // To PyYAML the tag `!` says nothing, not even that the scalar stands in quotes.
        Some("!") => resolve(text),
        Some(tag) => construct(tag.strip_prefix(PREFIX).unwrap_or(""), text),
    }
}

/// The `yaml_implicit_resolvers`, in effect.
fn resolve(text: Zeroizing<String>) -> Atom {
    match text.as_str() {
        "" | "~" | "null" | "Null" | "NULL" => Atom::Null,
        "<<" | "=" => Atom::Refused,
        word if boolean(word).is_some() && !is_mixed_case(word) => Atom::Bool(boolean(word) == Some(true)),
        number if is_int(number) => int(&text),
        number if is_float(number) => Atom::Float(text),
        moment if is_timestamp(moment) => timestamp(text),
        _ => Atom::Text(text),
    }
}

/// What an explicit tag makes of a text.
fn construct(tag: &str, text: Zeroizing<String>) -> Atom {
    match tag {
        "str" => Atom::Text(text),
        "null" => Atom::Null,
        "bool" => boolean(&text).map_or(Atom::Refused, Atom::Bool),
        "int" => int(&text),
        "float" if is_float(&text) || is_int(&text) => Atom::Float(text),
        "binary" if text.is_ascii() && python(text.as_bytes()).is_ok() => Atom::Bytes(text),
        "timestamp" if is_timestamp(&text) => timestamp(text),
        _ => Atom::Refused,
    }
}

fn boolean(word: &str) -> Option<bool> {
    match word.to_ascii_lowercase().as_str() {
        "yes" | "true" | "on" => Some(true),
        "no" | "false" | "off" => Some(false),
        _ => None,
    }
}

/// Neither `yes`, `Yes` nor `YES`.
fn is_mixed_case(word: &str) -> bool {
    let rest = &word[1..];
    let is_lower = rest.bytes().all(|byte| byte.is_ascii_lowercase());
    let is_upper = word.bytes().all(|byte| byte.is_ascii_uppercase());
    !is_lower && !is_upper
}

/// `[-+]?(0b[01_]+ | 0[0-7_]+ | 0 | [1-9][0-9_]* | 0x[0-9a-fA-F_]+ | [1-9][0-9_]*(:[0-5]?[0-9])+)`
fn is_int(text: &str) -> bool {
    let digits = unsigned(text);
    let all = |rest: &str, is_digit: fn(u8) -> bool| !rest.is_empty() && rest.bytes().all(|byte| byte == b'_' || is_digit(byte));
    if let Some(rest) = digits.strip_prefix("0b") {
        return all(rest, |byte| matches!(byte, b'0' | b'1'));
    }
    if let Some(rest) = digits.strip_prefix("0x") {
        return all(rest, |byte| byte.is_ascii_hexdigit());
    }
    if let Some(rest) = digits.strip_prefix('0') {
        return rest.is_empty() || all(rest, |byte| matches!(byte, b'0'..=b'7'));
    }
    let (first, sexagesimal) = digits.split_once(':').map_or((digits, None), |(first, rest)| (first, Some(rest)));
    first.starts_with(|c: char| c.is_ascii_digit())
        && all(first, |byte| byte.is_ascii_digit())
        && sexagesimal.is_none_or(|rest| rest.split(':').all(is_sexagesimal_digit))
}

fn is_sexagesimal_digit(text: &str) -> bool {
    matches!(text.as_bytes(), [b'0'..=b'9'] | [b'0'..=b'5', b'0'..=b'9'])
}

/// `[-+]?[0-9][0-9_]*\.[0-9_]*([eE][-+][0-9]+)?`, the same without digits before the point and without a sign, sexagesimal with a
/// point, infinity and NaN.
fn is_float(text: &str) -> bool {
    let digits = unsigned(text);
    if matches!(digits, ".inf" | ".Inf" | ".INF") || matches!(text, ".nan" | ".NaN" | ".NAN") {
        return true;
    }
    let Some((whole, rest)) = digits.split_once('.') else { return false };
    let is_digits = |text: &str| text.bytes().all(|byte| byte == b'_' || byte.is_ascii_digit());
    let begins_with_digit = |text: &str| text.starts_with(|c: char| c.is_ascii_digit());
    let (fraction, exponent) = rest.find(['e', 'E']).map_or((rest, None), |at| (&rest[..at], Some(&rest[at + 1..])));
    let exponent_is_fine = exponent.is_none_or(|exponent| {
        let digits = exponent.strip_prefix(['-', '+']);
        digits.is_some_and(|digits| !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit()))
    });
    if !is_digits(fraction) || !exponent_is_fine {
        return false;
    }
    match whole.split_once(':') {
        Some((first, rest)) => {
            exponent.is_none() && begins_with_digit(first) && is_digits(first) && rest.split(':').all(is_sexagesimal_digit)
        }
        None if whole.is_empty() => digits.len() == text.len() && begins_with_digit(fraction),
        None => begins_with_digit(whole) && is_digits(whole),
    }
}

fn unsigned(text: &str) -> &str {
    text.strip_prefix(['-', '+']).unwrap_or(text)
}

/// `construct_yaml_int`. Numbers that no machine word holds stay as they are written.
fn int(text: &str) -> Atom {
    let clean = text.replace('_', "");
    let (sign, digits) = (if clean.starts_with('-') { "-" } else { "" }, unsigned(&clean));
    let radix = |digits: &str, radix| u128::from_str_radix(digits, radix).ok().map(|value| value.to_string());
    let value = match digits {
        "0" => Some("0".to_owned()),
        _ if digits.starts_with("0b") => radix(&digits[2..], 2),
        _ if digits.starts_with("0x") => radix(&digits[2..], 16),
        _ if digits.starts_with('0') => radix(&digits[1..], 8),
        _ if digits.contains(':') => sexagesimal(digits),
        _ if !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit()) => Some(digits.to_owned()),
        _ => None,
    };
    match value.as_deref() {
        None => Atom::Refused,
        Some("0") => Atom::Int(Zeroizing::new("0".to_owned())),
        Some(value) => Atom::Int(Zeroizing::new(format!("{sign}{value}"))),
    }
}

fn sexagesimal(digits: &str) -> Option<String> {
    let add = |sum: u128, digit: &str| sum.checked_mul(60)?.checked_add(digit.parse().ok()?);
    Some(digits.split(':').try_fold(0, add)?.to_string())
}

/// `2001-01-02`, or with a time behind `T` or blanks and perhaps a zone.
fn is_timestamp(text: &str) -> bool {
    let is_number = |text: &str, lengths: std::ops::RangeInclusive<usize>| {
        lengths.contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())
    };
    let (date, time) = text.find(['T', 't', ' ', '\t']).map_or((text, None), |at| (&text[..at], Some(&text[at..])));
    let parts: Vec<&str> = date.split('-').collect();
    let [year, month, day] = parts.as_slice() else { return false };
    if !is_number(year, 4..=4) || !is_number(month, 1..=2) || !is_number(day, 1..=2) {
        return false;
    }
    let Some(time) = time else { return month.len() == 2 && day.len() == 2 };
    let time = if time.starts_with(['T', 't']) { &time[1..] } else { time.trim_start_matches([' ', '\t']) };
    let end = time.find(|c: char| !c.is_ascii_digit() && c != ':' && c != '.').unwrap_or(time.len());
    let (clock, zone) = (&time[..end], time[end..].trim_start_matches([' ', '\t']));
    is_clock(clock) && is_zone(zone)
}

/// `1:02:03.4`
fn is_clock(text: &str) -> bool {
    let (clock, fraction) = text.split_once('.').map_or((text, ""), |(clock, fraction)| (clock, fraction));
    let parts: Vec<&str> = clock.split(':').collect();
    let is_fine = matches!(parts.as_slice(), [hour, minute, second]
        if (1..=2).contains(&hour.len()) && minute.len() == 2 && second.len() == 2);
    is_fine && fraction.bytes().all(|byte| byte.is_ascii_digit())
}

fn is_zone(text: &str) -> bool {
    let Some(zone) = text.strip_prefix(['-', '+']) else { return text.is_empty() || text == "Z" };
    let (hours, minutes) = zone.split_once(':').map_or((zone, None), |(hours, minutes)| (hours, Some(minutes)));
    let is_number = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    (1..=2).contains(&hours.len()) && is_number(hours) && minutes.is_none_or(|minutes| minutes.len() == 2 && is_number(minutes))
}

/// A day that the calendar does not have is an error, and so is an hour that the day does not have.
fn timestamp(text: Zeroizing<String>) -> Atom {
    let (date, time) = text.find(['T', 't', ' ', '\t']).map_or((text.as_str(), ""), |at| (&text[..at], &text[at + 1..]));
    let numbers: Vec<i16> = date.split('-').filter_map(|part| part.parse().ok()).collect();
    let is_day = match numbers.as_slice() {
        &[year, month, day] => {
            let (Ok(month), Ok(day)) = (i8::try_from(month), i8::try_from(day)) else { return Atom::Refused };
            year > 0 && Date::new(year, month, day).is_ok()
        }
        _ => false,
    };
    let clock: Vec<u8> =
        time.trim_start().split([':', '.']).take(3).filter_map(|part| part.get(..2).unwrap_or(part).parse().ok()).collect();
    let is_time = match clock.as_slice() {
        &[hour, minute, second] => hour < 24 && minute < 60 && second < 60,
        _ => true,
    };
    if is_day && is_time { Atom::Date(text) } else { Atom::Refused }
}

/// The first thing that `safe_load` minds.
pub(super) fn problem(reading: &Reading<'_>) -> Option<Problem> {
    let source = reading.document.source();
    if let Encoding::Utf16Le | Encoding::Utf16Be = source.encoding() {
        return Some(Problem { kind: ProblemKind::Encoding, span: Span::at(0) });
    }
    if let Some(problem) = source.problems().first() {
        return Some(Problem { kind: ProblemKind::Encoding, span: problem.span });
    }
    let several = reading.stream.documents.get(1).map(|document| document.span);
    if let Some(error) = &reading.stream.error {
        return Some(Problem { kind: ProblemKind::Syntax, span: error.span });
    }
    if let Some(span) = several {
        return Some(Problem { kind: ProblemKind::SeveralDocuments, span });
    }
    if let Some(error) = &reading.stream.rest_error {
        return Some(Problem { kind: ProblemKind::Syntax, span: error.span });
    }
    tabs::misplaced(reading).or_else(|| first_unconstructible(reading))
}

fn first_unconstructible(reading: &Reading<'_>) -> Option<Problem> {
    let root = reading.stream.documents.first()?.root?;
    let mut pending = vec![(root, 0)];
    while let Some((id, depth)) = pending.pop() {
        let kind = problem_of(reading, id).or_else(|| (depth > DEEPEST).then_some(ProblemKind::Depth));
        if let Some(kind) = kind {
            return Some(Problem { kind, span: reading.stream.node(id).token });
        }
        let is_map = matches!(reading.stream.node(id).kind, Kind::Mapping(_));
        let children = reading.stream.children(id).iter().enumerate().rev();
        // A `<<` is something to PyYAML in the place of a key only.
        let children = children.filter(|&(at, &child)| !(is_map && at % 2 == 0 && reading.is_merge(child)));
        pending.extend(children.map(|(_, &child)| (child, depth + 1)));
    }
    None
}

fn problem_of(reading: &Reading<'_>, id: NodeId) -> Option<ProblemKind> {
    let tag = reading.tag(id);
    let tag = tag.as_deref().map(|tag| tag.strip_prefix(PREFIX).unwrap_or(tag));
    match reading.stream.node(id).kind {
        Kind::Alias { .. } => None,
        Kind::Scalar(_) => (reading.atom(id) == Some(Atom::Refused)).then_some(match tag {
            None | Some("int" | "bool" | "float" | "timestamp") => ProblemKind::Scalar,
            Some(_) => ProblemKind::Tag,
        }),
        Kind::Sequence(_) if matches!(tag, Some("omap" | "pairs")) => {
            let is_pair = |&item: &NodeId| reading.stream.pairs(reading.origin(item)).count() == 1;
            (!reading.stream.children(id).iter().all(is_pair)).then_some(ProblemKind::Tag)
        }
        Kind::Sequence(_) => tag.is_some_and(|tag| !matches!(tag, "!" | "seq")).then_some(ProblemKind::Tag),
        Kind::Mapping(_) => match tag {
            None | Some("!" | "map" | "set") => problem_of_pairs(reading, id),
            Some(_) => Some(ProblemKind::Tag),
        },
    }
}

fn problem_of_pairs(reading: &Reading<'_>, map: NodeId) -> Option<ProblemKind> {
    let is_map = |id| matches!(reading.stream.node(reading.origin(id)).kind, Kind::Mapping(_));
    reading.stream.pairs(map).find_map(|(key, value)| {
        if reading.is_merge(key) {
            let value = reading.origin(value);
            let is_fine = match reading.stream.node(value).kind {
                Kind::Sequence(_) => reading.stream.children(value).iter().all(|&item| is_map(item)),
                _ => is_map(value),
            };
            return (!is_fine).then_some(ProblemKind::Merge);
        }
        reading.written(reading.origin(key)).is_none().then_some(ProblemKind::Key)
    })
}

/// A plain `<<`, or anything tagged `!!merge`.
pub(super) fn is_merge(reading: &Reading<'_>, key: NodeId) -> bool {
    let Some(written) = reading.written(key) else { return false };
    match written.tag.as_deref() {
        None => written.is_plain && written.text == "<<",
        Some("!") => written.text == "<<",
        Some(tag) => tag.strip_prefix(PREFIX) == Some("merge"),
    }
}
