//! Ruby's `YAML.safe_load` (Psych 4: `scalar_scanner.rb`, `visitors/to_ruby.rb`), measured with Ruby 3.1.

use super::atom::{Atom, Written};
use super::{Problem, ProblemKind, Reading};
use crate::kubeconfig::source::Encoding;
use crate::span::Span;
use crate::yaml::tree::{Kind, NodeId};
use jiff::civil::Date;
use zeroize::Zeroizing;

const PREFIX: &str = "tag:yaml.org,2002:";
/// Longer texts that begin with a letter are not looked at.
const LONGEST_WORD: usize = 5;

pub(super) fn atom(written: Written<'_>) -> Atom {
    let text = Zeroizing::new(written.text.into_owned());
    let Some(tag) = written.tag.as_deref() else {
        return if written.is_plain { tokenize(text) } else { Atom::Text(text) };
    };
    match tag.strip_prefix(PREFIX).or_else(|| tag.strip_prefix('!')).unwrap_or(tag) {
        "str" | "ruby/string" => Atom::Text(text),
        "binary" => Atom::Bytes(text),
        "float" => match tokenize(text) {
            Atom::Int(digits) | Atom::Float(digits) => Atom::Float(digits),
            _ => Atom::Refused,
        },
        name if name.starts_with("ruby/") => Atom::Refused,
        // Psych drops tags that it does not know.
        _ => tokenize(text),
    }
}

/// `ScalarScanner#tokenize`
fn tokenize(text: Zeroizing<String>) -> Atom {
    match text.as_str() {
        "" => Atom::Null,
        word if looks_like_word(word) => if_word(text),
        moment if is_time(moment) => Atom::Date(text),
        day if is_day(day) => Atom::Date(text),
        number if is_infinite(number) => Atom::Float(text),
        // A symbol, which may not be loaded.
        symbol if symbol.starts_with(':') && symbol.len() > 1 => Atom::Refused,
        number if is_sexagesimal(number) => sexagesimal(number),
        number if is_float(number) => Atom::Float(text),
        number if is_int(number) => int(number),
        _ => Atom::Text(text),
    }
}

/// `^[^\d.:-]?[[:alpha:]_\s!@#$%\^&*(){}<>|/\\~;=]+`
fn looks_like_word(text: &str) -> bool {
    let is_letter = |c: char| c.is_alphabetic() || c.is_whitespace() || "_!@#$%^&*(){}<>|/\\~;=".contains(c);
    let mut chars = text.chars();
    let first = chars.next();
    let is_start = |c: char| !c.is_ascii_digit() && !matches!(c, '.' | ':' | '-');
    first.is_some_and(is_letter) || first.is_some_and(is_start) && chars.next().is_some_and(is_letter) || text.contains('\n')
}

fn if_word(text: Zeroizing<String>) -> Atom {
    if text.chars().count() > LONGEST_WORD {
        return Atom::Text(text);
    }
    match text.to_ascii_lowercase().as_str() {
        "~" | "null" => Atom::Null,
        "yes" | "true" | "on" => Atom::Bool(true),
        "no" | "false" | "off" => Atom::Bool(false),
        _ => Atom::Text(text),
    }
}

/// `^-?\d{4}-\d{1,2}-\d{1,2}([Tt]|\s+)\d{1,2}:\d\d:\d\d(\.\d*)?(\s*(Z|[-+]\d{1,2}:?(\d\d)?))?$`, if the calendar has it.
fn is_time(text: &str) -> bool {
    let Some(at) = text.find(['T', 't', ' ', '\t']) else { return false };
    let (date, rest) = text.split_at(at);
    let rest = if rest.starts_with(['T', 't']) { &rest[1..] } else { rest.trim_start() };
    let end = rest.find(|c: char| !c.is_ascii_digit() && c != ':' && c != '.').unwrap_or(rest.len());
    let (clock, zone) = (rest[..end].split('.').next().unwrap_or_default(), rest[end..].trim_start());
    let parts: Vec<&str> = clock.split(':').collect();
    let is_number = |text: &str, lengths: std::ops::RangeInclusive<usize>| {
        lengths.contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())
    };
    let is_clock = matches!(parts.as_slice(), [hour, minute, second]
        if is_number(hour, 1..=2) && is_number(minute, 2..=2) && is_number(second, 2..=2)
            && hour.parse::<u8>().is_ok_and(|hour| hour <= 24) && *minute < "60" && *second <= "60");
    let is_zone = match zone.strip_prefix(['-', '+']) {
        None => zone.is_empty() || zone == "Z",
        Some(zone) => is_number(&zone.replacen(':', "", 1), 1..=4),
    };
    let days: Vec<&str> = date.strip_prefix('-').unwrap_or(date).split('-').collect();
    let is_date = matches!(days.as_slice(), [year, month, day]
        if is_number(year, 4..=4) && is_number(month, 1..=2) && is_number(day, 1..=2)
            && month.parse::<u8>().is_ok_and(|month| (1..=12).contains(&month))
            && day.parse::<u8>().is_ok_and(|day| (1..=31).contains(&day)));
    is_clock && is_zone && is_date
}

