//! Bytes to text, with kubectl's opinion on what is none.

use super::{Encoding, EncodingProblem};
use crate::span::Span;
use zeroize::Zeroizing;

/// How many bytes kubectl's reader takes from its input at a time.
const BLOCK_SIZE: usize = 512;
/// More of them tell nothing new.
const MAX_PROBLEMS: usize = 100;

pub(super) struct Decoded {
    pub(super) text: Zeroizing<String>,
    pub(super) encoding: Encoding,
    pub(super) problems: Vec<EncodingProblem>,
}

pub(super) fn decode(bytes: &[u8]) -> Decoded {
    let (encoding, mark_len) = detect(bytes);
    match encoding {
        Encoding::Utf8 | Encoding::Utf8WithMark => {
            let good = std::str::from_utf8(&bytes[mark_len..]).ok().filter(|text| text.chars().all(is_allowed));
            match good {
                Some(text) => Decoded { text: Zeroizing::new(text.to_owned()), encoding, problems: Vec::new() },
                None => Decoder::new(bytes, encoding).run(mark_len, next_utf8),
            }
        }
        Encoding::Utf16Le => Decoder::new(bytes, encoding).run(mark_len, |rest| next_utf16(rest, u16::from_le_bytes)),
        Encoding::Utf16Be => Decoder::new(bytes, encoding).run(mark_len, |rest| next_utf16(rest, u16::from_be_bytes)),
    }
}

/// The encoding, and how many bytes at the start only say so. kubectl goes by the byte-order mark alone.
fn detect(bytes: &[u8]) -> (Encoding, usize) {
    match bytes {
        [0xEF, 0xBB, 0xBF, ..] => (Encoding::Utf8WithMark, 3),
        [0xFF, 0xFE, ..] => (Encoding::Utf16Le, 2),
        [0xFE, 0xFF, ..] => (Encoding::Utf16Be, 2),
        _ => (Encoding::Utf8, 0),
    }
}

/// The characters that YAML 1.1 lets into a stream. NEL is the only one of C1.
fn is_allowed(c: char) -> bool {
    matches!(c,
        '\t' | '\n' | '\r' | ' '..='~' | '\u{85}' | '\u{A0}'..='\u{D7FF}' | '\u{E000}'..='\u{FFFD}' | '\u{10000}'..='\u{10FFFF}')
}

/// What stands at one place of the input.
struct Unit {
    /// The character, or kubectl's words for why there is none.
    decoded: Result<char, &'static str>,
    /// How many bytes to go on.
    len: usize,
    /// How many bytes kubectl wants to have in its block before it judges.
    wanted: usize,
}

impl Unit {
    fn good(c: char, len: usize) -> Self {
        let decoded = if is_allowed(c) { Ok(c) } else { Err("control characters are not allowed") };
        Self { decoded, len, wanted: len }
    }

    fn bad(problem: &'static str, len: usize, wanted: usize) -> Self {
        Self { decoded: Err(problem), len, wanted }
    }
}

/// The slow way, which counts blocks and goes on behind problems.
struct Decoder<'b> {
    bytes: &'b [u8],
    decoded: Decoded,
    /// One past the last byte of the block that kubectl is decoding.
    block_end: usize,
    /// Where in the text that block begins.
    block_start: u32,
}

impl<'b> Decoder<'b> {
    fn new(bytes: &'b [u8], encoding: Encoding) -> Self {
        // Two bytes of UTF-16 become at most three of UTF-8, and one bad byte becomes a U+FFFD; growing would leave copies.
        let text = Zeroizing::new(String::with_capacity(bytes.len().saturating_mul(3)));
        let decoded = Decoded { text, encoding, problems: Vec::new() };
        Self { bytes, decoded, block_end: BLOCK_SIZE.min(bytes.len()), block_start: 0 }
    }

    fn run(mut self, start: usize, next: impl Fn(&[u8]) -> Unit) -> Decoded {
        let mut at = start;
        while at < self.bytes.len() {
            let unit = next(&self.bytes[at..]);
            self.enter_block(at, unit.wanted);
            match unit.decoded {
                Ok(c) => self.decoded.text.push(c),
                Err(problem) => self.replace(at, problem),
            }
            at += unit.len;
        }
        self.decoded
    }

    /// A character that is not wholly in the block is kept, and is the first of the next one.
    fn enter_block(&mut self, at: usize, wanted: usize) {
        if at.saturating_add(wanted) > self.block_end {
            self.block_end = self.bytes.len().min(at + BLOCK_SIZE);
            self.block_start = self.text_len();
        }
    }

    fn replace(&mut self, at: usize, problem: &'static str) {
        let start = self.text_len();
        self.decoded.text.push(char::REPLACEMENT_CHARACTER);
        if self.decoded.problems.len() < MAX_PROBLEMS {
            let span = Span::new(start, self.text_len());
            let problem = EncodingProblem { text: problem, span, byte_offset_in_input: at, block_start: self.block_start };
            self.decoded.problems.push(problem);
        }
    }

    fn text_len(&self) -> u32 {
        u32::try_from(self.decoded.text.len()).unwrap_or(u32::MAX)
    }
}

/// The tests come in kubectl's order, since the first that fails names the problem.
fn next_utf8(rest: &[u8]) -> Unit {
    let first = rest.first().copied().unwrap_or_default();
    let (width, bits) = match first {
        0x00..=0x7F => return Unit::good(char::from(first), 1),
        0xC0..=0xDF => (2, first & 0x1F),
        0xE0..=0xEF => (3, first & 0x0F),
        0xF0..=0xF7 => (4, first & 0x07),
        _ => return Unit::bad("invalid leading UTF-8 octet", 1, 1),
    };
    let Some(trailing) = rest.get(1..width) else {
        return Unit::bad("incomplete UTF-8 octet sequence", good_prefix(rest), width);
    };
    if trailing.iter().any(|&octet| !is_trailing(octet)) {
        return Unit::bad("invalid trailing UTF-8 octet", good_prefix(&rest[..width]), width);
    }
    let value = trailing.iter().fold(u32::from(bits), |value, &octet| value << 6 | u32::from(octet & 0x3F));
    let smallest = [0x80, 0x800, 0x1_0000][width - 2];
    if value < smallest {
        return Unit::bad("invalid length of a UTF-8 sequence", width, width);
    }
    char::from_u32(value).map_or_else(|| Unit::bad("invalid Unicode character", width, width), |c| Unit::good(c, width))
}

fn is_trailing(octet: u8) -> bool {
    octet & 0xC0 == 0x80
}

/// How many bytes to pass for one broken character: the first, and what may belong to it.
fn good_prefix(rest: &[u8]) -> usize {
    1 + rest.iter().skip(1).take_while(|&&octet| is_trailing(octet)).count()
}

fn next_utf16(rest: &[u8], unit: fn([u8; 2]) -> u16) -> Unit {
    let unit_at = |at: usize| Some(unit([*rest.get(at)?, *rest.get(at + 1)?]));
    let Some(first) = unit_at(0) else { return Unit::bad("incomplete UTF-16 character", 1, 2) };
    if let Some(c) = char::from_u32(u32::from(first)) {
        return Unit::good(c, 2);
    }
    if first & 0xFC00 == 0xDC00 {
        return Unit::bad("unexpected low surrogate area", 2, 2);
    }
    let Some(second) = unit_at(2) else { return Unit::bad("incomplete UTF-16 surrogate pair", rest.len(), 4) };
    match char::decode_utf16([first, second]).next() {
        Some(Ok(c)) => Unit::good(c, 4),
        _ => Unit::bad("expected low surrogate area", 2, 4),
    }
}
