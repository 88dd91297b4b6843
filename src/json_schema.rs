//! The JSON Schema of a kubeconfig, for editors and validators.
//!
//! It is made from the table that the reader itself uses, in draft 7, which yaml-language-server, `SchemaStore` and check-jsonschema
//! all know. It says what clients take and no more: keys and types. What the rules find needs more than one value at a time.

use crate::kubeconfig::schema::{CLUSTER, CONFIG, FieldSpec, OBJECTS, Object, Type};
use serde_json::{Map, Value, json};

const DIALECT: &str = "http://json-schema.org/draft-07/schema#";
/// Where the schema stands for editors that fetch it.
const ID: &str = "https://raw.githubusercontent.com/kubeconfig-lint/kubeconfig-lint/main/schema/kubeconfig.schema.json";
/// Where Kubernetes describes the same; each Go struct has its anchor.
const REFERENCE: &str = "https://kubernetes.io/docs/reference/config-api/kubeconfig.v1/";
/// What Go's strict base64 takes. It passes over line ends; a blank stops it.
const BASE64: &str = "^[A-Za-z0-9+/\\r\\n]*[=\\r\\n]*$";

/// The schema as text, which ends in a line break.
pub fn kubeconfig() -> String {
    let mut root = object(&CONFIG);
    root.insert("$schema".to_owned(), DIALECT.into());
    root.insert("$id".to_owned(), ID.into());
    root.insert("title".to_owned(), "kubeconfig".into());
    root.insert("type".to_owned(), "object".into());
    let others = OBJECTS.iter().filter(|other| !std::ptr::eq(**other, &raw const CONFIG));
    let definitions: Map<_, _> = others.map(|other| (other.struct_name.to_owned(), object(other).into())).collect();
    root.insert("definitions".to_owned(), definitions.into());
    // Texts, and maps of texts, can always be written.
    serde_json::to_string_pretty(&root).map(|text| text + "\n").unwrap_or_default()
}

/// A mapping with known keys.
fn object(object: &Object) -> Map<String, Value> {
    let mut properties: Map<_, _> = object.fields.iter().map(|field| (field.key.to_owned(), property(object, field))).collect();
    properties.extend(former(object));
    let required: Vec<_> = object.fields.iter().filter(|field| field.required).map(|field| field.key).collect();
    let mut schema = Map::new();
    schema.insert("title".to_owned(), object.struct_name.into());
    schema.insert("description".to_owned(), described(object, object.about).into());
    schema.insert("type".to_owned(), json!(["object", "null"]));
    schema.insert("properties".to_owned(), properties.into());
    schema.insert("additionalProperties".to_owned(), false.into());
    if !required.is_empty() {
        schema.insert("required".to_owned(), required.into());
    }
    schema
}

/// Keys that clients read once, and that still stand in files without harm.
fn former(object: &Object) -> Option<(String, Value)> {
    std::ptr::eq(object, &raw const CLUSTER).then(|| {
        let about = "Of old versions of kubectl, and read by nobody any more. It can be removed.";
        let schema = json!({"type": ["string", "null"], "title": "api-version", "description": described(object, about)});
        ("api-version".to_owned(), schema)
    })
}

fn property(object: &Object, field: &FieldSpec) -> Value {
    let mut schema = typed(field.ty);
    schema["title"] = field.key.into();
    schema["description"] = described(object, field.about).into();
    if !field.values.is_empty() {
        schema["enum"] = field.values.into();
        schema["type"] = "string".into();
    } else if field.required {
        schema["minLength"] = 1.into();
        schema["type"] = "string".into();
    } else if field.key == "server" {
        // Without an address it is left out, or nothing stands there.
        schema["minLength"] = 1.into();
    }
    schema
}

/// `null` leaves a field empty, as in Go.
fn typed(ty: Type) -> Value {
    match ty {
        Type::Text => json!({"type": ["string", "null"]}),
        Type::Bool => json!({"type": ["boolean", "null"]}),
        Type::Base64 => json!({"type": ["string", "null"], "pattern": BASE64}),
        Type::TextList => json!({"type": ["array", "null"], "items": {"type": ["string", "null"]}}),
        Type::TextMap => json!({"type": ["object", "null"], "additionalProperties": {"type": ["string", "null"]}}),
        Type::TextListMap => {
            json!({"type": ["object", "null"], "additionalProperties": typed(Type::TextList)})
        }
        // What stands beside a reference itself is not read.
        Type::Object(object) => json!({"allOf": [reference(object)]}),
        Type::List(object) => json!({"type": ["array", "null"], "items": reference(object)}),
        Type::Any => json!({}),
    }
}

fn reference(object: &Object) -> Value {
    json!({"$ref": format!("#/definitions/{}", object.struct_name)})
}

/// The sentence, and where more stands.
fn described(object: &Object, about: &str) -> String {
    format!("{about}\n{REFERENCE}#{}", object.struct_name)
}
