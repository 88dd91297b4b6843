//! Go's notations for values: `%q`, `%#v`.

use crate::kubeconfig::value::{Data, Pair, Value};
use std::cmp::Ordering;
use std::fmt::Write;
use zeroize::Zeroizing;

/// Deeper values are cut off: kubectl prints them whole, nobody reads them.
const MAX_DEPTH: usize = 100;

/// `strconv.Quote`.
pub(in crate::kubeconfig) fn quote(text: &str) -> Zeroizing<String> {
    let mut out = Zeroizing::new(String::with_capacity(text.len() * 2 + 2));
    push_quoted(&mut out, text);
    out
}

fn push_quoted(out: &mut String, text: &str) {
    out.push('"');
    for c in text.chars() {
        push_escaped(out, c);
    }
    out.push('"');
}

fn push_escaped(out: &mut String, c: char) {
    let short = match c {
        '"' => "\\\"",
        '\\' => "\\\\",
        '\u{7}' => "\\a",
        '\u{8}' => "\\b",
        '\u{c}' => "\\f",
        '\n' => "\\n",
        '\r' => "\\r",
        '\t' => "\\t",
        '\u{b}' => "\\v",
        c if is_printable(c) => {
            out.push(c);
            return;
        }
        c => {
            // Writing to a `String` cannot fail.
            let _ = match u32::from(c) {
                code @ ..0x20 | code @ 0x7f => write!(out, "\\x{code:02x}"),
                code @ ..0x1_0000 => write!(out, "\\u{code:04x}"),
                code => write!(out, "\\U{code:08x}"),
            };
            return;
        }
    };
    out.push_str(short);
}

/// Nearly `unicode.IsPrint`: what Rust does not escape either. The letter in front keeps Rust from escaping marks.
fn is_printable(c: char) -> bool {
    let mut text = String::from("x");
    text.push(c);
    !text.escape_debug().any(|c| c == '\\')
}

/// `fmt.Sprintf("%#v", value)` for what go-yaml makes of a value.
///
/// Floats from a million up are printed without their exponent, because a [`Value`] no longer tells `1e6` from `1000000`.
pub(in crate::kubeconfig) fn go_syntax(value: &Value) -> Zeroizing<String> {
    let mut out = Zeroizing::new(String::new());
    push_value(&mut out, value, 0);
    out
}

fn push_value(out: &mut String, value: &Value, depth: usize) {
    match &value.data {
        Data::Null => out.push_str("interface {}(nil)"),
        Data::Bool(value) => out.push_str(if *value { "true" } else { "false" }),
        Data::Number(text) => push_number(out, text),
        Data::NotANumber => out.push_str("NaN"),
        Data::Text(text) => push_quoted(out, text),
        Data::List(_) | Data::Map(_) if depth == MAX_DEPTH => out.push('…'),
        Data::List(items) => {
            out.push_str("[]interface {}{");
            for (index, item) in items.iter().enumerate() {
                out.push_str(if index == 0 { "" } else { ", " });
                push_value(out, item, depth + 1);
            }
            out.push('}');
        }
        Data::Map(pairs) => {
            out.push_str("map[interface {}]interface {}{");
            for (index, pair) in sorted(pairs).into_iter().enumerate() {
                out.push_str(if index == 0 { "" } else { ", " });
                push_quoted(out, &pair.key);
                out.push(':');
                push_value(out, &pair.value, depth + 1);
            }
            out.push('}');
        }
    }
}

/// `%#v` prints unsigned numbers in base 16, and only what `int64` cannot hold is unsigned here.
fn push_number(out: &mut String, text: &str) {
    match text.parse::<u64>() {
        Ok(unsigned) if i64::try_from(unsigned).is_err() => {
            let _ = write!(out, "{unsigned:#x}");
        }
        _ => out.push_str(text),
    }
}

/// Go prints maps in the order of their keys.
fn sorted(pairs: &[Pair]) -> Vec<&Pair> {
    let mut live: Vec<&Pair> = pairs.iter().filter(|pair| pair.shadowed_by.is_none()).collect();
    live.sort_by(|a, b| -> Ordering { a.key.as_str().cmp(b.key.as_str()) });
    live
}

#[cfg(test)]
mod tests {
    use super::quote;

    #[test]
    fn text_is_quoted_as_go_quotes_it() {
        let cases = [
            ("Config", "\"Config\""),
            ("a\"b\\c", "\"a\\\"b\\\\c\""),
            ("é", "\"é\""),
            ("\u{a0}\u{feff}", "\"\\u00a0\\ufeff\""),
            ("\n\u{1}\u{7f}", "\"\\n\\x01\\x7f\""),
            ("'", "\"'\""),
            ("e\u{301}", "\"e\u{301}\""),
            ("\u{1f600}\u{e0001}", "\"\u{1f600}\\U000e0001\""),
        ];
        for (text, expected) in cases {
            assert_eq!(quote(text).as_str(), expected);
        }
    }
}
