use super::*;

fn masked(source: &str, secret: &str) -> MaskedText {
    MaskedText::with_hidden(source, &[(secret, REDACTED)])
}

#[test]
fn a_secret_becomes_a_fixed_word_and_the_lines_stay() {
    let text = masked("a: 1\ntoken: hunter2\nb: 2\n", "hunter2");
    assert_eq!(text.text(), "a: 1\ntoken: REDACTED\nb: 2\n");
    assert_eq!(text.line(2), "token: REDACTED");
    assert_eq!(text.line_count(), 4);
    assert_eq!([0, 4, 5, 20, 26].map(|offset| text.line_at(offset)), [1, 1, 2, 2, 4]);
    let multi = masked("k: |\n  one\n  two\nb: 2", "|\n  one\n  two");
    assert_eq!(multi.text(), "k: REDACTED\n\n\nb: 2");
}

#[test]
fn spans_follow_the_text_and_cover_whole_masks() {
    let text = masked("a: 1\ntoken: hunter2\nb: 2\n", "hunter2");
    let shown = |start, end| &text.text()[text.span(Span::new(start, end)).range()];
    assert_eq!(shown(5, 10), "token");
    assert_eq!(shown(14, 15), "REDACTED");
    assert_eq!(shown(20, 21), "b");
    assert_eq!(shown(0, 0), "a");
    assert_eq!(shown(4, 4), "1");
    assert_eq!(shown(12, 12), "REDACTED");
}

#[test]
fn nothing_that_steers_a_terminal_or_a_log_passes() {
    let text = masked("a\u{1b}[1m: [::1]\r\n##[group]\n ::error::y\n\tb: z\u{2028}c", "z");
    assert_eq!(text.text(), "a\\u{1b}[1m: [::1]\n\\u{23}#[group]\n \\u{3a}:error::y\n→b: REDACTED\nc");
    assert_eq!(text.line_count(), 5);
}

/// The masked text of a whole file.
fn disclosed(text: &str) -> String {
    let env = crate::env::Env::at("2026-01-01T00:00:00Z".parse().unwrap());
    crate::kubeconfig::Document::read(text.as_bytes(), None, &env).masked().text().to_owned()
}

#[test]
fn what_an_alias_brings_to_a_public_place_is_shown_unless_it_is_secret_elsewhere() {
    let cluster = "clusters: [{name: c, cluster: ";
    for (text, is_shown) in [
        (format!("x: &a https://host\n{cluster}{{server: *a}}}}]\n"), true),
        (format!("x: &a {{server: https://host}}\n{cluster}{{<<: *a}}}}]\n"), true),
        (format!("x: &a {{server: https://host}}\n{cluster}*a}}]\n"), true),
        ("x: &a https://host\n".to_owned(), false),
        (format!("x: &a https://host\n{cluster}{{server: *a, other: *a}}}}]\n"), true),
        (format!("x: &a https://host\n{cluster}{{server: *a}}}}]\nusers: [{{name: u, user: {{token: *a}}}}]\n"), false),
        (format!("users: [{{name: u, user: {{token: &a https://host}}}}]\n{cluster}{{server: *a}}}}]\n"), false),
        (
            format!(
                "users: [{{name: u, user: {{auth-provider: {{name: oidc, config: {{k: &a https://host}}}}}}}}]\n{cluster}{{server: *a}}}}]\n"
            ),
            false,
        ),
        (format!("x: &a https://u:p@host\n{cluster}{{server: *a}}}}]\n"), true),
    ] {
        let shown = disclosed(&text);
        assert_eq!(shown.contains("host"), is_shown, "{shown}");
        assert!(!shown.contains("u:p"), "{shown}");
    }
}
