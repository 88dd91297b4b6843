//! The numbers beside the lines of a snippet.
//!
//! A renderer numbers the lines it is given from 1. It is given few of them, or else drawing ten thousand findings at the end of a
//! long file would take hours; so the numbers of the file are put in afterwards.

/// Room for the numbers, in columns: what the renderer took, and what is needed. A blank stands on either side.
#[derive(Clone, Copy, Debug)]
pub(super) struct Gutter {
    pub(super) drawn: usize,
    pub(super) needed: usize,
}

impl Gutter {
    /// The gutter of a drawing, whose first line begins with as many blanks as the gutter has columns.
    pub(super) fn of(first_line: &str, highest: u32) -> Self {
        let blanks = first_line.bytes().take_while(|&byte| byte == b' ').count();
        Self { drawn: blanks.saturating_sub(2), needed: highest.to_string().len() }
    }

    /// The line with its number in the file, where it has one: `numbers` are those of the lines that the renderer was given.
    pub(super) fn renumber(self, line: &str, numbers: &[u32]) -> String {
        let (head, rest) = line.split_at(end_of(line, self.drawn + 2));
        let (escapes, text) = sorted(head);
        if let Some(stroke) = text.chars().next().filter(|c| matches!(c, '─' | '-')) {
            return format!("{escapes}{}{rest}", String::from(stroke).repeat(self.needed + 2));
        }
        let number = text.trim().parse().ok().and_then(|drawn: usize| numbers.get(drawn.checked_sub(1)?));
        let number = number.map(u32::to_string).unwrap_or_default();
        format!(" {escapes}{number:>needed$} {rest}", needed = self.needed)
    }
}

/// Where the first `columns` characters end, escapes not counted.
fn end_of(line: &str, columns: usize) -> usize {
    let mut is_escape = false;
    let mut left = columns;
    for (at, c) in line.char_indices() {
        match c {
            '\u{1b}' => is_escape = true,
            'm' if is_escape => is_escape = false,
            _ if is_escape => {}
            _ if left == 0 => return at,
            _ => left -= 1,
        }
        if left == 0 && !is_escape {
            return at + c.len_utf8();
        }
    }
    line.len()
}

/// The escapes of a piece, and its text.
fn sorted(piece: &str) -> (String, String) {
    let mut escapes = String::new();
    let mut text = String::new();
    for (index, part) in piece.split('\u{1b}').enumerate() {
        match part.split_once('m').filter(|_| index > 0) {
            Some((code, shown)) => {
                escapes.extend(["\u{1b}", code, "m"]);
                text.push_str(shown);
            }
            None => text.push_str(part),
        }
    }
    (escapes, text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_become_those_of_the_file() {
        let gutter = Gutter::of("   ╭─[ x ]", 1200);
        let shown = |line| gutter.renumber(line, &[98, 1200]);
        assert_eq!(shown("   ╭─[ x ]"), "      ╭─[ x ]");
        assert_eq!(shown(" 1 │ a: 1"), "   98 │ a: 1");
        assert_eq!(shown(" 2 │ b: 2"), " 1200 │ b: 2");
        assert_eq!(shown("   ┆ 7"), "      ┆ 7");
        assert_eq!(shown("───╯"), "──────╯");
    }

    #[test]
    fn colours_stay_around_the_number() {
        let gutter = Gutter { drawn: 1, needed: 2 };
        assert_eq!(gutter.renumber(" \u{1b}[38;5;246m1 │\u{1b}[0m x", &[42]), " \u{1b}[38;5;246m42 │\u{1b}[0m x");
        assert_eq!(gutter.renumber("\u{1b}[38;5;246m───╯\u{1b}[0m", &[42]), "\u{1b}[38;5;246m────╯\u{1b}[0m");
    }

    #[test]
    fn a_gutter_that_is_too_wide_becomes_narrower() {
        let gutter = Gutter { drawn: 2, needed: 1 };
        assert_eq!(gutter.renumber("  3 │ x", &[1, 2, 9]), " 9 │ x");
    }
}
