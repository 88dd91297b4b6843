//! The JSON Schema of the settings file, for editors.

use super::key::{KEYS, Key, Kind, SUPPRESSION_KEYS};
use super::word;
use crate::clients::Audience;
use crate::profile::Profile;
use crate::rules;
use serde_json::{Map, Value, json};

/// The schema (draft 2020-12).
pub fn schema() -> Value {
    let mut schema = object(KEYS.iter());
    let more = json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Settings of kubeconfig-lint",
        "description": "What `.kubeconfig-lint.yaml` may hold",
        "$defs": {
            "rule": {
                "description": "A rule, a family, or all",
                "enum": rule_words(),
            },
            "level": { "enum": ["off", "info", "warning", "error"] },
            "section": object(KEYS.iter().filter(|key| key.in_sections)),
        },
    });
    extend(&mut schema, more);
    schema
}

fn rule_words() -> Vec<&'static str> {
    ["all"].into_iter().chain(word::families()).chain(rules::all().map(rules::Rule::id)).collect()
}

fn object<'k>(keys: impl Iterator<Item = &'k Key>) -> Value {
    let properties: Map<_, _> = keys.map(|key| (key.name.to_owned(), property(key))).collect();
    json!({ "type": ["object", "null"], "additionalProperties": false, "properties": properties })
}

fn property(key: &Key) -> Value {
    let mut property = value(key.kind);
    let default = if key.default.is_empty() { String::new() } else { format!(". Without it: {}", key.default) };
    extend(&mut property, json!({ "description": format!("{}{default}", key.help) }));
    property
}

fn value(kind: Kind) -> Value {
    let text = || json!({ "type": "string", "minLength": 1 });
    match kind {
        Kind::Rules => one_or_more(&json!({ "$ref": "#/$defs/rule" })),
        Kind::Levels => json!({
            "type": ["object", "null"],
            "propertyNames": { "$ref": "#/$defs/rule" },
            "additionalProperties": { "$ref": "#/$defs/level" },
        }),
        Kind::Profile => json!({ "enum": Profile::ALL.map(Profile::as_str) }),
        Kind::Clients => {
            let names: Vec<_> = Audience::ids().collect();
            one_or_more(&json!({ "type": "string", "pattern": format!("^({})(@[0-9.]+)?$", names.join("|")) }))
        }
        Kind::FailOn => json!({ "enum": word::FailOn::ALL.map(word::FailOn::as_str) }),
        Kind::Duration => json!({ "type": "string", "examples": ["30d", "2w", "12h"] }),
        Kind::Commands | Kind::Paths => one_or_more(&text()),
        Kind::Path => extended(text(), json!({ "examples": ["dev/**", "*.kubeconfig"] })),
        Kind::Entry => extended(text(), json!({ "examples": ["clusters[kind-*]", "users[ci]"] })),
        Kind::File | Kind::Sentence => text(),
        Kind::Day => json!({ "type": "string", "format": "date" }),
        Kind::Suppressions => {
            let suppression = extended(object(SUPPRESSION_KEYS.iter()), json!({ "type": "object", "required": ["rule"] }));
            json!({ "type": ["array", "null"], "items": suppression })
        }
        Kind::Sections => json!({ "type": ["object", "null"], "additionalProperties": { "$ref": "#/$defs/section" } }),
    }
}

fn one_or_more(item: &Value) -> Value {
    json!({ "anyOf": [item, { "type": "array", "items": item }, { "type": "null" }] })
}

fn extended(mut value: Value, more: Value) -> Value {
    extend(&mut value, more);
    value
}

fn extend(value: &mut Value, more: Value) {
    if let (Value::Object(value), Value::Object(more)) = (value, more) {
        value.extend(more);
    }
}
