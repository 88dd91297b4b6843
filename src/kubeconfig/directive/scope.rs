//! What a directive is for.

use super::Scope;
use crate::kubeconfig::source::Source;
use crate::span::Span;
use crate::yaml::origin;
use crate::yaml::tree::{Kind, NodeId, Stream};

/// The lists whose items are entries.
const LISTS: &[&str] = &["clusters", "users", "contexts"];

/// The lines and entries of a file, for finding out what a comment in it is for.
pub(super) struct Scopes<'a> {
    source: &'a Source,
    text: &'a str,
    stream: &'a Stream,
    /// The entries in order, each from its dash.
    entries: Vec<Entry>,
}

struct Entry {
    /// From its dash to its first character.
    head: Span,
    /// From its dash to its end.
    whole: Span,
}

impl<'a> Scopes<'a> {
    pub(super) fn new(source: &'a Source, text: &'a str, stream: &'a Stream) -> Self {
        let mut scopes = Self { source, text, stream, entries: Vec::new() };
        scopes.entries = scopes.find_entries();
        scopes
    }

    /// What a comment is for: its own line if something else stands there, else the next line on which something does; and the
    /// whole entry that begins on that line.
    pub(super) fn of(&self, comment: Span) -> Option<Scope> {
        let own = self.line_of(comment.start);
        let is_alone = self.text[own.start as usize..comment.start as usize].trim().is_empty();
        let line = if is_alone { self.next_line_with_content(comment.end)? } else { own };
        let behind = self.entries.partition_point(|entry| entry.head.end < line.start);
        let entry = self.entries.get(behind).filter(|entry| entry.head.start <= line.end);
        Some(entry.map_or(Scope::Line(line), |entry| Scope::Entry(line.cover(entry.whole))))
    }

    /// The line of the first byte behind `offset` that is neither blank nor part of a comment.
    fn next_line_with_content(&self, offset: u32) -> Option<Span> {
        let first = self.skip(offset);
        ((first as usize) < self.text.len()).then(|| self.line_of(first))
    }

    /// The first byte at or behind `offset` that is neither blank nor part of a comment.
    fn skip(&self, mut offset: u32) -> u32 {
        let comments = &self.stream.comments;
        let mut next = comments.partition_point(|comment| comment.end <= offset);
        loop {
            let rest = &self.text[offset as usize..];
            let blanks = rest.len() - rest.trim_start().len();
            offset += u32::try_from(blanks).unwrap_or(0);
            match comments.get(next) {
                Some(comment) if comment.start <= offset => {
                    offset = offset.max(comment.end);
                    next += 1;
                }
                _ => return offset,
            }
        }
    }

    fn line_of(&self, offset: u32) -> Span {
        self.source.line_span(self.source.position(offset).line)
    }

    fn find_entries(&self) -> Vec<Entry> {
        let root = self.stream.documents.first().and_then(|document| document.root);
        let pairs = root.into_iter().flat_map(|root| self.stream.pairs(root));
        let lists = pairs.filter(|&(key, _)| self.is_list_of_entries(key)).map(|(_, list)| list);
        let mut entries: Vec<_> = lists.flat_map(|list| self.entries_of(list)).collect();
        entries.sort_by_key(|entry| entry.head.start);
        entries
    }

    fn is_list_of_entries(&self, key: NodeId) -> bool {
        let node = self.stream.node(key);
        matches!(node.kind, Kind::Scalar(_)) && LISTS.contains(&&*origin::decode(self.text, node))
    }

    fn entries_of(&self, list: NodeId) -> Vec<Entry> {
        let node = self.stream.node(list);
        if !matches!(node.kind, Kind::Sequence(_)) {
            return Vec::new();
        }
        let mut end = node.token.start;
        let items = self.stream.children(list).iter().map(|&item| {
            let item = self.stream.node(item).full;
            // The bracket, comma or dash in front of it.
            let start = self.skip(end).min(item.start);
            end = item.end.max(end);
            Entry { head: Span::new(start, item.start), whole: Span::new(start, item.end) }
        });
        items.collect()
    }
}
