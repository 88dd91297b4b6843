//! A directive with a rule less or under its right name, or taken away.

use super::lines::length;
use super::plan::UNUSUAL;
use super::sheet::{NOT_FOUND, Sheet};
use super::{Edit, Refusal};
use crate::span::Span;

impl Sheet<'_> {
    /// Takes a name out of the list of a directive, and the directive where it was the only one.
    pub(super) fn unsuppress(&self, comment: Span, name: &str) -> Result<Vec<Edit>, Refusal> {
        let names = self.names(comment)?;
        let is_meant = |span: &Span| self.written(*span) == name;
        if !names.iter().any(is_meant) {
            return Err(NOT_FOUND);
        }
        if names.iter().all(is_meant) {
            return Ok(vec![Edit::removal(self.directive(comment))]);
        }
        let mut edits = Vec::new();
        let mut kept: Option<Span> = None;
        for (index, span) in names.iter().enumerate() {
            match (is_meant(span), kept, names.get(index + 1)) {
                (false, ..) => kept = Some(*span),
                // With the comma in front of it, or, where nothing is left in front of it, with the one behind it.
                (true, Some(_), _) => edits.push(Edit::removal(Span::new(names[index - 1].end, span.end))),
                (true, None, Some(next)) => edits.push(Edit::removal(Span::new(span.start, next.start))),
                (true, None, None) => return Err(UNUSUAL),
            }
        }
        Ok(edits)
    }

    /// Writes another name in the place of one in the list of a directive.
    pub(super) fn respell(&self, comment: Span, number: usize, name: &'static str) -> Result<Edit, Refusal> {
        let span = *self.names(comment)?.get(number).ok_or(NOT_FOUND)?;
        Ok(Edit::fixed(span, name))
    }

    /// What stands in the brackets of a directive, without the blanks around it.
    fn names(&self, comment: Span) -> Result<Vec<Span>, Refusal> {
        if !self.stream.comments.contains(&comment) {
            return Err(NOT_FOUND);
        }
        let text = self.written(comment);
        let open = text.find('[').ok_or(UNUSUAL)? + 1;
        let close = open + text[open..].find(']').ok_or(UNUSUAL)?;
        let mut at = open;
        let names = text[open..close].split(',').map(|word| {
            let start = at + word.len() - word.trim_start().len();
            at += word.len() + 1;
            part(comment, start, word.trim().len())
        });
        Ok(names.collect())
    }

    /// A comment with the blanks in front of it, or with its line where it has that alone. What a person wrote behind another `#`
    /// stays.
    fn directive(&self, comment: Span) -> Span {
        if let Some(remark) = self.written(comment).find(" # ") {
            return part(comment, 0, remark + 1);
        }
        let line = self.line_start(comment.start);
        match self.before_in_line(comment.start).trim_end().len() {
            0 => Span::new(line, self.next_line(comment.start)),
            content => Span::new(line + length(content), comment.end),
        }
    }
}

/// `length` bytes of a span, from its byte `start` on.
fn part(span: Span, start: usize, bytes: usize) -> Span {
    let start = span.start + length(start);
    Span::new(start, start + length(bytes))
}
