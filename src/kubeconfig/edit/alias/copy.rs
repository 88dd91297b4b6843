//! Values written anew: on lines of their own where the original is, and without anchors, aliases, `<<` and comments.

use super::merge::Pair;
use super::{Copyist, STEP};
use crate::kubeconfig::edit::Refusal;
use crate::kubeconfig::edit::pairs::joined;
use crate::kubeconfig::edit::plan::UNUSUAL;
use crate::kubeconfig::edit::scalar;
use crate::span::Span;
use crate::yaml::tree::{Kind, Layout, NodeId, Style};
use zeroize::Zeroizing;

/// A value, as it is written in a block.
pub(super) struct Copied {
    /// What stands where the value begins.
    pub(super) head: Zeroizing<String>,
    /// The lines below.
    pub(super) below: Vec<Line>,
}

/// A line without what ends it.
pub(super) struct Line {
    column: usize,
    text: Zeroizing<String>,
}

/// Where a value of a block begins.
#[derive(Clone, Copy)]
pub(super) enum Place {
    /// Behind a key at this column.
    Behind(usize),
    /// At this column: behind a dash, or first in its line.
    At(usize),
}

impl Copied {
    fn on_one_line(head: Zeroizing<String>) -> Self {
        Self { head, below: Vec::new() }
    }

    /// Lines of which the first begins where the value does.
    pub(super) fn at_first(mut below: Vec<Line>) -> Self {
        if below.is_empty() {
            return Self::on_one_line(Zeroizing::default());
        }
        Self { head: below.remove(0).text, below }
    }
}

/// The lines, each with a break behind it: the text of a block scalar has one too.
pub(super) fn joined_lines(lines: &[Line], before: &str, line_break: &str) -> Zeroizing<String> {
    let length = lines.iter().map(|line| line.column + line.text.len() + line_break.len()).sum::<usize>();
    let mut text = Zeroizing::new(String::with_capacity(before.len() + length));
    text.push_str(before);
    for line in lines {
        text.extend(std::iter::repeat_n(' ', line.column));
        text.push_str(&line.text);
        text.push_str(line_break);
    }
    text
}

