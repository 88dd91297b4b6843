//! The lines of a text, for edits that take whole ones.

use super::sheet::Sheet;
use crate::span::Span;
use crate::yaml::line_break::break_len;

impl Sheet<'_> {
    /// The first byte of the line that holds `offset`.
    pub(super) fn line_start(&self, offset: u32) -> u32 {
        let mut start = offset as usize;
        while start > 0 && !self.is_behind_break(start) {
            start -= 1;
        }
        length(start)
    }

    fn is_behind_break(&self, offset: usize) -> bool {
        // A break has up to three bytes, and the second half of a CRLF is none.
        (1..=3.min(offset)).any(|width| break_len(self.text.as_bytes(), offset - width) == width)
    }

    /// One past the last byte of the line that holds `offset`, its break not included.
    pub(super) fn line_end(&self, offset: u32) -> u32 {
        let mut end = offset as usize;
        while end < self.text.len() && break_len(self.text.as_bytes(), end) == 0 {
            end += 1;
        }
        length(end)
    }

    /// One past the break of that line.
    pub(super) fn next_line(&self, offset: u32) -> u32 {
        let end = self.line_end(offset) as usize;
        let width = if end < self.text.len() { break_len(self.text.as_bytes(), end) } else { 0 };
        length(end + width)
    }

    /// What ends the lines of this file.
    pub(super) fn line_break(&self) -> &'static str {
        let first = self.text.find(['\n', '\r']).map_or("", |at| &self.text[at..]);
        if first.starts_with("\r\n") {
            "\r\n"
        } else if first.starts_with('\r') {
            "\r"
        } else {
            "\n"
        }
    }

    /// What stands in front of `offset` in its line.
    pub(super) fn before_in_line(&self, offset: u32) -> &str {
        self.written(Span::new(self.line_start(offset), offset))
    }

    /// Whether nothing but blanks stands in front of `offset` in its line.
    pub(super) fn is_first_in_line(&self, offset: u32) -> bool {
        self.before_in_line(offset).bytes().all(|byte| byte == b' ')
    }

    /// The column at which something stands, counted from 0.
    pub(super) fn column(&self, offset: u32) -> usize {
        self.before_in_line(offset).chars().count()
    }

    /// Where the lines of comments begin that stand directly above the line at `start`, at its column.
    pub(super) fn with_comments_above(&self, start: u32, column: usize) -> u32 {
        let mut first = start;
        while first > 0 {
            let above = self.line_start(first - 1);
            // A CRLF has two bytes, of which the last belongs to the line above too.
            let above = if above == first { self.line_start(first.saturating_sub(2)) } else { above };
            let line = self.written(Span::new(above, self.line_end(above)));
            let indent = line.len() - line.trim_start_matches(' ').len();
            if above == first || indent != column || !line[indent..].starts_with('#') {
                break;
            }
            first = above;
        }
        first
    }
}

pub(super) fn length(bytes: usize) -> u32 {
    u32::try_from(bytes).unwrap_or(u32::MAX)
}
