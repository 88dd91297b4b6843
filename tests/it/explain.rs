//! `explain` and `rules`.

use crate::command::Desk;

const DANGLING: &str = "structure/current-context-dangling";

#[test]
fn a_rule_is_explained_by_its_page() {
    let desk = Desk::new();
    let run = desk.run(&["explain", DANGLING]).exits(0).prints("What it does").prints("# <-- reported");
    assert!(!run.stdout.contains("---\n") && !run.stdout.contains("```"), "{}", run.stdout);
    assert!(run.stdout.lines().filter(|line| !line.contains("://")).all(|line| line.chars().count() <= 80), "{}", run.stdout);
    assert_eq!(run.stdout, desk.run(&["explain", "current-context-dangling"]).exits(0).stdout);
    desk.run(&["explain", "structure"]).exits(0).prints(DANGLING);
}

#[test]
fn a_mistyped_rule_gets_a_suggestion() {
    Desk::new()
        .run(&["explain", "structure/current-contxt-dangling"])
        .exits(2)
        .says("did you mean `structure/current-context-dangling`?");
}

#[test]
fn an_error_of_a_client_leads_to_the_rule() {
    let desk = Desk::new();
    let error = "error: context was not found  for specified context: s3cr3t";
    desk.run(&["explain", error]).exits(0).prints(DANGLING);
    desk.run(&["explain", "Error:", "context was not found for specified", "context: x"]).exits(0).prints(DANGLING);
    desk.run_with(&["explain", "-"], |command| command.write_stdin(error)).exits(0).prints(DANGLING);
}

#[test]
fn nothing_of_a_pasted_error_is_printed() {
    let desk = Desk::new();
    for text in ["context was not found for specified context: hunter2", "nobody knows hunter2", "hunter2/hunter2", "--hunter2"] {
        let run = desk.run(&["explain", text]);
        assert!(!run.stdout.contains("hunter2") && !run.stderr.contains("hunter2"), "{run:?}");
    }
    desk.run(&["explain", "nobody knows hunter2"]).exits(1).says("no rule knows this error");
}

#[test]
fn the_rule_book_is_a_table_and_json() {
    let desk = Desk::new();
    let run = desk.run(&["rules"]).exits(0).prints(DANGLING);
    assert!(run.stdout.lines().all(|line| line.chars().count() <= 80), "{}", run.stdout);
    let json: serde_json::Value = serde_json::from_str(&desk.run(&["rules", "-f", "json", "structure"]).exits(0).stdout).unwrap();
    assert!(json["rules"].as_array().unwrap().iter().any(|rule| rule["id"] == DANGLING && rule["severity"] == "error"));
    desk.run(&["rules", "strcture"]).exits(2).says("did you mean `structure`?");
}

#[test]
fn marks_are_explained_before_the_examples_that_have_them() {
    let desk = Desk::new();
    let page = desk.run(&["explain", "tls/ca-empty"]).exits(0).stdout;
    let at = |text: &str| page.find(text).unwrap_or_else(|| panic!("{text} is not in {page}"));
    assert!(at("shows what is reported") < at("# <-- reported"), "{page}");
    assert!(at("`{{…}}` stands for a") < at("{{token}}"), "{page}");
}

#[test]
fn every_rule_is_explained() {
    let desk = Desk::new();
    for rule in kubeconfig_lint::rules::all() {
        let run = desk.run(&["explain", rule.id()]).exits(0);
        assert!(run.stdout.starts_with(rule.id()), "{}: {}", rule.id(), run.stdout);
    }
}

#[test]
fn where_only_ascii_can_be_shown_pages_are_ascii() {
    let desk = Desk::new();
    for rule in ["structure/template-placeholder", "server/confusable-host", "encoding/not-base64"] {
        let run = desk.run_with(&["explain", rule], |command| command.env("LC_ALL", "C")).exits(0);
        assert!(run.stdout.is_ascii(), "{}", run.stdout);
    }
}
