//! Numbers as Go's `strconv` reads and `encoding/json` prints them.

/// `strconv.ParseInt(text, 0, 64)`: a sign, then `0x`, `0o`, `0b`, a leading zero for octal, or decimal digits.
///
/// Underscores are not handled: go-yaml removes them before it calls this.
pub(in crate::kubeconfig) fn parse_int(text: &str) -> Option<i64> {
    let (negative, magnitude) = split_sign(text);
    signed(negative, parse_uint(magnitude)?)
}

/// `strconv.ParseUint(text, 0, 64)`: as [`parse_int`], without a sign.
pub(in crate::kubeconfig) fn parse_uint(text: &str) -> Option<u64> {
    let (digits, radix) = split_prefix(text);
    digits_in(digits, radix)
}

/// `strconv.ParseInt(text, 2, 64)`: a sign and binary digits.
pub(in crate::kubeconfig) fn parse_binary(text: &str) -> Option<i64> {
    let (negative, digits) = split_sign(text);
    signed(negative, digits_in(digits, 2)?)
}

fn split_sign(text: &str) -> (bool, &str) {
    match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    }
}

fn signed(negative: bool, magnitude: u64) -> Option<i64> {
    if negative { 0i64.checked_sub_unsigned(magnitude) } else { i64::try_from(magnitude).ok() }
}

/// The digits behind a base prefix, and the base. Go looks for a prefix only where a digit can follow it.
fn split_prefix(text: &str) -> (&str, u32) {
    let bytes = text.as_bytes();
    if bytes.first() != Some(&b'0') || bytes.len() == 1 {
        return (text, 10);
    }
    let radix = match bytes[1].to_ascii_lowercase() {
        b'x' => 16,
        b'o' => 8,
        b'b' => 2,
        _ => return (&text[1..], 8),
    };
    if bytes.len() < 3 { (&text[1..], 8) } else { (&text[2..], radix) }
}

/// `u64::from_str_radix` without its leave to write a sign.
fn digits_in(digits: &str, radix: u32) -> Option<u64> {
    if digits.starts_with(['+', '-']) { None } else { u64::from_str_radix(digits, radix).ok() }
}

/// `strconv.ParseFloat` for text that has the form of a decimal number; `None` when it overflows.
pub(in crate::kubeconfig) fn parse_float(text: &str) -> Option<f64> {
    text.parse::<f64>().ok().filter(|float| float.is_finite())
}

/// Whether `text` has the form go-yaml calls `yamlStyleFloat`:
/// `^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?$`.
pub(in crate::kubeconfig) fn has_float_form(text: &str) -> bool {
    let (_, rest) = split_sign(text);
    let (whole, rest) = split_digits(rest);
    let rest = match rest.strip_prefix('.') {
        Some(rest) => {
            let (fraction, rest) = split_digits(rest);
            if whole.is_empty() && fraction.is_empty() {
                return false;
            }
            rest
        }
        None if whole.is_empty() => return false,
        None => rest,
    };
    match rest.strip_prefix(['e', 'E']) {
        Some(exponent) => {
            let (digits, rest) = split_digits(exponent.strip_prefix(['-', '+']).unwrap_or(exponent));
            !digits.is_empty() && rest.is_empty()
        }
        None => rest.is_empty(),
    }
}

fn split_digits(text: &str) -> (&str, &str) {
    let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    text.split_at(end)
}

/// Whether every `_` stands between two digits (`underscoreOK` of `strconv`), for decimal text.
pub(in crate::kubeconfig) fn underscores_separate_digits(text: &str) -> bool {
    let bytes = text.as_bytes();
    let digit = |at: Option<&u8>| at.is_some_and(u8::is_ascii_digit);
    bytes
        .iter()
        .enumerate()
        .filter(|&(_, &byte)| byte == b'_')
        .all(|(at, _)| at > 0 && digit(bytes.get(at - 1)) && digit(bytes.get(at + 1)))
}

/// A finite float as `encoding/json` prints it: shortest digits, with an exponent below 1e-6 and from 1e21.
pub(in crate::kubeconfig) fn json_float(float: f64) -> String {
    let size = float.abs();
    if size != 0.0 && !(1e-6..1e21).contains(&size) { with_exponent(&format!("{float:e}"), 1) } else { format!("{float}") }
}

