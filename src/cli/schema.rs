//! `schema`: the JSON Schema of a kubeconfig, for editors.

use super::Exit;
use super::destination;
use crate::json_schema;

pub(super) fn examples(name: &str) -> String {
    format!("Examples:\n  {name} schema > kubeconfig.schema.json")
}

pub(super) fn run() -> Exit {
    destination::print(&json_schema::kubeconfig(), Exit::Clean)
}
