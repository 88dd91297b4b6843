//! The text that reports may show: same lines, every value that is not public replaced by a fixed word.

use crate::message::push_escaped;
use crate::span::Span;

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

/// Builds a [`MaskedText`] from the start of a source to its end.
pub(in crate::kubeconfig) struct Masker<'a> {
    source: &'a str,
    masked: MaskedText,
    position: u32,
}

impl<'a> Masker<'a> {
    pub(in crate::kubeconfig) fn new(source: &'a str) -> Self {
        let masked =
            MaskedText { text: String::with_capacity(source.len().min(1 << 16)), pieces: Vec::new(), line_starts: vec![0] };
        Self { source, masked, position: 0 }
    }

    /// Shows the source up to `end`, escaped.
    pub(in crate::kubeconfig) fn show_until(&mut self, end: u32) {
        let source = self.source;
        let mut run = Span::at(self.position);
        for (offset, c) in source[self.position.min(end) as usize..end as usize].char_indices() {
            let character = Span::new(self.position + length(offset), self.position + length(offset + c.len_utf8()));
            let is_half = is_half_break(source, c, character.end);
            let marker = starts_log_command(source, character.start as usize);
            if is_break(c) || marker || crate::message::is_unsafe_to_print(c) {
                self.push_verbatim(Span::new(run.start, character.start));
                run = Span::at(character.end);
                if is_half {
                    self.push_piece(character, length(self.masked.text.len()), Shown::Escaped);
                } else {
                    self.push_special(character, c, marker);
                }
            }
        }
        self.push_verbatim(Span::new(run.start, end.max(run.start)));
        self.position = self.position.max(end);
    }

    /// Replaces the source up to `end` by a fixed word. The line breaks in it stay.
    pub(in crate::kubeconfig) fn hide_until(&mut self, end: u32, word: &'static str) {
        if end <= self.position {
            return;
        }
        let hidden = Span::new(self.position, end);
        let start = length(self.masked.text.len());
        self.masked.text.push_str(word);
        let chars = self.source[hidden.range()].char_indices();
        let is_end = |&(offset, c): &(usize, char)| {
            is_break(c) && !is_half_break(self.source, c, hidden.start + length(offset + c.len_utf8()))
        };
        let breaks = chars.filter(is_end).count();
        self.push_piece(hidden, start, Shown::AsWord);
        for _ in 0..breaks {
            self.end_line();
        }
        self.position = end;
    }

    /// Replaces all words up to `end`, and shows the blanks and indicators around them.
    fn hide_words_until(&mut self, end: u32) {
        let source = self.source;
        let text = &source[self.position.min(end) as usize..end as usize];
        let is_indicator = |c: char| c.is_whitespace() || matches!(c, '-' | ':' | ',' | '[' | ']' | '{' | '}');
        for line in text.split_inclusive(is_break) {
            let word_start = self.position + length(line.len() - line.trim_start_matches(is_indicator).len());
            let word_end = self.position + length(line.trim_end_matches(is_indicator).len());
            let line_end = self.position + length(line.len());
            self.show_until(word_start.min(line_end));
            self.hide_until(word_end, REDACTED);
            self.show_until(line_end);
        }
    }

    /// The masked text, with the rest of the source shown.
    pub(in crate::kubeconfig) fn finish(mut self) -> MaskedText {
        self.show_until(length(self.source.len()));
        self.masked
    }

    fn push_verbatim(&mut self, span: Span) {
        if span.is_empty() {
            return;
        }
        let start = length(self.masked.text.len());
        self.masked.text.push_str(&self.source[span.range()]);
        self.push_piece(span, start, Shown::Verbatim);
    }

    fn push_special(&mut self, span: Span, c: char, marker: bool) {
        let start = length(self.masked.text.len());
        if is_break(c) {
            self.end_line();
        } else if marker {
            self.masked.text.push_str(if c == '#' { "\\u{23}" } else { "\\u{3a}" });
        } else if c == '\t' {
            // A tab moves the cursor, but not as far as anybody can tell.
            self.masked.text.push('→');
        } else {
            push_escaped(&mut self.masked.text, c);
        }
        self.push_piece(span, start, Shown::Escaped);
    }

    fn push_piece(&mut self, source: Span, start: u32, shown: Shown) {
        let masked = Span::new(start, length(self.masked.text.len()));
        self.masked.pieces.push(Piece { source, masked, shown });
    }

    fn end_line(&mut self) {
        self.masked.text.push('\n');
        self.masked.line_starts.push(length(self.masked.text.len()));
    }
}

/// Whether CI log parsers act on what starts here: `##[` and `##vso[` anywhere in a line, `::` as its first text.
fn starts_log_command(source: &str, at: usize) -> bool {
    let rest = &source[at..];
    rest.starts_with("##[")
        || rest.starts_with("##vso[")
        || rest.starts_with("::") && source[..at].chars().rev().take_while(|&c| !is_break(c)).all(char::is_whitespace)
}

/// The line breaks of kubectl's reader (YAML 1.1); CRLF is one.
fn is_break(c: char) -> bool {
    matches!(c, '\n' | '\r' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// Whether a character is the first half of a CRLF, of which the second ends the line.
fn is_half_break(source: &str, c: char, end: u32) -> bool {
    c == '\r' && source[end as usize..].starts_with('\n')
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
