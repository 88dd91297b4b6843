//! The bytes of a file as text, and where its lines are.

mod decode;
mod lines;
#[cfg(test)]
mod tests;

use crate::span::{Position, Span};
use lines::Lines;
use zeroize::Zeroizing;

/// One file as text. All spans refer to this text, which differs from the bytes on disk when those carry a byte-order mark, are
/// UTF-16, or are broken.
///
/// The text holds secrets: it is wiped on drop, and there is no `Debug`, `Display` or `Clone`.
pub(in crate::kubeconfig) struct Source {
    text: Zeroizing<String>,
    encoding: Encoding,
    problems: Vec<EncodingProblem>,
    lines: Lines,
}

/// How the text of a file is stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-8.
    Utf8,
    /// UTF-8 behind a byte-order mark.
    Utf8WithMark,
    /// UTF-16, low byte first, behind a byte-order mark.
    Utf16Le,
    /// UTF-16, high byte first, behind a byte-order mark.
    Utf16Be,
}

/// A place where kubectl's reader cannot go on, because the bytes are no text or hold a character that YAML forbids.
///
/// kubectl names no line for it, so the place is all the more worth telling.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct EncodingProblem {
    /// What kubectl prints behind `yaml: `.
    pub(crate) text: &'static str,
    /// The U+FFFD that stands for it in the text.
    pub(crate) span: Span,
    /// The first byte of the character in the file.
    pub(crate) byte_offset_in_input: usize,
    /// Where in the text the block begins that kubectl reads together with this place.
    block_start: u32,
}

impl EncodingProblem {
    /// Whether kubectl comes across it.
    ///
    /// kubectl stops at the end of the first document, or at the first error, but it decodes its input in blocks of 512 bytes;
    /// so what is bad behind the place where it stops is seen if it shares a block with it. `reach` is
    /// [`Stream::reach`](crate::yaml::tree::Stream::reach): one past the last byte it asked for. That is the character behind
    /// the `---` or `...` that ends a document.
    pub(crate) fn is_seen_by_kubectl(&self, reach: u32) -> bool {
        self.block_start < reach.max(1)
    }
}

impl Source {
    /// Reads UTF-8 with or without a byte-order mark, and UTF-16 with one, as kubectl does.
    ///
    /// It cannot fail: what is not text becomes U+FFFD and a problem.
    pub(in crate::kubeconfig) fn decode(bytes: &[u8]) -> Self {
        let decode::Decoded { text, encoding, problems } = decode::decode(bytes);
        let lines = Lines::new(&text);
        Self { text, encoding, problems, lines }
    }

    /// The text, without its byte-order mark.
    pub(in crate::kubeconfig) fn text(&self) -> &str {
        &self.text
    }

    /// How the file is stored.
    pub(in crate::kubeconfig) fn encoding(&self) -> Encoding {
        self.encoding
    }

    /// What is bad about the bytes, in order; kubectl knows only the first. There are no more than a hundred, even if the file
    /// is an archive or an image.
    pub(in crate::kubeconfig) fn problems(&self) -> &[EncodingProblem] {
        &self.problems
    }

    /// The number of lines; at least 1. A text that ends with a line break has an empty last line.
    #[cfg(test)]
    pub(in crate::kubeconfig) fn line_count(&self) -> u32 {
        self.lines.count()
    }

    /// Line and column of a byte. Behind the end it is the end; inside a character it is the start of that character.
    pub(in crate::kubeconfig) fn position(&self, offset: u32) -> Position {
        self.lines.position(&self.text, offset)
    }

    /// The line with this number, counted from 1, without its line break; empty where there is no such line.
    pub(in crate::kubeconfig) fn line_span(&self, line: u32) -> Span {
        self.lines.span(&self.text, line)
    }
}
