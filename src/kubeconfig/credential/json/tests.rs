use super::*;

fn fault(text: &str) -> Option<(FaultKind, u32)> {
    read(text, &[]).err().map(|fault| (fault.kind, fault.span.start))
}

#[test]
fn faults_are_told_with_their_places() {
    use FaultKind::*;
    for (text, kind, at) in [
        ("", Empty, 0),
        (" \n", Empty, 2),
        ("hello", NoValueAtStart, 0),
        ("{\"a\": x}", NoValue, 6),
        ("{} x", TrailingText, 3),
        ("{'a'", NoFirstKey, 1),
        ("{\"a\":1,}", NoNextKey, 7),
        ("{\"a\" 1}", NoColon, 5),
        ("{\"a\":1 \"b\"}", NoCommaInObject, 7),
        ("[1 2]", NoCommaInList, 3),
        ("{\"a", UnclosedText, 1),
        ("\"a\nb\"", ControlCharacter, 2),
        ("\"\\x\"", BadEscape, 2),
        ("\"\\u12\"", BadUnicodeEscape, 2),
        ("{\"a\":", NoValue, 5),
        ("-x", BareMinus, 1),
        ("1.x", BadNumber, 2),
        ("trux", BadWord, 3),
        (&"[".repeat(200), TooDeep, 129),
    ] {
        assert_eq!(fault(text), Some((kind, at)), "{text}");
    }
    assert_eq!(fault("{\"a\": [1, -0.5e3, \"\\u00e9\\n\", null, true]}"), None);
}

#[test]
fn everything_that_serde_json_reads_is_read_and_nothing_else() {
    for text in
        ["{}", "[]", "1e5", "\"\\ud83d\\ude00\"", "01", "[1,]", "{\"a\":1,\"a\":2}", "\u{feff}{}", "nul", "+1", ".5", "\"\t\""]
    {
        assert_eq!(read(text, &[]).is_ok(), serde_json::from_str::<serde_json::Value>(text).is_ok(), "{text}");
    }
}

#[test]
fn the_last_of_several_members_wins() {
    let json = read("{\"a\": 1, \"b\": 2, \"a\": \"x\"}", &[]).ok();
    assert_eq!(json.and_then(|json| json.root.get("a").and_then(Value::as_text).map(str::to_owned)), Some("x".to_owned()));
}

#[test]
fn a_surrogate_that_stands_alone_is_replaced_and_told() {
    let json = read("\"a\\ud800b\\\\ud800\"", &[]).ok();
    assert!(json.as_ref().is_some_and(|json| json.lone_surrogate.is_some()));
    assert_eq!(json.and_then(|json| json.root.as_text().map(str::to_owned)), Some("a\u{fffd}b\\ud800".to_owned()));
}

#[test]
fn what_only_python_takes_is_told_apart() {
    assert!(read("[NaN, -Infinity]", &[]).is_ok_and(|json| json.not_a_number.is_some()));
    assert_eq!(fault("[Nan]"), Some((FaultKind::NoValue, 1)));
}
