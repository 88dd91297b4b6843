//! `full`: every finding with the lines it points at, drawn by ariadne, which is used in this file only.
//!
//! ariadne prints whatever lines it is given, at any length, so it gets an [`Excerpt`] and never a file. It cannot break the text
//! of a label or be told a column that differs from the text it sees: both are put in afterwards, where marks stand for them.

use super::arrow::{columns, shortened};
use super::excerpt::Excerpt;
use super::gutter::Gutter;
use super::{Context, Verbosity, summary, wrap::wrap};
use crate::address::Address;
use crate::checked::Checked;
use crate::finding::{FileId, Finding, Place, Severity};
use crate::message::Message;
use crate::page;
use ariadne::{Cache, CharSet, Color, Config, IndexType, Label, LabelAttach, Report, ReportKind, Source};
use owo_colors::{OwoColorize, Style};
use std::collections::BTreeSet;
use std::fmt::{Debug, Display};
use std::io::{self, Write};
use std::ops::Range;
use unicode_width::UnicodeWidthStr;

/// Stands for the place in the head of a snippet. Masked text and messages hold no control characters, so it cannot occur there.
const PLACE: char = '\u{1}';
/// Stands before the text of a label.
const TEXT: char = '\u{2}';
/// What ariadne paints text outside of labels with: a grey that is hard to read on white. It keeps its own colour instead.
const PALE: &str = "[38;5;249";
const RESET: &str = "[0";
/// A label gets at least this many columns, even where that makes a line too long.
const LABEL_COLUMNS: usize = 28;

/// Writes the findings in their order, then the summary.
pub(super) fn write(checked: &Checked, context: &Context<'_>, out: &mut dyn Write) -> io::Result<()> {
    let mut explained = BTreeSet::new();
    for finding in &checked.findings {
        write_head(finding, context, out)?;
        write_snippet(checked, finding, context, out)?;
        write_advice(finding, context, explained.insert(finding.rule), out)?;
        writeln!(out)?;
    }
    if context.verbosity > Verbosity::Quiet {
        writeln!(out, "{}", painted(&summary::summary(checked), Style::new().bold(), context))?;
    }
    Ok(())
}

fn write_head(finding: &Finding, context: &Context<'_>, out: &mut dyn Write) -> io::Result<()> {
    let lead = format!("{}[{}]:", finding.severity.as_str(), finding.rule);
    let text = format!("{lead} {}", finding.message);
    for (index, line) in wrap("", &text, 2, context.width).iter().enumerate() {
        let bold = Style::new().bold();
        match line.strip_prefix(&lead).filter(|_| index == 0) {
            Some(rest) => {
                let lead = painted(&lead, severity_style(finding.severity), context);
                writeln!(out, "{lead}{}", painted(rest, bold, context))?;
            }
            None => writeln!(out, "{}", painted(line, bold, context))?,
        }
    }
    Ok(())
}

/// What to do, what clients do, and where there is more.
fn write_advice(finding: &Finding, context: &Context<'_>, first: bool, out: &mut dyn Write) -> io::Result<()> {
    let mut say = |lead: &str, text: &str| -> io::Result<()> {
        let indent = lead.width() + 3;
        for (index, line) in wrap(&format!("  {lead} "), text, indent, context.width).iter().enumerate() {
            match line.strip_prefix("  ").and_then(|line| line.strip_prefix(lead)).filter(|_| index == 0) {
                Some(rest) => writeln!(out, "  {}{rest}", painted(lead, Style::new().cyan(), context))?,
                None => writeln!(out, "{line}")?,
            }
        }
        Ok(())
    };
    if let Some(help) = &finding.help {
        say("help:", &help.to_string())?;
    }
    for client in &finding.clients {
        say("note:", &summary::client_note(client))?;
    }
    if context.verbosity > Verbosity::Normal {
        if finding.address != Address::ROOT {
            say("in:  ", &finding.address.to_string())?;
        }
        say("page:", &page::url(finding.rule))?;
    }
    if first {
        say("see: ", &format!("{} explain {}", context.command, finding.rule))?;
    }
    Ok(())
}

