//! Texts in lists: adding, replacing and removing items.

use super::pairs::joined;
use super::plan::UNUSUAL;
use super::sheet::{Sheet, Slot};
use super::{Edit, Refusal, scalar};
use crate::fix::{CallForm, Target};
use crate::kubeconfig::facts::call;
use crate::span::Span;
use crate::yaml::tree::{Kind, Layout, NodeId, Style};
use std::ops::Range;
use zeroize::Zeroizing;

const NOT_SO: Refusal = "the call is not what it was taken for";

impl Sheet<'_> {
    /// Adds texts to the end of a list, or a list of them to the mapping.
    pub(super) fn append(&self, into: &Target, key: &str, texts: &[&str]) -> Result<Edit, Refusal> {
        let (span, text) = match self.pair_of(self.value(into)?, key)? {
            Some(slot) => self.splice(slot, usize::MAX..usize::MAX, texts)?,
            None => self.new_list(into, key, texts)?,
        };
        Ok(Edit::fixed(span, text.to_string()))
    }

    /// Takes items of a list away.
    pub(super) fn remove_items(&self, first: &Target, count: usize) -> Result<Edit, Refusal> {
        let slot = self.slot(first)?;
        if slot.key.is_some() {
            return Err(UNUSUAL);
        }
        let list = self.by_value_of(slot.holder)?;
        let (span, text) = self.splice(list, slot.index..slot.index + count, &[])?;
        Ok(Edit::fixed(span, text.to_string()))
    }

    /// Writes a program and its arguments in another form.
    pub(super) fn call(&self, exec: &Target, form: CallForm) -> Result<Vec<Edit>, Refusal> {
        let stanza = self.value(exec)?;
        let command = self.pair_of(stanza, "command")?.ok_or(UNUSUAL)?;
        let args = self.pair_of(stanza, "args")?;
        let items = args.map(|slot| self.slots(slot.value)).unwrap_or_default();
        let items = items.iter().map(|item| Ok(self.text_of(item.value)?.0)).collect::<Result<Vec<_>, Refusal>>()?;
        let items: Vec<&str> = items.iter().map(|item| item.as_str()).collect();
        let call = call::rewrite(form, &self.text_of(command.value)?.0, &items).ok_or(NOT_SO)?;
        let (program, words) = call.words.split_first().ok_or(NOT_SO)?;
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        let (span, text) = match args {
            Some(slot) => self.splice(slot, 0..call.replaced, &words)?,
            None => self.new_list(exec, "args", &words)?,
        };
        Ok(vec![self.replace(command, program)?, Edit::of_file(span, text)])
    }

    /// The pair of this key, of which there must not be several.
    fn pair_of(&self, mapping: NodeId, key: &str) -> Result<Option<Slot>, Refusal> {
        let mut found = self.slots(mapping).into_iter().filter(|slot| {
            let own = slot.key.map(|key| self.decoded(key));
            own.is_some_and(|own| own.as_str() == key)
        });
        let first = found.next();
        if found.next().is_some() { Err(UNUSUAL) } else { Ok(first) }
    }

    fn new_list(&self, into: &Target, key: &str, texts: &[&str]) -> Result<(Span, Zeroizing<String>), Refusal> {
        let style = self.value_style(self.value(into)?);
        self.insertion(into, key, &flow_list(texts, style))
    }

    /// Replaces some items of the list that a pair holds by others. A range beyond the list is its end.
    fn splice(&self, pair: Slot, range: Range<usize>, texts: &[&str]) -> Result<(Span, Zeroizing<String>), Refusal> {
        let node = self.node(pair.value);
        match node.kind {
            Kind::Sequence(Layout::Flow) => Ok(self.splice_flow(pair, range, texts)),
            Kind::Sequence(Layout::Block) => self.splice_block(pair, range, texts),
            Kind::Scalar(Style::Plain) if node.anchor.is_none() && node.tag.is_none() => {
                let place = self.place(pair)?;
                let list = flow_list(texts, self.value_style(pair.holder));
                Ok((place.span, joined(&[place.before, &list, &place.behind])))
            }
            _ => Err(UNUSUAL),
        }
    }

    fn splice_flow(&self, pair: Slot, range: Range<usize>, texts: &[&str]) -> (Span, Zeroizing<String>) {
        let items = self.slots(pair.value);
        let texts = self.in_style(pair, &items, texts);
        let (start, end) = (range.start.min(items.len()), range.end.min(items.len()));
        let (before, behind) = (start.checked_sub(1).map(|index| items[index]), items.get(end));
        let list = strung(&texts, "", ", ");
        match (before, behind) {
            _ if start < end && !texts.is_empty() => (Span::new(self.start_of(items[start]), self.end_of(items[end - 1])), list),
            (_, Some(&next)) if texts.is_empty() => (Span::new(self.start_of(items[start]), self.start_of(next)), list),
            (Some(before), None) if texts.is_empty() => (Span::new(self.end_of(before), self.end_of(items[end - 1])), list),
            (_, Some(&next)) => (Span::at(self.start_of(next)), joined(&[&list, ", "])),
            (Some(before), None) => {
                let gap = self.between_brackets(Some(self.start_of(before)), "");
                (Span::at(self.end_of(before)), strung(&texts, &gap, ""))
            }
            (None, None) => {
                let brackets = self.node(pair.value).token;
                (Span::new(brackets.start + 1, brackets.end - 1), list)
            }
        }
    }

    fn splice_block(&self, pair: Slot, range: Range<usize>, texts: &[&str]) -> Result<(Span, Zeroizing<String>), Refusal> {
        let items = self.slots(pair.value);
        let (start, end) = (range.start.min(items.len()), range.end.min(items.len()));
        if texts.is_empty() && end - start == items.len() {
            return self.emptied(pair, &items);
        }
        let sample = *items.get(start).or(items.last()).ok_or(UNUSUAL)?;
        let head = self.before_in_line(self.start_of(sample));
        let dash = head.trim_start_matches(' ');
        if dash.strip_prefix('-').is_none_or(|rest| !rest.bytes().all(|byte| byte == b' ')) {
            return Err(UNUSUAL);
        }
        let line = self.line_start(self.start_of(sample));
        let span = if start < end {
            Span::new(line, self.next_line(self.end_of(items[end - 1])))
        } else if start < items.len() {
            Span::at(self.with_comments_above(line, head.len() - dash.len()))
        } else {
            Span::at(self.next_line(self.end_of(sample)))
        };
        let lines = strung(&self.in_style(pair, &items, texts), head, self.line_break());
        let (before, behind) = if texts.is_empty() { ("", "") } else { self.breaks_around(span.end) };
        let before = if span.is_empty() { before } else { "" };
        Ok((span, joined(&[before, &lines, behind])))
    }

    /// A list of lines of which none is left.
    fn emptied(&self, pair: Slot, items: &[Slot]) -> Result<(Span, Zeroizing<String>), Refusal> {
        let key = pair.key.ok_or(UNUSUAL)?;
        let last = items.last().ok_or(UNUSUAL)?;
        let gap = self.written(Span::new(self.node(key).full.end, self.node(pair.value).full.start));
        if gap.trim() != ":" {
            return Err(UNUSUAL);
        }
        Ok((Span::new(self.node(key).full.end, self.end_of(*last)), Zeroizing::new(": []".to_owned())))
    }

    /// As the items are written, where all are in the same quotes; else as new values of the mapping are.
    fn in_style(&self, pair: Slot, items: &[Slot], texts: &[&str]) -> Vec<Zeroizing<String>> {
        let mut styles = items.iter().map(|item| self.style(item.value));
        let first = styles.next().flatten().filter(|style| matches!(style, Style::SingleQuoted | Style::DoubleQuoted));
        let own = first.filter(|_| styles.all(|style| style == first));
        let style = own.unwrap_or(self.value_style(pair.holder));
        texts.iter().map(|text| scalar::write(text, style)).collect()
    }

    pub(super) fn by_value_of(&self, holder: NodeId) -> Result<Slot, Refusal> {
        let target = Target::value(crate::address::Address::ROOT, self.node(holder).token);
        self.slot(&target)
    }
}

fn flow_list(texts: &[&str], style: Style) -> Zeroizing<String> {
    let written: Vec<_> = texts.iter().map(|text| scalar::write(text, style)).collect();
    joined(&["[", &strung(&written, "", ", "), "]"])
}

/// All of them in one text, each behind `head`.
fn strung(texts: &[Zeroizing<String>], head: &str, between: &str) -> Zeroizing<String> {
    let length = texts.iter().map(|text| head.len() + text.len() + between.len()).sum();
    let mut strung = Zeroizing::new(String::with_capacity(length));
    for (number, text) in texts.iter().enumerate() {
        strung.push_str(if number == 0 { "" } else { between });
        strung.push_str(head);
        strung.push_str(text);
    }
    strung
}
