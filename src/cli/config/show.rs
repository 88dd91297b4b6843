//! What is set, as settings that say where each comes from.

use crate::cli::settings::{Chosen, Effective, Origin};
use crate::clients::Audience;
use crate::message::Name;
use crate::options::{Level, Overrides, PathPattern, Section, Suppression};
use crate::settings::key::KEYS;
use jiff::SignedDuration;
use serde_json::{Map, Value, json};
use std::fmt::Write;
use std::path::Path;

/// As a settings file, with a comment behind each key.
pub(super) fn yaml(effective: &Effective) -> String {
    let file = file_name(effective);
    let mut text = String::new();
    for (key, by, value) in rows(effective) {
        let origin = origin(by, &file);
        // Writing to a String cannot fail.
        let _ = match value {
            // What nobody sets has no value of its own to write.
            Value::Null => writeln!(text, "{key}:  # {origin}{}", default(key)),
            Value::Array(items) if items.iter().any(Value::is_object) => writeln!(text, "{key}:  # {origin}")
                .and_then(|()| items.iter().try_for_each(|item| writeln!(text, "- {}", flow(item)))),
            Value::Object(pairs) if pairs.values().any(Value::is_object) => {
                let mut pairs = pairs.iter();
                writeln!(text, "{key}:  # {origin}")
                    .and_then(|()| pairs.try_for_each(|(name, value)| writeln!(text, "  {}: {}", word(name), flow(value))))
            }
            value => writeln!(text, "{key}: {}  # {origin}", flow(&value)),
        };
    }
    text
}

/// For programs.
pub(super) fn json(effective: &Effective) -> String {
    let file = effective.file.as_ref().map(|path| Name::path(&path.to_string_lossy()).to_string());
    let rows = rows(effective).into_iter().map(|(key, by, value)| {
        let (origin, place) = match by {
            Origin::Default => ("default", json!({})),
            Origin::File(line) => ("file", json!({ "line": line })),
            Origin::Variable(name) => ("variable", json!({ "variable": name })),
            Origin::CommandLine => ("command-line", json!({})),
        };
        let mut row = json!({ "value": value, "origin": origin });
        if let (Value::Object(row), Value::Object(place)) = (&mut row, place) {
            row.extend(place);
        }
        (key.to_owned(), row)
    });
    let settings: Map<_, _> = rows.collect();
    let report = json!({ "schema_version": 1, "file": file, "settings": settings });
    serde_json::to_string_pretty(&report).unwrap_or_default() + "\n"
}

fn file_name(effective: &Effective) -> String {
    effective.file.as_ref().map_or_else(String::new, |path| Name::path(&path.to_string_lossy()).to_string())
}

fn origin(by: Origin, file: &str) -> String {
    match by {
        Origin::Default => "default".to_owned(),
        Origin::File(line) => format!("{file}:{line}"),
        Origin::Variable(name) => name.to_owned(),
        Origin::CommandLine => "command line".to_owned(),
    }
}

fn default(key: &str) -> String {
    let default = KEYS.iter().find(|known| known.name == key).map_or("", |known| known.default);
    if default.is_empty() { String::new() } else { format!(": {default}") }
}

/// In the order of the table.
fn rows(effective: &Effective) -> Vec<(&'static str, Origin, Value)> {
    let row = |key: &'static str| {
        let (by, value) = match key {
            "profile" => shown(&effective.profile, |profile| json!(profile.as_str())),
            "clients" => shown(&effective.clients, |clients| clients_value(clients)),
            "select" => shown(&effective.select, |rules| words(rules)),
            "ignore" => shown(&effective.ignore, |rules| words(rules)),
            "severity" => severity(&effective.severity),
            "fail-on" => shown(&effective.fail_on, |fail_on| json!(fail_on.as_str())),
            "expiry-warning" => shown(&effective.expiry_warning, |time| time.map_or(Value::Null, duration)),
            "allowed-exec-commands" => shown(&effective.allowed_exec_commands, |names| escaped(names.iter().map(String::as_str))),
            "exclude" => shown(&effective.exclude, |paths| escaped(paths.iter().map(PathPattern::as_str))),
            "baseline" => {
                shown(&effective.baseline, |path| path.as_deref().map_or(Value::Null, |path| baseline(path, effective)))
            }
            "suppressions" => shown(&effective.suppressions, |list| list.iter().map(suppression).collect()),
            _ => shown(&effective.paths, |sections| sections.iter().map(section).collect::<Map<_, _>>().into()),
        };
        let is_empty = value.as_array().is_some_and(Vec::is_empty) || value.as_object().is_some_and(Map::is_empty);
        (key, by, if is_empty { Value::Null } else { value })
    };
    KEYS.iter().map(|key| row(key.name)).collect()
}

