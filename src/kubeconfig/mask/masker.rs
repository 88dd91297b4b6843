//! Masks a text piece by piece.

use super::{MaskedText, Piece, REDACTED, Shown, length};
use crate::message::push_escaped;
use crate::span::Span;

/// Builds a [`MaskedText`] from the start of a source to its end.
pub(in crate::kubeconfig) struct Masker<'a> {
    source: &'a str,
    masked: MaskedText,
    pub(super) position: u32,
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
    pub(super) fn hide_words_until(&mut self, end: u32) {
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
