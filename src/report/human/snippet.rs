//! The lines that a finding points at, drawn by ariadne, which is used in this file only.
//!
//! ariadne prints whatever lines it is given, at any length, so it gets an [`Excerpt`] and never a file. It cannot break the text
//! of a label or be told a column that differs from the text it sees: both are put in afterwards, where marks stand for them.

use super::group::Group;
use super::paint::write_painted;
use super::underline::{BARE, without_bare_arrows};
use crate::checked::Checked;
use crate::finding::{FileId, Place, Severity};
use crate::message::Message;
use crate::report::Context;
use crate::report::arrow::{columns, shortened};
use crate::report::excerpt::Excerpt;
use crate::report::gutter::Gutter;
use crate::report::wrap::wrap;
use ariadne::{Cache, CharSet, Color, Config, IndexType, Label, LabelAttach, Report, ReportKind, Source};
use std::fmt::{Debug, Display};
use std::io::{self, Write};
use std::ops::Range;
use unicode_width::UnicodeWidthStr;

/// Stands for the place in the head of a snippet. Masked text and messages hold no control characters, so it cannot occur there.
const PLACE: char = '\u{1}';
/// Stands before the text of a label.
const TEXT: char = '\u{2}';
/// A label gets at least this many columns, even where that makes a line too long.
const LABEL_COLUMNS: usize = 28;

/// Draws the places of the findings.
pub(super) fn write(checked: &Checked, group: &Group<'_>, context: &Context<'_>, out: &mut dyn Write) -> io::Result<()> {
    let sheets = Sheets::new(checked, group, context.width.saturating_sub(8).max(40));
    let config = Config::new()
        .with_index_type(IndexType::Char)
        .with_label_attach(LabelAttach::Start)
        .with_char_set(if context.unicode { CharSet::Unicode } else { CharSet::Ascii })
        .with_color(context.color);
    let primary = (0, sheets.0[0].chars(0));
    let mut report = Report::build(ReportKind::Error, primary).with_config(config);
    for (order, (sheet, index)) in sheets.drawing_order().into_iter().enumerate() {
        let mark = &sheets.0[sheet].marks[index];
        let color = if mark.primary { severity_color(group.first.severity) } else { Color::Cyan };
        let label = Label::new((sheet, sheets.0[sheet].chars(index)))
            .with_order(i32::try_from(order).unwrap_or(i32::MAX))
            .with_color(color);
        report.add_label(label.with_message(match &mark.text {
            Some(text) => format!("{TEXT}{text}"),
            // The arrow of a span over several lines is all that shows it.
            None if sheets.0[sheet].is_over_lines(index) => TEXT.to_string(),
            None => BARE.to_string(),
        }));
    }
    let mut drawn = Vec::new();
    report.finish().write(&sheets, &mut drawn)?;
    let drawn = String::from_utf8_lossy(&drawn);
    // The first line is ariadne's own head, which is not ours.
    let rows = without_bare_arrows(&drawn);
    let mut rows = rows.iter().skip(1).peekable();
    let gutter = Gutter::of(rows.peek().map_or("", |row| row), sheets.highest_line());
    let mut sheet = 0;
    for row in rows {
        sheet = Sheets::begun_by(row).unwrap_or(sheet);
        let numbers = sheets.0.get(sheet).map_or(&[][..], |sheet| &sheet.excerpt.numbers);
        write_drawn(&sheets, &gutter.renumber(row, numbers), context, out)?;
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
    text: Option<String>,
    primary: bool,
}

impl<'a> Sheets<'a> {
    fn new(checked: &'a Checked, group: &Group<'_>, columns: usize) -> Self {
        let text = group.first.label.as_ref().map(Message::to_string);
        let primary = group.drawn().map(|place| Mark { place, text: text.clone(), primary: true });
        let mut files: Vec<(FileId, Vec<Mark>)> = vec![(group.first.place.file, primary.collect())];
        for related in &group.first.related {
            let mark = Mark { place: related.place, text: Some(related.message.to_string()), primary: false };
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

    /// Files in order, labels by the line they end on: ariadne starts a file anew where a label goes back. On a line, marks without
    /// words come first.
    fn drawing_order(&self) -> Vec<(usize, usize)> {
        let mut order: Vec<_> = self
            .0
            .iter()
            .enumerate()
            .flat_map(|(sheet, content)| content.marks_to_draw().map(move |mark| (sheet, mark)))
            .collect();
        order.sort_by_key(|&(sheet, mark)| {
            let content = &self.0[sheet];
            let span = &content.excerpt.spans[mark];
            let line = content.excerpt.text[..span.end].matches('\n').count();
            (sheet, line, content.marks[mark].text.is_some(), span.start, span.end)
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

    /// All marks, but those without words where one with words begins.
    fn marks_to_draw(&self) -> impl Iterator<Item = usize> {
        let start = |mark: usize| self.excerpt.spans[mark].start;
        let is_worded = move |mark: usize| self.marks[mark].text.is_some();
        let all = 0..self.marks.len();
        let is_hidden = move |mark: usize| all.clone().any(|other| is_worded(other) && start(other) == start(mark));
        (0..self.marks.len()).filter(move |&mark| is_worded(mark) || !is_hidden(mark))
    }

    fn is_over_lines(&self, mark: usize) -> bool {
        self.excerpt.text[self.excerpt.spans[mark].clone()].contains('\n')
    }

    /// What a mark covers, in characters: with byte offsets, ariadne 0.6 mixes the two up for every file but the first.
    fn chars(&self, mark: usize) -> Range<usize> {
        let Range { start, end } = self.excerpt.spans[mark];
        let before = self.excerpt.text[..start].chars().count();
        before..before + self.excerpt.text[start..end].chars().count()
    }

    /// `path:line:column` of its first place.
    fn title(&self) -> String {
        let start = self.marks[0].place.range_in_file().start;
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
