//! Whole pairs and items: adding, removing, moving them.

use super::plan::UNUSUAL;
use super::sheet::{Sheet, Slot};
use super::{Edit, Refusal, scalar};
use crate::fix::Target;
use crate::span::Span;
use crate::yaml::tree::{Kind, Layout, NodeId, Style};
use zeroize::Zeroizing;

/// How much deeper a mapping stands than the one it is in.
pub(super) const STEP: usize = 2;

/// The lines of a pair between others of a block.
pub(super) struct Lines {
    /// With the comments above it; from the key on where it stands behind a dash.
    pub(super) start: u32,
    /// One past the break of its last line.
    pub(super) end: u32,
    pub(super) column: usize,
    pub(super) is_behind_dash: bool,
}

/// Where new pairs of a mapping go, and how they are written there.
pub(super) enum Slit {
    /// On lines of their own, at this column, in front of this place.
    Block { at: u32, column: usize },
    /// Between brackets, behind a pair that begins at `behind`, if there is one.
    Flow { at: u32, behind: Option<u32> },
}

impl Sheet<'_> {
    /// One past the last byte of a pair or an item.
    pub(super) fn end_of(&self, slot: Slot) -> u32 {
        let value = self.node(slot.value).full;
        let key = slot.key.map_or(value.end, |key| self.node(key).full.end);
        if value.is_empty() { key } else { value.end }
    }

    pub(super) fn start_of(&self, slot: Slot) -> u32 {
        self.node(slot.key.unwrap_or(slot.value)).full.start
    }

    /// The pairs of a mapping, or the items of a list, in order.
    pub(super) fn slots(&self, holder: NodeId) -> Vec<Slot> {
        if matches!(self.node(holder).kind, Kind::Mapping(_)) {
            let pairs = self.stream.pairs(holder).enumerate();
            pairs.map(|(index, (key, value))| Slot { holder, index, key: Some(key), value }).collect()
        } else {
            let items = self.stream.children(holder).iter().enumerate();
            items.map(|(index, &value)| Slot { holder, index, key: None, value }).collect()
        }
    }

    pub(super) fn lines(&self, slot: Slot) -> Result<Lines, Refusal> {
        let (key, _) = self.key(slot)?;
        let start = self.node(key).full.start;
        let column = self.column(start);
        let end = self.next_line(self.end_of(slot));
        if self.is_first_in_line(start) {
            let start = self.with_comments_above(self.line_start(start), column);
            return Ok(Lines { start, end, column, is_behind_dash: false });
        }
        let is_behind_dash = self.before_in_line(start).bytes().all(|byte| matches!(byte, b' ' | b'-'));
        if is_behind_dash && slot.index == 0 { Ok(Lines { start, end, column, is_behind_dash }) } else { Err(UNUSUAL) }
    }

    pub(super) fn remove(&self, slot: Slot) -> Result<Edit, Refusal> {
        let all = self.slots(slot.holder);
        let (start, end) = (self.start_of(slot), self.end_of(slot));
        let next = all.get(slot.index + 1).map(|&next| self.start_of(next));
        let is_only = all.len() == 1;
        if self.is_flow(slot.holder) {
            let previous = slot.index.checked_sub(1).and_then(|index| all.get(index)).map(|&previous| self.end_of(previous));
            let is_bare = self.node(slot.value).full.is_empty();
            return match (next, previous) {
                _ if is_bare => Err(UNUSUAL),
                (Some(next), _) => Ok(Edit::removal(Span::new(start, next))),
                (None, Some(previous)) => Ok(Edit::removal(Span::new(previous, end))),
                (None, None) => Ok(Edit::removal(Span::new(start, end))),
            };
        }
        if slot.key.is_none() {
            return self.remove_block_item(slot, is_only);
        }
        let lines = self.lines(slot)?;
        match next {
            None if is_only => Ok(Edit::fixed(Span::new(start, end), "{}")),
            Some(next) if lines.is_behind_dash => Ok(Edit::removal(Span::new(start, next))),
            // The comments above may be about what follows, too.
            _ => Ok(Edit::removal(Span::new(self.line_start(start), lines.end))),
        }
    }

    fn remove_block_item(&self, slot: Slot, is_only: bool) -> Result<Edit, Refusal> {
        let (start, end) = (self.start_of(slot), self.end_of(slot));
        let before = self.before_in_line(start);
        let is_plain = before.trim_start_matches(' ').strip_prefix('-').is_some_and(|rest| rest.trim().is_empty());
        if is_only || !is_plain || self.node(slot.value).full.is_empty() {
            return Err(UNUSUAL);
        }
        Ok(Edit::removal(Span::new(self.line_start(start), self.next_line(end))))
    }

    /// Where new pairs go: behind the last.
    pub(super) fn slit(&self, into: &Target, key: &str) -> Result<Slit, Refusal> {
        let mapping = self.value(into)?;
        self.lacks_key(mapping, key)?;
        let node = self.node(mapping);
        let last = self.slots(mapping).last().copied();
        match (node.kind, last) {
            (Kind::Mapping(Layout::Block), Some(last)) => {
                let first = self.stream.pairs(mapping).next().map_or(node.token.start, |(key, _)| self.node(key).full.start);
                Ok(Slit::Block { at: self.next_line(self.end_of(last)), column: self.column(first) })
            }
            (Kind::Mapping(Layout::Flow), Some(last)) => {
                if self.node(last.value).full.is_empty() {
                    return Err(UNUSUAL);
                }
                Ok(Slit::Flow { at: self.end_of(last), behind: Some(self.start_of(last)) })
            }
            (Kind::Mapping(Layout::Flow), None) => Ok(Slit::Flow { at: node.token.start + 1, behind: None }),
            (Kind::Scalar(Style::Plain), _) if node.full.is_empty() => {
                let slot = self.slot(into)?;
                let key = slot.key.filter(|_| !self.is_flow(slot.holder)).ok_or(UNUSUAL)?;
                let start = self.node(key).full.start;
                Ok(Slit::Block { at: self.next_line(self.end_of(slot)), column: self.column(start) + STEP })
            }
            _ => Err(UNUSUAL),
        }
    }

    /// Where a pair is added, and what is written there. The value of a block may begin on the next line.
    pub(super) fn insertion(&self, into: &Target, key: &str, value: &str) -> Result<(Span, Zeroizing<String>), Refusal> {
        let style = self.value_style(self.value(into)?);
        let colon = if value.starts_with(['\n', '\r']) { ":" } else { ": " };
        let pair = joined(&[&scalar::key(key, style), colon, value]);
        Ok(match self.slit(into, key)? {
            Slit::Block { at, column } => {
                let (before, behind) = self.breaks_around(at);
                (Span::at(at), joined(&[before, &" ".repeat(column), &pair, behind]))
            }
            Slit::Flow { at, behind } => (Span::at(at), Zeroizing::new(self.between_brackets(behind, &pair))),
        })
    }

    /// A line that is added behind a last line without a break needs one in front.
    pub(super) fn breaks_around(&self, at: u32) -> (&'static str, &'static str) {
        let is_open = at > 0 && self.line_start(at) != at;
        if is_open { (self.line_break(), "") } else { ("", self.line_break()) }
    }

    /// As the pair before it: on a line of its own where that is.
    pub(super) fn between_brackets(&self, behind: Option<u32>, pair: &str) -> String {
        let Some(last) = behind else { return pair.to_owned() };
        let indent = self.before_in_line(last);
        let is_alone = !indent.is_empty() && indent.bytes().all(|byte| matches!(byte, b' ' | b'\t'));
        if is_alone { format!(",{}{indent}{pair}", self.line_break()) } else { format!(", {pair}") }
    }
}

pub(super) fn joined(parts: &[&str]) -> Zeroizing<String> {
    let mut text = Zeroizing::new(String::with_capacity(parts.iter().map(|part| part.len()).sum()));
    for part in parts {
        text.push_str(part);
    }
    text
}
