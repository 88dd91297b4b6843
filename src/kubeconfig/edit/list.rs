//! Lists: of the pairs of a mapping, and new ones.

use super::pairs::{Lines, STEP, joined};
use super::plan::UNUSUAL;
use super::sheet::{Sheet, Slot};
use super::{Edit, Refusal, scalar};
use crate::fix::{Item, Target};
use crate::span::Span;
use crate::yaml::tree::{Kind, Layout, NodeId, Style};
use std::ops::Deref;
use zeroize::Zeroizing;

/// What the items of the list are made of.
struct Keys<'a> {
    name: &'a str,
    value: &'a str,
    style: Style,
}

const AMBIGUOUS: Refusal = "it can be one item or several";

/// Whether a mapping with these keys is an item of the list that should be there: the dash was forgotten.
pub(super) fn is_item(own: impl Iterator<Item = impl Deref<Target = String>>, name: &str, value: &str) -> Result<bool, Refusal> {
    let (mut names, mut values, mut others) = (0, 0, 0);
    for key in own {
        match key.as_str() {
            key if key == name => names += 1,
            key if key == value => values += 1,
            _ => others += 1,
        }
    }
    match (names, values, others) {
        (1, 1, 0) => Ok(true),
        (0, _, _) => Ok(false),
        _ => Err(AMBIGUOUS),
    }
}

impl Sheet<'_> {
    /// Puts the key of every pair under `name`, and its value under `value`; or the mapping behind a dash, where it has these keys.
    pub(super) fn list(&self, target: &Target, name: &str, value: &str) -> Result<Vec<Edit>, Refusal> {
        let mapping = self.value(target)?;
        let Kind::Mapping(layout) = self.node(mapping).kind else { return Err(UNUSUAL) };
        let own = self.slots(mapping).into_iter().filter_map(|slot| slot.key).map(|key| self.decoded(key));
        if is_item(own, name, value)? {
            return self.only_item(mapping, layout);
        }
        let (slots, keys) = (self.slots(mapping), Keys { name, value, style: self.value_style(mapping) });
        if layout == Layout::Block {
            return slots.iter().map(|&slot| self.block_item(slot, &keys)).collect();
        }
        let items = slots.iter().map(|&slot| self.flow_item(slot, &keys)).collect::<Result<Vec<_>, _>>()?;
        let items: Vec<&str> = items.iter().map(|item| item.as_str()).collect();
        let list = joined(&["[", &Zeroizing::new(items.join(", ")), "]"]);
        Ok(vec![Edit::of_file(self.node(mapping).token, list)])
    }

    /// Adds a pair with a list, on lines of its own where the mapping is.
    pub(super) fn insert_list(&self, into: &Target, key: &str, items: &[Item]) -> Result<Edit, Refusal> {
        let mapping = self.value(into)?;
        let style = self.value_style(mapping);
        let word = |item: &Item| -> Result<_, Refusal> {
            match item {
                Item::Word(word) => Ok(scalar::write(word, style)),
                Item::Copy(from) => Ok(scalar::write(&self.text_of(self.value(from)?)?.0, style)),
            }
        };
        let words = items.iter().map(word).collect::<Result<Vec<_>, _>>()?;
        let words: Vec<&str> = words.iter().map(|word| word.as_str()).collect();
        let value = if self.is_flow(mapping) {
            joined(&["[", &Zeroizing::new(words.join(", ")), "]"])
        } else {
            let (first, _) = self.stream.pairs(mapping).next().ok_or(UNUSUAL)?;
            let dash = format!("{}{}- ", self.line_break(), " ".repeat(self.column(self.node(first).full.start)));
            joined(&words.iter().flat_map(|word| [dash.as_str(), word]).collect::<Vec<_>>())
        };
        let (at, text) = self.insertion(into, key, &value)?;
        Ok(Edit::of_file(at, text))
    }

    /// A list in which the mapping is the only item.
    fn only_item(&self, mapping: NodeId, layout: Layout) -> Result<Vec<Edit>, Refusal> {
        if layout == Layout::Flow {
            let token = self.node(mapping).token;
            return Ok(vec![Edit::fixed(Span::at(token.start), "["), Edit::fixed(Span::at(token.end), "]")]);
        }
        let indented = |slot: Slot| {
            let lines = self.lines(slot)?;
            let start = self.line_start(self.start_of(slot));
            // The comments above the first stay where they are.
            let lines = if slot.index == 0 { Lines { start, ..lines } } else { lines };
            let key = self.decoded(self.key(slot)?.0);
            let mut text = self.indented(slot, &lines, lines.column + STEP, &key)?;
            if slot.index == 0 {
                text.replace_range(lines.column..lines.column + STEP, "- ");
            }
            Ok(Edit::of_file(Span::new(lines.start, lines.end), text))
        };
        self.slots(mapping).into_iter().map(indented).collect()
    }

    fn flow_item(&self, slot: Slot, keys: &Keys<'_>) -> Result<Zeroizing<String>, Refusal> {
        let own = scalar::write(&self.decoded(self.key(slot)?.0), keys.style);
        let [name, key] = [keys.name, keys.value].map(|key| scalar::key(key, keys.style));
        let value = self.written(self.node(slot.value).full);
        Ok(joined(&["{", &name, ": ", &own, ", ", &key, ": ", value, "}"]))
    }

    /// The lines of a pair, behind a dash and a line with its key.
    fn block_item(&self, slot: Slot, keys: &Keys<'_>) -> Result<Edit, Refusal> {
        let own = scalar::write(&self.decoded(self.key(slot)?.0), keys.style);
        let lines = self.lines(slot)?;
        let pair = self.indented(slot, &lines, lines.column + STEP, keys.value)?;
        let name = scalar::key(keys.name, keys.style);
        let item = joined(&[&" ".repeat(lines.column), "- ", &name, ": ", &own, self.line_break(), &pair]);
        Ok(Edit::of_file(Span::new(lines.start, lines.end), item))
    }
}
