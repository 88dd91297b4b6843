//! The origins for people: a block for each list, an entry with its fields, and what does not count.

use crate::engine::origin::{Copies, Origin, Origins, Value};
use crate::message::Name;
use crate::report::wrap::wrap;
use owo_colors::OwoColorize;
use std::fmt::Write as _;
use std::path::{Component, Path};
use unicode_width::UnicodeWidthStr;

const RULE: &str = "Of entries with the same name the first counts, as a whole: no field is filled in from another file.";
const OTHERS: &str = "So do python and kube-rs; kr8s takes the last entry of a name, and node takes no list in which a name comes twice. \
                      Of current contexts, python and node take the last.";
/// Names longer than this stand in a line of their own.
const WIDEST_NAME: usize = 24;
/// `certificate-authority-data`
const WIDEST_KEY: usize = 26;

pub(super) fn render(origins: &Origins, missing: &[Name], width: usize) -> String {
    let mut table = Table { origins, labels: labels(origins), text: String::new(), width };
    table.files(missing);
    table.current_context();
    table.list("contexts", &origins.contexts);
    table.list("clusters", &origins.clusters);
    table.list("users", &origins.users);
    table.footer();
    table.text
}

struct Table<'a> {
    origins: &'a Origins,
    /// What the files are called here.
    labels: Vec<String>,
    text: String,
    width: usize,
}

impl Table<'_> {
    fn files(&mut self, missing: &[Name]) {
        let files = self.origins.files.len();
        let intro = format!("{files} file{} as one list. {RULE}", if files == 1 { "" } else { "s" });
        self.wrapped("", &intro, 0);
        self.text.push('\n');
        let widest = self.labels.iter().map(|label| label.width()).max().unwrap_or_default();
        for (label, file) in self.labels.clone().iter().zip(&self.origins.files) {
            let path = if *label == file.title.to_string() { String::new() } else { file.title.to_string() };
            let lead = if path.is_empty() { format!("  {}", label.bold()) } else { format!("  {}  ", pad(label, widest).bold()) };
            self.line(&format!("{lead}{path}"));
            if let Some(refusal) = &file.refusal {
                self.wrapped("    ", &format!("kubectl loads none of these files because of this one: {refusal}"), 4);
            }
        }
        for path in missing {
            self.line(&format!("  {path}  is not there"));
        }
    }

    fn current_context(&mut self) {
        self.heading("current-context");
        let Some((first, others)) = self.origins.current_context.split_first() else {
            self.line("  none");
            return;
        };
        self.entry_line(&shown(first.value.as_ref()), first.origin);
        for other in others {
            let name = shown(other.value.as_ref());
            let is_same = other.value.is_some() && other.value == first.value;
            let says = if is_same { "says so, too".to_owned() } else { format!("says {name}, and does not count") };
            self.line(&format!("    {} {says}", self.place(other.origin)));
        }
    }

    fn list(&mut self, heading: &str, entries: &[Copies]) {
        self.heading(heading);
        if entries.is_empty() {
            self.line("  none");
        }
        for copies in entries {
            let name = shown(copies.name.as_ref()) + if copies.is_current { " (current)" } else { "" };
            self.entry_line(&name, copies.origin);
            for field in &copies.fields {
                self.field(field);
            }
            for hidden in &copies.hidden {
                let what = if hidden.is_same { "says the same" } else { "differs, and does not count" };
                self.line(&format!("    {} {what}", self.place(hidden.origin)));
            }
        }
    }

    /// `    server                      :7    https://…`
    fn field(&mut self, field: &Value) {
        let value = field.value.as_ref().map_or(String::new(), ToString::to_string);
        let target = match (field.is_reference, field.target) {
            (true, Some(target)) => format!(", which is {}", self.place(target)),
            (true, None) => ", which no file defines".to_owned(),
            (false, _) => String::new(),
        };
        let lead = format!("    {}  :{:<4} ", pad(&field.key, WIDEST_KEY), field.origin.line);
        self.wrapped(&lead, &format!("{value}{target}"), 6);
    }

    fn footer(&mut self) {
        let Origins { contexts, clusters, users, current_context, .. } = self.origins;
        let hides = [contexts, clusters, users].into_iter().flatten().any(|copies| !copies.hidden.is_empty());
        if hides || current_context.len() > 1 {
            self.text.push('\n');
            self.wrapped("", OTHERS, 0);
        }
    }

    fn entry_line(&mut self, name: &str, origin: Origin) {
        let place = self.place(origin);
        if name.width() > WIDEST_NAME {
            self.line(&format!("  {}\n  {}  {place}", name.bold(), " ".repeat(WIDEST_NAME)));
        } else {
            self.line(&format!("  {}  {place}", pad(name, WIDEST_NAME).bold()));
        }
    }

    fn place(&self, origin: Origin) -> String {
        format!("{}:{}", self.labels[origin.file], origin.line)
    }

    fn heading(&mut self, heading: &str) {
        self.line(&format!("\n{}", heading.bold()));
    }

    fn wrapped(&mut self, lead: &str, text: &str, indent: usize) {
        for line in wrap(lead, text, indent, self.width) {
            self.line(line.trim_end());
        }
    }

    fn line(&mut self, line: &str) {
        // Writing to a String cannot fail.
        let _ = writeln!(self.text, "{line}");
    }
}

fn shown(name: Option<&Name>) -> String {
    match name.map(Name::as_str) {
        Some("") => "(without a name)".to_owned(),
        Some(name) => name.to_owned(),
        None => "(not shown)".to_owned(),
    }
}

fn pad(text: &str, width: usize) -> String {
    format!("{text}{}", " ".repeat(width.saturating_sub(text.width())))
}

/// For each file the shortest end of its path that no other has.
fn labels(origins: &Origins) -> Vec<String> {
    let titles: Vec<_> = origins.files.iter().map(|file| file.title.as_str()).collect();
    let steps = |title: &str| Path::new(title).components().filter(|step| *step != Component::RootDir).count();
    let end = |title: &str, count: usize| {
        let steps: Vec<_> = Path::new(title).components().map(|step| step.as_os_str().to_string_lossy()).collect();
        steps[steps.len().saturating_sub(count)..].join("/")
    };
    let label = |title: &&str| {
        let is_unique =
            |label: &String| titles.iter().filter(|other| end(other, label.split('/').count()) == *label).count() == 1;
        (1..=steps(title)).map(|count| end(title, count)).find(is_unique).unwrap_or_else(|| (*title).to_owned())
    };
    titles.iter().map(label).collect()
}
