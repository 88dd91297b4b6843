//! The text that reports may show: same lines, every value that is not public replaced by a fixed word.

mod masker;

use crate::span::Span;
pub(in crate::kubeconfig) use masker::Masker;

/// What stands in place of a secret.
pub const REDACTED: &str = "REDACTED";
/// What stands in place of a public certificate, as in `kubectl config view`.
pub const OMITTED: &str = "DATA+OMITTED";

/// A masked text. It has as many lines as the source, all ended by a line feed, and holds no byte of a secret.
#[derive(Clone, Debug, Default)]
pub struct MaskedText {
    text: String,
    /// For runs of text in order: where they start in the source and in the masked text.
    pieces: Vec<Piece>,
    line_starts: Vec<u32>,
}

#[derive(Clone, Copy, Debug)]
struct Piece {
    source: Span,
    masked: Span,
    shown: Shown,
}

/// How a piece of the source is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Shown {
    /// Byte for byte.
    Verbatim,
    /// One character, or line break, in another form.
    Escaped,
    /// As a fixed word.
    AsWord,
}

impl Piece {
    /// Whether it is shown in another form that begins here, and is no line break.
    fn is_mask_at(&self, start: u32, text: &str) -> bool {
        self.shown != Shown::Verbatim && self.masked.start == start && !text[self.masked.range()].starts_with('\n')
    }
}

impl MaskedText {
    /// A text of which these spans are shown, which stand in order, and the blanks and indicators around them.
    pub(crate) fn showing(source: &str, spans: &[Span]) -> Self {
        let mut masker = Masker::new(source);
        for span in spans.iter().chain([&Span::at(length(source.len()))]) {
            masker.hide_words_until(span.start);
            masker.show_until(span.end);
        }
        masker.finish()
    }

    /// The masked text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The number of lines; at least 1.
    pub fn line_count(&self) -> usize {
        self.line_starts.len()
    }

    /// The line with this number, counted from 1, without its end. Empty where there is no such line.
    pub fn line(&self, number: u32) -> &str {
        &self.text[self.line_span(number).range()]
    }

    /// The bytes of the masked text that are the line with this number, without its end. Empty where there is no such line.
    pub fn line_span(&self, number: u32) -> Span {
        let index = number.saturating_sub(1) as usize;
        let Some(&start) = self.line_starts.get(index) else { return Span::at(length(self.text.len())) };
        Span::new(start, self.line_starts.get(index + 1).map_or(length(self.text.len()), |&next| next - 1))
    }

    /// The number of the line in which a byte of the masked text stands.
    pub fn line_at(&self, offset: u32) -> u32 {
        length(self.line_starts.partition_point(|&start| start <= offset).max(1))
    }

    /// The bytes of the masked text that show a span of the source: whole masks where it touches one, and never an empty span
    /// where there is a character to show.
    pub fn span(&self, source: Span) -> Span {
        let start = self.offset(source.start, Edge::Start);
        let end = self.offset(source.end, Edge::End);
        self.widen(Span::new(start, end.max(start)))
    }

    /// As much of a span of `source` as does not measure a secret: it ends before one, or, where it begins in one, behind its first
    /// character.
    pub(in crate::kubeconfig) fn narrowed(&self, span: Span, source: &str) -> Span {
        let Some(hidden) = self.first_hidden(span) else { return span };
        if span.start < hidden.start {
            return Span::new(span.start, hidden.start);
        }
        let first = source.get(span.range()).and_then(|text| text.chars().next());
        Span::new(span.start, span.start + first.map_or(0, |c| length(c.len_utf8())))
    }

    /// Whether a span of the source neither touches nor adjoins anything hidden.
    pub(in crate::kubeconfig) fn covers_nothing(&self, span: Span) -> bool {
        self.first_hidden(Span::new(span.start.saturating_sub(1), span.end.saturating_add(1))).is_none()
    }

    /// The first hidden piece of the source that a span touches.
    fn first_hidden(&self, source: Span) -> Option<Span> {
        let first = self.pieces.partition_point(|piece| piece.source.end <= source.start);
        let mut pieces = self.pieces[first..].iter().take_while(|piece| piece.source.start < source.end);
        pieces.find(|piece| piece.shown == Shown::AsWord).map(|piece| piece.source)
    }

    fn offset(&self, source: u32, edge: Edge) -> u32 {
        let index = match edge {
            Edge::Start => self.pieces.partition_point(|piece| piece.source.end <= source),
            Edge::End => self.pieces.partition_point(|piece| piece.source.end < source),
        };
        let Some(piece) = self.pieces.get(index) else { return u32::try_from(self.text.len()).unwrap_or(u32::MAX) };
        if source <= piece.source.start {
            return piece.masked.start;
        }
        match (piece.shown, edge) {
            (Shown::Verbatim, _) => piece.masked.start + (source - piece.source.start),
            (_, Edge::Start) => piece.masked.start,
            (_, Edge::End) => piece.masked.end,
        }
    }

    /// An empty span gets the mask or the character behind it, or the character before it at the end of a line.
    fn widen(&self, span: Span) -> Span {
        if !span.is_empty() {
            return span;
        }
        let next = self.pieces.partition_point(|piece| piece.masked.start < span.start);
        if let Some(mask) = self.pieces[next..]
            .iter()
            .find(|piece| !piece.masked.is_empty())
            .filter(|piece| piece.is_mask_at(span.start, &self.text))
        {
            return mask.masked;
        }
        let at = span.start as usize;
        let behind = self.text[at..].chars().next().filter(|&c| c != '\n');
        let before = self.text[..at].chars().next_back().filter(|&c| c != '\n');
        let width = |c: char| u32::try_from(c.len_utf8()).unwrap_or(1);
        match (behind, before) {
            (Some(c), _) => Span::new(span.start, span.start + width(c)),
            (None, Some(c)) => Span::new(span.start - width(c), span.start),
            (None, None) => span,
        }
    }
}

#[derive(Clone, Copy)]
enum Edge {
    Start,
    End,
}

/// Sources are below 4 GiB, and so is what is made of them.
fn length(bytes: usize) -> u32 {
    u32::try_from(bytes).unwrap_or(u32::MAX)
}

#[cfg(test)]
impl MaskedText {
    /// The text of `source` with these pieces of it replaced, for tests of what shows masked text.
    pub(crate) fn with_hidden(source: &str, hidden: &[(&str, &'static str)]) -> Self {
        let mut masker = Masker::new(source);
        for (piece, word) in hidden {
            let from = masker.position as usize;
            let start = length(from + source[from..].find(piece).unwrap_or_default());
            masker.show_until(start);
            masker.hide_until(start + length(piece.len()), word);
        }
        masker.finish()
    }
}

#[cfg(test)]
mod tests;
