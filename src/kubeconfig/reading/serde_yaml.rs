//! `serde_yaml::Value` (0.9), as kube-rs before 4.0 reads a file: first into values, then into its types.

use super::atom::{Atom, Written};
use super::{Problem, ProblemKind, Reading, duplicate};
use zeroize::Zeroizing;

/// `remaining_depth` of its deserializer: so many lists and mappings may stand in each other.
const DEEPEST: usize = 128;

const PREFIX: &str = "tag:yaml.org,2002:";

/// `visit_scalar` (`de.rs`).
pub(super) fn atom(written: Written<'_>) -> Atom {
    let text = Zeroizing::new(written.text.into_owned());
    let core = written.tag.as_deref().and_then(|tag| tag.strip_prefix(PREFIX));
    match (written.tag.as_deref(), core) {
        (_, Some("bool")) => boolean(&text).map_or(Atom::Refused, Atom::Bool),
        (_, Some("int")) => int(&text).unwrap_or(Atom::Refused),
        (_, Some("float")) if is_float(&text) => Atom::Float(text),
        (_, Some("null")) if is_null(&text) => Atom::Null,
        (_, Some("float" | "null")) => Atom::Refused,
        // Tags of one's own do not change what is behind them.
        (None | Some("!"), _) if written.is_plain => untagged(text),
        (Some(tag), None) if tag.starts_with('!') && written.is_plain => untagged(text),
        _ => Atom::Text(text),
    }
}

/// `visit_untagged_scalar`
fn untagged(text: Zeroizing<String>) -> Atom {
    if text.is_empty() || is_null(&text) {
        return Atom::Null;
    }
    if let Some(value) = boolean(&text) {
        return Atom::Bool(value);
    }
    match int(&text) {
        Some(int) => int,
        None if !begins_like_octal(&text) && is_float(&text) => Atom::Float(text),
        None => Atom::Text(text),
    }
}

fn is_null(text: &str) -> bool {
    matches!(text, "null" | "Null" | "NULL" | "~")
}

fn boolean(text: &str) -> Option<bool> {
    match text {
        "true" | "True" | "TRUE" => Some(true),
        "false" | "False" | "FALSE" => Some(false),
        _ => None,
    }
}

/// `visit_int`. A `Value` holds no numbers of more than 64 bits: those of up to 128 are refused, longer ones are floats.
fn int(text: &str) -> Option<Atom> {
    let unsigned = text.strip_prefix('+').unwrap_or(text);
    let (is_negative, magnitude) = match unsigned.strip_prefix('-') {
        Some(magnitude) if unsigned.len() == text.len() => (true, magnitude),
        Some(_) => return None,
        None => (false, unsigned),
    };
    if magnitude.starts_with(['+', '-']) {
        return None;
    }
    let value = [("0x", 16), ("0o", 8), ("0b", 2)]
        .into_iter()
        .find_map(|(prefix, radix)| parse(magnitude.strip_prefix(prefix)?, radix))
        .or_else(|| if begins_like_octal(text) { None } else { parse(magnitude, 10) })?;
    let fits = if is_negative { value <= 1 << 63 } else { u64::try_from(value).is_ok() };
    let sign = if is_negative && value != 0 { "-" } else { "" };
    Some(if fits { Atom::Int(Zeroizing::new(format!("{sign}{value}"))) } else { Atom::Refused })
}

fn parse(digits: &str, radix: u32) -> Option<u128> {
    if digits.starts_with(['+', '-']) { None } else { u128::from_str_radix(digits, radix).ok() }
}

/// `digits_but_not_number`: digits behind a zero stay a text.
fn begins_like_octal(text: &str) -> bool {
    let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
    digits.len() > 1 && digits.starts_with('0') && digits[1..].bytes().all(|byte| byte.is_ascii_digit())
}

fn is_float(text: &str) -> bool {
    let unsigned = text.strip_prefix('+').unwrap_or(text);
    let is_special =
        matches!(unsigned, ".inf" | ".Inf" | ".INF") || matches!(text, "-.inf" | "-.Inf" | "-.INF" | ".nan" | ".NaN" | ".NAN");
    let has_two_signs = unsigned.len() < text.len() && unsigned.starts_with(['+', '-']);
    is_special || (!has_two_signs && unsigned.parse::<f64>().is_ok_and(f64::is_finite))
}

/// The first thing that makes it no value.
pub(super) fn problem(reading: &Reading<'_>) -> Option<Problem> {
    super::stream_problem(reading).or_else(|| {
        reading.walk(DEEPEST, |id| {
            let is_refused = reading.atom(id) == Some(Atom::Refused);
            let problem = is_refused.then(|| reading.problem_at(id, ProblemKind::Scalar));
            problem.or_else(|| duplicate::in_mapping(reading, id))
        })
    })
}
