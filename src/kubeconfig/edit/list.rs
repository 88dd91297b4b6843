//! Lists: of the pairs of a mapping, and new ones.

use super::pairs::{STEP, joined};
use super::plan::UNUSUAL;
use super::sheet::{Sheet, Slot};
use super::{Edit, Refusal, scalar};
use crate::fix::{Item, Target};
use crate::span::Span;
use crate::yaml::tree::{Kind, Layout, Style};
use zeroize::Zeroizing;

/// What the items of the list are made of.
struct Keys<'a> {
    name: &'a str,
    value: &'a str,
    style: Style,
}

impl Sheet<'_> {
    /// Puts the key of every pair under `name`, and its value under `value`.
    pub(super) fn list(&self, target: &Target, name: &str, value: &str) -> Result<Vec<Edit>, Refusal> {
        let mapping = self.value(target)?;
        let Kind::Mapping(layout) = self.node(mapping).kind else { return Err(UNUSUAL) };
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
