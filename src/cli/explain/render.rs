//! A page in a terminal.

use crate::page::Page;
use crate::report::wrap::wrap;
use owo_colors::{OwoColorize, Style};
use std::fmt::Write as _;

const HEADING: Style = Style::new().bold();
const QUIET: Style = Style::new().dimmed();
const CODE: Style = Style::new().cyan();
const REPORTED: Style = Style::new().red();
/// At the end of a line of an example: the rule reports this line.
const MARKER: &str = "#~";
/// The same, for people.
const REPORTED_MARK: &str = "# <--";

/// The sections that hold examples, of which one is enough to understand.
const EXAMPLES: &[&str] = &["Bad", "Good", "Fixed"];

/// The page, wrapped, with the first example of each section. What the front matter says is one line.
pub(in crate::cli) fn page(page: &Page, width: usize) -> String {
    let mut blocks = Blocks { width, ..Blocks::default() };
    let others = page.profiles().map(|(profile, severity)| format!("{profile}: {severity}"));
    let facts: Vec<_> = std::iter::once(page.severity().as_str().to_owned()).chain(others).collect();
    let facts = facts.join(" · ");
    blocks.line(&format!("{}  {}\n", page.id.style(HEADING), facts.style(QUIET)));
    if let Some(whom) = concerns(page) {
        blocks.push(&whom);
        blocks.end();
        blocks.blank();
    }
    for (heading, text) in page.sections() {
        let (text, left_out) = if EXAMPLES.contains(&heading) { first_example(text) } else { (text, 0) };
        blocks.line(&heading.style(HEADING).to_string());
        blocks.blank();
        if heading == EXAMPLES[0] {
            blocks.push(&legend(page));
            blocks.end();
            blocks.blank();
        }
        text.lines().for_each(|line| blocks.push(line));
        blocks.end();
        blocks.blank();
        if left_out > 0 {
            let s = if left_out == 1 { "" } else { "s" };
            blocks.line(&format!("({left_out} more example{s} on the page)\n").style(QUIET).to_string());
        }
    }
    blocks.blank();
    blocks.line(&page.url().style(QUIET).to_string());
    blocks.out
}

/// Whom a rule is about that is silent by default.
fn concerns(page: &Page) -> Option<String> {
    let clients: Vec<_> = page.clients().collect();
    let is_silent = !page.runs_always() && !clients.is_empty() && !clients.contains(&"kubectl");
    is_silent.then(|| format!("Silent unless one of these clients is declared with `--client`: {}.", clients.join(", ")))
}

/// A text up to the end of its first example, and how many more there are. Files that belong together are one.
fn first_example(text: &str) -> (&str, usize) {
    const START: &str = "```yaml";
    let is_of_files = |fence: &str| fence.lines().next().is_some_and(|info| info.contains("file="));
    let mut fences = text.match_indices(START).map(|(at, _)| at);
    let Some(first) = fences.next() else { return (text, 0) };
    let in_group = is_of_files(&text[first..]);
    let mut rest = fences.skip_while(|&at| in_group && is_of_files(&text[at..]));
    match rest.next() {
        // What is said about the next example stands before it.
        Some(next) => (&text[..text[..next].rfind("\n```\n").map_or(next, |end| end + 4)], 1 + rest.count()),
        None => (text, 0),
    }
}

/// What the marks in the examples mean.
fn legend(page: &Page) -> String {
    let stand_in = if page.sections().any(|(_, text)| has_stand_in(text)) {
        " `{{…}}` stands for a certificate, key or token that is left out."
    } else {
        ""
    };
    format!("`{REPORTED_MARK}` shows what is reported; it is no part of the file.{stand_in}")
}

/// Whether there is something like `{{token}}`.
fn has_stand_in(text: &str) -> bool {
    text.split("{{").skip(1).any(|rest| {
        let name = rest.split("}}").next().unwrap_or_default();
        !name.is_empty() && name.len() < rest.len() && name.chars().all(|c| c.is_ascii_lowercase() || matches!(c, '-' | '|'))
    })
}

