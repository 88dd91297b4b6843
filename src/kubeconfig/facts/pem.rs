//! The PEM blocks of decoded bytes, as Go's `encoding/pem` sees them.

use super::content::Content;
pub use super::label::Label;
use super::{base64, content};
use zeroize::Zeroizing;

const BEGIN: &[u8] = b"-----BEGIN ";
const END: &[u8] = b"\n-----END ";
const DASHES: &[u8] = b"-----";

/// What may be said about bytes that should be PEM.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pem {
    /// The blocks that Go finds, in order.
    pub blocks: Vec<Block>,
    /// Why Go does not find a block, or does not use it, though its BEGIN line is there; in order of offset.
    pub layout: Vec<LayoutFault>,
    /// What the bytes are as a whole.
    pub content: Content,
}

/// One block that Go finds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// What its BEGIN line says.
    pub label: Label,
    /// Where its BEGIN line starts in the decoded bytes.
    pub offset: usize,
    /// It has `Key: value` lines. Go uses no certificate that has them.
    pub has_headers: bool,
}

/// Why Go does not find or use a block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LayoutFault {
    /// What is the matter.
    pub kind: Layout,
    /// Where in the decoded bytes.
    pub offset: usize,
}

/// A layout that Go's decoder does not accept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Layout {
    /// A byte order mark stands before BEGIN.
    ByteOrderMark,
    /// BEGIN follows an END on the same line.
    Glued,
    /// Blanks or tabs stand before BEGIN or END.
    Indented,
    /// BEGIN, body and END are on one line.
    OneLine,
    /// Line breaks are written as a backslash and an `n`.
    LiteralNewlines,
    /// Other text stands before BEGIN on its line.
    TextBeforeBegin,
    /// There are `Key: value` lines.
    Headers,
    /// There is no END of the same type.
    NoEnd,
    /// The body is not base64.
    Body,
}

/// A block with its content.
pub(in crate::kubeconfig) struct RawBlock {
    pub label: Label,
    pub offset: usize,
    pub has_headers: bool,
    /// `Proc-Type: 4,ENCRYPTED` (RFC 1421)
    pub is_encrypted: bool,
    pub der: Zeroizing<Vec<u8>>,
}

/// Takes decoded bytes apart.
pub(in crate::kubeconfig) fn inspect(bytes: &[u8]) -> Pem {
    let blocks: Vec<Block> =
        blocks(bytes).map(|block| Block { label: block.label, offset: block.offset, has_headers: block.has_headers }).collect();
    let layout = super::layout::faults(bytes, &blocks);
    let content = content::of(bytes, !blocks.is_empty());
    Pem { blocks, layout, content }
}

/// Whether a BEGIN line, well placed or not, is there.
pub(in crate::kubeconfig) fn mentions_begin(bytes: &[u8]) -> bool {
    find(bytes, BEGIN).is_some()
}

/// The blocks of `bytes`, in order.
pub(in crate::kubeconfig) fn blocks(bytes: &[u8]) -> Blocks<'_> {
    Blocks { bytes, next: 0 }
}

/// Yields what repeated calls of Go's `pem.Decode` yield.
pub(in crate::kubeconfig) struct Blocks<'a> {
    bytes: &'a [u8],
    next: usize,
}

impl Blocks<'_> {
    /// Whether bytes are left behind the last block.
    pub(in crate::kubeconfig) fn has_rest(&self) -> bool {
        self.next < self.bytes.len()
    }

    /// Where what is left behind the last block begins.
    pub(super) fn position(&self) -> usize {
        self.next
    }
}

impl Iterator for Blocks<'_> {
    type Item = RawBlock;

    fn next(&mut self) -> Option<RawBlock> {
        let start = self.next;
        let mut from = start;
        // Go searches for the first END line and the last BEGIN line before it, and goes on behind that END if they do not match.
        while let Some(end) = find_from(self.bytes, END, from) {
            let region = &self.bytes[from..end];
            let begin = rfind(region, BEGIN).filter(|&at| at == 0 || region[at - 1] == b'\n').map(|at| from + at);
            let after = end + END.len();
            if let Some(block) = begin.and_then(|begin| Candidate::new(self.bytes, begin, end)).and_then(Candidate::decode) {
                self.next = block.1;
                return Some(block.0);
            }
            from = after;
        }
        None
    }
}

