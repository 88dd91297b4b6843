//! The arrows that lead from a place to what is said about it.

use unicode_width::UnicodeWidthStr;

/// The arrow to a label, made shorter where it reaches beyond `limit` columns: ariadne draws it to the end of the span.
pub(super) fn shortened(arrow: &str, limit: usize) -> String {
    let mut arrow = arrow.trim_end().to_owned();
    while let Some((rest, unit)) = last_drawn(&arrow)
        && rest.ends_with(unit)
        && columns(&arrow) + 1 > limit
    {
        arrow.truncate(rest.len());
    }
    arrow.push(' ');
    arrow
}

/// Splits the last horizontal stroke off, with the escapes that colour it.
fn last_drawn(arrow: &str) -> Option<(&str, &str)> {
    let stroke = arrow.rfind(['─', '-'])?;
    let start = if arrow.ends_with('m') { arrow[..stroke].rfind('\u{1b}')? } else { stroke };
    Some(arrow.split_at(start))
}

/// The width of a text without its escapes.
pub(super) fn columns(text: &str) -> usize {
    let mut pieces = text.split('\u{1b}');
    let first = pieces.next().map_or(0, UnicodeWidthStr::width);
    first + pieces.map(|piece| piece.split_once('m').map_or(0, |(_, shown)| shown.width())).sum::<usize>()
}
