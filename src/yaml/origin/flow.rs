//! Plain and quoted scalars: folded lines, `''`, escapes.

use super::{Cursor, Sink, span};
use crate::yaml::line_break::break_len;

impl<S: Sink> Cursor<'_, S> {
    pub(super) fn plain(&mut self) {
        while self.peek().is_some() {
            self.copy_until(|_| false);
            self.white();
        }
    }

    pub(super) fn single_quoted(&mut self) {
        while self.peek().is_some() {
            self.copy_until(|byte| byte == b'\'');
            if self.peek() == Some(b'\'') {
                self.sink.copy(span(self.at, self.at + 1));
                self.at += 1;
                if self.peek() == Some(b'\'') {
                    self.at += 1;
                }
            }
            self.white();
        }
    }

    pub(super) fn double_quoted(&mut self) {
        while self.peek().is_some() {
            self.copy_until(|byte| byte == b'\\');
            if self.peek() == Some(b'\\') {
                self.backslash();
            } else {
                self.white();
            }
        }
    }

    /// Content up to white space or a byte that is special here.
    fn copy_until(&mut self, special: impl Fn(u8) -> bool) {
        let start = self.at;
        while self.peek().is_some_and(|byte| !special(byte)) && !self.at_white() {
            self.at += 1;
        }
        if self.at > start {
            self.sink.copy(span(start, self.at));
        }
    }

    /// White space between two parts of content: kept within a line, folded around line breaks.
    fn white(&mut self) {
        let start = self.at;
        self.skip_blanks();
        if self.at_break() {
            self.fold();
        } else if self.at > start {
            self.sink.copy(span(start, self.at));
        }
    }

    /// One line break reads as a space; of several, the first is dropped.
    fn fold(&mut self) {
        let first = self.take_break();
        self.skip_blanks();
        match (self.folds(first), self.at_break()) {
            (true, true) => {}
            (true, false) => self.sink.replace(first, ' '),
            (false, _) => self.emit_break(first),
        }
        self.further_breaks();
    }

    fn further_breaks(&mut self) {
        while self.at_break() {
            let line_break = self.take_break();
            self.emit_break(line_break);
            self.skip_blanks();
        }
    }

    /// An escape, or a line break that is not to be seen.
    fn backslash(&mut self) {
        let start = self.at;
        if break_len(self.bytes, start + 1) > 0 {
            self.at += 1;
            self.take_break();
            self.skip_blanks();
            self.further_breaks();
        } else if let Some((decoded, len)) = escape(&self.bytes[start..]) {
            self.at += len;
            self.sink.replace(span(start, self.at), decoded);
        } else {
            // The reader refuses these; what is left stands for itself.
            self.at += 1;
            self.sink.copy(span(start, self.at));
        }
    }
}

/// The character that an escape at the start of `bytes` stands for, and the escape's length.
fn escape(bytes: &[u8]) -> Option<(char, usize)> {
    let decoded = match bytes.get(1)? {
        b'0' => '\0',
        b'a' => '\u{7}',
        b'b' => '\u{8}',
        b't' | b'\t' => '\t',
        b'n' => '\n',
        b'v' => '\u{B}',
        b'f' => '\u{C}',
        b'r' => '\r',
        b'e' => '\u{1B}',
        b' ' => ' ',
        b'"' => '"',
        b'\'' => '\'',
        b'\\' => '\\',
        b'N' => '\u{85}',
        b'_' => '\u{A0}',
        b'L' => '\u{2028}',
        b'P' => '\u{2029}',
        b'x' => return code_point(bytes, 2),
        b'u' => return code_point(bytes, 4),
        b'U' => return code_point(bytes, 8),
        _ => return None,
    };
    Some((decoded, 2))
}

fn code_point(bytes: &[u8], digits: usize) -> Option<(char, usize)> {
    let len = 2 + digits;
    let value = bytes.get(2..len)?.iter().try_fold(0_u32, |value, &digit| {
        let digit = char::from(digit).to_digit(16)?;
        value.checked_mul(16)?.checked_add(digit)
    })?;
    Some((char::from_u32(value)?, len))
}
