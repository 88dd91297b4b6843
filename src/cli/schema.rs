//! `schema`: the JSON Schema of a kubeconfig, for editors.

use super::Exit;
use super::destination;
use crate::json_schema;

#[derive(Debug, clap::Args)]
pub(super) struct Args {}

pub(super) fn examples(name: &str) -> String {
    format!("Examples:\n  {name} schema > kubeconfig.schema.json")
}

impl Args {
    pub(super) fn run(&self) -> Exit {
        destination::print(&json_schema::kubeconfig(), Exit::Clean)
    }
}
