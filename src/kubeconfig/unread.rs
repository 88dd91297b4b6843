//! What kubectl never reads of a file.

use super::disclose::{is_known_key, shown_prefix};
use crate::span::Span;
use crate::yaml::tree::Stream;

/// Where kubectl stops reading.
fn end_of_first_document(text: &str, stream: &Stream) -> u32 {
    stream.documents.first().map_or_else(|| u32::try_from(text.len()).unwrap_or(u32::MAX), |document| document.span.end)
}

/// The first line behind the first document that says something, and whether it or one behind it is of a kubeconfig.
pub(in crate::kubeconfig) fn find(text: &str, stream: &Stream) -> Option<(Span, bool)> {
    let mut start = end_of_first_document(text, stream) as usize;
    let mut first = None;
    let mut holds_entries = false;
    for line in text.get(start..)?.split_inclusive(['\n', '\r']) {
        let content = line.trim();
        let is_marker = content.starts_with('#') || ["---", "..."].iter().any(|marker| is_bare_marker(content, marker));
        if !content.is_empty() && !is_marker && !content.starts_with('%') {
            let offset = start + line.len() - line.trim_start().len();
            let shown = shown_prefix(content).max(content.chars().next().map_or(0, char::len_utf8));
            let at = |offset: usize| u32::try_from(offset).unwrap_or(u32::MAX);
            first = first.or(Some(Span::new(at(offset), at(offset + shown))));
            let key = content.trim_start_matches(['-', ' ', '{', '"']).split([':', '"']).next().unwrap_or_default();
            holds_entries |= is_known_key(key);
        }
        start += line.len();
    }
    first.map(|span| (span, holds_entries))
}

/// The first `---` behind the first document, with which another one begins even where nothing follows.
pub(in crate::kubeconfig) fn marker(text: &str, stream: &Stream) -> Option<Span> {
    const MARKER: &str = "---";
    let mut start = end_of_first_document(text, stream) as usize;
    for line in text.get(start..)?.split_inclusive(['\n', '\r']) {
        if line.starts_with(MARKER) && is_bare_marker(line.trim_end(), MARKER) {
            let offset = u32::try_from(start).ok()?;
            return Some(Span::new(offset, offset + 3));
        }
        start += line.len();
    }
    None
}

fn is_bare_marker(content: &str, marker: &str) -> bool {
    content.strip_prefix(marker).is_some_and(|rest| rest.is_empty() || rest.trim_start().starts_with('#'))
}
