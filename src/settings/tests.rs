#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use super::key::{KEYS, SUPPRESSION_KEYS};
use super::read::read;
use super::*;
use crate::finding::Severity;
use crate::options::{Level, Selector};
use crate::profile::Profile;
use proptest::prelude::*;

const FULL: &str = "\
# All that can be set.
profile: ci
clients: [kubectl@1.34, python, java]
select: all
ignore:
- structure/unreferenced-entry
- exec
severity:
  tls/verify-disabled: warning
  server: off
fail-on: warning
expiry-warning: 21d
allowed-exec-commands: our-login
exclude: ['vendor/**', '*.tpl']
baseline: known.json
suppressions:
- rule: tls/verify-disabled
  path: dev/**
  entry: 'clusters[kind-*]'
  until: 2026-12-31
  reason: they are rebuilt every night
- rule: [auth, exec/unknown-plugin]
paths:
  templates/**: {profile: portable, expiry-warning: 1d}
  '*.ci.yaml':
    severity: {exec: error}
";

fn settings(text: &str) -> Settings {
    read(text, Path::new("/repo")).unwrap_or_else(|problems| panic!("{problems:?}"))
}

/// What is wrong with a text, with places.
fn problems(text: &str) -> Vec<String> {
    let Err(problems) = read(text, Path::new("/repo")) else { return Vec::new() };
    let shown = problems.iter().map(|problem| format!("{}:{} {}", problem.start.line, problem.start.column, problem.message));
    shown.collect()
}

#[test]
fn everything_that_can_be_set_is_read() {
    let settings = settings(FULL);
    let set = &settings.overrides;
    assert_eq!(set.profile, Some(Profile::Ci));
    assert_eq!(set.clients.as_ref().unwrap().iter().map(|client| client.id()).collect::<Vec<_>>(), ["kubectl", "python", "java"]);
    assert_eq!(set.select, Some(vec![Selector::All]));
    assert_eq!(set.ignore, Some(vec![Selector::Rule("structure/unreferenced-entry"), Selector::Family("exec")]));
    let levels = [
        Level { selector: Selector::Rule("tls/verify-disabled"), severity: Some(Severity::Warning) },
        Level { selector: Selector::Family("server"), severity: None },
    ];
    assert_eq!(set.severity, levels);
    assert_eq!(settings.fail_on, Some(FailOn::Warning));
    assert_eq!(set.expiry_warning.unwrap().as_hours(), 21 * 24);
    assert_eq!(set.allowed_exec_commands.as_deref(), Some(&["our-login".to_owned()][..]));
    assert_eq!(settings.exclude.iter().map(PathPattern::as_str).collect::<Vec<_>>(), ["vendor/**", "*.tpl"]);
    assert_eq!(settings.baseline, Some("/repo/known.json".into()));
    let [first, second] = &settings.suppressions[..] else { panic!("two suppressions") };
    assert!(first.path.as_ref().unwrap().matches(Path::new("/repo/dev/x")));
    assert!(first.entry.as_ref().unwrap().matches("clusters[kind-a]"));
    assert_eq!(first.until, Some(jiff::civil::date(2026, 12, 31)));
    assert_eq!(first.reason.as_ref().unwrap().as_str(), "they are rebuilt every night");
    assert_eq!(first.range.start.line, 17);
    assert_eq!(second.rules.len(), 2);
    assert_eq!(settings.sections.len(), 2);
    assert_eq!(settings.lines[0], ("profile", 2));
    for key in KEYS {
        assert!(settings.lines.iter().any(|(name, _)| *name == key.name), "{} is not in the example", key.name);
    }
}

#[test]
fn nothing_is_fine_too() {
    for text in ["", "# nothing\n", "---\n", "null", "ignore:\nsuppressions: []\npaths: {}\n", "suppressions:\n"] {
        assert!(problems(text).is_empty(), "{text}: {:?}", problems(text));
    }
}

#[test]
fn mistakes_are_told_with_their_places_and_what_was_meant() {
    for (text, expected) in [
        ("fail_on: error", "1:1 there is no such key; did you mean `fail-on`?"),
        ("xyzzy: 1", "1:1 there is no such key"),
        ("a: [", "1:5 this is not YAML"),
        ("- fail-on", "1:1 expected settings, as in `fail-on: warning`"),
        ("fail-on: error\nfail-on: info", "2:1 this key stands here twice"),
        ("fail-on: [error]", "1:10 expected one word"),
        ("fail-on: loud", "1:10 expected error, warning, info or never"),
        (
            "profile: prod",
            "1:10 expected default, untrusted, ci, portable, or platform:NAME with gardener, flux, istio, hypershift or self-contained for NAME",
        ),
        ("expiry-warning: 30", "1:17 expected a duration such as 30d, 2w or 12h"),
        ("severity: {tls: loud}", "1:17 expected off, info, warning or error"),
        ("severity: [tls]", "1:11 expected rules with severities, as in `tls/verify-disabled: warning`"),
        ("ignore: [{a: b}]", "1:10 expected rules and families, as in `tls/verify-disabled`"),
        ("exclude: 'a[b'", "1:10 a `]` is missing"),
        ("baseline: ../known.json", "1:11 expected a path that stays below the folder of this file"),
        ("baseline: /etc/passwd", "1:11 expected a path that stays below the folder of this file"),
        ("suppressions:\n- path: x", "2:3 this suppression names no rule"),
        ("suppressions:\n- rule: tls\n  untill: 2026-01-01", "3:3 there is no such key; did you mean `until`?"),
        ("suppressions:\n- rule: tls\n  until: soon", "3:10 expected a day such as 2026-12-31"),
        ("suppressions:\n- rule: tls\n  entry: 'clusters[a'", "3:10 a `]` is missing"),
        ("suppressions: []\nexclude: {a: b}", "2:10 expected patterns of paths, as in `vendor/**`"),
        ("paths: {x: {fail-on: error}}", "1:13 this key is for all files, and stands at the top only"),
        ("ignore: &a [tls]\nselect: *a", "2:9 expected rules and families, as in `tls/verify-disabled`"),
        ("fail-on: error\n---\nfail-on: info", "2:1 settings are one document, and here a second one begins"),
    ] {
        assert_eq!(problems(text), [expected], "{text}");
    }
    let unknown = problems("clients: [kubctl, nobody]");
    assert!(
        unknown[0].starts_with("1:11 no client is called so; did you mean `kubectl`? known are")
            || unknown[0].contains("did you mean `kubectl`")
    );
    assert_eq!(unknown.len(), 2);
}

#[test]
fn rules_that_do_not_exist_are_reported_and_the_rest_counts() {
    let settings = settings("ignore: [tls/verfy-disabled, auth]\nseverity: {nonsense: off, exec: info}\n");
    let meant: Vec<_> = settings.unknown.iter().map(|unknown| (unknown.range.start.line, unknown.meant)).collect();
    assert_eq!(meant, [(1, Some("tls/verify-disabled")), (2, None)]);
    assert_eq!(settings.overrides.ignore, Some(vec![Selector::Family("auth")]));
    assert_eq!(settings.overrides.severity.len(), 1);
}

#[test]
fn what_is_no_known_word_is_not_shown() {
    let text = settings(
        "ignore: [tls, hunter2]  # hunter2\nallowed-exec-commands: hunter2\nsuppressions: [{rule: tls, reason: hunter2}]\n",
    )
    .text;
    assert!(!text.text().contains("hunter2"), "{}", text.text());
    assert_eq!(text.line(1), "ignore: [tls, REDACTED");
}

#[test]
fn the_schema_has_every_key() {
    let schema = schema::schema();
    for key in KEYS {
        let property = &schema["properties"][key.name];
        assert!(property["description"].as_str().unwrap().starts_with(key.help), "{}", key.name);
        assert_eq!(schema["$defs"]["section"]["properties"].get(key.name).is_some(), key.in_sections, "{}", key.name);
    }
    let suppression = &schema["properties"]["suppressions"]["items"]["properties"];
    assert!(SUPPRESSION_KEYS.iter().all(|key| suppression.get(key.name).is_some()));
}

proptest! {
    #[test]
    fn any_text_is_read_or_has_a_problem_in_it(text in "[a-z:\\[\\]{}\\-, \n'\"#&*|>!%@?]{0,60}") {
        let lines = u32::try_from(text.matches('\n').count()).unwrap() + 1;
        if let Err(problems) = read(&text, Path::new("/repo")) {
            prop_assert!(!problems.is_empty());
            prop_assert!(problems.iter().all(|problem| problem.start.line <= lines + 1));
        }
    }

    #[test]
    fn any_damage_to_settings_is_survived(at in 0..FULL.len(), length in 0..20_usize, with in "[a-z:\\[\\]{}\\-, \n]{0,3}") {
        let end = (at + length).min(FULL.len());
        let damaged = format!("{}{with}{}", &FULL[..at], &FULL[end..]);
        let _ = read(&damaged, Path::new("/repo"));
    }
}
