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
    /// For each comment, the first byte behind it that is neither blank nor part of a comment.
    behind: Vec<u32>,
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
        let mut scopes = Self { source, text, stream, behind: Vec::new(), entries: Vec::new() };
        scopes.behind = scopes.find_behind();
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
    fn skip(&self, offset: u32) -> u32 {
        let at = self.skip_blanks(offset);
        let comment = self.stream.comments.binary_search_by_key(&at, |comment| comment.start);
        comment.map_or(at, |comment| self.behind[comment])
    }

    fn skip_blanks(&self, offset: u32) -> u32 {
        let rest = &self.text[offset as usize..];
        offset + u32::try_from(rest.len() - rest.trim_start().len()).unwrap_or(0)
    }

    /// From the last comment to the first, so that a long row of comments is walked along once.
    fn find_behind(&self) -> Vec<u32> {
        let mut next: Option<(u32, u32)> = None;
        let mut behind: Vec<_> = Vec::with_capacity(self.stream.comments.len());
        for comment in self.stream.comments.iter().rev() {
            let at = self.skip_blanks(comment.end);
            let found = next.filter(|(start, _)| *start == at).map_or(at, |(_, behind)| behind);
            behind.push(found);
            next = Some((comment.start, found));
        }
        behind.reverse();
        behind
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