/// As the settings have it: seen from their folder.
fn baseline(path: &Path, effective: &Effective) -> Value {
    let folder = effective.file.as_deref().and_then(Path::parent);
    let inside = folder.and_then(|folder| path.strip_prefix(folder).ok());
    json!(Name::path(&inside.unwrap_or(path).to_string_lossy()).as_str())
}

fn shown<T>(chosen: &Chosen<T>, value: impl FnOnce(&T) -> Value) -> (Origin, Value) {
    (chosen.by, value(&chosen.value))
}

/// The strongest layer says where it comes from; what is weaker is still there for other rules.
fn severity(layers: &[Chosen<Vec<Level>>; 2]) -> (Origin, Value) {
    let strongest = layers.iter().find(|layer| !layer.value.is_empty());
    let levels: Vec<_> = layers.iter().rev().flat_map(|layer| layer.value.clone()).collect();
    (strongest.map_or(Origin::Default, |layer| layer.by), levels_value(&levels))
}

fn levels_value(levels: &[Level]) -> Value {
    let pair = |level: &Level| (level.selector.to_string(), json!(level.severity.map_or("off", |severity| severity.as_str())));
    levels.iter().map(pair).collect::<Map<_, _>>().into()
}

fn clients_value(clients: &[Audience]) -> Value {
    let name = |client: &Audience| match client {
        Audience::Release(release) => format!("{}@{}", client.id(), release.version),
        Audience::ReadOnly(id) => (*id).to_owned(),
    };
    clients.iter().map(|client| json!(name(client))).collect()
}

fn words<T: ToString>(words: &[T]) -> Value {
    words.iter().map(|word| json!(word.to_string())).collect()
}

fn escaped<'a>(texts: impl Iterator<Item = &'a str>) -> Value {
    texts.map(|text| json!(Name::escape(text).as_str())).collect()
}

fn duration(duration: SignedDuration) -> Value {
    let hours = duration.as_hours();
    let is_days = hours % 24 == 0 && SignedDuration::from_hours(hours) == duration;
    json!(if is_days { format!("{}d", hours / 24) } else { format!("{duration:#}") })
}

fn suppression(suppression: &Suppression) -> Value {
    let mut pairs = Map::new();
    pairs.insert("rule".to_owned(), words(&suppression.rules));
    let texts = [
        ("path", suppression.path.as_ref().map(|path| Name::escape(path.as_str()))),
        ("entry", suppression.entry.as_ref().map(|entry| Name::escape(entry.as_str()))),
        ("until", suppression.until.map(|until| Name::escape(&until.to_string()))),
        ("reason", suppression.reason.clone()),
    ];
    let given = texts.into_iter().filter_map(|(key, text)| Some((key.to_owned(), json!(text?.as_str()))));
    pairs.extend(given);
    pairs.into()
}

fn section(section: &Section) -> (String, Value) {
    let Overrides { select, ignore, severity, profile, clients, expiry_warning, allowed_exec_commands } = &section.overrides;
    let pairs = [
        ("profile", profile.map(|profile| json!(profile.as_str()))),
        ("clients", clients.as_ref().map(|clients| clients_value(clients))),
        ("select", select.as_ref().map(|rules| words(rules))),
        ("ignore", ignore.as_ref().map(|rules| words(rules))),
        ("severity", (!severity.is_empty()).then(|| levels_value(severity))),
        ("expiry-warning", expiry_warning.map(duration)),
        ("allowed-exec-commands", allowed_exec_commands.as_ref().map(|names| escaped(names.iter().map(String::as_str)))),
    ];
    let pairs: Map<_, _> = pairs.into_iter().filter_map(|(key, value)| Some((key.to_owned(), value?))).collect();
    (Name::escape(section.path.as_str()).to_string(), pairs.into())
}

/// A value on one line of YAML.
fn flow(value: &Value) -> String {
    match value {
        Value::String(text) => word(text),
        Value::Array(items) => format!("[{}]", items.iter().map(flow).collect::<Vec<_>>().join(", ")),
        Value::Object(pairs) => {
            let pairs: Vec<_> = pairs.iter().map(|(key, value)| format!("{}: {}", word(key), flow(value))).collect();
            format!("{{{}}}", pairs.join(", "))
        }
        value => value.to_string(),
    }
}

/// A text without quotes where every reader of YAML takes it for the same text.
fn word(text: &str) -> String {
    let is_plain = text.starts_with(|c: char| c.is_ascii_lowercase())
        && text.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || "/-@.".contains(c))
        && !["on", "off", "yes", "no", "y", "n", "true", "false", "null"].contains(&text);
    if is_plain { text.to_owned() } else { json!(text).to_string() }
}
