//! Reading on after an error, for editors and for reports that name more than the first mistake.
//!
//! kubectl stops at the first error, and so does [`parse`]: that is the verdict. Here, the line that is to blame is then
//! overwritten with spaces, so that all offsets stay true, and the text is read again. Rules about *missing* things must not
//! run on the result once a line was blanked.

#[cfg(test)]
mod tests;

use super::tree::{Problem, Stream, SyntaxError};
use super::{Limits, parse};
use crate::span::Span;
use zeroize::Zeroizing;

/// How many lines are blanked before giving up. Nearly all of the labelled cases read cleanly by then.
const MAX_BLANKED: usize = 12;
/// In a longer text the likeliest suspect is blanked untried.
const MAX_TRIAL_BYTES: usize = 1 << 20;

/// What could be read of a text.
pub(crate) struct Recovered {
    /// The tree of what was left after blanking. All its offsets are true for the original text.
    pub(crate) stream: Stream,
    /// Why kubectl refuses the text, if it does.
    pub(crate) strict_error: Option<SyntaxError>,
    /// How far kubectl looks: [`Stream::reach`] before anything was blanked.
    pub(crate) strict_reach: u32,
    /// The lines that were blanked, from their first to their last visible character, in the order of `errors`.
    pub(crate) blanked: Vec<Span>,
    /// Every error met, `strict_error` first. There is one more of them than of `blanked` if reading gave up.
    pub(crate) errors: Vec<SyntaxError>,
    /// Whether an error was left. The tree then ends in front of it.
    pub(crate) gave_up: bool,
    blanked_text: Option<Zeroizing<String>>,
}

impl Recovered {
    /// The text that the tree belongs to, from which its scalars are to be decoded: `original` with the lines blanked.
    pub(crate) fn text<'t>(&'t self, original: &'t str) -> &'t str {
        self.blanked_text.as_ref().map_or(original, |text| text.as_str())
    }
}

/// Reads as much of `text` as can be read.
pub(crate) fn recover(text: &str, limits: &Limits) -> Recovered {
    let stream = parse(text, limits);
    let mut recovered = Recovered {
        strict_error: stream.error.clone(),
        strict_reach: stream.reach,
        stream,
        blanked: Vec::new(),
        errors: Vec::new(),
        gave_up: false,
        blanked_text: None,
    };
    while let Some(error) = recovered.stream.error.clone() {
        recovered.errors.push(error.clone());
        if recovered.blanked.len() == MAX_BLANKED || !recovered.blank_one(text, &error, limits) {
            recovered.gave_up = true;
            break;
        }
    }
    recovered
}

impl Recovered {
    /// Blanks the suspect without which most can be read. Returns whether there was one.
    fn blank_one(&mut self, original: &str, error: &SyntaxError, limits: &Limits) -> bool {
        let mut text = self.blanked_text.take().unwrap_or_else(|| Zeroizing::new(original.to_owned()));
        let mut best: Option<(Span, Stream)> = None;
        let mut lines = suspects(&text, error);
        if text.len() > MAX_TRIAL_BYTES {
            lines.truncate(1);
        }
        for line in lines {
            let written = Zeroizing::new(text[line.range()].to_owned());
            blank(&mut text, line);
            let stream = parse(&text, limits);
            text.replace_range(line.range(), &written);
            if best.as_ref().is_none_or(|(_, best)| progress(&stream) > progress(best)) {
                best = Some((line, stream));
            }
        }
        let found = best.is_some();
        if let Some((line, stream)) = best {
            blank(&mut text, line);
            self.blanked.push(line);
            self.stream = stream;
        }
        self.blanked_text = Some(text);
        found
    }
}

fn blank(text: &mut String, line: Span) {
    text.replace_range(line.range(), &" ".repeat(line.len() as usize));
}

/// How good a reading is: all of the text is better than a part of it, and much is better than little.
fn progress(stream: &Stream) -> (bool, usize) {
    (stream.error.is_none() && stream.rest_error.is_none(), stream.nodes.len())
}

/// The lines that may be to blame, the likeliest first.
///
/// The line before is one of them, because what is noticed in one line is often the fault of the last: a `-` without a space
/// behind it, or a key indented too far.
fn suspects(text: &str, error: &SyntaxError) -> Vec<Span> {
    let beginning = error.context.filter(|_| blames_context(&error.problem)).and_then(|context| line_at(text, context.start));
    let here = line_at(text, error.span.start);
    let before = here.and_then(|line| line_above(text, line));
    let mut lines: Vec<Span> = Vec::new();
    for line in [beginning, here, before].into_iter().flatten() {
        if !lines.contains(&line) {
            lines.push(line);
        }
    }
    lines
}

/// Whether the mistake is rather where the construct began than where it could not go on: a bracket or quote left open.
fn blames_context(problem: &Problem) -> bool {
    let Problem::Text(text) = problem else { return false };
    matches!(
        *text,
        "found unexpected document indicator" | "did not find expected ',' or ']'" | "did not find expected ',' or '}'"
    )
}

const BREAKS: [char; 5] = ['\n', '\r', '\u{85}', '\u{2028}', '\u{2029}'];

/// The line at `offset` without the spaces around it; where that is blank, the last line above that is not.
fn line_at(text: &str, offset: u32) -> Option<Span> {
    let offset = offset as usize;
    let rest = text.get(offset..).unwrap_or_default();
    let end = rest.find(BREAKS).map_or(text.len(), |len| offset + len);
    let visible = text[..end].trim_end_matches(|c| c == ' ' || BREAKS.contains(&c));
    let before = visible.trim_end_matches(|c| !BREAKS.contains(&c));
    let line = visible[before.len()..].trim_start_matches(' ');
    (!line.is_empty()).then(|| span(visible.len() - line.len(), visible.len()))
}

/// The last line above `line` that is not blank.
fn line_above(text: &str, line: Span) -> Option<Span> {
    let above = text[..line.start as usize].rfind(BREAKS)?;
    line_at(text, u32::try_from(above).ok()?)
}

/// Texts are below 4 GiB.
fn span(start: usize, end: usize) -> Span {
    let offset = |bytes: usize| u32::try_from(bytes).unwrap_or(u32::MAX);
    Span::new(offset(start), offset(end))
}
