//! `full`: every finding with the lines it points at.

mod group;
mod paint;
mod snippet;
mod underline;

use super::{Context, Verbosity, concise, shown::shown, shown_suppressed, summary, wrap::wrap};
use crate::address::Address;
use crate::checked::Checked;
use crate::finding::Suppressed;
use crate::page;
use group::Group;
use owo_colors::Style;
use paint::{painted, severity_style};
use std::collections::BTreeSet;
use std::io::{self, Write};
use unicode_width::UnicodeWidthStr;

/// Writes the findings in their order, those that say the same together, then the summary.
pub(super) fn write(checked: &Checked, context: &Context<'_>, out: &mut dyn Write) -> io::Result<()> {
    let mut explained = BTreeSet::new();
    for group in group::groups(shown(checked, context)) {
        write_head(&group, context, out)?;
        snippet::write(checked, &group, context, out)?;
        write_advice(&group, context, explained.insert(group.first.rule), out)?;
        writeln!(out)?;
    }
    write_suppressed(checked, context, out)?;
    if context.verbosity > Verbosity::Quiet {
        let summary = summary::summary(checked);
        for line in summary.lines().flat_map(|line| wrap("", line, 2, context.width)) {
            writeln!(out, "{}", painted(&line, Style::new().bold(), context))?;
        }
    }
    Ok(())
}

/// What is suppressed, in short.
fn write_suppressed(checked: &Checked, context: &Context<'_>, out: &mut dyn Write) -> io::Result<()> {
    let suppressed = shown_suppressed(checked, context);
    for Suppressed { finding, by } in suppressed {
        for line in wrap("", &concise::line(checked, finding), 2, context.width) {
            writeln!(out, "{line}")?;
        }
        for line in wrap("  ", &by.words(), 2, context.width) {
            writeln!(out, "{}", painted(&line, Style::new().cyan(), context))?;
        }
    }
    if suppressed.is_empty() { Ok(()) } else { writeln!(out) }
}

fn write_head(group: &Group<'_>, context: &Context<'_>, out: &mut dyn Write) -> io::Result<()> {
    let finding = group.first;
    let lead = format!("{}[{}]:", finding.severity.as_str(), finding.rule);
    let places = if group.len() > 1 { format!(" (in {} places)", group.len()) } else { String::new() };
    let text = format!("{lead} {}{places}", finding.message);
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
fn write_advice(group: &Group<'_>, context: &Context<'_>, first: bool, out: &mut dyn Write) -> io::Result<()> {
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
    let finding = group.first;
    if let Some(more) = group.places_left_out() {
        say("also:", &more)?;
    }
    if let Some(help) = &finding.help {
        say("help:", &help.to_string())?;
    }
    for fix in group.fixes() {
        say("fix: ", &fix)?;
    }
    for note in summary::client_notes(&finding.clients) {
        say("note:", &note.to_string())?;
    }
    if context.verbosity > Verbosity::Normal {
        for address in group.addresses().filter(|&address| *address != Address::ROOT) {
            say("in:  ", &address.to_string())?;
        }
        say("page:", &page::url(finding.rule))?;
    }
    if first {
        say("see: ", &format!("{} explain {}", context.command, finding.rule))?;
    }
    Ok(())
}