/// `^\d{4}-(1[012]|0\d|\d)-([12]\d|3[01]|0\d|\d)$`, if the calendar has it.
fn is_day(text: &str) -> bool {
    let parts: Vec<&str> = text.split('-').collect();
    let [year, month, day] = parts.as_slice() else { return false };
    let number = |text: &str, longest| {
        let is_number = (1..=longest).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
        if is_number { text.parse::<i16>().ok() } else { None }
    };
    let (Some(year), Some(month), Some(day)) = (number(year, 4).filter(|_| year.len() == 4), number(month, 2), number(day, 2))
    else {
        return false;
    };
    let (Ok(month), Ok(day)) = (i8::try_from(month), i8::try_from(day)) else { return false };
    Date::new(year, month, day).is_ok()
}

fn is_infinite(text: &str) -> bool {
    matches!(text.to_ascii_lowercase().as_str(), ".inf" | "+.inf" | "-.inf" | ".nan")
}

/// `^[-+]?[0-9][0-9_]*(:[0-5]?[0-9]){1,2}$`
fn is_sexagesimal(text: &str) -> bool {
    let mut parts = unsigned(text).split(':');
    let first = parts.next().unwrap_or_default();
    let rest: Vec<&str> = parts.collect();
    let is_digit = |part: &&str| matches!(part.as_bytes(), [b'0'..=b'9'] | [b'0'..=b'5', b'0'..=b'9']);
    let is_number =
        first.starts_with(|c: char| c.is_ascii_digit()) && first.bytes().all(|byte| byte == b'_' || byte.is_ascii_digit());
    is_number && (1..=2).contains(&rest.len()) && rest.iter().all(is_digit)
}

/// The first part counts hours, however many there are.
fn sexagesimal(text: &str) -> Atom {
    let weights = [3600_i128, 60, 1];
    let parts = text.split(':').map(|part| part.replace('_', "").trim_start_matches('+').parse::<i128>().unwrap_or_default());
    let sum: i128 = parts.zip(weights).map(|(part, weight)| part.saturating_mul(weight)).fold(0, i128::saturating_add);
    Atom::Int(Zeroizing::new(sum.to_string()))
}

/// `^[-+]?([0-9][0-9_,]*)?\.[0-9]*([eE][-+][0-9]+)?$`, and more than a point.
fn is_float(text: &str) -> bool {
    let Some((whole, rest)) = unsigned(text).split_once('.') else { return false };
    let (fraction, exponent) = rest.find(['e', 'E']).map_or((rest, None), |at| (&rest[..at], Some(&rest[at + 1..])));
    let is_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let exponent_is_fine = exponent
        .is_none_or(|exponent| exponent.strip_prefix(['-', '+']).is_some_and(|digits| !digits.is_empty() && is_digits(digits)));
    let whole_is_fine = whole.is_empty()
        || whole.starts_with(|c: char| c.is_ascii_digit())
            && whole.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'_' | b','));
    exponent_is_fine && whole_is_fine && is_digits(fraction) && !(whole.is_empty() && rest.is_empty())
}

/// `0b[01_,]+`, `0[0-7_,]+`, `0`, `[1-9]([0-9]|,[0-9]|_[0-9])*` or `0x[0-9a-fA-F_,]+`, perhaps with a sign.
fn is_int(text: &str) -> bool {
    let number = unsigned(text);
    let all = |digits: &str, is_digit: fn(u8) -> bool| {
        !digits.is_empty() && digits.bytes().all(|byte| matches!(byte, b'_' | b',') || is_digit(byte))
    };
    if let Some(digits) = number.strip_prefix("0b") {
        return all(digits, |byte| matches!(byte, b'0' | b'1'));
    }
    if let Some(digits) = number.strip_prefix("0x") {
        return all(digits, |byte| byte.is_ascii_hexdigit());
    }
    if let Some(digits) = number.strip_prefix('0') {
        return digits.is_empty() || all(digits, |byte| matches!(byte, b'0'..=b'7'));
    }
    number.starts_with(|c: char| c.is_ascii_digit())
        && number.split(['_', ',']).all(|group| !group.is_empty() && group.bytes().all(|byte| byte.is_ascii_digit()))
}

