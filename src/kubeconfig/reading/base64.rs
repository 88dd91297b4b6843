//! base64 as the standard libraries of languages decode it: few are as strict as Go's.

use super::{Datum, Plain};
use ::base64::engine::general_purpose::STANDARD;
use ::base64::{DecodeError, Engine as _};
use zeroize::Zeroizing;

/// How a decoder takes what is no canonical base64.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Habit {
    /// Python's `base64.b64decode`: what is not of the alphabet is skipped, and what stands behind the padding ignored.
    Python,
    /// The `STANDARD` engine of Rust's `base64`: nothing but letters and the right padding.
    Rust,
    /// The same with `validate=True`: nothing but the alphabet, and padding at the end.
    PythonStrict,
    /// Node's `Buffer.from(text, 'base64')`: what is not of one of the two alphabets is skipped, and nothing is refused.
    Node,
    /// Ruby's `Base64.decode64`: what is not of the alphabet is skipped, and nothing is refused.
    Ruby,
}

/// Why a text does not decode.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// The `=` at the end are missing.
    Padding,
    /// There is one letter too many or too few.
    Length,
    /// A character that may not stand there.
    Character,
    /// Bits of the last letter that belong to no byte are set.
    TrailingBits,
}

impl Datum<'_> {
    /// What a text decodes to; `None` where it is no text.
    pub fn decode(&self, habit: Habit) -> Option<Result<Plain, Fault>> {
        let text = self.text()?;
        Some(match habit {
            Habit::Python => python(text.as_bytes()),
            Habit::Rust => rust(text.as_bytes()),
            Habit::PythonStrict => python_strict(text.as_bytes()),
            Habit::Node => Ok(node(text.as_bytes())),
            Habit::Ruby => Ok(ruby(text.as_bytes())),
        })
        .map(|decoded| decoded.map(Plain::new))
    }
}

/// `binascii.a2b_base64` without `strict_mode` (`Modules/binascii.c`).
pub(super) fn python(text: &[u8]) -> Result<Zeroizing<Vec<u8>>, Fault> {
    let mut bytes = Zeroizing::new(Vec::with_capacity(text.len() / 4 * 3));
    let (mut quad, mut left, mut pads) = (0_u8, 0_u8, 0_u8);
    for &byte in text {
        if byte == b'=' {
            pads += u8::from(quad >= 2);
            if quad >= 2 && quad + pads >= 4 {
                return Ok(bytes);
            }
            continue;
        }
        let Some(value) = sextet(byte) else { continue };
        pads = 0;
        match quad {
            0 => {}
            1 => bytes.push(left << 2 | value >> 4),
            2 => bytes.push(left << 4 | value >> 2),
            _ => bytes.push(left << 6 | value),
        }
        left = value;
        quad = (quad + 1) % 4;
    }
    match quad {
        0 => Ok(bytes),
        1 => Err(Fault::Length),
        _ => Err(Fault::Padding),
    }
}

/// `base64::engine::general_purpose::STANDARD`
fn rust(text: &[u8]) -> Result<Zeroizing<Vec<u8>>, Fault> {
    STANDARD.decode(text).map(Zeroizing::new).map_err(|error| match error {
        DecodeError::InvalidByte(..) => Fault::Character,
        DecodeError::InvalidLength(_) => Fault::Length,
        DecodeError::InvalidLastSymbol(..) => Fault::TrailingBits,
        DecodeError::InvalidPadding => Fault::Padding,
    })
}

/// `Buffer.from(text, 'base64')` (`src/base64-inl.h`): it ends at the first `=`.
fn node(text: &[u8]) -> Zeroizing<Vec<u8>> {
    let url_safe = |byte| match byte {
        b'-' => Some(62),
        b'_' => Some(63),
        _ => sextet(byte),
    };
    let letters = text.iter().take_while(|&&byte| byte != b'=').filter_map(|&byte| url_safe(byte));
    joined(letters, text.len())
}

/// `unpack('m')` (`pack.c`): a `=` where the third or fourth letter of a group should be is the end.
fn ruby(text: &[u8]) -> Zeroizing<Vec<u8>> {
    let mut count = 0_usize;
    let is_end = |count: usize, byte: u8| byte == b'=' && count % 4 >= 2;
    let letters = text.iter().map_while(|&byte| {
        if is_end(count, byte) {
            return None;
        }
        let letter = sextet(byte);
        count += usize::from(letter.is_some());
        Some(letter)
    });
    joined(letters.flatten(), text.len())
}

/// The bytes that letters stand for; those at the end that make no whole byte are dropped.
fn joined(letters: impl Iterator<Item = u8>, length: usize) -> Zeroizing<Vec<u8>> {
    let mut bytes = Zeroizing::new(Vec::with_capacity(length / 4 * 3 + 3));
    let (mut buffer, mut bits) = (0_u32, 0_u8);
    for value in letters {
        buffer = (buffer << 6 | u32::from(value)) & 0xffff;
        bits += 6;
        if bits >= 8 {
            bits -= 8;
            bytes.push(u8::try_from(buffer >> bits & 0xff).unwrap_or_default());
        }
    }
    bytes
}

/// `binascii.a2b_base64` with `strict_mode`.
fn python_strict(text: &[u8]) -> Result<Zeroizing<Vec<u8>>, Fault> {
    let letters = text.iter().take_while(|&&byte| sextet(byte).is_some()).count();
    let pads = text[letters..].iter().take_while(|&&byte| byte == b'=').count();
    let is_padded = match letters % 4 {
        // Behind whole groups `=` are not counted.
        0 => letters > 0 || pads == 0,
        rest => pads <= 2 && rest + pads == 4,
    };
    if letters + pads < text.len() || !is_padded {
        return Err(Fault::Character);
    }
    python(text)
}

fn sextet(byte: u8) -> Option<u8> {
    Some(match byte {
        b'A'..=b'Z' => byte - b'A',
        b'a'..=b'z' => byte - b'a' + 26,
        b'0'..=b'9' => byte - b'0' + 52,
        b'+' => 62,
        b'/' => 63,
        _ => return None,
    })
}
