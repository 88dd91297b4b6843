#![allow(clippy::unwrap_used, clippy::expect_used)]

use super::*;
use crate::env::Env;
use crate::kubeconfig::Document;
use jiff::Timestamp;
use proptest::prelude::*;

const WORDS: &[&str] = &["tls", "tls/verify-disabled", "auth", "auth/basic-auth"];

const FILE: &str = "\
# kubeconfig-lint: ignore[tls] above a key
clusters: # kubeconfig-lint: ignore[auth]
# kubeconfig-lint: ignore[tls/verify-disabled] above an entry

# and another comment
- name: a # kubeconfig-lint: ignore[auth/basic-auth]
  cluster:
    server: x # kubeconfig-lint: ignore[tls]
    # kubeconfig-lint: ignore[tls]
    insecure-skip-tls-verify: true
- # kubeconfig-lint: ignore[auth]
  name: b
users:
- name: c
# kubeconfig-lint: ignore[auth] above nothing
";

fn directives(text: &str) -> Vec<Directive> {
    let env = Env::closed(Timestamp::UNIX_EPOCH);
    Document::read(text.as_bytes(), None, &env).directives(WORDS)
}

fn content(comment: &str) -> Result<Ignore, Malformed> {
    directives(&format!("{comment}\na: b\n")).remove(0).content
}

#[test]
fn a_directive_is_for_its_line_the_next_one_or_a_whole_entry() {
    let covered: Vec<_> =
        directives(FILE).into_iter().map(|directive| directive.scope.map(|scope| &FILE[scope.span().range()])).collect();
    let whole = FILE.find("- name: a").unwrap();
    let entry = &FILE[whole..FILE.find("\n- # kube").unwrap()];
    let second = &FILE[FILE.find("- # kube").unwrap()..FILE.find("\nusers").unwrap()];
    let line = |start: &str| FILE.lines().find(|line| line.trim_start().starts_with(start));
    assert_eq!(
        covered,
        [line("clusters:"), line("clusters:"), Some(entry), Some(entry), line("server: x"), line("insecure"), Some(second), None]
    );
}

#[test]
fn entries_in_brackets_begin_on_their_lines_too() {
    let text = "users: [\n  # kubeconfig-lint: ignore[auth]\n  {name: a,\n   user: {token: x}}, # kubeconfig-lint: ignore[tls]\n  {name: b}]\n";
    let found = directives(text);
    let covered: Vec<_> = found.iter().map(|directive| &text[directive.scope.unwrap().span().range()]).collect();
    assert!(covered[0].ends_with("{name: a,\n   user: {token: x}}"), "{}", covered[0]);
    assert!(covered[1].contains("{token: x}}"), "{}", covered[1]);
}

#[test]
fn rules_a_date_and_a_reason_are_read() {
    let ignore = content("# kubeconfig-lint: ignore[tls/verify-disabled, auth] until=2026-12-31 a test cluster").unwrap();
    assert_eq!(ignore.names, [Named::Known("tls/verify-disabled"), Named::Known("auth")]);
    assert_eq!(ignore.until, Some(jiff::civil::date(2026, 12, 31)));
    assert!(ignore.has_reason);
    let ignore = content("#kubeconfig-lint:ignore[auth]").unwrap();
    assert_eq!((ignore.until, ignore.has_reason), (None, false));
    assert!(!content("# kubeconfig-lint: ignore[auth] until=2026-12-31:").unwrap().has_reason);
}

#[test]
fn a_word_that_is_no_rule_gets_a_suggestion() {
    let names = |list: &str| content(&format!("# kubeconfig-lint: ignore[{list}]")).unwrap().names;
    assert_eq!(
        names("tls/verfy-disabled, basic-auth, xyz, tsl"),
        [
            Named::Unknown(Some("tls/verify-disabled")),
            Named::Unknown(Some("auth/basic-auth")),
            Named::Unknown(None),
            Named::Unknown(Some("tls"))
        ]
    );
}

#[test]
fn what_cannot_be_read_says_why() {
    for (comment, why) in [
        ("# kubeconfig-lint ignore[tls]", Malformed::NoColon),
        ("# kubeconfig-lint: disable[tls]", Malformed::UnknownVerb),
        ("# kubeconfig-lint: ignored[tls]", Malformed::UnknownVerb),
        ("# kubeconfig-lint:", Malformed::UnknownVerb),
        ("# kubeconfig-lint: ignore tls", Malformed::NoBrackets),
        ("# kubeconfig-lint: ignore[tls", Malformed::Unclosed),
        ("# kubeconfig-lint: ignore[]", Malformed::Empty),
        ("# kubeconfig-lint: ignore[tls,]", Malformed::Empty),
        ("# kubeconfig-lint: ignore[tls] until=soon", Malformed::NoDate),
    ] {
        assert_eq!(content(comment), Err(why), "{comment}");
    }
}

#[test]
fn other_comments_are_no_directives() {
    for comment in
        ["# see kubeconfig-lint: ignore[tls]", "# kubeconfig-lint is run in CI", "# kubeconfig-linter: ignore[tls]", "#"]
    {
        assert_eq!(directives(&format!("{comment}\na: b\n")), [], "{comment}");
    }
}

#[test]
fn a_long_row_of_directives_is_read_in_time() {
    let row = "# kubeconfig-lint: ignore[tls]\n".repeat(20_000);
    let text = format!("{row}{}users: []\n", "#\n".repeat(200_000));
    let started = std::time::Instant::now();
    let found = directives(&text);
    assert_eq!(found.len(), MOST);
    assert!(found.iter().all(|directive| directive.scope == found[0].scope));
    assert!(started.elapsed().as_secs() < 60, "{:?}", started.elapsed());
}

proptest! {
    #[test]
    fn any_comment_is_read_and_covers_a_part_of_the_file(
        rest in "[ :,=a-z/\\[\\]#-]{0,30}",
        before in "[- a:{}\\[\\],\n#&*]{0,20}",
        after in "[- a:{}\\[\\],\n#&*]{0,20}",
    ) {
        for text in [format!("users:\n{before}# kubeconfig-lint: ignore{rest}\n{after}"), format!("{before} # kubeconfig-lint{rest}\r\n{after}")] {
            for directive in directives(&text) {
                prop_assert!(text[directive.span.range()].starts_with('#'));
                if let Some(scope) = directive.scope {
                    prop_assert!(text.get(scope.span().range()).is_some());
                }
            }
        }
    }
}
