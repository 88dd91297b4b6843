//! Empty documents in front of the one that is meant.

use super::fix_text;
use crate::credentials::fill;
use kubeconfig_lint::fix::Safety;

const FILE: &str = "apiVersion: v1\nkind: Config\ncurrent-context: prod\ncontexts: [{name: prod, context: {cluster: c, user: u}}]\nclusters: [{name: c, cluster: {server: 'https://h.test:6443', certificate-authority-data: {{ca}}}}]\nusers: [{name: u, user: {token: \"{{token}}\"}}]\n";

#[track_caller]
fn becomes(before: &str, after: &str) {
    for line_break in ["\n", "\r\n"] {
        let form = |text: &str| text.replace("FILE", FILE).replace('\n', line_break);
        let fixed = fix_text(&form(before), Safety::Unsafe);
        let refused: Vec<_> = fixed.refused.iter().map(ToString::to_string).collect();
        assert_eq!(String::from_utf8_lossy(&fixed.files[0].input.bytes), fill(&form(after)), "refused: {refused:?}");
    }
}

#[test]
fn the_markers_of_empty_documents_go_and_comments_stay() {
    for (before, after) in [
        ("---\n---\nFILE", "---\nFILE"),
        ("--- \n# a\n\n--- # b\nFILE", "# a\n\n--- # b\nFILE"),
        ("---   # a\n---\nFILE...\n", "# a\n---\nFILE...\n"),
        ("---\n...\n---\nFILE", "---\nFILE"),
        ("---\n---\n# a\n---\n---\nFILE# b", "# a\n---\nFILE# b"),
        ("---\n...\n%YAML 1.1\n%TAG ! tag:yaml.org,2002:\n---\nFILE", "%YAML 1.1\n%TAG ! tag:yaml.org,2002:\n---\nFILE"),
        (
            "---\n...\n%TAG ! tag:yaml.org,2002:\n---\nFILEpreferences: !map {colors: !bool 'true'}\n",
            "%TAG ! tag:yaml.org,2002:\n---\nFILEpreferences: !map {colors: !bool 'true'}\n",
        ),
        ("# a\n---\n# b\n---\nFILE---\n", "# a\n# b\n---\nFILE---\n"),
    ] {
        becomes(before, after);
    }
}

#[test]
fn nobody_chooses_between_documents_that_hold_something() {
    for text in [
        // One more is left, which kubectl does not read either.
        "---\n---\nFILE---\nusers: []\n",
        "null\n---\nFILE",
        "{}\n---\nFILE",
        "FILE---\nFILE",
        "FILE---\n",
        "%YAML 1.1\n---\n---\nFILE",
        // What is left is no kubeconfig.
        "---\n---\nusers\n",
        "---\n---\n# nothing\n",
    ] {
        becomes(text, text);
    }
}

#[test]
fn what_comes_to_light_is_not_held_against_it() {
    // A rule has something to say about it, which no client minds.
    let text = |start: &str| format!("{start}---\n{}", FILE.replace("user: u}", "user: u, namespace: ''}"));
    becomes(&text("---\n"), &text(""));
}
