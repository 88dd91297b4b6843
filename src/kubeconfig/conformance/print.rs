//! A configuration as `kubectl config view --raw -o json` prints it, reduced to what can be compared.

use crate::kubeconfig::go;
use crate::kubeconfig::schema::{CONFIG, EXEC, FieldSpec, Object, Type};
use crate::kubeconfig::value::{Data, Value};
use serde_json::{Map, Value as Json};
use std::collections::BTreeMap;

/// kubectl's print-out of a configuration that it accepts, in the form of [`reduced`].
pub(super) fn print(root: &Value) -> Json {
    let mut config = object(root, &CONFIG);
    if let Json::Object(fields) = &mut config {
        fields.insert("kind".to_owned(), "Config".into());
        fields.insert("apiVersion".to_owned(), "v1".into());
    }
    config
}

/// Drops what Go may or may not print: fields that are empty. `extension` is printed as it is.
pub(super) fn reduced(json: &Json) -> Json {
    match json {
        Json::Array(items) => items.iter().map(reduced).collect(),
        Json::Object(fields) => {
            let kept = fields.iter().map(|(key, value)| match key.as_str() {
                "extension" => (key.clone(), normal(value)),
                "certificate-authority" | "client-certificate" | "client-key" | "tokenFile" => {
                    (key.clone(), without_folder(value))
                }
                _ => (key.clone(), reduced(value)),
            });
            Json::Object(kept.filter(|(_, value)| !is_empty(value)).collect())
        }
        _ => json.clone(),
    }
}

/// kubectl makes relative paths absolute; the labels were made in folders of this name.
fn without_folder(path: &Json) -> Json {
    let text = path.as_str().unwrap_or("");
    match text.strip_prefix("/tmp/label").and_then(|rest| rest.split_once('/')) {
        Some((_, relative)) => relative.into(),
        None => text.into(),
    }
}

fn is_empty(json: &Json) -> bool {
    match json {
        Json::Null | Json::Bool(false) => true,
        Json::String(text) => text.is_empty(),
        Json::Array(items) => items.is_empty(),
        Json::Object(fields) => fields.is_empty(),
        _ => false,
    }
}

/// All numbers as floats, and no negative zero.
fn normal(json: &Json) -> Json {
    match json {
        Json::Number(number) => (number.as_f64().unwrap_or(0.0) + 0.0).into(),
        Json::Array(items) => items.iter().map(normal).collect(),
        Json::Object(fields) => fields.iter().map(|(key, value)| (key.clone(), normal(value))).collect(),
        _ => json.clone(),
    }
}

fn object(value: &Value, spec: &'static Object) -> Json {
    let mut fields = Map::new();
    for pair in value.live_pairs() {
        if let Some(field) = spec.field(&pair.key) {
            fields.insert(field.key.to_owned(), typed(&pair.value, field));
        }
    }
    if std::ptr::eq(spec, &raw const EXEC) {
        default_mode(&mut fields);
    }
    fields.retain(|_, value| !is_empty(value));
    Json::Object(fields)
}

/// `SetDefaults_ExecConfig`
fn default_mode(exec: &mut Map<String, Json>) {
    let is_set = exec.get("interactiveMode").is_some_and(|mode| !is_empty(mode));
    let version = exec.get("apiVersion").and_then(Json::as_str).unwrap_or("");
    if !is_set && matches!(version, "client.authentication.k8s.io/v1beta1" | "client.authentication.k8s.io/v1alpha1") {
        exec.insert("interactiveMode".to_owned(), "IfAvailable".into());
    }
}

fn typed(value: &Value, field: &FieldSpec) -> Json {
    match field.ty {
        Type::Any | Type::Text | Type::Bool => plain(value),
        Type::Base64 => bytes(value),
        Type::TextList => texts(value),
        Type::TextMap => map_of(value, |value| value.as_text().unwrap_or("").into()),
        Type::TextListMap => map_of(value, texts),
        Type::Object(spec) => object(value, spec),
        Type::List(spec) if spec.field("value").is_some() => value.items().iter().map(|item| object(item, spec)).collect(),
        Type::List(spec) => named(value, spec),
    }
}

/// Sorted by name. A second entry of the same name is accepted only where the first is empty.
fn named(value: &Value, spec: &'static Object) -> Json {
    let by_name: BTreeMap<&str, Json> =
        value.items().iter().map(|item| (item.get("name").and_then(Value::as_text).unwrap_or(""), object(item, spec))).collect();
    by_name.into_values().collect()
}

fn texts(value: &Value) -> Json {
    value.items().iter().map(|item| Json::from(item.as_text().unwrap_or(""))).collect()
}

fn map_of(value: &Value, item: impl Fn(&Value) -> Json) -> Json {
    let fields: Map<String, Json> = value.live_pairs().map(|pair| (pair.key.to_string(), item(&pair.value))).collect();
    reduced(&Json::Object(fields))
}

fn bytes(value: &Value) -> Json {
    use base64::Engine as _;
    let bytes = match &value.data {
        Data::Text(text) => go::base64::decode(text.as_bytes()).unwrap().to_vec(),
        Data::List(items) => items.iter().map(|item| plain(item).as_f64().map_or(0, |byte| byte as u8)).collect(),
        _ => Vec::new(),
    };
    base64::engine::general_purpose::STANDARD.encode(bytes).into()
}

fn plain(value: &Value) -> Json {
    match &value.data {
        Data::Null | Data::NotANumber => Json::Null,
        Data::Bool(value) => (*value).into(),
        Data::Number(text) => normal(&serde_json::from_str(text).unwrap()),
        Data::Text(text) => text.as_str().into(),
        Data::List(items) => items.iter().map(plain).collect(),
        Data::Map(_) => value.live_pairs().map(|pair| (pair.key.to_string(), plain(&pair.value))).collect::<Map<_, _>>().into(),
    }
}