fn write_snippet(checked: &Checked, finding: &Finding, context: &Context<'_>, out: &mut dyn Write) -> io::Result<()> {
    let sheets = Sheets::new(checked, finding, context.width.saturating_sub(8).max(40));
    let config = Config::new()
        .with_index_type(IndexType::Char)
        .with_label_attach(LabelAttach::Start)
        .with_char_set(if context.unicode { CharSet::Unicode } else { CharSet::Ascii })
        .with_color(context.color);
    let primary = (0, sheets.0[0].chars(0));
    let mut report = Report::build(ReportKind::Error, primary).with_config(config);
    for (order, (sheet, index)) in sheets.drawing_order().into_iter().enumerate() {
        let mark = &sheets.0[sheet].marks[index];
        let color = if mark.primary { severity_color(finding.severity) } else { Color::Cyan };
        let label = Label::new((sheet, sheets.0[sheet].chars(index)))
            .with_message(format!("{TEXT}{}", mark.text))
            .with_order(i32::try_from(order).unwrap_or(i32::MAX))
            .with_color(color);
        report.add_label(label);
    }
    let mut drawn = Vec::new();
    report.finish().write(&sheets, &mut drawn)?;
    let drawn = String::from_utf8_lossy(&drawn);
    // The first line is ariadne's own head, which is not ours.
    let mut lines = drawn.lines().skip(1).peekable();
    let gutter = Gutter::of(lines.peek().unwrap_or(&""), sheets.highest_line());
    let mut sheet = 0;
    for line in lines {
        sheet = Sheets::begun_by(line).unwrap_or(sheet);
        let numbers = sheets.0.get(sheet).map_or(&[][..], |sheet| &sheet.excerpt.numbers);
        write_drawn(&sheets, &gutter.renumber(line, numbers), context, out)?;
    }
    Ok(())
}

/// Writes a line that ariadne drew, with what its marks stand for.
fn write_drawn(sheets: &Sheets<'_>, line: &str, context: &Context<'_>, out: &mut dyn Write) -> io::Result<()> {
    if let Some((before, place)) = line.split_once(PLACE) {
        let rest = place.split_once(' ').map_or("", |(_, rest)| rest);
        let title = Sheets::begun_by(line).and_then(|index| sheets.0.get(index)).map(Sheet::title).unwrap_or_default();
        return write_painted(&format!("{before}{title} {rest}"), out);
    }
    let Some((before, text)) = line.split_once(TEXT) else { return write_painted(line, out) };
    let before = shortened(before, context.width.saturating_sub(text.width().min(LABEL_COLUMNS)));
    let column = columns(&before);
    let gutter_end = before.find(['│', '|']).map_or(0, |start| start + before[start..].chars().next().map_or(0, char::len_utf8));
    let gutter = &before[..gutter_end];
    let reset = if context.color { "\u{1b}[0m" } else { "" };
    let room = context.width.saturating_sub(column).max(LABEL_COLUMNS);
    for (index, part) in wrap("", text, 0, room).iter().enumerate() {
        if index == 0 {
            write_painted(&format!("{before}{part}"), out)?;
        } else {
            let blank = " ".repeat(column.saturating_sub(columns(gutter)));
            write_painted(&format!("{gutter}{reset}{blank}{part}"), out)?;
        }
    }
    Ok(())
}

/// Writes a line in which every character may be painted for itself, as ariadne does, with no more escapes than it needs.
fn write_painted(line: &str, out: &mut dyn Write) -> io::Result<()> {
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

/// What a finding shows of each file it points into; the file of the finding itself is first.
struct Sheets<'a>(Vec<Sheet<'a>>);

struct Sheet<'a> {
    checked: &'a Checked,
    file: FileId,
    marks: Vec<Mark>,
    excerpt: Excerpt,
    source: Source<String>,
}

struct Mark {
    place: Place,
    text: String,
    primary: bool,
}

