#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use super::FaultKind;
use crate::kubeconfig::load::{Loaded, load_text};
use crate::kubeconfig::value::{Data, Value};
use crate::span::Span;
use std::fmt::Write;

/// A short notation: shadowed pairs have a `-` in front, merged ones a `<`.
fn show(value: &Value) -> String {
    match &value.data {
        Data::Null => "~".to_owned(),
        Data::Bool(value) => value.to_string(),
        Data::Number(text) => text.to_string(),
        Data::NotANumber => "NaN".to_owned(),
        Data::Text(text) => format!("{:?}", text.as_str()),
        Data::List(items) => format!("[{}]", items.iter().map(show).collect::<Vec<_>>().join(" ")),
        Data::Map(pairs) => {
            let pairs = pairs.iter().map(|pair| {
                let shadowed = if pair.shadowed_by.is_some() { "-" } else { "" };
                let merged = if pair.merged_by.is_some() { "<" } else { "" };
                format!("{shadowed}{merged}{}:{}", pair.key.as_str(), show(&pair.value))
            });
            format!("{{{}}}", pairs.collect::<Vec<_>>().join(" "))
        }
    }
}

fn kinds(loaded: &Loaded) -> Vec<FaultKind> {
    loaded.faults.iter().map(|fault| fault.kind).collect()
}

#[test]
fn the_last_of_several_equal_keys_wins() {
    assert_eq!(show(&load_text("a: 1\nb: 2\na: 3\na: 4\n").root), "{-a:1 b:2 -a:3 a:4}");
}

#[test]
fn a_merge_is_applied_where_it_stands() {
    let text = "d: &d {a: 1, b: 2}\nx:\n  a: 0\n  <<: *d\n  b: 9\n";
    let loaded = load_text(text);
    assert_eq!(show(loaded.root.get("x").unwrap()), "{-a:0 <a:1 -<b:2 b:9}");
    let Data::Map(pairs) = &loaded.root.get("x").unwrap().data else { panic!("x is a mapping") };
    let merge = u32::try_from(text.find("<<").unwrap()).unwrap();
    assert_eq!(pairs[0].shadowed_by, Some(Span::new(merge, merge + 2)));
    assert_eq!(pairs[1].merged_by, Some(Span::new(merge, merge + 2)));
}

#[test]
fn in_a_list_of_merges_the_earlier_mapping_wins() {
    assert_eq!(show(&load_text("<<: [{a: 1}, {a: 2, b: 3}]\n").root), "{-<a:2 <b:3 <a:1}");
}

#[test]
fn a_merge_in_a_merge_pours_into_the_outer_mapping() {
    assert_eq!(show(&load_text("<<: {<<: {a: 1}, b: 2}\n").root), "{<a:1 <b:2}");
}

#[test]
fn a_quoted_merge_key_is_a_key_unless_a_tag_says_otherwise() {
    assert_eq!(show(&load_text("\"<<\": {a: 1}\n").root), "{<<:{a:1}}");
    assert_eq!(show(&load_text("!!merge \"<<\": {a: 1}\n").root), "{<a:1}");
}

#[test]
fn what_cannot_be_merged_is_a_fault_and_the_rest_is_read() {
    let loaded = load_text("<<: 3\na: 1\n");
    assert_eq!(show(&loaded.root), "{a:1}");
    assert_eq!(kinds(&loaded), [FaultKind::Merge]);
}

#[test]
fn an_alias_stands_where_it_is_written_and_keeps_the_place_of_its_text() {
    let loaded = load_text("a: &x b\nc: *x\n");
    let value = loaded.root.get("c").unwrap();
    assert_eq!((value.span, value.origin), (Span::new(11, 13), Span::new(6, 7)));
    assert_eq!(show(value), "\"b\"");
}

#[test]
fn a_value_that_holds_itself_is_a_fault() {
    for text in ["a: &a [*a]\n", "a: &a {<<: *a}\n", "a: &a {b: *a}\n"] {
        assert_eq!(kinds(&load_text(text)), [FaultKind::SelfReference], "{text}");
    }
}

#[test]
fn keys_become_text_and_what_cannot_is_a_fault() {
    assert_eq!(show(&load_text("{1: a, 0x10: b, yes: c, 1.50: d}\n").root), "{1:\"a\" 16:\"b\" true:\"c\" 1.5:\"d\"}");
    let loaded = load_text("? {a: b}\n: c\n? [d]\n: e\n~: f\n18446744073709551615: g\nh: i\n");
    assert_eq!(show(&loaded.root), "{h:\"i\"}");
    let (composite, unsupported) = (FaultKind::CompositeKey, FaultKind::UnsupportedKey);
    assert_eq!(kinds(&loaded), [composite, composite, unsupported, unsupported]);
}

#[test]
fn keys_and_numbers_that_do_not_win_are_never_converted() {
    assert!(kinds(&load_text("a: {~: .inf}\na: 1\n")).is_empty());
    assert_eq!(kinds(&load_text("a: .inf\n")), [FaultKind::NotANumber]);
}

#[test]
fn an_alias_bomb_is_stopped() {
    let mut text = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n".to_owned();
    for level in 1..12 {
        let aliases = vec![format!("*a{}", level - 1); 9].join(", ");
        writeln!(text, "a{level}: &a{level} [{aliases}]").unwrap();
    }
    assert_eq!(kinds(&load_text(&text)), [FaultKind::ExcessiveAliases]);
}

#[test]
fn a_bomb_of_few_aliases_and_much_text_is_stopped() {
    let text = format!("a: &a {}\nb: [{}]\n", "x".repeat(1 << 20), vec!["*a"; 500].join(", "));
    assert_eq!(kinds(&load_text(&text)), [FaultKind::ExcessiveAliases]);
}

#[test]
fn ten_thousand_levels_need_no_stack() {
    let deep = format!("a: {}{}\n", "[".repeat(9_990), "]".repeat(9_990));
    assert!(kinds(&load_text(&deep)).is_empty());
    let key = format!("? {}{}\n: b\n", "[".repeat(9_990), "]".repeat(9_990));
    assert_eq!(kinds(&load_text(&key)), [FaultKind::CompositeKey]);
}
