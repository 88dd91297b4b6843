//! Pairs taken to other mappings.

use super::pairs::{Lines, STEP, Slit, joined};
use super::plan::UNUSUAL;
use super::sheet::{Sheet, Slot};
use super::{Edit, Refusal, scalar};
use crate::fix::Target;
use crate::kubeconfig::scalar::{Scalar, resolve};
use crate::span::Span;
use crate::yaml::tree::{Kind, Layout, NodeId, Style};
use zeroize::Zeroizing;

impl Sheet<'_> {
    /// Takes a pair from one mapping to another.
    pub(super) fn relocate(&self, target: &Target, into: &Target, key: &str) -> Result<Vec<Edit>, Refusal> {
        let (slot, mapping) = (self.slot(target)?, self.value(into)?);
        if self.is_flow(slot.holder) {
            let pair = self.one_line(slot, key, self.value_style(mapping))?;
            return Ok(vec![self.remove(slot)?, self.put(&pair, into, key)?]);
        }
        let lines = self.lines(slot)?;
        let removal = self.remove_lines(slot, &lines)?;
        if self.is_written_null(mapping) || self.is_flow(mapping) && self.needs_lines(slot, &lines) {
            let (brackets, at, mut text) = self.opened(into)?;
            let column = self.column(self.start_of(self.slot(into)?)) + STEP;
            text.push_str(&self.indented(slot, &lines, column, key)?);
            return Ok(vec![removal, brackets, Edit::of_file(Span::at(at), text)]);
        }
        let Slit::Block { at, column } = self.slit(into, key)? else {
            let pair = self.one_line(slot, key, self.value_style(mapping))?;
            return Ok(vec![removal, self.put(&pair, into, key)?]);
        };
        // A pair that stays where it is cannot be moved there.
        if lines.start < at && at < lines.end {
            return Err(UNUSUAL);
        }
        let text = self.indented(slot, &lines, column, key)?;
        let (before, _) = self.breaks_around(at);
        Ok(vec![removal, Edit::of_file(Span::at(at), joined(&[before, &text]))])
    }

    /// Adds a pair that is written on one line.
    fn put(&self, pair: &str, into: &Target, key: &str) -> Result<Edit, Refusal> {
        let mapping = self.value(into)?;
        if self.is_written_null(mapping) {
            return Ok(Edit::of_file(self.node(mapping).full, joined(&["{", pair, "}"])));
        }
        let (at, text) = match self.slit(into, key)? {
            Slit::Block { at, column } => {
                let (before, behind) = self.breaks_around(at);
                (at, joined(&[before, &" ".repeat(column), pair, behind]))
            }
            Slit::Flow { at, behind } => (at, Zeroizing::new(self.between_brackets(behind, pair))),
        };
        Ok(Edit::of_file(Span::at(at), text))
    }

    /// Takes the lines of a pair away with their comments. Where it was the only one, empty brackets stay.
    fn remove_lines(&self, slot: Slot, lines: &Lines) -> Result<Edit, Refusal> {
        let start = self.start_of(slot);
        if self.slots(slot.holder).len() > 1 {
            let removal = self.remove(slot)?;
            let start = if lines.is_behind_dash { removal.span.start } else { lines.start };
            return Ok(Edit { span: Span::new(start, removal.span.end), ..removal });
        }
        let end = if self.written(Span::new(start, lines.end)).ends_with(['\n', '\r']) { self.line_break() } else { "" };
        let owner = self.by_value.get(&self.node(slot.holder).token).and_then(|slot| slot.key);
        let colon = owner.map(|key| Span::new(self.node(key).full.end, lines.start));
        Ok(match colon.filter(|gap| self.written(*gap).trim() == ":") {
            Some(gap) => Edit::fixed(Span::new(gap.start, lines.end), format!(": {{}}{end}")),
            None if lines.is_behind_dash => Edit::fixed(Span::new(start, lines.end), format!("{{}}{end}")),
            None => Edit::fixed(Span::new(lines.start, lines.end), format!("{}{{}}{end}", " ".repeat(lines.column))),
        })
    }

    /// Whether a pair cannot stand between brackets as it is: for comments, or for what is in it.
    fn needs_lines(&self, slot: Slot, lines: &Lines) -> bool {
        let span = Span::new(lines.start, lines.end);
        let has_comment = self.stream.comments.iter().any(|comment| span.encloses(*comment));
        has_comment || matches!(self.node(slot.value).kind, Kind::Mapping(Layout::Block) | Kind::Sequence(Layout::Block))
    }

    /// Takes the brackets of a mapping away, or the null in place of one: its pairs as lines, and where they go.
    fn opened(&self, into: &Target) -> Result<(Edit, u32, Zeroizing<String>), Refusal> {
        let slot = self.slot(into)?;
        let key = slot.key.filter(|_| !self.is_flow(slot.holder)).ok_or(UNUSUAL)?;
        let (key, token) = (self.node(key).full, self.node(slot.value).token);
        let gap = self.written(Span::new(key.end, token.start));
        if gap.contains(['\n', '\r', '#']) {
            return Err(UNUSUAL);
        }
        let blanks = gap.len() - gap.trim_end_matches([' ', '\t']).len();
        let at = self.next_line(token.end);
        let indent = " ".repeat(self.column(key.start) + STEP);
        let (before, _) = self.breaks_around(at);
        let mut text = Zeroizing::new(String::with_capacity(2 * self.text.len()));
        text.push_str(before);
        for pair in self.slots(slot.value) {
            let (key, value) = (self.key(pair)?.0, self.node(pair.value).full);
            let written = [self.node(key).full, value].map(|span| self.written(span));
            if value.is_empty() || written.iter().any(|text| text.contains(['\n', '\r'])) {
                return Err(UNUSUAL);
            }
            text.push_str(&joined(&[&indent, written[0], ": ", written[1], self.line_break()]));
        }
        let start = token.start - u32::try_from(blanks).unwrap_or_default();
        Ok((Edit::removal(Span::new(start, token.end)), at, text))
    }

    fn is_written_null(&self, id: NodeId) -> bool {
        let node = self.node(id);
        let is_plain = node.kind == Kind::Scalar(Style::Plain) && node.full == node.token && !node.token.is_empty();
        is_plain && matches!(resolve(None, true, self.decoded(id)), Ok(Scalar::Null))
    }

    /// Puts pairs into a new mapping in the place of the first of them.
    pub(super) fn nest(&self, targets: &[Target], into: &Target, key: &str) -> Result<Vec<Edit>, Refusal> {
        let mut slots = targets.iter().map(|target| self.slot(target)).collect::<Result<Vec<_>, _>>()?;
        slots.sort_by_key(|slot| slot.index);
        let (first, holder) = (*slots.first().ok_or(UNUSUAL)?, self.value(into)?);
        self.lacks_key(holder, key)?;
        if slots.iter().any(|slot| slot.holder != holder) || self.slots(holder).len() == slots.len() {
            return Err(UNUSUAL);
        }
        let style = self.value_style(holder);
        let key = scalar::key(key, style);
        if self.is_flow(holder) {
            let mut edits = self.remove_between_brackets(&slots[1..])?;
            let pairs = slots.iter().map(|&slot| self.one_line(slot, &self.decoded(self.key(slot)?.0), style));
            let pairs = pairs.collect::<Result<Vec<_>, _>>()?;
            let pairs: Vec<&str> = pairs.iter().map(|pair| pair.as_str()).collect();
            let text = joined(&[&key, ": {", &Zeroizing::new(pairs.join(", ")), "}"]);
            edits.push(Edit::of_file(Span::new(self.start_of(first), self.end_of(first)), text));
            return Ok(edits);
        }
        let removals = slots[1..].iter().map(|&slot| self.remove_lines(slot, &self.lines(slot)?));
        let mut edits = removals.collect::<Result<Vec<_>, _>>()?;
        let place = self.lines(first)?;
        let mut text = Zeroizing::new(String::with_capacity(2 * self.text.len()));
        if !place.is_behind_dash {
            text.push_str(&" ".repeat(place.column));
        }
        text.push_str(&key);
        text.push(':');
        text.push_str(self.line_break());
        for &slot in &slots {
            let own = self.decoded(self.key(slot)?.0);
            text.push_str(&self.indented(slot, &self.lines(slot)?, place.column + STEP, &own)?);
        }
        edits.push(Edit::of_file(Span::new(place.start, place.end), text));
        Ok(edits)
    }

    /// Takes pairs away that are not the first. Those that follow each other go together: each comma belongs to one edit.
    fn remove_between_brackets(&self, slots: &[Slot]) -> Result<Vec<Edit>, Refusal> {
        if slots.iter().any(|slot| self.node(slot.value).full.is_empty()) {
            return Err(UNUSUAL);
        }
        let runs = slots.chunk_by(|one, next| one.index + 1 == next.index);
        let edits = runs.filter_map(|run| Some((run.first()?, run.last()?))).map(|(first, last)| {
            let all = self.slots(first.holder);
            let span = match (all.get(last.index + 1), first.index.checked_sub(1).and_then(|before| all.get(before))) {
                (Some(&next), _) => Span::new(self.start_of(*first), self.start_of(next)),
                (None, Some(&before)) => Span::new(self.end_of(before), self.end_of(*last)),
                (None, None) => return Err(UNUSUAL),
            };
            Ok(Edit::removal(span))
        });
        edits.collect()
    }

    /// The lines of a pair of a block, at another column and under another key.
    pub(super) fn indented(&self, slot: Slot, lines: &Lines, column: usize, key: &str) -> Result<Zeroizing<String>, Refusal> {
        let (node, style) = self.key(slot)?;
        let token = self.node(node).token;
        let written = [
            self.written(Span::new(lines.start, token.start)),
            &scalar::key(key, style),
            self.written(Span::new(token.end, lines.end)),
        ];
        let whole = joined(&written);
        let whole = if lines.is_behind_dash { joined(&[&" ".repeat(lines.column), &whole]) } else { whole };
        let count = whole.split_inclusive('\n').count();
        let mut text = Zeroizing::new(String::with_capacity(whole.len() + count * (column + 1) + 2));
        for line in whole.split_inclusive('\n') {
            let blanks = line.len() - line.trim_start_matches(' ').len();
            if line.trim().is_empty() {
                text.push_str(line);
                continue;
            }
            let moved = (blanks + column).checked_sub(lines.column).ok_or(UNUSUAL)?;
            text.push_str(&" ".repeat(moved));
            text.push_str(&line[blanks..]);
        }
        if !text.ends_with(['\n', '\r']) {
            text.push_str(self.line_break());
        }
        Ok(text)
    }

    /// A pair that fits anywhere.
    fn one_line(&self, slot: Slot, key: &str, style: Style) -> Result<Zeroizing<String>, Refusal> {
        let value = self.node(slot.value);
        if value.full != value.token || value.token.is_empty() {
            return Err(UNUSUAL);
        }
        let value = match value.kind {
            Kind::Scalar(Style::Plain) if !self.reads_as_text(slot.value) => Zeroizing::new(self.written(value.token).to_owned()),
            Kind::Scalar(own) => {
                let own = if style == Style::DoubleQuoted { style } else { own };
                scalar::write(&self.decoded(slot.value), own)
            }
            Kind::Sequence(Layout::Flow) | Kind::Mapping(Layout::Flow) => Zeroizing::new(self.written(value.token).to_owned()),
            _ => return Err(UNUSUAL),
        };
        Ok(joined(&[&scalar::key(key, style), ": ", &value]))
    }

    pub(super) fn reads_as_text(&self, id: NodeId) -> bool {
        matches!(resolve(None, true, self.decoded(id)), Ok(Scalar::Text(_)))
    }
}
