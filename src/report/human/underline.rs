//! Marks without words: ariadne underlines nothing that has no label, so its arrows to empty labels are taken away again.

use unicode_width::UnicodeWidthChar;

/// Stands at the end of an arrow that is to be taken away.
pub(super) const BARE: char = '\u{3}';

/// The drawn rows without the arrows that lead to [`BARE`].
pub(super) fn without_bare_arrows(drawn: &str) -> Vec<String> {
    let mut rows: Vec<Row> = Vec::new();
    let mut is_behind_arrow = false;
    for line in drawn.lines() {
        let mut row = Row::parse(line);
        if row.cells.last().is_some_and(|cell| cell.c == BARE) {
            take_arrow_away(&mut rows, row.tip());
            is_behind_arrow = true;
            continue;
        }
        // A row of nothing but the next arrows keeps two arrows apart, of which one is gone.
        if !(is_behind_arrow && row.is_spacer()) {
            row.trim();
            rows.push(row);
        }
        is_behind_arrow = false;
    }
    rows.iter().map(Row::text).collect()
}

/// Takes away what leads down to an arrow in this column, up to the underline of the marked text, which is closed.
fn take_arrow_away(rows: &mut [Row], column: usize) {
    let mut topmost = None;
    for cell in rows.iter_mut().rev().take_while(|row| !row.is_source()).map_while(|row| row.at(column)) {
        let underline = match cell.c {
            '┬' | '│' => '─',
            '|' => '^',
            _ => break,
        };
        cell.c = ' ';
        topmost = Some((cell, underline));
    }
    if let Some((cell, underline)) = topmost {
        cell.c = underline;
    }
}

/// A row, column by column.
struct Row {
    cells: Vec<Cell>,
    /// The escapes behind the last character.
    end: String,
}

struct Cell {
    /// The escapes before the character.
    escapes: String,
    c: char,
}

impl Row {
    fn parse(line: &str) -> Self {
        let mut cells = Vec::new();
        let mut escapes = String::new();
        let mut chars = line.chars();
        while let Some(c) = chars.next() {
            if c == '\u{1b}' {
                escapes.push(c);
                for c in chars.by_ref() {
                    escapes.push(c);
                    if c == 'm' {
                        break;
                    }
                }
            } else {
                cells.push(Cell { escapes: std::mem::take(&mut escapes), c });
            }
        }
        Self { cells, end: escapes }
    }

    /// The column in which the arrow begins.
    fn tip(&self) -> usize {
        let tip = self.cells.iter().rposition(|cell| matches!(cell.c, '╰' | '`')).unwrap_or_default();
        self.cells[..tip].iter().map(|cell| cell.c.width().unwrap_or(0)).sum()
    }

    fn at(&mut self, column: usize) -> Option<&mut Cell> {
        let mut before = 0;
        self.cells.iter_mut().find(|cell| {
            let is_here = before == column;
            before += cell.c.width().unwrap_or(0);
            is_here
        })
    }

    /// Whether it shows a line of the file: its number stands before it.
    fn is_source(&self) -> bool {
        self.cells.iter().take_while(|cell| !matches!(cell.c, '│' | '|')).any(|cell| cell.c.is_ascii_digit())
    }

    fn is_spacer(&self) -> bool {
        let connectors = self.cells.iter().filter(|cell| matches!(cell.c, '│' | '|')).count();
        connectors > 1 && self.cells.iter().all(|cell| matches!(cell.c, '│' | '|' | ' '))
    }

    fn trim(&mut self) {
        while self.cells.last().is_some_and(|cell| cell.c == ' ') {
            self.cells.pop();
        }
    }

    fn text(&self) -> String {
        let mut text = String::new();
        for cell in &self.cells {
            text.push_str(&cell.escapes);
            text.push(cell.c);
        }
        text + &self.end
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(drawn: &[&str]) -> Vec<String> {
        without_bare_arrows(&drawn.join("\n").replace('#', &BARE.to_string()))
    }

    #[test]
    fn an_arrow_to_nothing_leaves_its_underline() {
        assert_eq!(
            shown(&[" 7 │ key: value", "   │      ┬────", "   │      ╰────── #", "───╯"]),
            [" 7 │ key: value", "   │      ─────", "───╯"]
        );
        assert_eq!(shown(&[" 7 | a", "   | |^", "   | `-- #"]), [" 7 | a", "   | ^^"]);
        assert_eq!(shown(&[" 7 | |", "   | |", "   | `-- #"]), [" 7 | |", "   | ^"]);
    }

    #[test]
    fn other_arrows_of_the_line_stay() {
        let drawn = ["7 │ key: value", "  │ ┬──  ┬────", "  │ │    ╰───── #", "  │ │", "  │ ╰── why"];
        assert_eq!(shown(&drawn), ["7 │ key: value", "  │ ┬──  ─────", "  │ ╰── why"]);
    }

    #[test]
    fn colours_stay_where_they_are() {
        let drawn = ["│ \u{1b}[31m┬──\u{1b}[0m", "│ \u{1b}[31m╰────\u{1b}[0m #"];
        assert_eq!(shown(&drawn), ["│ \u{1b}[31m───\u{1b}[0m"]);
    }
}
