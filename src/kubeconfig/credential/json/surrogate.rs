//! Halves of UTF-16 pairs that stand alone.

use zeroize::Zeroizing;

/// A text in quotes, as it is written, with `\ufffd` for every surrogate that stands alone.
pub(super) fn replaced(quoted: &str) -> Zeroizing<String> {
    let mut text = Zeroizing::new(String::with_capacity(quoted.len()));
    let mut rest = quoted;
    while let Some(at) = rest.find('\\') {
        text.push_str(&rest[..at]);
        let unit = |from: usize| {
            let digits = rest.get(from..from + 6)?.strip_prefix("\\u")?;
            u32::from_str_radix(digits, 16).ok()
        };
        let length = match (unit(at), unit(at + 6)) {
            (Some(0xd800..=0xdbff), Some(0xdc00..=0xdfff)) => 12,
            (Some(0xd800..=0xdfff), _) => {
                text.push_str("\\ufffd");
                rest = &rest[at + 6..];
                continue;
            }
            (Some(_), _) => 6,
            (None, _) => 2,
        };
        text.push_str(&rest[at..at + length]);
        rest = &rest[at + length..];
    }
    text.push_str(rest);
    text
}
