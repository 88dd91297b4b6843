#![allow(clippy::unwrap_used)]

use super::{Dialect, Habit, Kind, ProblemKind};
use crate::env::Env;
use crate::kubeconfig::Document;

fn read(text: &str) -> Document {
    Document::read(text.as_bytes(), None, &Env::at("2026-01-01T00:00:00Z".parse().unwrap()))
}

fn kind(value: &str) -> Kind {
    let document = read(&format!("kind: {value}\n"));
    let reading = document.read_as(Dialect::PyYaml);
    reading.root().unwrap().get("kind").unwrap().kind()
}

fn problem(text: &str) -> Option<ProblemKind> {
    read(text).read_as(Dialect::PyYaml).problem().map(|problem| problem.kind)
}

#[test]
fn scalars_have_the_types_that_pyyaml_gives_them() {
    for (value, expected) in [
        ("yes", Kind::Bool(true)),
        ("Off", Kind::Bool(false)),
        ("yES", Kind::Text),
        ("y", Kind::Text),
        ("n", Kind::Text),
        ("\"false\"", Kind::Text),
        ("~", Kind::Null),
        ("", Kind::Null),
        ("0123", Kind::Int),
        ("089", Kind::Text),
        ("0o17", Kind::Text),
        ("0x1F", Kind::Int),
        ("1_000", Kind::Int),
        ("1:30", Kind::Int),
        ("190:20:30.15", Kind::Float),
        ("1e5", Kind::Text),
        ("1.e+5", Kind::Float),
        (".5", Kind::Float),
        ("+.5", Kind::Text),
        ("-.inf", Kind::Float),
        ("2024-01-01", Kind::Date),
        ("2024-1-1", Kind::Text),
        ("2024-1-1 1:02:03 +1", Kind::Date),
        ("2024-13-01", Kind::Refused),
        ("=", Kind::Refused),
        ("! \"5\"", Kind::Int),
        ("!!str 5", Kind::Text),
        ("!!bool YeS", Kind::Bool(true)),
        ("!!binary aGk=", Kind::Bytes),
        ("[a]", Kind::List),
        ("{a: b}", Kind::Map),
    ] {
        assert_eq!(kind(value), expected, "{value}");
    }
}

#[test]
fn pyyaml_refuses_what_it_cannot_construct() {
    for (text, expected) in [
        ("a: b\n", None),
        ("a: b\n---\n", Some(ProblemKind::SeveralDocuments)),
        ("a: b\n...\n", None),
        ("a: !foo b\n", Some(ProblemKind::Tag)),
        ("a: !!foo\n", Some(ProblemKind::Tag)),
        ("a: !!int 5.5\n", Some(ProblemKind::Scalar)),
        ("? [a]\n: b\n", Some(ProblemKind::Key)),
        ("<<: 1\n", Some(ProblemKind::Merge)),
        ("a: [\n", Some(ProblemKind::Syntax)),
        ("a: b\n--- [\n", Some(ProblemKind::SeveralDocuments)),
    ] {
        assert_eq!(problem(text), expected, "{text}");
    }
}

#[test]
fn keys_of_a_mapping_win_over_those_that_are_merged_into_it() {
    let text = "a: &a {kind: one, apiVersion: one}\nb: &b {kind: two, users: two}\n<<: [*a, *b]\nkind: own\n";
    let document = read(text);
    let reading = document.read_as(Dialect::PyYaml);
    let root = reading.root().unwrap();
    assert!(root.get("kind").unwrap().is("own"));
    assert!(root.get("apiVersion").unwrap().is("one"));
    assert!(root.get("users").unwrap().is("two"));
    assert!(!root.has("clusters"));
}

#[test]
fn names_are_shown_where_the_schema_lets_them() {
    let document = read("current-context: prod\nusers: [{name: u, user: {token: secret}}]\n");
    let reading = document.read_as(Dialect::PyYaml);
    let root = reading.root().unwrap();
    assert_eq!(root.get("current-context").unwrap().name().unwrap().as_str(), "prod");
    let user = root.get("users").unwrap().items().next().unwrap();
    assert_eq!(user.address().to_string(), "users[u]");
    let token = user.get("user").unwrap().get("token").unwrap();
    assert_eq!(token.name(), None);
    assert!(token.is("secret"));
}

#[test]
fn base64_is_decoded_as_python_decodes_it() {
    for (text, expected) in [
        ("aGk=", Ok(2)),
        ("aG*k=\n", Ok(2)),
        ("aGk=aGk=", Ok(2)),
        ("aGk", Err(super::base64::Fault::Padding)),
        ("aGkaa", Err(super::base64::Fault::Length)),
        ("\"\"", Ok(0)),
    ] {
        let document = read(&format!("kind: {text}"));
        let reading = document.read_as(Dialect::PyYaml);
        let decoded = reading.root().unwrap().get("kind").unwrap().decode(Habit::Python).unwrap();
        assert_eq!(decoded.map(|plain| plain.bytes().len()), expected, "{text}");
    }
}

fn kind_in(dialect: Dialect, value: &str) -> Kind {
    let document = read(&format!("kind: {value}\n"));
    let reading = document.read_as(dialect);
    reading.root().unwrap().get("kind").unwrap().kind()
}

