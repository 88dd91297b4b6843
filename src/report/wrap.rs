//! Text in columns.

use unicode_width::UnicodeWidthStr;

/// Breaks `text` at its blanks into lines of at most `width` columns, where words allow it.
///
/// The first line starts with `lead`, the others with `indent` blanks. A line never starts with `::`, on which GitHub's log
/// parser acts even behind blanks: a name that was harmless inside a line stays harmless when the line is broken there.
pub(crate) fn wrap(lead: &str, text: &str, indent: usize, width: usize) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = lead.to_owned();
    let mut empty = true;
    for word in text.split_whitespace() {
        if !empty && line.width() + 1 + word.width() > width {
            lines.push(std::mem::replace(&mut line, " ".repeat(indent)));
            empty = true;
        }
        match (empty, word.strip_prefix("::")) {
            (true, Some(rest)) => line.extend(["\\u{3a}:", rest]),
            (true, None) => line.push_str(word),
            (false, _) => line.extend([" ", word]),
        }
        empty = false;
    }
    lines.push(line);
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_broken_at_blanks_and_hang() {
        assert_eq!(wrap("help: ", "one two three", 6, 13), ["help: one two", "      three"]);
        assert_eq!(wrap("", "", 2, 10), [""]);
        assert_eq!(wrap("", "averyveryverylongword x", 2, 10), ["averyveryverylongword", "  x"]);
        assert_eq!(wrap("", "世界 世界", 0, 5), ["世界", "世界"]);
    }

    #[test]
    fn a_broken_line_cannot_start_a_log_command() {
        assert_eq!(wrap("", "a name ::error::x", 2, 8), ["a name", "  \\u{3a}:error::x"]);
    }
}
