//! Whether Go's `x509.parseName` reads a distinguished name.

use super::der::{OBJECT_IDENTIFIER, Reader, SEQUENCE};

const SET: u8 = 0x31;

/// Whether the content of a `Name` is a sequence of sets of attributes whose values Go can read.
pub(super) fn is_readable(content: &[u8]) -> bool {
    all(content, SET, |set| all(set, SEQUENCE, is_attribute))
}

/// Whether `content` is elements of this tag only, each of which passes.
fn all(content: &[u8], tag: u8, passes: impl Fn(&[u8]) -> bool) -> bool {
    let mut reader = Reader::new(content);
    while !reader.rest().is_empty() {
        match reader.expect(tag) {
            Some(element) if passes(element) => {}
            _ => return false,
        }
    }
    true
}

/// Go ignores what follows the value.
fn is_attribute(content: &[u8]) -> bool {
    let mut reader = Reader::new(content);
    let is_typed = reader.expect(OBJECT_IDENTIFIER).is_some_and(is_oid);
    is_typed && reader.element().is_some_and(|(tag, value)| is_value(tag, value))
}

/// Each arc is minimal and complete, and fits 31 bits.
pub(super) fn is_oid(content: &[u8]) -> bool {
    let mut arc_start = true;
    let mut value = 0_u64;
    for &byte in content {
        if arc_start && byte == 0x80 {
            return false;
        }
        value = (if arc_start { 0 } else { value << 7 }) | u64::from(byte & 0x7f);
        if value > u64::from(i32::MAX.unsigned_abs()) {
            return false;
        }
        arc_start = byte & 0x80 == 0;
    }
    arc_start && !content.is_empty()
}

/// The string types by their rules. Which other types Go takes depends on its version; all of them are taken here but constructed
/// and application ones.
fn is_value(tag: u8, value: &[u8]) -> bool {
    match tag {
        0x0c => std::str::from_utf8(value).is_ok(),
        0x12 => value.iter().all(|byte| byte.is_ascii_digit() || *byte == b' '),
        0x13 => value.iter().all(|&byte| byte.is_ascii_alphanumeric() || b" '()+,-./:=?*&".contains(&byte)),
        0x14 => true,
        0x16 => value.is_ascii(),
        0x1e => is_basic_plane(value),
        _ => false,
    }
}

/// `BMPString`: UCS-2 without surrogates and noncharacters.
fn is_basic_plane(value: &[u8]) -> bool {
    let is_allowed = |pair: &[u8]| {
        let point = u16::from_be_bytes([pair[0], pair[1]]);
        !matches!(point, 0xd800..=0xdfff | 0xfdd0..=0xfdef | 0xfffe | 0xffff)
    };
    value.len().is_multiple_of(2) && value.chunks_exact(2).all(is_allowed)
}
