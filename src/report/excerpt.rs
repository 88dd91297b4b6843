//! The lines of a file that one finding needs, cut to the width of the reader.

use crate::kubeconfig::mask::MaskedText;
use crate::span::Span;
use std::collections::BTreeMap;
use std::ops::Range;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// The lines that spans touch, and empty ones for those between. A renderer that gets it can show no more of the file than is
/// needed, and the time it takes does not depend on the length of the file.
#[derive(Debug)]
pub(super) struct Excerpt {
    /// The lines, each ended by a line feed but the last. A line that is shown and empty holds one blank, so that spans have
    /// something to cover.
    pub(super) text: String,
    /// The number of each line in the file.
    pub(super) numbers: Vec<u32>,
    /// For every span asked for, in order, where `text` shows it. The ends lie on character boundaries.
    pub(super) spans: Vec<Range<usize>>,
}

/// A renderer shows only that there is something between.
const LINES_BETWEEN: usize = 3;

impl Excerpt {
    /// The lines that show `spans` of the source. Lines of more than `columns` columns are cut around the spans, with `…` for
    /// what is left out.
    pub(super) fn new(masked: &MaskedText, spans: &[Span], columns: usize) -> Self {
        let spans: Vec<_> = spans.iter().map(|&span| Extent::new(masked, span)).collect();
        let mut wanted: BTreeMap<u32, Vec<Range<usize>>> = BTreeMap::new();
        for extent in &spans {
            for (line, part) in extent.parts(masked) {
                wanted.entry(line).or_default().push(part);
            }
        }
        let mut text = String::new();
        let mut lines = BTreeMap::new();
        let mut numbers: Vec<u32> = Vec::new();
        for (&line, parts) in &wanted {
            if let Some(last) = numbers.last() {
                let skipped = (last + 1..line).take(LINES_BETWEEN);
                text.extend(skipped.clone().map(|_| '\n').chain(['\n']));
                numbers.extend(skipped);
            }
            numbers.push(line);
            let mut cut = CutLine::new(masked.line(line), parts, columns);
            if cut.text.is_empty() {
                cut.text.push(' ');
            }
            let start = text.len();
            text.push_str(&cut.text);
            lines.insert(line, (start, cut));
        }
        let at = |(line, offset)| lines.get(&line).map_or(0, |(start, cut): &(usize, CutLine)| start + cut.at(offset));
        let shown = |extent: &Extent| {
            let (start, end) = (at(extent.start), at(extent.end));
            // Only an empty line leaves a span empty; it holds a blank instead.
            start..if start == end { end + text[end..].chars().next().map_or(0, char::len_utf8) } else { end }
        };
        let spans = spans.iter().map(shown).collect();
        Self { text, numbers, spans }
    }
}

/// Both ends of a span in masked text, as a line number and a byte offset in that line.
struct Extent {
    start: (u32, usize),
    end: (u32, usize),
}

impl Extent {
    fn new(masked: &MaskedText, span: Span) -> Self {
        let text = masked.text();
        let shown = masked.span(span);
        let start = floor(text, shown.start);
        let content = &text[start..floor(text, shown.end).max(start)];
        // Line breaks and blanks at its end make a span look longer than it is, unless it consists of nothing else.
        let trimmed = if content.trim().is_empty() { content.trim_end_matches('\n') } else { content.trim_end() };
        let end = start + trimmed.len();
        let start = Self::locate(masked, start);
        Self { start, end: Self::locate(masked, end).max(start) }
    }

    fn locate(masked: &MaskedText, offset: usize) -> (u32, usize) {
        let line = masked.line_at(u32::try_from(offset).unwrap_or(u32::MAX));
        (line, offset.saturating_sub(masked.line_span(line).start as usize))
    }

    /// What it covers of its first line, and of its last where that is another.
    fn parts(&self, masked: &MaskedText) -> Vec<(u32, Range<usize>)> {
        let (first, last) = (self.start.0, self.end.0);
        if first == last {
            return vec![(first, self.start.1..self.end.1)];
        }
        let first_end = masked.line_span(first).len() as usize;
        vec![(first, self.start.1..first_end), (last, 0..self.end.1)]
    }
}

/// The last character boundary at or before `offset`.
fn floor(text: &str, offset: u32) -> usize {
    let mut offset = (offset as usize).min(text.len());
    while !text.is_char_boundary(offset) {
        offset -= 1;
    }
    offset
}

/// A line of which only the neighbourhoods of some parts are left.
#[derive(Debug)]
struct CutLine {
    text: String,
    /// What was kept, and where in `text` it begins.
    kept: Vec<(Range<usize>, usize)>,
}

