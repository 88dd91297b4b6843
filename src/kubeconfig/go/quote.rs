//! Go's notation for text: `%q`.

use std::fmt::Write;
use zeroize::Zeroizing;

/// `strconv.Quote`.
pub(in crate::kubeconfig) fn quote(text: &str) -> Zeroizing<String> {
    let mut out = Zeroizing::new(String::with_capacity(text.len() * 2 + 2));
    push_quoted(&mut out, text.as_bytes());
    out
}

/// Appends the quoted form of text that need not be UTF-8.
pub(in crate::kubeconfig) fn push_quoted(out: &mut String, text: &[u8]) {
    out.push('"');
    for chunk in text.utf8_chunks() {
        chunk.valid().chars().for_each(|c| push_escaped(out, c));
        for byte in chunk.invalid() {
            // Writing to a `String` cannot fail.
            let _ = write!(out, "\\x{byte:02x}");
        }
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
            let _ = match u32::from(c) {
                code @ (..0x20 | 0x7f) => write!(out, "\\x{code:02x}"),
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
    if c.is_ascii() {
        return c == ' ' || c.is_ascii_graphic();
    }
    let mut text = String::from("x");
    text.push(c);
    !text.escape_debug().any(|c| c == '\\')
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
