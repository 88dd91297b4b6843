//! A text written as a scalar of YAML.

use crate::fix::Literal;
use crate::kubeconfig::scalar::{self, Scalar};
use crate::yaml::tree::Style;
use std::fmt::Write as _;
use zeroize::Zeroizing;

/// Writes a text, in the style that was used at its place where that can hold it.
///
/// Without quotes stand only texts that every reader of YAML, 1.1 or 1.2, takes for texts.
pub(in crate::kubeconfig) fn write(text: &str, style: Style) -> Zeroizing<String> {
    match style {
        Style::SingleQuoted if text.chars().all(is_printable) => single_quoted(text),
        Style::Plain | Style::Literal | Style::Folded if is_plain(text) => Zeroizing::new(text.to_owned()),
        _ => double_quoted(text),
    }
}

/// A value of the program itself.
pub(super) fn literal(value: Literal, style: Style) -> String {
    match value {
        Literal::Text(text) => write(text, style).to_string(),
        Literal::Bool(value) => value.to_string(),
        Literal::EmptyList => "[]".to_owned(),
        Literal::EmptyMapping => "{}".to_owned(),
    }
}

/// A key of the schema, quoted as others are.
pub(super) fn key(key: &str, style: Style) -> String {
    match style {
        Style::DoubleQuoted => format!("\"{key}\""),
        Style::SingleQuoted => format!("'{key}'"),
        _ => key.to_owned(),
    }
}

fn single_quoted(text: &str) -> Zeroizing<String> {
    let quotes = text.matches('\'').count();
    let mut written = Zeroizing::new(String::with_capacity(text.len() + quotes + 2));
    written.push('\'');
    for c in text.chars() {
        written.push(c);
        if c == '\'' {
            written.push(c);
        }
    }
    written.push('\'');
    written
}

/// With the escapes that JSON has, so that a file in JSON stays one.
fn double_quoted(text: &str) -> Zeroizing<String> {
    const LONGEST_ESCAPE: usize = 6;
    let escaped = text.chars().filter(|&c| !is_printable(c) || matches!(c, '"' | '\\')).count();
    let mut written = Zeroizing::new(String::with_capacity(text.len() + LONGEST_ESCAPE * escaped + 2));
    written.push('"');
    for c in text.chars() {
        match c {
            '"' => written.push_str("\\\""),
            '\\' => written.push_str("\\\\"),
            '\n' => written.push_str("\\n"),
            '\r' => written.push_str("\\r"),
            '\t' => written.push_str("\\t"),
            c if is_printable(c) => written.push(c),
            c => {
                let mut units = [0; 2];
                for unit in c.encode_utf16(&mut units) {
                    // Writing to a String cannot fail.
                    let _ = write!(*written, "\\u{unit:04x}");
                }
            }
        }
    }
    written.push('"');
    written
}

/// Whether a character can stand in quotes as it is.
fn is_printable(c: char) -> bool {
    matches!(c, ' '..='~' | '\u{a0}'..='\u{2027}' | '\u{202a}'..='\u{d7ff}' | '\u{e000}'..='\u{fefe}' | '\u{ff00}'..='\u{fffd}'
        | '\u{10000}'..='\u{10ffff}')
}

/// Whether it needs no quotes anywhere: also between brackets, and in YAML 1.2.
fn is_plain(text: &str) -> bool {
    // `--output` is plain; `-1`, `-.inf` and `---` are something else.
    let option = text.strip_prefix("--").or_else(|| text.strip_prefix('-'));
    let is_start = option.unwrap_or(text).starts_with(|c: char| c.is_ascii_alphabetic() || c == '/' && option.is_none());
    let is_allowed =
        |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.' | '/' | '+' | '=' | '@' | '%' | '~' | ':');
    let reads_as_text = || matches!(scalar::resolve(None, true, Zeroizing::new(text.to_owned())), Ok(Scalar::Text(_)));
    is_start && text.chars().all(is_allowed) && !text.ends_with(':') && reads_as_text()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_keeps_the_style_of_its_place_where_that_can_hold_it() {
        let cases = [
            ("LS0tLS1CRUdJTiA=", Style::Plain, "LS0tLS1CRUdJTiA="),
            ("https://h:6443", Style::Plain, "https://h:6443"),
            ("--login", Style::Plain, "--login"),
            ("---", Style::Plain, "\"---\""),
            ("0755", Style::Plain, "\"0755\""),
            ("yes", Style::Literal, "\"yes\""),
            ("a: b", Style::Plain, "\"a: b\""),
            ("it's", Style::SingleQuoted, "'it''s'"),
            ("a\nb", Style::SingleQuoted, "\"a\\nb\""),
            ("a\"\\\u{1}\u{85}😀", Style::DoubleQuoted, "\"a\\\"\\\\\\u0001\\u0085😀\""),
            ("", Style::Plain, "\"\""),
            ("host:", Style::Plain, "\"host:\""),
            ("--output", Style::Plain, "--output"),
            ("-o", Style::Plain, "-o"),
            ("-1", Style::Plain, "\"-1\""),
            ("---", Style::Plain, "\"---\""),
            ("-", Style::Plain, "\"-\""),
        ];
        for (text, style, expected) in cases {
            assert_eq!(write(text, style).as_str(), expected);
        }
    }
}
