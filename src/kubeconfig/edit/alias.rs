//! Aliases written out: where each stands, and what goes there.
//!
//! All of them or none: a client that takes no alias is not helped by one less. Anchors stay, as nobody minds those. What a copy holds
//! stands on lines of its own where the original does, without its comments.

mod copy;
mod merge;
mod permit;

use super::lines::length;
use super::pairs::STEP;
use super::plan::UNUSUAL;
use super::sheet::{NOT_FOUND, Sheet, Slot};
use super::{Edit, Refusal};
use crate::fix::Target;
use crate::kubeconfig::resolve::Reader;
use crate::span::Span;
use crate::yaml::tree::{Kind, NodeId};
use copy::{Copied, Place};
use merge::{Pair, Unmerged};

/// Writes what anchors stand at once more.
struct Copyist<'s> {
    sheet: &'s Sheet<'s>,
    reader: Reader<'s>,
}

impl Sheet<'_> {
    /// Writes in the place of every alias of the first document what it stands for.
    pub(super) fn write_out_aliases(&self) -> Result<Vec<Edit>, Refusal> {
        let copyist = Copyist::new(self);
        let root = self.stream.documents.first().and_then(|document| document.root);
        copyist.permit_all(root.ok_or(NOT_FOUND)?)?;
        let (mut edits, mut pending) = (Vec::new(), Vec::from_iter(root));
        while let Some(holder) = pending.pop() {
            let unmerged = copyist.unmerge(holder, |slot| copyist.merges_alias(slot))?;
            edits.extend(copyist.write_out_merges(holder, &unmerged)?);
            for slot in self.slots(holder).into_iter().filter(|slot| !unmerged.is_about(*slot)) {
                match slot.key {
                    Some(key) if copyist.is_alias(key) => edits.push(copyist.write_out_key(key, self.is_flow(holder))?),
                    key => pending.extend(key),
                }
                if copyist.is_alias(slot.value) {
                    edits.extend(copyist.write_out_value(slot)?);
                } else {
                    pending.push(slot.value);
                }
            }
        }
        if edits.is_empty() { Err(NOT_FOUND) } else { Ok(edits) }
    }

    /// Writes out what every `<<` brings into the mapping that has this key, and takes away what that replaces.
    pub(super) fn write_out_merges(&self, key: &Target) -> Result<Vec<Edit>, Refusal> {
        let mapping = self.slot(key)?.holder;
        let copyist = Copyist::new(self);
        let merges = self.slots(mapping).into_iter().filter(|slot| copyist.is_merge(*slot));
        merges.into_iter().try_for_each(|merge| copyist.permit_merge(merge.value))?;
        copyist.write_out_merges(mapping, &copyist.unmerge(mapping, |slot| copyist.is_merge(slot))?)
    }
}

impl<'s> Copyist<'s> {
    fn new(sheet: &'s Sheet<'s>) -> Self {
        Self { sheet, reader: Reader::new(sheet.text, &sheet.stream, 0) }
    }

    fn is_alias(&self, id: NodeId) -> bool {
        matches!(self.sheet.node(id).kind, Kind::Alias { .. })
    }

    /// The node itself, or the one that an alias stands for.
    fn origin(&self, id: NodeId) -> NodeId {
        if let Kind::Alias { target } = self.sheet.node(id).kind { target } else { id }
    }

    fn write_out_key(&self, key: NodeId, is_flow: bool) -> Result<Edit, Refusal> {
        match self.sheet.node(self.origin(key)).kind {
            Kind::Scalar(_) => Ok(Edit::of_file(self.sheet.node(key).token, self.inline(key, is_flow)?)),
            _ => Err(UNUSUAL),
        }
    }

    fn write_out_value(&self, slot: Slot) -> Result<Vec<Edit>, Refusal> {
        let alias = self.sheet.node(slot.value).token;
        if self.sheet.is_flow(slot.holder) {
            return Ok(vec![Edit::of_file(alias, self.inline(slot.value, true)?)]);
        }
        let place = match slot.key {
            Some(key) if !self.sheet.is_first_in_line(alias.start) => {
                Place::Behind(self.sheet.column(self.sheet.node(key).full.start))
            }
            _ => Place::At(self.sheet.column(alias.start)),
        };
        let copied = self.copy(slot.value, place)?;
        // A list or mapping begins on the next line, and leaves no blank behind the colon.
        let blanks = if copied.head.is_empty() { self.blanks_before(alias.start) } else { 0 };
        Ok(self.spread(Span::new(alias.start - blanks, alias.end), copied))
    }

    fn write_out_merges(&self, mapping: NodeId, unmerged: &Unmerged) -> Result<Vec<Edit>, Refusal> {
        let mut edits = Vec::new();
        for slot in self.sheet.slots(mapping) {
            if unmerged.replaced.contains(&slot.index) {
                edits.push(self.sheet.remove(slot)?);
            } else if let Some(pairs) = unmerged.brought.get(&slot.index) {
                edits.extend(self.write_out_merge(slot, pairs)?);
            }
        }
        Ok(edits)
    }

    /// Pairs in the place of the one that brings them.
    fn write_out_merge(&self, slot: Slot, pairs: &[Pair]) -> Result<Vec<Edit>, Refusal> {
        if pairs.is_empty() {
            return Ok(vec![self.sheet.remove(slot)?]);
        }
        let (start, end) = (self.sheet.start_of(slot), self.sheet.end_of(slot));
        if self.sheet.is_flow(slot.holder) {
            return Ok(vec![Edit::of_file(Span::new(start, end), self.inline_pairs(pairs)?)]);
        }
        let copied = Copied::at_first(self.pair_lines(pairs, self.sheet.column(start))?);
        Ok(self.spread(Span::new(start, end), copied))
    }

    /// The head in the place of what stands there, and the rest below that line, behind whose comment it does not reach.
    fn spread(&self, span: Span, copied: Copied) -> Vec<Edit> {
        let mut edits = vec![Edit::of_file(span, copied.head)];
        if !copied.below.is_empty() {
            let at = self.sheet.next_line(span.end);
            let (before, _) = self.sheet.breaks_around(at);
            edits.push(Edit::of_file(Span::at(at), copy::joined_lines(&copied.below, before, self.sheet.line_break())));
        }
        edits
    }

    fn blanks_before(&self, offset: u32) -> u32 {
        let before = self.sheet.before_in_line(offset);
        length(before.len() - before.trim_end_matches([' ', '\t']).len())
    }
}
