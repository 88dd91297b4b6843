//! `base64.b64decode` of Python, with which kr8s reads certificates and keys.

use base64::Engine as _;
use base64::alphabet;
use base64::engine::DecodePaddingMode;
use base64::engine::general_purpose::{GeneralPurpose, GeneralPurposeConfig};
use zeroize::Zeroizing;

/// `binascii.Error`: `Incorrect padding`, or that the number of letters is impossible.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Error {
    /// `Incorrect padding`
    Padding,
    /// `Invalid base64-encoded string: number of data characters (N) cannot be 1 more than a multiple of 4`
    Length,
    /// A character outside of the alphabet, where that is looked at.
    Character,
    /// A character outside of ASCII, which is not even looked at.
    NotAscii,
}

const ENGINE: GeneralPurpose = GeneralPurpose::new(
    &alphabet::STANDARD,
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent).with_decode_allow_trailing_bits(true),
);

type Decoded = Result<Zeroizing<Vec<u8>>, Error>;

/// `b64decode(text)`: what is not of the alphabet is passed over, and what follows the padding, too.
pub(super) fn lenient(text: &str) -> Decoded {
    if !text.is_ascii() {
        return Err(Error::NotAscii);
    }
    let mut letters = Zeroizing::new(Vec::with_capacity(text.len()));
    let mut padding = 0;
    for byte in text.bytes() {
        match byte {
            b'=' if letters.len() % 4 >= 2 => {
                padding += 1;
                if letters.len() % 4 + padding >= 4 {
                    return decode(&letters);
                }
            }
            byte if is_letter(byte) => {
                padding = 0;
                letters.push(byte);
            }
            _ => {}
        }
    }
    match letters.len() % 4 {
        0 => decode(&letters),
        1 => Err(Error::Length),
        _ => Err(Error::Padding),
    }
}

/// `b64decode(text, validate=True)`
pub(super) fn strict(text: &str) -> Decoded {
    if !text.is_ascii() {
        return Err(Error::NotAscii);
    }
    let letters = text.trim_end_matches('=');
    if !letters.bytes().all(is_letter) || text.len() - letters.len() > 2 {
        return Err(Error::Character);
    }
    lenient(text)
}

fn is_letter(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'+' || byte == b'/'
}

fn decode(letters: &[u8]) -> Decoded {
    ENGINE.decode(letters).map(Zeroizing::new).map_err(|_| Error::Padding)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_letter_is_passed_over_unless_asked_for() {
        let bytes = |decoded: Decoded| decoded.map(|bytes| bytes.to_vec());
        assert_eq!(bytes(lenient("Y-W\nJj")), Ok(b"abc".to_vec()));
        assert_eq!(bytes(lenient("YQ==YQ==")), Ok(b"a".to_vec()));
        assert_eq!(bytes(lenient("YQ=")), Err(Error::Padding));
        assert_eq!(bytes(lenient("not a pem")), Err(Error::Padding));
        assert_eq!(bytes(lenient("abcde")), Err(Error::Length));
        assert_eq!(bytes(strict("Y-WJj")), Err(Error::Character));
        assert_eq!(bytes(strict("YWJj")), Ok(b"abc".to_vec()));
        assert_eq!(bytes(strict("\u{e9}")), Err(Error::NotAscii));
    }
}