/// Ids and summaries.
pub(in crate::cli) fn list(pages: &[Page], width: usize) -> String {
    let mut blocks = Blocks { width, ..Blocks::default() };
    for page in pages {
        blocks.line(&page.id.style(HEADING).to_string());
        blocks.lead = "    ";
        blocks.text.push_str(page.summary());
        blocks.end();
    }
    blocks.out
}

/// Turns lines of Markdown into text for a terminal: the part of Markdown that pages use.
#[derive(Default)]
struct Blocks {
    width: usize,
    out: String,
    /// The paragraph or item that is not at its end yet, and what its first line starts with.
    text: String,
    lead: &'static str,
    in_code: bool,
}

impl Blocks {
    fn push(&mut self, line: &str) {
        if let Some(info) = line.strip_prefix("```") {
            self.end();
            self.in_code = !self.in_code;
            if let Some(name) = info.split_whitespace().find_map(|word| word.strip_prefix("file=")) {
                self.line(&format!("  {}:", name.style(QUIET)));
            }
        } else if self.in_code {
            self.code(line);
        } else if let Some(item) = line.strip_prefix("- ") {
            self.end();
            self.lead = "- ";
            self.text.push_str(item);
        } else if line.trim().is_empty() {
            self.end();
            self.blank();
        } else if line.starts_with('|') {
            self.end();
            self.line(line);
        } else {
            self.text.push(' ');
            self.text.push_str(line);
        }
    }

    /// Ends the paragraph or item.
    fn end(&mut self) {
        let text = std::mem::take(&mut self.text);
        let lead = std::mem::take(&mut self.lead);
        if text.trim().is_empty() {
            return;
        }
        let mut is_code = false;
        for line in wrap(lead, &text, lead.len(), self.width) {
            let mut styled = String::with_capacity(line.len());
            for (index, piece) in line.split('`').enumerate() {
                if index > 0 {
                    is_code = !is_code;
                    styled.push('`');
                }
                // Writing to a String cannot fail.
                let _ = if is_code { write!(styled, "{}", piece.style(CODE)) } else { styled.write_str(piece) };
            }
            self.line(&styled);
        }
    }

    fn code(&mut self, line: &str) {
        match line.split_once(MARKER) {
            Some((code, severity)) => {
                let severity = severity.trim();
                let what = if severity.is_empty() { "reported" } else { severity };
                let note = format!("{REPORTED_MARK} {what}");
                self.line(&format!("    {} {}", code.trim_end(), note.style(REPORTED)));
            }
            None if line.is_empty() => self.blank(),
            None => self.line(&format!("    {line}")),
        }
    }

    /// One blank line, however many there were.
    fn blank(&mut self) {
        if !self.out.ends_with("\n\n") {
            self.out.push('\n');
        }
    }

    fn line(&mut self, line: &str) {
        self.out.push_str(line);
        self.out.push('\n');
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: Page = Page::new(
        "tls/x",
        "---\nseverity: warning\nsummary: It is so\nfix: no\n---\n\n# tls/x\n\n## What it does\n\nIt looks\nat `a b` and \
         more words than fit on one line of forty.\n\n## Bad\n\n```yaml file=one\nkey: value #~\nother: 1 #~ error\n```\n\n## You may \
         have seen\n\n- `one`\n- a long item that has to be continued on\n  the next line\n",
    );

    #[test]
    fn a_page_is_wrapped_and_its_examples_are_not() {
        let shown = anstream::adapter::strip_str(&page(&PAGE, 40)).to_string();
        let expected = "tls/x  warning\n\nWhat it does\n\nIt looks at `a b` and more words than\nfit on one line of forty.\n\nBad\n\n`# <--` shows what is reported; it is no\npart of the file.\n\n  \
                        one:\n    key: value # <-- reported\n    other: 1 # <-- error\n\nYou may have seen\n\n- `one`\n- a long item that has \
                        to be continued\n  on the next line\n\n";
        assert_eq!(shown, format!("{expected}{}\n", PAGE.url()));
    }

    #[test]
    fn a_list_holds_ids_and_summaries() {
        assert_eq!(anstream::adapter::strip_str(&list(&[PAGE], 40)).to_string(), "tls/x\n    It is so\n");
    }
}
