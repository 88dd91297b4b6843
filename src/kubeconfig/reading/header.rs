//! Texts as values of HTTP headers, as Python's `http.client` sends them (`putheader`).

use super::{Datum, Plain};

/// Why a text cannot be the value of a header.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HeaderFault {
    /// A line break that no blank follows.
    LineBreak,
    /// A character that Latin-1 does not have.
    Character,
}

impl Datum<'_> {
    /// Why Python does not send it in a header.
    pub fn header_fault(&self) -> Option<HeaderFault> {
        self.text().and_then(|text| fault(&text))
    }
}

impl Plain {
    /// The same for a file that is read as text, where it is one: that turns every line break into `\n`.
    pub fn header_fault(&self) -> Option<HeaderFault> {
        fault(std::str::from_utf8(self.bytes()).ok()?)
    }
}

fn fault(text: &str) -> Option<HeaderFault> {
    if text.chars().any(|c| u32::from(c) > 0xff) {
        return Some(HeaderFault::Character);
    }
    let mut pairs = text.bytes().zip(text.bytes().skip(1).map(Some).chain([None]));
    let is_break = |(byte, next): (u8, Option<u8>)| match byte {
        b'\n' => !matches!(next, Some(b' ' | b'\t')),
        b'\r' => !matches!(next, Some(b' ' | b'\t' | b'\n')),
        _ => false,
    };
    pairs.any(is_break).then_some(HeaderFault::LineBreak)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_hold_one_line_of_latin_1() {
        assert_eq!(fault("abc é"), None);
        assert_eq!(fault("a\n b\r\n\tc"), None);
        for broken in ["a\n", "a\r", "a\nb", "a\r\n", "\n"] {
            assert_eq!(fault(broken), Some(HeaderFault::LineBreak), "{broken:?}");
        }
        assert_eq!(fault("€"), Some(HeaderFault::Character));
    }
}