impl CutLine {
    fn new(line: &str, parts: &[Range<usize>], columns: usize) -> Self {
        let mut cut = Self { text: String::new(), kept: Vec::new() };
        if line.width() <= columns {
            cut.keep(line, 0..line.len());
            return cut;
        }
        let mut rest = 0;
        for range in neighbourhoods(line, parts, columns) {
            if rest < range.start {
                cut.text.push('…');
            }
            rest = range.end;
            cut.keep(line, range);
        }
        if rest < line.len() {
            cut.text.push('…');
        }
        cut
    }

    fn keep(&mut self, line: &str, range: Range<usize>) {
        let start = self.text.len();
        self.text.push_str(&line[range.clone()]);
        self.kept.push((range, start));
    }

    /// Where a byte of the line is now.
    fn at(&self, offset: usize) -> usize {
        let piece = self.kept.iter().find(|(range, _)| offset <= range.end);
        piece.map_or(self.text.len(), |(range, start)| start + offset.saturating_sub(range.start))
    }
}

/// The ranges of a line to keep, in order and apart: each part with what surrounds it, long parts by their two ends.
fn neighbourhoods(line: &str, parts: &[Range<usize>], columns: usize) -> Vec<Range<usize>> {
    let (before, after) = (columns * 3 / 8, columns / 8);
    let mut ranges = Vec::new();
    for part in parts {
        let (start, end) = (back(line, part.start, before), forward(line, part.end, after));
        if line[part.clone()].width() <= columns / 2 {
            ranges.push(start..end);
        } else {
            ranges.extend([start..forward(line, part.start, columns / 4), back(line, part.end, columns / 8)..end]);
        }
    }
    ranges.sort_by_key(|range| range.start);
    let mut apart: Vec<Range<usize>> = Vec::new();
    for range in ranges {
        match apart.last_mut() {
            Some(last) if range.start <= last.end => last.end = last.end.max(range.end),
            _ => apart.push(range),
        }
    }
    apart
}

/// Up to `columns` columns before `offset`; the start of the line where it is close to that.
fn back(line: &str, offset: usize, columns: usize) -> usize {
    let taken = prefix_len(line[..offset].chars().rev(), columns);
    let start = offset - taken;
    if line[..start].width() <= 8 { 0 } else { start }
}

/// Up to `columns` columns behind `offset`.
fn forward(line: &str, offset: usize, columns: usize) -> usize {
    offset + prefix_len(line[offset..].chars(), columns)
}

/// The bytes of as many of the first characters as fit.
fn prefix_len(chars: impl Iterator<Item = char>, columns: usize) -> usize {
    let mut width = 0;
    chars
        .take_while(|c| {
            width += c.width().unwrap_or(1);
            width <= columns
        })
        .map(char::len_utf8)
        .sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn excerpt(source: &str, spans: &[(u32, u32)], columns: usize) -> (String, Vec<u32>, Vec<String>) {
        let masked = MaskedText::with_hidden(source, &[]);
        let spans: Vec<_> = spans.iter().map(|&(start, end)| Span::new(start, end)).collect();
        let excerpt = Excerpt::new(&masked, &spans, columns);
        let shown = excerpt.spans.iter().map(|span| excerpt.text[span.clone()].to_owned()).collect();
        (excerpt.text, excerpt.numbers, shown)
    }

    #[test]
    fn only_the_lines_in_question_are_shown() {
        let (text, numbers, shown) = excerpt("a: 1\nb: 2\nc: 3\nd: 4\n", &[(5, 6), (18, 19)], 80);
        assert_eq!((text.as_str(), numbers), ("b: 2\n\nd: 4", vec![2, 3, 4]));
        assert_eq!(shown, ["b", "4"]);
    }

    #[test]
    fn long_lines_are_cut_around_the_span() {
        let source = format!("name: {}", "n".repeat(500));
        let (text, _, shown) = excerpt(&source, &[(6, 506)], 40);
        assert_eq!(text, "name: nnnnnnnnnn…nnnnn");
        assert_eq!(shown, ["nnnnnnnnnn…nnnnn"]);
        let (text, _, shown) = excerpt(&source, &[(300, 302)], 40);
        assert_eq!(text, "…nnnnnnnnnnnnnnnnnnnnnn…");
        assert_eq!(shown, ["nn"]);
    }

    #[test]
    fn a_span_over_lines_ends_at_its_last_character() {
        let (text, _, shown) = excerpt("a:\n  b: 1\n  c: 2\n\n", &[(3, 19)], 80);
        assert_eq!(text, "  b: 1\n  c: 2");
        assert_eq!(shown, ["  b: 1\n  c: 2"]);
        let (text, _, shown) = excerpt("", &[(0, 0)], 80);
        assert_eq!((text.as_str(), shown), (" ", vec![" ".to_owned()]));
    }
}