/// A float as `fmt` prints it for `%v`.
pub(in crate::kubeconfig) fn go_float(float: f64) -> String {
    if float.is_nan() {
        "NaN".to_owned()
    } else if float.is_infinite() {
        if float > 0.0 { "+Inf" } else { "-Inf" }.to_owned()
    } else {
        general(&format!("{float:e}"), || format!("{float}"))
    }
}

/// A float as `strconv.FormatFloat(float, 'g', -1, 32)` prints it, with go-yaml's words for what is not finite.
///
/// sigs.k8s.io/yaml prints float keys this way, with the precision of 32 bits.
pub(in crate::kubeconfig) fn key_float(float: f64) -> String {
    #[allow(clippy::cast_possible_truncation, reason = "Go loses the same digits")]
    let float = float as f32;
    if float.is_nan() {
        ".nan".to_owned()
    } else if float.is_infinite() {
        if float > 0.0 { ".inf" } else { "-.inf" }.to_owned()
    } else {
        general(&format!("{float:e}"), || format!("{float}"))
    }
}

/// Go's `%g` with as many digits as needed: with an exponent below 1e-4 and from 1e6.
fn general(scientific: &str, plain: impl FnOnce() -> String) -> String {
    let exponent = scientific.split_once('e').and_then(|(_, exponent)| exponent.parse::<i32>().ok()).unwrap_or(0);
    if (-4..6).contains(&exponent) { plain() } else { with_exponent(scientific, 2) }
}

/// Rewrites Rust's `1e21` as Go's `1e+21`, with at least `digits` digits in a negative exponent.
fn with_exponent(scientific: &str, digits: usize) -> String {
    let Some((mantissa, exponent)) = scientific.split_once('e') else { return scientific.to_owned() };
    match exponent.strip_prefix('-') {
        Some(exponent) => format!("{mantissa}e-{exponent:0>digits$}"),
        None => format!("{mantissa}e+{exponent:0>digits$}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn integers_follow_go_syntax() {
        let cases = [("123", 123), ("-5", -5), ("+1", 1), ("0x1F", 31), ("0X1f", 31), ("0b11", 3), ("0B11", 3), ("0o17", 15)];
        for (text, expected) in cases {
            assert_eq!(parse_int(text), Some(expected), "{text}");
        }
        assert_eq!(parse_int("0123"), Some(83));
        assert_eq!(parse_int("-9223372036854775808"), Some(i64::MIN));
        for text in ["", "+", "089", "0x", "1e3", "9223372036854775808", "--1", "0x-1", "0b+1"] {
            assert_eq!(parse_int(text), None, "{text}");
        }
        assert_eq!(parse_uint("18446744073709551615"), Some(u64::MAX));
        assert_eq!(parse_binary("+1"), Some(1));
    }

    #[test]
    fn the_form_of_floats_is_that_of_go_yaml() {
        for text in ["1e3", "1.", ".5", "1.0", "12e03", "089", "-1.5E+3", "7"] {
            assert!(has_float_form(text), "{text}");
        }
        for text in [".", "1e", "e1", "1.2.3", "0x1p4", "1e+", "", "-", "1.e5x", "inf"] {
            assert!(!has_float_form(text), "{text}");
        }
        assert_eq!(parse_float("1e400"), None);
    }

    #[test]
    fn floats_are_printed_as_json_prints_them() {
        let cases = [
            (1e6, "1000000"),
            (1e20, "100000000000000000000"),
            (1e21, "1e+21"),
            (1e-7, "1e-7"),
            (123_456_789.5, "123456789.5"),
            (-0.0, "-0"),
            (1.5e-10, "1.5e-10"),
        ];
        for (float, expected) in cases {
            assert_eq!(json_float(float), expected);
        }
    }

    #[test]
    fn float_keys_have_the_precision_of_32_bits() {
        let cases =
            [(1e6, "1e+06"), (123_456_789.5, "1.2345679e+08"), (1.0, "1"), (0.1, "0.1"), (1e-5, "1e-05"), (1e300, ".inf")];
        for (float, expected) in cases {
            assert_eq!(key_float(float), expected);
        }
        assert_eq!(key_float(f64::NAN), ".nan");
    }
}