fn unsigned(text: &str) -> &str {
    text.strip_prefix(['-', '+']).unwrap_or(text)
}

/// `Integer(string.gsub(/[,_]/, ''))`
fn int(text: &str) -> Atom {
    let clean = text.replace(['_', ','], "");
    let (sign, digits) = (if clean.starts_with('-') { "-" } else { "" }, unsigned(&clean));
    let value = match (digits.get(..2), digits) {
        (Some("0b"), _) => u128::from_str_radix(&digits[2..], 2).ok(),
        (Some("0x"), _) => u128::from_str_radix(&digits[2..], 16).ok(),
        (_, "0") => Some(0),
        _ if digits.starts_with('0') => u128::from_str_radix(&digits[1..], 8).ok(),
        _ => return Atom::Int(Zeroizing::new(format!("{sign}{digits}"))),
    };
    match value {
        None => Atom::Refused,
        Some(0) => Atom::Int(Zeroizing::new("0".to_owned())),
        Some(value) => Atom::Int(Zeroizing::new(format!("{sign}{value}"))),
    }
}

/// The first thing that `safe_load` minds: it reads one document to its end, then makes objects of it.
pub(super) fn problem(reading: &Reading<'_>) -> Option<Problem> {
    let source = reading.document.source();
    if let Encoding::Utf16Le | Encoding::Utf16Be = source.encoding() {
        return Some(Problem { kind: ProblemKind::Encoding, span: Span::at(0) });
    }
    if let Some(problem) = source.problems().iter().find(|problem| problem.is_seen_by_kubectl(reading.stream.reach)) {
        return Some(Problem { kind: ProblemKind::Encoding, span: problem.span });
    }
    if let Some(error) = &reading.stream.error {
        return Some(Problem { kind: ProblemKind::Syntax, span: error.span });
    }
    if source.encoding() == Encoding::Utf8WithMark && starts_block_mapping(reading) {
        return Some(Problem { kind: ProblemKind::Syntax, span: Span::at(0) });
    }
    first_unconstructible(reading)
}

/// Psych says which encoding it is, so the mark counts as a column, and the keys below stand to the left of the first one.
fn starts_block_mapping(reading: &Reading<'_>) -> bool {
    let Some(root) = reading.stream.documents.first().and_then(|document| document.root) else { return false };
    let node = reading.stream.node(root);
    matches!(node.kind, Kind::Mapping(_)) && node.token.start == 0 && !reading.text.starts_with('{')
}

fn first_unconstructible(reading: &Reading<'_>) -> Option<Problem> {
    let root = reading.stream.documents.first()?.root?;
    let mut pending = vec![root];
    while let Some(id) = pending.pop() {
        let kind = match reading.stream.node(id).kind {
            Kind::Alias { .. } => Some(ProblemKind::Alias),
            Kind::Scalar(_) => (reading.atom(id) == Some(Atom::Refused)).then_some(ProblemKind::Tag),
            Kind::Sequence(_) | Kind::Mapping(_) => {
                // Classes that may not be loaded, and a string made of a mapping.
                let is_object = |tag: String| {
                    let name = tag.strip_prefix(PREFIX).or_else(|| tag.strip_prefix('!'));
                    let is_map = matches!(reading.stream.node(id).kind, Kind::Mapping(_));
                    name.is_some_and(|name| {
                        matches!(name, "set" | "omap") || is_map && name == "str" || name.starts_with("ruby/")
                    })
                };
                reading.tag(id).is_some_and(is_object).then_some(ProblemKind::Tag)
            }
        };
        if let Some(kind) = kind {
            return Some(Problem { kind, span: reading.stream.node(id).token });
        }
        pending.extend(reading.stream.children(id).iter().rev());
    }
    None
}

/// `revive_hash`: the key `<<`, in quotes or not, before a mapping or a list.
pub(super) fn is_merge(reading: &Reading<'_>, key: NodeId) -> bool {
    let Some(written) = reading.written(key) else { return false };
    written.text == "<<" && written.tag.as_deref() != Some("tag:yaml.org,2002:str")
}
