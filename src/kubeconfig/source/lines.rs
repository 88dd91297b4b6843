//! Where lines start, and how far into a line a byte is.

use crate::span::{Position, Span};
use crate::yaml::line_break::break_len;

/// Columns are counted from no farther away than this, so that many lookups in one huge line stay cheap.
const STRIDE: usize = 4096;

/// The lines of a text, ended as kubectl's reader sees it: LF, CRLF, CR, NEL, LS, PS.
pub(super) struct Lines {
    starts: Vec<u32>,
    /// Places in lines longer than [`STRIDE`], in order, about that far apart.
    checkpoints: Vec<Checkpoint>,
}

/// A place in a line, and what came before it in that line.
#[derive(Clone, Copy)]
struct Checkpoint {
    offset: u32,
    chars: u32,
    utf16_units: u32,
}

impl Lines {
    pub(super) fn new(text: &str) -> Self {
        let mut lines = Self { starts: vec![0], checkpoints: Vec::new() };
        let (mut start, mut at) = (0, 0);
        while at < text.len() {
            let len = break_len(text.as_bytes(), at);
            at += len.max(1);
            if len > 0 {
                lines.add_checkpoints(text, start, at);
                lines.starts.push(offset(at));
                start = at;
            }
        }
        lines.add_checkpoints(text, start, at);
        lines
    }

    fn add_checkpoints(&mut self, text: &str, start: usize, end: usize) {
        let mut last = Checkpoint { offset: offset(start), chars: 0, utf16_units: 0 };
        let mut next = start + STRIDE;
        while next < end {
            last = last.advance(text, floor(text, next));
            self.checkpoints.push(last);
            next += STRIDE;
        }
    }

    #[cfg(test)]
    pub(super) fn count(&self) -> u32 {
        offset(self.starts.len())
    }

    pub(super) fn position(&self, text: &str, byte: u32) -> Position {
        let byte = floor(text, byte as usize);
        let line = self.starts.partition_point(|&start| start as usize <= byte);
        let line_start = line.checked_sub(1).and_then(|index| self.starts.get(index)).copied().unwrap_or_default();
        let behind = self.checkpoints.partition_point(|checkpoint| checkpoint.offset as usize <= byte);
        let checkpoint = behind.checked_sub(1).and_then(|index| self.checkpoints.get(index)).copied();
        let place = checkpoint
            .filter(|checkpoint| checkpoint.offset > line_start)
            .unwrap_or(Checkpoint { offset: line_start, chars: 0, utf16_units: 0 })
            .advance(text, byte);
        Position { line: offset(line), column: place.chars + 1, utf16_column: place.utf16_units + 1, byte: place.offset }
    }

    pub(super) fn span(&self, text: &str, line: u32) -> Span {
        let Some(&start) = line.checked_sub(1).and_then(|index| self.starts.get(index as usize)) else {
            return Span::at(offset(text.len()));
        };
        let end = self.starts.get(line as usize).map_or(offset(text.len()), |&next| next);
        let content = text.get(start as usize..end as usize).unwrap_or_default();
        Span::new(start, start + offset(without_break(content).len()))
    }
}

impl Checkpoint {
    fn advance(self, text: &str, to: usize) -> Self {
        let between = text.get(self.offset as usize..to).unwrap_or_default();
        let (mut chars, mut utf16_units) = (self.chars, self.utf16_units);
        for c in between.chars() {
            chars += 1;
            utf16_units += if c.len_utf16() == 2 { 2 } else { 1 };
        }
        Self { offset: offset(to), chars, utf16_units }
    }
}

/// A line without the break at its end, if it has one.
fn without_break(line: &str) -> &str {
    ["\r\n", "\n", "\r", "\u{85}", "\u{2028}", "\u{2029}"].into_iter().find_map(|end| line.strip_suffix(end)).unwrap_or(line)
}

/// The character boundary at or before a byte that may lie behind the end.
fn floor(text: &str, byte: usize) -> usize {
    let mut byte = byte.min(text.len());
    while !text.is_char_boundary(byte) {
        byte -= 1;
    }
    byte
}

/// Texts are below 4 GiB.
fn offset(bytes: usize) -> u32 {
    u32::try_from(bytes).unwrap_or(u32::MAX)
}