impl Copyist<'_> {
    /// A value of a block.
    pub(super) fn copy(&self, id: NodeId, place: Place) -> Result<Copied, Refusal> {
        let id = self.origin(id);
        let node = self.sheet.node(id);
        let lines = |offset: usize| -> Result<Option<Vec<Line>>, Refusal> {
            let column = match place {
                Place::Behind(column) => column + offset,
                Place::At(column) => column,
            };
            Ok(match node.kind {
                Kind::Mapping(Layout::Block) => Some(self.pair_lines(&self.pairs(id)?, column)?),
                Kind::Sequence(Layout::Block) => Some(self.item_lines(id, column)?),
                _ => None,
            })
        };
        let below = lines(if matches!(node.kind, Kind::Sequence(_)) { self.offset_of_list(id) } else { STEP })?;
        match (below.filter(|lines| !lines.is_empty()), place) {
            (Some(below), Place::At(_)) if node.tag.is_none() => Ok(Copied::at_first(below)),
            (Some(below), _) => Ok(Copied { head: Zeroizing::new(self.tag(id).trim_end().to_owned()), below }),
            (None, _) => self.text_lines(id, place).map_or_else(|| self.inline(id, false).map(Copied::on_one_line), Ok),
        }
    }

    pub(super) fn pair_lines(&self, pairs: &[Pair], column: usize) -> Result<Vec<Line>, Refusal> {
        let mut lines = Vec::new();
        for pair in pairs {
            let Copied { head, below } = self.copy(pair.value, Place::Behind(column))?;
            let blank = if head.is_empty() { "" } else { " " };
            lines.push(Line { column, text: joined(&[&self.inline(pair.key, false)?, ":", blank, &head]) });
            lines.extend(below);
        }
        Ok(lines)
    }

    fn item_lines(&self, list: NodeId, column: usize) -> Result<Vec<Line>, Refusal> {
        let mut lines = Vec::new();
        for &item in self.sheet.stream.children(list) {
            let Copied { head, below } = self.copy(item, Place::At(column + STEP))?;
            let blank = if head.is_empty() { "" } else { " " };
            lines.push(Line { column, text: joined(&["-", blank, &head]) });
            lines.extend(below);
        }
        Ok(lines)
    }

    /// How much deeper a list stands than its key.
    fn offset_of_list(&self, list: NodeId) -> usize {
        let key = self.sheet.by_value_of(list).ok().and_then(|slot| slot.key);
        let column = |offset: u32| self.sheet.column(offset);
        let is_below_key = |key| column(self.sheet.node(key).full.start) == column(self.sheet.node(list).token.start);
        if key.is_some_and(is_below_key) { 0 } else { STEP }
    }

    /// The text of a block scalar, as far as its head says no more than which kind it is.
    fn text_lines(&self, id: NodeId, place: Place) -> Option<Copied> {
        let node = self.sheet.node(id);
        if !matches!(node.kind, Kind::Scalar(Style::Literal | Style::Folded)) {
            return None;
        }
        let (head, text) = self.sheet.written(node.token).split_once('\n')?;
        let head = head.split('#').next().unwrap_or_default().trim_end();
        let lines: Vec<&str> = text.split('\n').map(|line| line.strip_suffix('\r').unwrap_or(line)).collect();
        let is_plain = |line: &&str| !line.contains(['\r', '\u{85}', '\u{2028}', '\u{2029}']);
        if !matches!(head, "|" | "|-" | ">" | ">-") || !lines.iter().all(is_plain) {
            return None;
        }
        let indent_of = |line: &str| line.len() - line.trim_start_matches(' ').len();
        let indent = lines.iter().find(|line| !line.trim_matches(' ').is_empty()).map(|line| indent_of(line))?;
        let column = match place {
            Place::Behind(column) => column + STEP,
            Place::At(column) => column,
        };
        let line = |line: &&str| match line.get(indent..) {
            Some(text) if indent_of(line) >= indent => Some(Line { column, text: Zeroizing::new(text.to_owned()) }),
            _ if line.trim_matches(' ').is_empty() => Some(Line { column: 0, text: Zeroizing::default() }),
            _ => None,
        };
        let below = lines.iter().map(line).collect::<Option<_>>()?;
        Some(Copied { head: joined(&[&self.tag(id), head]), below })
    }

    /// A value on one line, which stands between brackets too where `is_flow` says so.
    pub(super) fn inline(&self, id: NodeId, is_flow: bool) -> Result<Zeroizing<String>, Refusal> {
        let id = self.origin(id);
        let node = self.sheet.node(id);
        let text = match node.kind {
            Kind::Scalar(style) => self.scalar(id, style, is_flow)?,
            Kind::Sequence(_) | Kind::Mapping(_) if self.is_copied_as_it_is(id) => self.as_it_is(node.token),
            Kind::Sequence(_) => {
                let items = self.sheet.stream.children(id).iter().map(|&item| self.inline(item, true));
                joined(&["[", &strung(&items.collect::<Result<Vec<_>, _>>()?), "]"])
            }
            Kind::Mapping(_) => joined(&["{", &self.inline_pairs(&self.pairs(id)?)?, "}"]),
            Kind::Alias { .. } => return Err(UNUSUAL),
        };
        let tag = self.tag(id);
        Ok(joined(&[if text.is_empty() { tag.trim_end() } else { &tag }, &text]))
    }

    pub(super) fn inline_pairs(&self, pairs: &[Pair]) -> Result<Zeroizing<String>, Refusal> {
        let pair = |pair: &Pair| Ok(joined(&[&self.inline(pair.key, true)?, ": ", &self.inline(pair.value, true)?]));
        Ok(strung(&pairs.iter().map(pair).collect::<Result<Vec<_>, Refusal>>()?))
    }

    fn scalar(&self, id: NodeId, style: Style, is_flow: bool) -> Result<Zeroizing<String>, Refusal> {
        let node = self.sheet.node(id);
        if node.token.is_empty() {
            return match (is_flow, node.tag) {
                (false, _) => Ok(Zeroizing::default()),
                (true, None) => Ok(Zeroizing::new("null".to_owned())),
                (true, Some(_)) => Err(UNUSUAL),
            };
        }
        let is_text = style != Style::Plain || self.sheet.reads_as_text(id);
        let is_line = self.is_on_one_line(node.token) && !matches!(style, Style::Literal | Style::Folded);
        if is_line && (style != Style::Plain || !is_flow || !is_text) {
            return Ok(self.as_it_is(node.token));
        }
        if is_text { Ok(scalar::write(&self.sheet.decoded(id), style)) } else { Err(UNUSUAL) }
    }

    /// Whether a list or mapping in brackets can be copied with all that is in it.
    fn is_copied_as_it_is(&self, id: NodeId) -> bool {
        let stream = &self.sheet.stream;
        let mut pending = stream.children(id).to_vec();
        while let Some(id) = pending.pop() {
            if self.is_alias(id) || stream.node(id).anchor.is_some() || self.reader.is_merge(id) {
                return false;
            }
            pending.extend(stream.children(id));
        }
        self.sheet.is_flow(id) && self.is_on_one_line(stream.node(id).token)
    }

    fn is_on_one_line(&self, token: Span) -> bool {
        self.sheet.line_end(token.start) >= token.end
    }

    fn as_it_is(&self, token: Span) -> Zeroizing<String> {
        Zeroizing::new(self.sheet.written(token).to_owned())
    }

    /// The tag in front of a value, with a blank behind it.
    fn tag(&self, id: NodeId) -> Zeroizing<String> {
        self.sheet.node(id).tag.map_or_else(Zeroizing::default, |tag| joined(&[self.sheet.written(tag), " "]))
    }
}

fn strung(texts: &[Zeroizing<String>]) -> Zeroizing<String> {
    let pieces = texts.iter().enumerate().flat_map(|(number, text)| [if number == 0 { "" } else { ", " }, text.as_str()]);
    joined(&pieces.collect::<Vec<_>>())
}