impl<'a> Sheets<'a> {
    fn new(checked: &'a Checked, finding: &Finding, columns: usize) -> Self {
        let label = finding.label.as_ref().map_or_else(|| "here".to_owned(), Message::to_string);
        let mut files = vec![(finding.place.file, vec![Mark { place: finding.place, text: label, primary: true }])];
        for related in &finding.related {
            let mark = Mark { place: related.place, text: related.message.to_string(), primary: false };
            match files.iter_mut().find(|(file, _)| *file == related.place.file) {
                Some((_, marks)) => marks.push(mark),
                None => files.push((related.place.file, vec![mark])),
            }
        }
        Self(files.into_iter().map(|(file, marks)| Sheet::new(checked, file, marks, columns)).collect())
    }

    /// The sheet that a drawn line opens, where it is the head of one: `╭─[ 0:1:5 ]`, with a mark in front of the number.
    fn begun_by(line: &str) -> Option<usize> {
        line.split_once(PLACE)?.1.split_once(':')?.0.parse().ok()
    }

    /// The highest of the numbers that stand beside lines.
    fn highest_line(&self) -> u32 {
        self.0.iter().filter_map(|sheet| sheet.excerpt.numbers.last()).max().copied().unwrap_or(1)
    }

    /// Files in order, labels by the line they end on: ariadne starts a file anew where a label goes back.
    fn drawing_order(&self) -> Vec<(usize, usize)> {
        let mut order: Vec<_> = self
            .0
            .iter()
            .enumerate()
            .flat_map(|(sheet, content)| (0..content.marks.len()).map(move |mark| (sheet, mark)))
            .collect();
        order.sort_by_key(|&(sheet, mark)| {
            let span = &self.0[sheet].excerpt.spans[mark];
            let line = self.0[sheet].excerpt.text[..span.end].matches('\n').count();
            (sheet, line, span.start, span.end)
        });
        order
    }
}

impl<'a> Sheet<'a> {
    fn new(checked: &'a Checked, file: FileId, marks: Vec<Mark>, columns: usize) -> Self {
        let spans: Vec<_> = marks.iter().map(|mark| mark.place.span).collect();
        let excerpt = Excerpt::new(&checked.file(file).text, &spans, columns);
        let source = Source::from(excerpt.text.clone());
        Self { checked, file, marks, excerpt, source }
    }

    /// What a mark covers, in characters: with byte offsets, ariadne 0.6 mixes the two up for every file but the first.
    fn chars(&self, mark: usize) -> Range<usize> {
        let Range { start, end } = self.excerpt.spans[mark];
        let before = self.excerpt.text[..start].chars().count();
        before..before + self.excerpt.text[start..end].chars().count()
    }

    /// `path:line:column` of its first place.
    fn title(&self) -> String {
        let start = self.marks[0].place.range.start;
        format!("{}:{}:{}", self.checked.file(self.file).title(), start.line, start.column)
    }
}

impl Cache<usize> for &Sheets<'_> {
    type Storage = String;

    fn fetch(&mut self, sheet: &usize) -> Result<&Source<String>, impl Debug> {
        self.0.get(*sheet).map(|sheet| &sheet.source).ok_or("no such sheet")
    }

    fn display<'b>(&self, sheet: &'b usize) -> Option<impl Display + 'b> {
        Some(format!("{PLACE}{sheet}"))
    }
}

fn severity_color(severity: Severity) -> Color {
    match severity {
        Severity::Error => Color::Red,
        Severity::Warning => Color::Yellow,
        Severity::Info => Color::Blue,
    }
}

fn severity_style(severity: Severity) -> Style {
    match severity {
        Severity::Error => Style::new().red().bold(),
        Severity::Warning => Style::new().yellow().bold(),
        Severity::Info => Style::new().blue().bold(),
    }
}

fn painted(text: &str, style: Style, context: &Context<'_>) -> String {
    if context.color && !text.is_empty() { text.style(style).to_string() } else { text.to_owned() }
}