#[test]
fn scalars_have_the_types_that_js_yaml_gives_them() {
    use Kind::{Bool, Bytes, Date, Float, Int, Null, Refused, Text};
    for (value, four, five) in [
        ("yes", Text, Text),
        ("True", Bool(true), Bool(true)),
        ("tRUE", Text, Text),
        ("~", Null, Null),
        ("0123", Int, Int),
        ("0o17", Int, Int),
        ("0b11", Int, Text),
        ("-0x1F", Int, Text),
        ("1_000", Text, Text),
        ("1e5", Float, Float),
        ("1.", Float, Float),
        ("-.5", Text, Float),
        (".nan", Float, Float),
        ("2024-01-01", Date, Text),
        ("2024-13-01", Date, Text),
        ("2024-1-1", Text, Text),
        ("1:30", Text, Text),
        ("! 5", Text, Text),
        ("!!str 5", Text, Text),
        ("!!int \"5\"", Int, Int),
        ("!!int 5.5", Refused, Refused),
        ("!!binary aGk=", Bytes, Refused),
        ("!!binary aGk", Refused, Refused),
        ("!foo a", Refused, Refused),
    ] {
        assert_eq!(kind_in(Dialect::JsYaml4, value), four, "{value}");
        assert_eq!(kind_in(Dialect::JsYaml5, value), five, "{value}");
    }
}

#[test]
fn js_yaml_refuses_repeated_keys_and_only_version_4_merges() {
    let problem = |dialect, text: &str| read(text).read_as(dialect).problem().map(|problem| problem.kind);
    for (text, four, five) in [
        ("a: b\n", None, None),
        ("a: b\na: c\n", Some(ProblemKind::Duplicate), Some(ProblemKind::Duplicate)),
        ("1: b\n\"1\": c\n", Some(ProblemKind::Duplicate), Some(ProblemKind::Duplicate)),
        ("<<: 1\n", Some(ProblemKind::Merge), None),
        ("<<: {a: b}\n<<: {a: b}\n", None, Some(ProblemKind::Duplicate)),
        ("? [a]\n: b\n", None, Some(ProblemKind::Key)),
        ("a: b\n---\n", Some(ProblemKind::SeveralDocuments), Some(ProblemKind::SeveralDocuments)),
        ("a: [\n", Some(ProblemKind::Syntax), Some(ProblemKind::Syntax)),
    ] {
        assert_eq!(problem(Dialect::JsYaml4, text), four, "{text}");
        assert_eq!(problem(Dialect::JsYaml5, text), five, "{text}");
    }
}

#[test]
fn scalars_have_the_types_that_psych_gives_them() {
    for (value, expected) in [
        ("yes", Kind::Bool(true)),
        ("yES", Kind::Bool(true)),
        ("y", Kind::Text),
        ("~", Kind::Null),
        ("nULL", Kind::Null),
        ("0123", Kind::Int),
        ("089", Kind::Text),
        ("0o17", Kind::Text),
        ("1,000", Kind::Int),
        ("1_000", Kind::Int),
        ("1:30", Kind::Int),
        ("1:30:15:00", Kind::Text),
        ("1e5", Kind::Text),
        ("1.5", Kind::Float),
        (".", Kind::Text),
        (".inf", Kind::Float),
        ("2024-01-01", Kind::Date),
        ("2024-02-30", Kind::Text),
        ("2024-01-01 10:00:00", Kind::Date),
        (":symbol", Kind::Refused),
        ("a:b", Kind::Text),
        ("\":symbol\"", Kind::Text),
        ("!foo 5", Kind::Int),
        ("!!str 5", Kind::Text),
        ("!!binary aGk=", Kind::Bytes),
        ("!ruby/object:Object {}", Kind::Map),
    ] {
        assert_eq!(kind_in(Dialect::Psych, value), expected, "{value}");
    }
}

#[test]
fn psych_reads_one_document_without_aliases() {
    let problem = |text: &str| read(text).read_as(Dialect::Psych).problem().map(|problem| problem.kind);
    for (text, expected) in [
        ("a: b\na: c\n", None),
        ("a: b\n--- [\n", None),
        ("a: &a b\n", None),
        ("a: &a b\nc: *a\n", Some(ProblemKind::Alias)),
        ("a: :b\n", Some(ProblemKind::Tag)),
        ("a: !ruby/object:Object {}\n", Some(ProblemKind::Tag)),
        ("a: [\n", Some(ProblemKind::Syntax)),
        ("\u{feff}a: b\n", Some(ProblemKind::Syntax)),
        ("\u{feff}# c\na: b\n", None),
        ("\u{feff}{a: b}\n", None),
    ] {
        assert_eq!(problem(text), expected, "{text:?}");
    }
}

#[test]
fn base64_is_decoded_as_node_and_ruby_decode_it() {
    for (text, node, ruby) in [
        ("aGk=", "hi", "hi"),
        ("aGk=aGk=", "hi", "hi"),
        ("aGk", "hi", "hi"),
        ("aG*k", "hi", "hi"),
        ("aG=k", "h", "h"),
        ("=aGk", "", "hi"),
        ("Pj8_", ">??", ">?"),
        ("a", "", ""),
    ] {
        let document = read(&format!("kind: '{text}'"));
        let reading = document.read_as(Dialect::Psych);
        let kind = reading.root().unwrap().get("kind").unwrap();
        for (habit, expected) in [(Habit::Node, node), (Habit::Ruby, ruby)] {
            assert_eq!(kind.decode(habit).unwrap().unwrap().bytes(), expected.as_bytes(), "{text} {habit:?}");
        }
    }
}
