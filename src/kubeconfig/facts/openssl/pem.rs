//! PEM blocks as OpenSSL's `PEM_read_bio` finds them (`crypto/pem/pem_lib.c`). Its rules are not Go's: it reads line by line, takes blanks
//! at the end of every line, and gives up where Go looks for the next block.

use crate::kubeconfig::facts::label::Label;
use zeroize::Zeroizing;

/// `BIO_gets` is called with a buffer of 255 bytes, of which one is for the end of the string: longer lines are read in parts.
const LONGEST_PART: usize = 254;
/// The longest line of a body behind a header, with its line break.
const LONGEST_LINE: usize = 65;
const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

/// Why a block cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// There is no END line where it should be, or it names another type.
    EndLine,
    /// The body is not base64.
    Base64,
    /// There is no body, or a line of it is too long. OpenSSL fails without saying why.
    Silent,
    /// There is a header, and it is not about encryption.
    Header,
    /// The content is not what the type promises.
    Content,
}

/// A block.
pub(in crate::kubeconfig) struct Block {
    pub(in crate::kubeconfig) label: Label,
    /// The lines in front of the first empty line.
    pub(super) header: Zeroizing<Vec<u8>>,
    pub(in crate::kubeconfig) der: Zeroizing<Vec<u8>>,
}

/// The blocks of `bytes`, as calls of `PEM_read_bio` yield them. After a fault the next call goes on where the last one stopped.
pub(in crate::kubeconfig) fn blocks(bytes: &[u8]) -> Blocks<'_> {
    Blocks { rest: bytes }
}

/// See [`blocks`].
pub(in crate::kubeconfig) struct Blocks<'a> {
    rest: &'a [u8],
}

impl Block {
    /// Whether it is encrypted in the old way (RFC 1421).
    pub(in crate::kubeconfig) fn is_encrypted(&self) -> bool {
        self.header.starts_with(b"Proc-Type: 4,ENCRYPTED")
    }
}

impl Iterator for Blocks<'_> {
    type Item = Result<Block, Fault>;

    fn next(&mut self) -> Option<Self::Item> {
        let label = self.begin_line()?;
        Some(self.lines_to_end(label).and_then(|body| {
            if body.data.is_empty() {
                return Err(Fault::Silent);
            }
            let der = decode(&body.data).ok_or(Fault::Base64)?;
            Ok(Block { label: Label::of(label), header: body.header, der })
        }))
    }
}

/// What stands between BEGIN and END.
#[derive(Default)]
struct Body {
    header: Zeroizing<Vec<u8>>,
    data: Zeroizing<Vec<u8>>,
}

#[derive(Clone, Copy, PartialEq)]
enum HeaderStatus {
    Maybe,
    In,
    Behind,
}

impl<'a> Blocks<'a> {
    /// `get_name`
    fn begin_line(&mut self) -> Option<&'a [u8]> {
        let mut is_first = true;
        loop {
            let mut part = self.part()?;
            if is_first && part.len() > BYTE_ORDER_MARK.len() {
                part = part.strip_prefix(BYTE_ORDER_MARK).unwrap_or(part);
            }
            is_first = false;
            let label = sanitized(part).strip_prefix(b"-----BEGIN ").and_then(|rest| rest.strip_suffix(b"-----"));
            if label.is_some() {
                return label;
            }
        }
    }

    /// `get_header_and_data`
    fn lines_to_end(&mut self, label: &[u8]) -> Result<Body, Fault> {
        let mut body = Body::default();
        let mut status = HeaderStatus::Maybe;
        let (mut is_partial, mut is_last) = (false, false);
        loop {
            let part = self.part().ok_or(Fault::EndLine)?;
            let follows_partial = std::mem::replace(&mut is_partial, part.len() == LONGEST_PART && !part.ends_with(b"\n"));
            if status == HeaderStatus::Maybe && part.contains(&b':') {
                status = HeaderStatus::In;
            }
            let line = sanitized(part);
            if line.is_empty() {
                if !follows_partial && std::mem::replace(&mut status, HeaderStatus::Behind) == HeaderStatus::Behind {
                    return Err(Fault::EndLine);
                }
                continue;
            }
            if let Some(end) = line.strip_prefix(b"-----END ") {
                end.strip_prefix(label).filter(|rest| *rest == b"-----").ok_or(Fault::EndLine)?;
                if status == HeaderStatus::Maybe {
                    std::mem::swap(&mut body.header, &mut body.data);
                }
                return Ok(body);
            }
            if is_last {
                return Err(Fault::EndLine);
            }
            let target = if status == HeaderStatus::Behind { &mut body.data } else { &mut body.header };
            target.extend_from_slice(line);
            target.push(b'\n');
            if status == HeaderStatus::Behind {
                if line.len() + 1 > LONGEST_LINE {
                    return Err(Fault::Silent);
                }
                is_last = line.len() + 1 < LONGEST_LINE;
            }
        }
    }

    /// `BIO_gets`
    fn part(&mut self) -> Option<&'a [u8]> {
        if self.rest.is_empty() {
            return None;
        }
        let limit = self.rest.len().min(LONGEST_PART);
        let end = self.rest[..limit].iter().position(|&byte| byte == b'\n').map_or(limit, |at| at + 1);
        let (part, rest) = self.rest.split_at(end);
        self.rest = rest;
        Some(part)
    }
}

/// `sanitize_line` with `PEM_FLAG_EAY_COMPATIBLE`: blanks and control characters at the end go, and so do bytes that are negative as a
/// `char`.
fn sanitized(part: &[u8]) -> &[u8] {
    let length = part.iter().rposition(|byte| (b'!'..=0x7f).contains(byte)).map_or(0, |at| at + 1);
    &part[..length]
}

/// `EVP_DecodeUpdate` and `EVP_DecodeFinal` (`crypto/evp/encode.c`). A `-` ends the input; bits that are left over do not matter.
fn decode(text: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
    let mut bytes = Zeroizing::new(Vec::with_capacity(text.len() / 4 * 3));
    let (mut letters, mut pads, mut held) = (0_usize, 0_usize, 0_u32);
    for &byte in text {
        let value = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' => 62,
            b'/' => 63,
            b'=' => 0,
            b' ' | b'\t' | b'\r' | b'\n' => continue,
            b'-' => break,
            _ => return None,
        };
        pads += usize::from(byte == b'=');
        if pads > 2 || (pads > 0 && byte != b'=') {
            return None;
        }
        held = held << 6 | u32::from(value);
        letters += 1;
        if letters % 4 == 0 {
            bytes.extend_from_slice(&held.to_be_bytes()[1..4 - pads]);
            held = 0;
        }
    }
    (letters % 4 == 0).then_some(bytes)
}
