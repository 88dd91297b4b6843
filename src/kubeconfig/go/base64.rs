//! Base64 as Go's `base64.StdEncoding` decodes it, with the offset it complains about.

use zeroize::Zeroizing;

/// The bytes, or the offset of Go's `illegal base64 data at input byte N`.
///
/// Line feeds and carriage returns are skipped everywhere. Everything else outside the standard alphabet, and missing
/// padding, is an error. Go computes the offset at the end of the text by counting back over the characters of the last
/// group as if no line break stood between them, and so does this.
pub(in crate::kubeconfig) fn decode(text: &[u8]) -> Result<Zeroizing<Vec<u8>>, usize> {
    let mut bytes = Zeroizing::new(Vec::with_capacity(text.len() / 4 * 3));
    let mut at = 0;
    while at < text.len() {
        at = decode_group(text, at, &mut bytes)?;
    }
    Ok(bytes)
}

/// One group of four characters from `at`, as Go's `decodeQuantum`. Returns where the next one starts.
fn decode_group(text: &[u8], mut at: usize, bytes: &mut Vec<u8>) -> Result<usize, usize> {
    let mut group = [0u8; 4];
    let mut filled = 0;
    while filled < 4 {
        let Some(&byte) = text.get(at) else {
            return if filled == 0 { Ok(at) } else { Err(at - filled) };
        };
        at += 1;
        match byte {
            b'\n' | b'\r' => {}
            b'=' => {
                at = check_padding(text, at, filled)?;
                break;
            }
            _ => {
                group[filled] = sextet(byte).ok_or(at - 1)?;
                filled += 1;
            }
        }
    }
    let [a, b, c, d] = group;
    let decoded = [a << 2 | b >> 4, b << 4 | c >> 2, c << 6 | d];
    bytes.extend_from_slice(&decoded[..filled.saturating_sub(1)]);
    Ok(at)
}

/// Checks what stands behind the first `=`, which is at `at - 1`, after `filled` characters of the group.
fn check_padding(text: &[u8], mut at: usize, filled: usize) -> Result<usize, usize> {
    if filled < 2 {
        return Err(at - 1);
    }
    if filled == 2 {
        at = skip_breaks(text, at);
        match text.get(at) {
            None => return Err(text.len()),
            Some(b'=') => at += 1,
            Some(_) => return Err(at - 1),
        }
    }
    at = skip_breaks(text, at);
    if at < text.len() { Err(at) } else { Ok(at) }
}

fn skip_breaks(text: &[u8], from: usize) -> usize {
    let breaks = text.iter().skip(from).take_while(|byte| matches!(byte, b'\n' | b'\r'));
    from + breaks.count()
}

fn sextet(byte: u8) -> Option<u8> {
    match byte {
        b'A'..=b'Z' => Some(byte - b'A'),
        b'a'..=b'z' => Some(byte - b'a' + 26),
        b'0'..=b'9' => Some(byte - b'0' + 52),
        b'+' => Some(62),
        b'/' => Some(63),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::decode;

    #[test]
    fn good_text_is_decoded_and_bad_text_gives_the_offset_of_go() {
        let good: [(&str, &[u8]); 6] = [
            ("", b""),
            ("aGk=", b"hi"),
            ("aGVsbG8\n=", b"hello"),
            ("aGVs\r\nbG8=\n", b"hello"),
            ("/w==", b"\xff"),
            ("YW=\n=\n", b"a"),
        ];
        for (text, expected) in good {
            assert_eq!(decode(text.as_bytes()).as_deref().map(Vec::as_slice), Ok(expected), "{text}");
        }
        let bad =
            [("a", 0), ("aGk", 0), ("aGVsbG", 4), ("aG k", 2), ("=", 0), ("aG=", 3), ("aG=x", 2), ("aGk=aGk=", 4), ("-GVs", 0)];
        for (text, offset) in bad {
            assert_eq!(decode(text.as_bytes()).err(), Some(offset), "{text}");
        }
    }
}
