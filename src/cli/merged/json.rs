//! The origins for programs.

use crate::engine::origin::{Copies, Origin, Origins, Value};
use crate::message::Name;
use serde::Serialize;

#[derive(Serialize)]
struct Report<'a> {
    schema_version: u32,
    /// In the order of the list.
    files: Vec<File<'a>>,
    /// Listed, and not there.
    missing: Vec<&'a str>,
    current_context: Option<Chosen<'a>>,
    contexts: Vec<Entry<'a>>,
    clusters: Vec<Entry<'a>>,
    users: Vec<Entry<'a>>,
}

#[derive(Serialize)]
struct File<'a> {
    file: &'a str,
    /// Why kubectl loads none of the files, in its words.
    error: Option<String>,
}

#[derive(Serialize)]
struct Chosen<'a> {
    /// Null where it may not be shown.
    name: Option<&'a str>,
    #[serde(flatten)]
    place: Place<'a>,
    /// What other files say.
    hidden: Vec<Named<'a>>,
}

#[derive(Serialize)]
struct Named<'a> {
    name: Option<&'a str>,
    #[serde(flatten)]
    place: Place<'a>,
}

#[derive(Serialize)]
struct Entry<'a> {
    name: Option<&'a str>,
    #[serde(flatten)]
    place: Place<'a>,
    current: bool,
    fields: Vec<Field<'a>>,
    /// The entries of the same name that do not count.
    hidden: Vec<Hidden<'a>>,
}

#[derive(Serialize)]
struct Field<'a> {
    key: &'a str,
    /// Null where it may not be shown.
    value: Option<&'a str>,
    line: u32,
    /// Where the entry stands that it names; null where there is none.
    leads_to: Option<Place<'a>>,
}

#[derive(Serialize)]
struct Hidden<'a> {
    #[serde(flatten)]
    place: Place<'a>,
    same: bool,
}

#[derive(Serialize)]
struct Place<'a> {
    file: &'a str,
    line: u32,
}

pub(super) fn render(origins: &Origins, missing: &[Name]) -> String {
    let report = Report {
        schema_version: 1,
        files: origins
            .files
            .iter()
            .map(|file| File { file: file.title.as_str(), error: file.refusal.as_ref().map(ToString::to_string) })
            .collect(),
        missing: missing.iter().map(Name::as_str).collect(),
        current_context: origins.current_context.split_first().map(|(first, others)| chosen(origins, first, others)),
        contexts: origins.contexts.iter().map(|copies| entry(origins, copies)).collect(),
        clusters: origins.clusters.iter().map(|copies| entry(origins, copies)).collect(),
        users: origins.users.iter().map(|copies| entry(origins, copies)).collect(),
    };
    // Text and numbers can always be written.
    serde_json::to_string_pretty(&report).map(|text| text + "\n").unwrap_or_default()
}

fn chosen<'a>(origins: &'a Origins, first: &'a Value, others: &'a [Value]) -> Chosen<'a> {
    let name = |value: &'a Value| value.value.as_ref().map(Name::as_str);
    let hidden = others.iter().map(|other| Named { name: name(other), place: place(origins, other.origin) });
    Chosen { name: name(first), place: place(origins, first.origin), hidden: hidden.collect() }
}

fn entry<'a>(origins: &'a Origins, copies: &'a Copies) -> Entry<'a> {
    let field = |field: &'a Value| Field {
        key: &field.key,
        value: field.value.as_ref().map(Name::as_str),
        line: field.origin.line,
        leads_to: field.target.map(|target| place(origins, target)),
    };
    Entry {
        name: copies.name.as_ref().map(Name::as_str),
        place: place(origins, copies.origin),
        current: copies.is_current,
        fields: copies.fields.iter().map(field).collect(),
        hidden: copies
            .hidden
            .iter()
            .map(|hidden| Hidden { place: place(origins, hidden.origin), same: hidden.is_same })
            .collect(),
    }
}

fn place(origins: &Origins, origin: Origin) -> Place<'_> {
    Place { file: origins.files[origin.file].title.as_str(), line: origin.line }
}
