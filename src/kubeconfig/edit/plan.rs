//! From operations to edits.

use super::sheet::{Sheet, Slot};
use super::url_form::HTTPS;
use super::{Edit, Refusal, scalar, transform};
use crate::fix::{Fix, Literal, Operation, Target, Transform};
use crate::span::Span;
use crate::yaml::tree::{Kind, Layout, NodeId, Style};
use zeroize::Zeroizing;

pub(super) const UNUSUAL: Refusal = "it is written in a way that is not edited";
const NO_SCALAR: Refusal = "the value is a list or a mapping";

/// The edits of a fix, in order.
pub(in crate::kubeconfig) fn plan(sheet: &Sheet<'_>, fix: &Fix) -> Result<Vec<Edit>, Refusal> {
    let mut edits = Vec::new();
    for operation in &fix.operations {
        sheet.plan(operation, &mut edits)?;
    }
    edits.sort_by_key(|edit| (edit.span.start, edit.span.end));
    // What an anchor and its aliases all want is done once.
    edits.dedup();
    let is_clear = edits.windows(2).all(|pair| pair[0].span.end <= pair[1].span.start);
    if is_clear { Ok(edits) } else { Err(UNUSUAL) }
}

impl Sheet<'_> {
    fn plan(&self, operation: &Operation, edits: &mut Vec<Edit>) -> Result<(), Refusal> {
        match operation {
            Operation::Write { target, value } => edits.push(self.write(target, *value)?),
            Operation::Copy { target, from } => {
                let (text, _) = self.text_of(self.value(from)?)?;
                edits.push(self.replace(self.slot(target)?, &text)?);
            }
            Operation::Transform { target, transform } => edits.push(self.transform(target, *transform)?),
            Operation::Rename { target, key } => {
                let slot = self.slot(target)?;
                let (node, style) = self.key(slot)?;
                self.lacks_key(slot.holder, key)?;
                edits.push(Edit::fixed(self.node(node).token, scalar::key(key, style)));
            }
            Operation::Insert { into, key, value } => {
                let style = self.value_style(self.value(into)?);
                let (at, text) = self.insertion(into, key, &scalar::literal(*value, style))?;
                edits.push(Edit::fixed(at, text.to_string()));
            }
            Operation::InsertCopy { into, key, from } => {
                let (text, _) = self.text_of(self.value(from)?)?;
                let style = self.value_style(self.value(into)?);
                let (at, text) = self.insertion(into, key, &scalar::write(&text, style))?;
                edits.push(Edit::of_file(at, text));
            }
            Operation::InsertList { into, key, items } => edits.push(self.insert_list(into, key, items)?),
            Operation::Move { target, into, key } => edits.extend(self.relocate(target, into, key)?),
            Operation::Nest { targets, into, key } => edits.extend(self.nest(targets, into, key)?),
            Operation::List { target, name, value } => edits.extend(self.list(target, name, value)?),
            Operation::Swap(one, other) => edits.extend(self.swap(self.slot(one)?, self.slot(other)?)?),
            Operation::Remove(target) => edits.push(self.remove(self.slot(target)?)?),
            Operation::RemoveItems { first, count, .. } => edits.push(self.remove_items(first, *count)?),
            Operation::Append { into, key, values } => edits.push(self.append(into, key, values)?),
            Operation::Call { exec, form } => edits.extend(self.call(exec, *form)?),
            Operation::RemoveMarker(marker) => edits.push(self.remove_marker(*marker)?),
            Operation::SkipEmptyDocuments => edits.extend(self.skip_empty_documents()?),
            Operation::WriteOutMerges(key) => edits.extend(self.write_out_merges(key)?),
            Operation::WriteOutAliases => edits.extend(self.write_out_aliases()?),
            Operation::Unsuppress(comment, name) => edits.extend(self.unsuppress(*comment, name)?),
            Operation::Respell { comment, number, name } => edits.push(self.respell(*comment, *number, name)?),
            Operation::StoreAsUtf8 | Operation::SetMode(_) => {}
        }
        Ok(())
    }

    fn remove_marker(&self, marker: Span) -> Result<Edit, Refusal> {
        let line = Span::new(self.line_start(marker.start), self.line_end(marker.start));
        // Something stands beside it, if only a comment.
        if self.written(line).trim_end() != "---" {
            return Err(UNUSUAL);
        }
        Ok(Edit::removal(Span::new(line.start, self.next_line(marker.start))))
    }

    fn write(&self, target: &Target, value: Literal) -> Result<Edit, Refusal> {
        let slot = self.slot(target)?;
        let style = self.style(slot.value).filter(|_| !self.node(slot.value).token.is_empty());
        let text = scalar::literal(value, style.unwrap_or(self.value_style(slot.holder)));
        let place = self.place(slot)?;
        Ok(Edit::fixed(place.span, format!("{}{text}{}", place.before, place.behind)))
    }

    fn transform(&self, target: &Target, transform: Transform) -> Result<Edit, Refusal> {
        let slot = self.slot(target)?;
        let (text, origin) = self.text_of(slot.value)?;
        let new = transform::apply(transform, &text, self.written(origin), self.outside)?;
        // What is only put in front tells nothing of the rest.
        if let Some(start) = self.bare_start(slot.value)
            && new.strip_prefix(HTTPS) == Some(text.as_str())
            && self.written(origin).contains(text.as_str())
        {
            return Ok(Edit::fixed(Span::at(start), HTTPS));
        }
        let style = match (transform, self.style(slot.value)) {
            (Transform::Quote, _) | (_, None) => Style::DoubleQuoted,
            (_, Some(style)) => style,
        };
        self.replace_styled(slot, &new, style)
    }

    /// Where the text of a scalar begins that stands on one line as it is.
    fn bare_start(&self, id: NodeId) -> Option<u32> {
        let start = self.node(id).token.start;
        match self.style(id)? {
            Style::Plain => Some(start),
            Style::SingleQuoted | Style::DoubleQuoted => Some(start + 1),
            Style::Literal | Style::Folded => None,
        }
    }

    pub(super) fn replace(&self, slot: Slot, text: &str) -> Result<Edit, Refusal> {
        self.replace_styled(slot, text, self.style(slot.value).unwrap_or(Style::Plain))
    }

    fn replace_styled(&self, slot: Slot, text: &str, style: Style) -> Result<Edit, Refusal> {
        let place = self.place(slot)?;
        let written = scalar::write(text, style);
        let mut whole = Zeroizing::new(String::with_capacity(place.before.len() + written.len() + place.behind.len()));
        whole.push_str(place.before);
        whole.push_str(&written);
        whole.push_str(&place.behind);
        Ok(Edit::of_file(place.span, whole))
    }

    /// Where a value stands that is to be replaced.
    pub(super) fn place(&self, slot: Slot) -> Result<Place, Refusal> {
        let node = self.node(slot.value);
        let span = if node.anchor.is_some() { node.token } else { node.full };
        let place = Place { span, before: "", behind: String::new() };
        match node.kind {
            Kind::Scalar(_) if node.full.is_empty() => self.empty_place(slot),
            Kind::Scalar(Style::Literal | Style::Folded) => {
                let header = self.written(Span::new(node.token.start, self.line_end(node.token.start).min(node.token.end)));
                let comment = header.find('#').map_or(String::new(), |at| format!(" {}", &header[at..]));
                // The first half of a CRLF counts as content, and goes on ending the line.
                let is_halved = self.written(span).ends_with('\r') && self.text[span.end as usize..].starts_with('\n');
                let span = Span::new(span.start, span.end - u32::from(is_halved));
                Ok(Place { span, behind: comment, ..place })
            }
            Kind::Scalar(_) | Kind::Alias { .. } | Kind::Sequence(Layout::Flow) | Kind::Mapping(Layout::Flow) => Ok(place),
            Kind::Sequence(Layout::Block) | Kind::Mapping(Layout::Block) => Err(NO_SCALAR),
        }
    }

    /// Behind the colon of a key that has no value.
    fn empty_place(&self, slot: Slot) -> Result<Place, Refusal> {
        let key = self.node(slot.key.ok_or(UNUSUAL)?).token.end;
        let rest = self.written(Span::new(key, self.line_end(key)));
        let colon = rest.len() - rest.trim_start_matches([' ', '\t']).len();
        if !rest[colon..].starts_with(':') {
            return Err(UNUSUAL);
        }
        let behind = key + u32::try_from(colon).unwrap_or_default() + 1;
        Ok(Place { span: Span::at(behind), before: " ", behind: String::new() })
    }

    fn swap(&self, one: Slot, other: Slot) -> Result<[Edit; 2], Refusal> {
        let spans = [one, other].map(|slot| self.node(slot.value).full);
        if one.holder != other.holder || spans.iter().any(|span| span.is_empty()) {
            return Err(UNUSUAL);
        }
        Ok([Edit::copy(spans[0], spans[1]), Edit::copy(spans[1], spans[0])])
    }

    /// The text of a scalar, or of the one that an alias stands for, and where it is written.
    pub(super) fn text_of(&self, id: NodeId) -> Result<(Zeroizing<String>, Span), Refusal> {
        let id = if let Kind::Alias { target } = self.node(id).kind { target } else { id };
        match self.node(id).kind {
            Kind::Scalar(_) => Ok((self.decoded(id), self.node(id).token)),
            _ => Err(NO_SCALAR),
        }
    }

    /// How new keys and values are written in a mapping: in quotes where its keys are, or those around it where it has none.
    pub(super) fn value_style(&self, mapping: NodeId) -> Style {
        let above = |&id: &NodeId| self.by_value.get(&self.node(id).token).map(|slot| slot.holder);
        let first_key = |id| self.stream.pairs(id).next().and_then(|(key, _)| self.style(key));
        let nearest = std::iter::successors(Some(mapping), above).find_map(first_key);
        if nearest == Some(Style::DoubleQuoted) { Style::DoubleQuoted } else { Style::Plain }
    }

    pub(super) fn key(&self, slot: Slot) -> Result<(NodeId, Style), Refusal> {
        let key = slot.key.ok_or(UNUSUAL)?;
        match self.style(key) {
            Some(style @ (Style::Plain | Style::SingleQuoted | Style::DoubleQuoted)) => Ok((key, style)),
            _ => Err(UNUSUAL),
        }
    }
}

pub(super) struct Place {
    pub(super) span: Span,
    pub(super) before: &'static str,
    /// The comment of a block scalar, which stands inside it.
    pub(super) behind: String,
}
