//! The JSON Schema that is kept in the repository, where editors fetch it.

use crate::command::Desk;
use kubeconfig_lint::kubeconfig::schema::OBJECTS;
use serde_json::Value;
use std::fs;
use std::path::Path;

#[test]
fn the_schema_in_the_repository_is_the_one_that_is_printed() {
    let printed = Desk::new().run(&["schema"]).exits(0).stdout;
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("schema/kubeconfig.schema.json");
    if std::env::var_os("BLESS").is_some() {
        fs::write(path, printed).unwrap();
    } else {
        assert!(fs::read_to_string(path).unwrap() == printed, "run `BLESS=1 cargo test --test it schema`");
    }
}

#[test]
fn every_key_of_the_table_is_in_the_schema_and_is_described() {
    let schema: Value = serde_json::from_str(&Desk::new().run(&["schema"]).exits(0).stdout).unwrap();
    for object in OBJECTS {
        let described = if object.struct_name == "Config" { &schema } else { &schema["definitions"][object.struct_name] };
        assert_eq!(described["additionalProperties"], false, "{}", object.struct_name);
        for field in object.fields {
            let property = &described["properties"][field.key];
            let text = property["description"].as_str().unwrap_or_default();
            assert!(text.contains(". ") || text.contains(".\n"), "{}.{}: {text}", object.struct_name, field.key);
            assert!(text.contains("\nhttps://kubernetes.io/"), "{}.{}: {text}", object.struct_name, field.key);
        }
    }
}

#[test]
fn a_server_is_no_empty_text_and_a_former_key_is_allowed() {
    let schema: Value = serde_json::from_str(&Desk::new().run(&["schema"]).exits(0).stdout).unwrap();
    let cluster = &schema["definitions"]["Cluster"]["properties"];
    assert_eq!(cluster["server"]["minLength"], 1);
    assert_eq!(cluster["api-version"]["type"], serde_json::json!(["string", "null"]));
    assert!(schema["required"].as_array().is_none(), "kubectl takes a file without `kind`");
}
