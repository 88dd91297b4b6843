//! Places of masked text.

use super::model::{ContextRegion, Region, Text};
use crate::finding::Place;
use crate::kubeconfig::mask::MaskedText;
use crate::span::Range;

/// Lines shown around a finding.
const CONTEXT: u32 = 2;
/// A region over more lines than this is shown without them.
const CONTEXT_LIMIT: u32 = 20;
/// Snippets are cut here, so that one line of data does not fill the report.
const SNIPPET_LIMIT: usize = 500;

/// The region of a place, with what it shows.
pub(super) fn region(masked: &MaskedText, place: &Place) -> Region {
    let (start, end) = (place.range.start, place.range.end);
    let snippet = snippet(&masked.text()[masked.span(place.span).range()]);
    let mut region = Region {
        start_line: start.line,
        start_column: start.utf16_column,
        end_line: end.line,
        end_column: end.utf16_column,
        snippet,
    };
    if (region.start_line, region.start_column) == (region.end_line, region.end_column) {
        widen(&mut region, masked);
    }
    region
}

/// The same place in the file that a kubeconfig is embedded in.
pub(super) fn at(outer: Range, inner: Region) -> Region {
    let (start, end) = (outer.start, outer.end);
    let end_column = if start == end { end.utf16_column + 1 } else { end.utf16_column };
    Region { start_line: start.line, start_column: start.utf16_column, end_line: end.line, end_column, ..inner }
}

/// Viewers draw nothing for an empty region, so it gets one column where the line has one.
fn widen(region: &mut Region, masked: &MaskedText) {
    let line = masked.line(region.start_line);
    let columns = u32::try_from(line.encode_utf16().count()).unwrap_or(u32::MAX);
    if region.start_column <= columns {
        region.end_column += 1;
    } else if region.start_column > 1 {
        region.start_column -= 1;
    }
}

/// The lines around a region; nothing where they would show no more, or where the region is long already.
pub(super) fn context(masked: &MaskedText, region: &Region) -> Option<ContextRegion> {
    let last = u32::try_from(masked.line_count()).unwrap_or(u32::MAX);
    let start_line = region.start_line.saturating_sub(CONTEXT).max(1);
    let mut end_line = (region.end_line + CONTEXT).min(last);
    // What follows the last line feed is no line to show.
    while end_line > region.end_line && masked.line(end_line).is_empty() {
        end_line -= 1;
    }
    let same = start_line == end_line && masked.line(start_line) == region.snippet.text;
    if same || region.end_line - region.start_line > CONTEXT_LIMIT {
        return None;
    }
    let lines = (start_line..=end_line).map(|number| snippet(masked.line(number)).text + "\n");
    Some(ContextRegion { start_line, end_line, snippet: lines.collect::<String>().into() })
}

fn snippet(text: &str) -> Text {
    match text.char_indices().nth(SNIPPET_LIMIT) {
        Some((end, _)) => format!("{}…", &text[..end]).into(),
        None => text.into(),
    }
}
