//! What holds for the masked text and the findings of every file. `PROPTEST_CASES` says how many are tried.

use super::oracle::Oracle;
use kubeconfig_lint::span::Span;
use kubeconfig_lint::{Checked, Env, Options, check_bytes};
use proptest::prelude::*;

/// A longer word than any name has, so that it is hidden wherever it stands.
const SECRET: &str = "qZvxCjkwyWQnBhTzfGpRmXdLsKVqjzYwHxNbCvQkFgPtZrJmWdXsLhKqVyBnTcGzRfMjPwDx";

/// Pieces of kubeconfigs, of YAML in general, and of what stands around them.
const PIECES: &[&str] = &[
    SECRET,
    SECRET,
    "clusters:\n- name: c\n  cluster:\n    server: https://k8s.corp.test\n",
    "users:\n- name: u\n  user:\n    token: ",
    "contexts: [{name: x, context: {cluster: c, user: u}}]\n",
    "current-context: ",
    "kind: Config\n",
    "    client-key-data: ",
    "    tokenFile: ",
    "    exec: {command: x, args: [",
    "extensions: ",
    "    server: https://x:",
    "@k8s.corp.test?",
    "LS0tLS1CRUdJTiA",
    "eyJhbGciOiJub25lIn0.e30.",
    "\n    ",
    "\n  ",
    "\n- ",
    "\n",
    "\r\n",
    "\r",
    "\u{85}",
    "\u{2028}",
    "\t",
    ": ",
    "- ",
    ", ",
    "{",
    "}",
    "[",
    "]",
    "\"",
    "'",
    "\\",
    "\\x",
    "|\n      ",
    ">-\n      ",
    "# ",
    " # ",
    "&a ",
    "*a",
    "<<: ",
    "? ",
    "!!binary ",
    "!x ",
    "\n---\n",
    "\n...\n",
    "%TAG ",
    "{{ ",
    "é",
    "\u{feff}",
    "😀",
    "\u{202e}",
    "\0",
    "##[",
    "::",
];

fn text() -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(PIECES), 0..30).prop_map(|pieces| pieces.concat())
}

fn look_at(text: &str) -> Checked {
    let env = Env { follow_paths: false, ..Env::at(crate::credentials::NOW.parse().unwrap()) };
    check_bytes("file", text.as_bytes().to_vec(), &Options::new(env))
}

/// The breaks that end lines for kubectl.
fn lines(text: &str) -> usize {
    let text = text.replace("\r\n", "\n");
    1 + text.matches(['\n', '\r', '\u{85}', '\u{2028}', '\u{2029}']).count()
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn masked_text_has_the_lines_of_the_source_and_nothing_of_a_secret(source in text()) {
        let checked = look_at(&source);
        let masked = &checked.files[0].text;
        if !checked.findings.is_empty() {
            let unmarked = source.strip_prefix('\u{feff}').unwrap_or(&source);
            prop_assert_eq!(masked.line_count(), lines(unmarked));
        }
        prop_assert_eq!(Oracle::new([SECRET]).leak(masked.text()), None);
    }

    #[test]
    fn every_span_of_a_source_has_its_place_in_the_masked_text(source in text(), ends in any::<[u16; 2]>()) {
        let checked = look_at(&source);
        let masked = &checked.files[0].text;
        // Characters that are none stand as U+FFFD in the text that places are of, and the mark at its start is no part of it.
        let text = source.strip_prefix('\u{feff}').unwrap_or(&source).replace('\0', "\u{fffd}");
        let boundary = |end: u16| (0..=usize::from(end) % (text.len() + 1)).rev().find(|&end| text.is_char_boundary(end));
        let mut ends = ends.map(|end| u32::try_from(boundary(end).unwrap_or_default()).unwrap());
        ends.sort_unstable();
        let shown = masked.span(Span::new(ends[0], ends[1]));
        prop_assert!(masked.text().get(shown.range()).is_some(), "{shown:?} is not in {:?}", masked.text());
    }

    #[test]
    fn checking_again_finds_the_same_at_places_in_the_file(source in text()) {
        let checked = look_at(&source);
        prop_assert_eq!(format!("{checked:?}"), format!("{:?}", look_at(&source)));
        // Characters that are none stand as U+FFFD in the text that places are of.
        prop_assume!(!source.contains('\0') && !source.starts_with('\u{feff}'));
        for finding in &checked.findings {
            let places = std::iter::once(finding.place).chain(finding.related.iter().map(|related| related.place));
            for place in places {
                prop_assert!(source.get(place.span.range()).is_some(), "{}: {:?}", finding.rule, place.span);
                prop_assert!(place.range.start.byte <= place.range.end.byte);
                prop_assert!((place.range.end.line as usize) <= lines(&source), "{}: {:?}", finding.rule, place.range);
                prop_assert_eq!(place.range.start.byte, place.span.start);
            }
        }
        let debug = format!("{:?}", checked.findings);
        prop_assert_eq!(Oracle::new([SECRET]).leak(&debug), None);
    }
}
