//! Colour, and text that is coloured already.

use crate::finding::Severity;
use crate::report::Context;
use owo_colors::{OwoColorize, Style};
use std::io::{self, Write};

/// What ariadne paints text outside of labels with: a grey that is hard to read on white. It keeps its own colour instead.
const PALE: &str = "[38;5;249";
const RESET: &str = "[0";

pub(super) fn painted(text: &str, style: Style, context: &Context<'_>) -> String {
    if context.color && !text.is_empty() { text.style(style).to_string() } else { text.to_owned() }
}

pub(super) fn severity_style(severity: Severity) -> Style {
    match severity {
        Severity::Error => Style::new().red().bold(),
        Severity::Warning => Style::new().yellow().bold(),
        Severity::Info => Style::new().blue().bold(),
    }
}

/// Writes a line in which every character may be painted for itself, as ariadne does, with no more escapes than it needs.
pub(super) fn write_painted(line: &str, out: &mut dyn Write) -> io::Result<()> {
    let mut painted = String::with_capacity(line.len());
    let (mut style, mut current) = ("", "");
    for (index, piece) in line.trim_end().split('\u{1b}').enumerate() {
        let text = match piece.split_once('m').filter(|_| index > 0) {
            Some((code, text)) => {
                style = if [RESET, PALE].contains(&code) { "" } else { code };
                text
            }
            None => piece,
        };
        if style != current && !text.is_empty() {
            for code in [RESET, style].into_iter().skip(usize::from(current.is_empty())).filter(|code| !code.is_empty()) {
                painted.extend(["\u{1b}", code, "m"]);
            }
            current = style;
        }
        painted.push_str(text);
    }
    if !current.is_empty() {
        painted.extend(["\u{1b}", RESET, "m"]);
    }
    writeln!(out, "{}", painted.trim_end())
}
