//! Why Go's `encoding/pem` does not find a block whose BEGIN line is there.

use super::base64;
use super::pem::{Block, Label, Layout, LayoutFault, find, find_from};

const BEGIN: &[u8] = b"-----BEGIN ";
const END: &[u8] = b"-----END ";
const LOOK_BACK: usize = 256;
const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

/// The faults of all BEGIN lines, in order. `found` are the blocks that Go finds.
pub(super) fn faults(bytes: &[u8], found: &[Block]) -> Vec<LayoutFault> {
    let mut faults = Vec::new();
    let mut from = 0;
    while let Some(begin) = find_from(bytes, BEGIN, from) {
        from = begin + BEGIN.len();
        let block = found.binary_search_by_key(&begin, |block| block.offset).ok().map(|at| &found[at]);
        let kind = match block {
            Some(block) => (block.has_headers && block.label == Label::Certificate).then_some(Layout::Headers),
            None => Some(fault_at(bytes, begin)),
        };
        faults.extend(kind.map(|kind| LayoutFault { kind, offset: begin }));
    }
    faults
}

fn fault_at(bytes: &[u8], begin: usize) -> Layout {
    // An END line is short: looking back further would cost quadratic time on one endless line.
    let near = &bytes[begin.saturating_sub(LOOK_BACK)..begin];
    let before = near.rsplit(|&byte| byte == b'\n').next().unwrap_or(near);
    let block = &bytes[begin..end_of_block(bytes, begin)];
    if is_one_line(block) {
        return if find(block, b"\\n").is_some() { Layout::LiteralNewlines } else { Layout::OneLine };
    }
    if before == BYTE_ORDER_MARK {
        return Layout::ByteOrderMark;
    }
    if find(before, END).is_some() {
        return Layout::Glued;
    }
    if !before.is_empty() {
        let is_blank = before.iter().all(|byte| matches!(byte, b' ' | b'\t' | b'\r'));
        return if is_blank { Layout::Indented } else { Layout::TextBeforeBegin };
    }
    fault_inside(block, &bytes[begin + block.len()..])
}

/// From BEGIN up to and with the END line's dashes, or up to the next BEGIN, or to the end.
fn end_of_block(bytes: &[u8], begin: usize) -> usize {
    let inside = begin + BEGIN.len();
    let next_begin = find_from(bytes, BEGIN, inside).unwrap_or(bytes.len());
    let Some(end) = find(&bytes[inside..next_begin], END) else { return next_begin };
    find_from(bytes, b"-----", inside + end + END.len()).map_or(next_begin, |dashes| (dashes + 5).min(next_begin))
}

fn is_one_line(block: &[u8]) -> bool {
    find(block, END).is_some_and(|end| !block[..end].contains(&b'\n'))
}

/// What is wrong with a block whose BEGIN line stands well, and before `after`.
fn fault_inside(block: &[u8], after: &[u8]) -> Layout {
    let Some(end) = find(block, END) else { return Layout::NoEnd };
    let line_start = block[..end].iter().rposition(|&byte| byte == b'\n').map_or(0, |at| at + 1);
    if block[line_start..end].iter().any(|byte| matches!(byte, b' ' | b'\t')) {
        return Layout::Indented;
    }
    let label = |at: usize, word: &[u8]| {
        let text = &block[at + word.len()..];
        find(text, b"-----").map(|length| &text[..length])
    };
    if label(0, BEGIN) != label(end, END) {
        return Layout::NoEnd;
    }
    if after.starts_with(BEGIN) {
        return Layout::Glued;
    }
    let body_start = block.iter().position(|&byte| byte == b'\n').map_or(end, |at| at + 1);
    let body = &block[body_start.min(line_start)..line_start];
    if body.contains(&b':') && base64::decode(body).is_err() { Layout::Headers } else { Layout::Body }
}
