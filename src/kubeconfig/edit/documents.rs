//! Empty documents in front of the one that is meant.

use super::lines::length;
use super::sheet::{NOT_FOUND, Sheet};
use super::{Edit, Refusal};
use crate::span::Span;
use crate::yaml::tree::{Kind, Stream};

const NO_KUBECONFIG: Refusal = "what follows is no kubeconfig";
const NOT_EMPTY: Refusal = "more than markers and comments stands in front of it";

/// How many documents stand in front of the first that holds something; at least one.
pub(in crate::kubeconfig) fn empty_in_front(stream: &Stream) -> Result<usize, Refusal> {
    let is_filled = |root| !stream.node(root).full.is_empty();
    let first = stream.documents.iter().position(|document| document.root.is_some_and(is_filled));
    first.filter(|&count| count > 0).ok_or(NOT_FOUND)
}

impl Sheet<'_> {
    /// Takes the markers of the empty documents away, and leaves their comments where they are.
    pub(super) fn skip_empty_documents(&self) -> Result<Vec<Edit>, Refusal> {
        let documents = &self.stream.documents;
        let (empty, meant) = documents.split_at(empty_in_front(&self.stream)?);
        let root = meant.first().and_then(|document| document.root);
        if !root.is_some_and(|root| matches!(self.node(root).kind, Kind::Mapping(_))) {
            return Err(NO_KUBECONFIG);
        }
        let end = empty.last().map_or(0, |document| document.span.end);
        let (mut edits, mut start) = (Vec::new(), 0);
        while start < end {
            let (line, next) = (Span::new(start, self.line_end(start)), self.next_line(start));
            let written = self.written(line);
            let rest = ["---", "..."].iter().find_map(|marker| written.strip_prefix(marker)).map(str::trim_start);
            match rest {
                Some("") => edits.push(Edit::removal(Span::new(start, next))),
                Some(comment) if comment.starts_with('#') => {
                    edits.push(Edit::removal(Span::new(start, line.end - length(comment.len()))));
                }
                None if written.trim().is_empty() || written.trim_start().starts_with('#') => {}
                _ => return Err(NOT_EMPTY),
            }
            start = next;
        }
        Ok(edits)
    }
}
