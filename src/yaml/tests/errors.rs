//! Where errors are, which kubectl does not always say.

use super::read;
use crate::yaml::tree::Problem;

/// What the error points at, what it refers to, and kubectl's line.
fn error(text: &str) -> (&str, Option<&str>, Option<u32>) {
    let error = read(text).error.expect("an error");
    (&text[error.span.range()], error.context.map(|context| &text[context.range()]), error.kubectl_line)
}

#[test]
fn a_character_that_starts_nothing_is_pointed_at() {
    assert_eq!(error("a: b\nc: @d\n"), ("@", None, Some(2)));
    assert_eq!(error("a: `b`\n"), ("`", None, None), "kubectl leaves out the first line");
    assert_eq!(error("a:\n\tb: c\n"), ("\t", None, Some(2)));
}

#[test]
fn a_key_without_a_colon_is_pointed_at_though_kubectl_blames_a_later_line() {
    assert_eq!(error("a: b\ncurrent-context dev  \n\n\nc: d\n"), ("current-context dev", None, Some(5)));
}

#[test]
fn an_open_quote_is_pointed_at() {
    assert_eq!(error("a: \"b\nc: d\n"), ("\"", None, Some(3)));
    assert_eq!(error("a: 'b\n---\n"), ("-", Some("'"), Some(2)));
}

#[test]
fn an_open_bracket_is_pointed_at() {
    assert_eq!(error("a: [b,\n  c\n"), ("[", None, Some(2)));
    assert_eq!(error("a: {b: c\nd: e\n"), (":", Some("{"), Some(1)));
}

#[test]
fn a_second_value_on_a_line_is_pointed_at() {
    assert_eq!(error("x: y\na: b: c\n"), (":", None, Some(2)));
    assert_eq!(error("- a\n- b - c: d\n- e: - f\n"), ("-", None, Some(3)));
}

#[test]
fn what_stands_in_place_of_a_key_is_pointed_at() {
    assert_eq!(error("a: b\n- c\n"), ("-", Some("a"), Some(1)));
    assert_eq!(error("x:\n  a: 'b' c\n"), ("c", Some("a"), Some(1)));
}

#[test]
fn a_bad_escape_is_pointed_at() {
    assert_eq!(error("a: \"b\\/c\"\n"), ("\\/", Some("\""), None));
    assert_eq!(error("a: \"b\\xG0\"\n"), ("G", Some("\""), None));
    assert_eq!(error("a: \"\\ud83d\\ude00\"\n"), ("\\ud83d", Some("\""), None));
}

#[test]
fn an_alias_without_an_anchor_is_named() {
    let text = "a: *bc\n";
    let error = read(text).error.expect("an error");
    let Problem::UnknownAnchor(name) = error.problem else { panic!("{error:?}") };
    assert_eq!((&text[name.range()], &text[error.span.range()]), ("bc", "*bc"));
}

#[test]
fn a_directive_that_is_not_known_is_pointed_at() {
    assert_eq!(error("%FOO x\n---\n"), ("FOO", Some("%"), None));
    assert_eq!(error("%YAML 1.2\n---\n"), ("%YAML 1.2", None, None));
    assert_eq!(error("a: !x!y z\n"), ("!x!y", Some("!"), None));
}

#[test]
fn more_levels_than_kubectl_takes_are_an_error() {
    for (open, close) in [("[", "]"), ("- ", ""), ("? ", "")] {
        let nested = |levels| open.repeat(levels) + "a" + &close.repeat(levels);
        assert_eq!(read(&nested(10_000)).error, None, "{open:?}");
        let error = read(&nested(10_001)).error.expect("an error");
        assert_eq!(error.problem, Problem::Text("exceeded max depth of 10000"), "{open:?}");
    }
}