/// A BEGIN line and the END line that may belong to it.
struct Candidate<'a> {
    bytes: &'a [u8],
    begin: usize,
    label: &'a [u8],
    body: usize,
    end: usize,
    has_headers: bool,
    is_encrypted: bool,
}

impl<'a> Candidate<'a> {
    /// Reads the BEGIN line and the headers. `end` is where the line break before END stands.
    fn new(bytes: &'a [u8], begin: usize, end: usize) -> Option<Self> {
        let (line, mut body) = line(bytes, begin + BEGIN.len());
        let label = line.strip_suffix(DASHES)?;
        let (mut has_headers, mut is_encrypted) = (false, false);
        while body < bytes.len() {
            let (line, next) = self::line(bytes, body);
            let Some(colon) = line.iter().position(|&byte| byte == b':') else { break };
            has_headers = true;
            is_encrypted |= line[..colon].trim_ascii() == b"Proc-Type" && find(&line[colon..], b"ENCRYPTED").is_some();
            body = next;
        }
        // Without headers an END line may follow at once, without a line break of its own.
        let is_empty = !has_headers && body == end + 1;
        (body <= end || is_empty).then_some(Self { bytes, begin, label, body, end, has_headers, is_encrypted })
    }

    /// The block and the offset behind its END line.
    fn decode(self) -> Option<(RawBlock, usize)> {
        let trailer = &self.bytes[self.end + END.len()..];
        let rest = trailer.strip_prefix(self.label)?.strip_prefix(DASHES)?;
        let rest_at = self.bytes.len() - rest.len();
        let (rest_of_line, next) = line(self.bytes, rest_at);
        if !rest_of_line.is_empty() {
            return None;
        }
        let body = self.bytes.get(self.body..self.end).unwrap_or_default();
        let letters: Zeroizing<Vec<u8>> =
            Zeroizing::new(body.iter().copied().filter(|&byte| byte != b' ' && byte != b'\t').collect());
        let der = base64::decode(&letters).ok()?;
        let (label, offset) = (Label::of(self.label), self.begin);
        Some((RawBlock { label, offset, has_headers: self.has_headers, is_encrypted: self.is_encrypted, der }, next))
    }
}

/// The line at `start` without its line break and trailing blanks, and where the next one starts.
fn line(bytes: &[u8], start: usize) -> (&[u8], usize) {
    let rest = bytes.get(start..).unwrap_or_default();
    let (line, next) = match rest.iter().position(|&byte| byte == b'\n') {
        Some(at) => (rest[..at].strip_suffix(b"\r").unwrap_or(&rest[..at]), start + at + 1),
        None => (rest, bytes.len()),
    };
    let length = line.iter().rposition(|byte| !matches!(byte, b' ' | b'\t')).map_or(0, |at| at + 1);
    (&line[..length], next)
}

pub(super) fn find(bytes: &[u8], needle: &[u8]) -> Option<usize> {
    bytes.windows(needle.len()).position(|window| window == needle)
}

pub(super) fn find_from(bytes: &[u8], needle: &[u8], from: usize) -> Option<usize> {
    find(bytes.get(from..)?, needle).map(|at| from + at)
}

fn rfind(bytes: &[u8], needle: &[u8]) -> Option<usize> {
    bytes.windows(needle.len()).rposition(|window| window == needle)
}

impl Pem {
    /// Whether a private key lies among the blocks.
    pub fn has_private_key(&self) -> bool {
        self.blocks.iter().any(|block| block.label.is_private_key())
    }

    /// Whether Go finds a `CERTIFICATE` block.
    pub fn has_certificate(&self) -> bool {
        self.blocks.iter().any(|block| block.label == Label::Certificate)
    }
}

#[cfg(test)]
#[path = "pem_tests.rs"]
mod tests;
