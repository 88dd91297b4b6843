//! `rules`: the rule book in a table.

use super::Exit;
use super::destination;
use super::look;
use super::values;
use crate::finding::Severity;
use crate::options::Selector;
use crate::page::Page;
use crate::profile::Profile;
use crate::report::wrap::wrap;
use crate::rules;
use clap::ValueEnum;
use owo_colors::OwoColorize;
use serde::Serialize;
use std::collections::BTreeMap;

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Only these families or rules
    #[arg(value_name = "FAMILY", value_parser = values::selector)]
    only: Vec<Selector>,
    /// The form of the list: full or json [default: full]
    #[arg(short = 'f', long, value_name = "FORMAT", value_enum, default_value_t, help_heading = "Output")]
    #[arg(hide_possible_values = true, hide_default_value = true)]
    output_format: Form,
}

#[derive(Clone, Copy, Debug, Default, ValueEnum)]
enum Form {
    #[default]
    Full,
    Json,
}

pub(super) fn examples(name: &str) -> String {
    format!("Examples:\n  {name} rules tls certificate\n  {name} rules -f json")
}

impl Args {
    pub(super) fn run(&self) -> Exit {
        let pages = rules::all().map(|rule| rule.page);
        let pages = pages.filter(|page| self.only.is_empty() || self.only.iter().any(|selector| selector.matches(page.id)));
        let text = match self.output_format {
            Form::Full => table(pages, look::width()),
            Form::Json => json(pages),
        };
        destination::print(&text, Exit::Clean)
    }
}

/// Two lines for each rule: summaries are sentences, and ids are long.
fn table(pages: impl Iterator<Item = Page>, width: usize) -> String {
    let mut text = String::new();
    for page in pages {
        let padding = " ".repeat(ID_COLUMNS.saturating_sub(page.id.len()));
        text.extend([&page.id.bold().to_string(), &padding, "  ", page.severity().as_str(), "\n"]);
        for line in wrap("    ", page.summary(), 4, width) {
            text.extend([&line, "\n"]);
        }
    }
    text
}

/// Room for ids, so that a line ends before column 80.
const ID_COLUMNS: usize = 52;

/// The list for programs.
#[derive(Serialize)]
struct Book {
    schema_version: u32,
    rules: Vec<Row>,
}

#[derive(Serialize)]
struct Row {
    id: &'static str,
    family: &'static str,
    severity: &'static str,
    /// In each profile, `off` included.
    profiles: BTreeMap<&'static str, &'static str>,
    summary: &'static str,
    clients: Vec<&'static str>,
    runs_always: bool,
    cwe: Vec<&'static str>,
    security_severity: Option<&'static str>,
    since: &'static str,
    url: String,
}

impl Row {
    fn new(page: &Page) -> Self {
        Self {
            id: page.id,
            family: page.family(),
            severity: page.severity().as_str(),
            profiles: Profile::ALL.into_iter().map(|profile| (profile.as_str(), severity(page, profile))).collect(),
            summary: page.summary(),
            clients: page.clients().collect(),
            runs_always: page.runs_always(),
            cwe: page.cwe().collect(),
            security_severity: page.security_severity(),
            since: page.since(),
            url: page.url(),
        }
    }
}

fn severity(page: &Page, profile: Profile) -> &'static str {
    page.severity_in(profile).map_or("off", Severity::as_str)
}

fn json(pages: impl Iterator<Item = Page>) -> String {
    let book = Book { schema_version: 1, rules: pages.map(|page| Row::new(&page)).collect() };
    // Text and numbers can always be written.
    serde_json::to_string_pretty(&book).map(|text| text + "\n").unwrap_or_default()
}
