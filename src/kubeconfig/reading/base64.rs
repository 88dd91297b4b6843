//! base64 as the standard libraries of languages decode it: few are as strict as Go's.

use super::{Datum, Plain};
use zeroize::Zeroizing;

/// How a decoder takes what is no canonical base64.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Habit {
    /// Python's `base64.b64decode`: what is not of the alphabet is skipped, and what stands behind the padding ignored.
    Python,
    /// The same with `validate=True`: nothing but the alphabet, and padding at the end.
    PythonStrict,
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
}

impl Datum<'_> {
    /// What a text decodes to; `None` where it is no text.
    pub fn decode(&self, habit: Habit) -> Option<Result<Plain, Fault>> {
        let text = self.text()?;
        Some(match habit {
            Habit::Python => python(text.as_bytes()),
            Habit::PythonStrict => python_strict(text.as_bytes()),
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

/// `binascii.a2b_base64` with `strict_mode`.
fn python_strict(text: &[u8]) -> Result<Zeroizing<Vec<u8>>, Fault> {
    let letters = text.iter().take_while(|&&byte| sextet(byte).is_some()).count();
    let pads = text[letters..].iter().take_while(|&&byte| byte == b'=').count();
    if letters + pads < text.len() || pads > 2 || (letters + pads) % 4 != 0 {
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
