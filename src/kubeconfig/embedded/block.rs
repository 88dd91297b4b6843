//! Block scalars, written anew.

use super::rewrite::{Refusal, UNUSUAL};
use crate::kubeconfig::patch::changes;
use crate::span::Span;
use crate::yaml::line_break::break_len;
use crate::yaml::origin;
use crate::yaml::tree::Node;
use zeroize::Zeroizing;

/// A block scalar, line by line.
pub(super) struct Block<'t> {
    /// From its indicator to its last line of content.
    token: Span,
    /// The line with the indicator.
    header: &'t str,
    /// The lines of content as they are written, each with its break, which the last one has not.
    lines: Vec<(&'t str, &'t str)>,
    indent: &'t str,
    decoded: Zeroizing<String>,
}

impl<'t> Block<'t> {
    pub(super) fn new(text: &'t str, node: &Node) -> Result<Self, Refusal> {
        let mut lines = lines(&text[node.token.range()]);
        let header = lines.first().map(|(line, line_break)| &text[node.token.range()][..line.len() + line_break.len()]);
        let header = header.ok_or(UNUSUAL)?;
        lines.remove(0);
        let decoded = Zeroizing::new(origin::decode(text, node).into_owned());
        let first = decoded.split('\n').zip(&lines).find(|(content, _)| !content.is_empty());
        let indent = first.and_then(|(content, (line, _))| line.strip_suffix(content)).unwrap_or_default();
        Ok(Self { token: node.token, header, lines, indent, decoded })
    }

    /// Other lines; those that stay are as they were.
    pub(super) fn with_lines(&self, new: &str) -> Result<(Span, Zeroizing<String>), Refusal> {
        let (old_body, new_body) = (self.decoded.trim_end_matches('\n'), new.trim_end_matches('\n'));
        let (old_lines, new_lines): (Vec<&str>, Vec<&str>) = (old_body.split('\n').collect(), new_body.split('\n').collect());
        let ends = [self.decoded.len() - old_body.len(), new.len() - new_body.len()];
        if old_lines.len() != self.lines.len() || ends[0] != ends[1] && ends[1] > 1 {
            return Err(UNUSUAL);
        }
        let mut written: Vec<(&str, &str, &str)> = Vec::with_capacity(new_lines.len());
        let kept = |(line, line_break): &(&'t str, &'t str)| ("", *line, *line_break);
        let mut at = 0;
        for change in changes(&old_lines, &new_lines) {
            written.extend(self.lines[at..change.old.start].iter().map(kept));
            let indented = |line: &&'_ str| if line.is_empty() { "" } else { self.indent };
            written.extend(new_lines[change.new].iter().map(|line| (indented(line), *line, "")));
            at = change.old.end;
        }
        written.extend(self.lines[at..].iter().map(kept));
        let header = if ends[0] == ends[1] { self.header.to_owned() } else { chomped(self.header, ends[1] == 0) };
        Ok((self.token, self.joined(&header, &written)))
    }

    /// One long word, folded as it was.
    pub(super) fn folded(&self, word: &str) -> Result<(Span, Zeroizing<String>), Refusal> {
        let width = self.lines.first().map_or(0, |(line, _)| line.len().saturating_sub(self.indent.len()));
        if width == 0 || !word.is_ascii() {
            return Err(UNUSUAL);
        }
        let width = if self.lines.len() == 1 { word.len() } else { width };
        let lines: Vec<_> = (0..word.len()).step_by(width).map(|at| &word[at..word.len().min(at + width)]).collect();
        let written: Vec<_> = lines.into_iter().map(|line| (self.indent, line, "")).collect();
        Ok((self.token, self.joined(self.header, &written)))
    }

    fn joined(&self, header: &str, lines: &[(&str, &str, &str)]) -> Zeroizing<String> {
        let usual = self.header.trim_start_matches(|c| c != '\n' && c != '\r');
        let size: usize = lines.iter().map(|(indent, line, _)| indent.len() + line.len() + 3).sum();
        let mut text = Zeroizing::new(String::with_capacity(header.len() + size));
        text.push_str(header);
        for (number, (indent, line, line_break)) in lines.iter().enumerate() {
            text.push_str(indent);
            text.push_str(line);
            if number + 1 < lines.len() {
                text.push_str(if line_break.is_empty() { usual } else { line_break });
            }
        }
        text
    }
}

/// The header of a block scalar that keeps the break behind its last line, or does not.
fn chomped(header: &str, is_stripped: bool) -> String {
    let indicators = header.len() - header[1..].trim_start_matches(['-', '+', '1', '2', '3', '4', '5', '6', '7', '8', '9']).len();
    let kept: String = header[..indicators].chars().filter(|c| !matches!(c, '-' | '+')).collect();
    format!("{kept}{}{}", if is_stripped { "-" } else { "" }, &header[indicators..])
}

/// The lines of a text, each with its break.
fn lines(text: &str) -> Vec<(&str, &str)> {
    let (mut lines, mut start, mut at) = (Vec::new(), 0, 0);
    while at < text.len() {
        let width = break_len(text.as_bytes(), at);
        if width > 0 {
            lines.push((&text[start..at], &text[at..at + width]));
            start = at + width;
        }
        at += width.max(1);
    }
    lines.push((&text[start..], ""));
    lines
}
