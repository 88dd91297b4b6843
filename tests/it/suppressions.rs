//! Comments that suppress findings.

use crate::command::{Desk, Run};
use kubeconfig_lint::gate::{Policy, gate};
use serde_json::Value;

/// Two clusters that do not verify the server, and nothing else that is wrong.
const LAB: &str = "apiVersion: v1
kind: Config
current-context: a
clusters:
- name: a
  cluster:
    server: https://a.corp.test:6443
    insecure-skip-tls-verify: true
- name: b
  cluster:
    server: https://b.corp.test:6443
    insecure-skip-tls-verify: true
contexts:
- name: a
  context: {cluster: a, user: u}
- name: b
  context: {cluster: b, user: u}
users:
- name: u
  user: {exec: {apiVersion: client.authentication.k8s.io/v1, command: aws, interactiveMode: Never, args: [eks, get-token, --cluster-name, lab, --output, json]}}
";

fn json(run: &Run) -> Value {
    serde_json::from_str(&run.stdout).unwrap()
}

/// The rules that are found, with their lines.
fn found(report: &Value) -> Vec<(String, u64)> {
    let findings = report["findings"].as_array().unwrap().iter();
    findings.map(|finding| (finding["rule"].as_str().unwrap().to_owned(), finding["start"]["line"].as_u64().unwrap())).collect()
}

fn check(text: &str, options: &[&str]) -> Value {
    let desk = Desk::new();
    desk.write("lab", text);
    json(&desk.run(&[&["check", "-f", "json", "--fail-on", "never", "lab"], options].concat()).exits(0))
}

const TLS: &str = "tls/verify-disabled";

#[test]
fn a_comment_on_the_line_above_it_or_on_the_entry_suppresses() {
    assert_eq!(found(&check(LAB, &[])), [(TLS.into(), 8), (TLS.into(), 12)]);
    for (old, new) in [
        ("verify: true\n- name: b", "verify: true # kubeconfig-lint: ignore[tls/verify-disabled] a lab\n- name: b"),
        (
            "    insecure-skip-tls-verify: true\n- name: b",
            "    # kubeconfig-lint: ignore[tls]\n    insecure-skip-tls-verify: true\n- name: b",
        ),
        ("- name: a\n  cluster", "- name: a # kubeconfig-lint: ignore[tls/verify-disabled, auth/basic-auth]\n  cluster"),
        ("- name: a\n  cluster", "# kubeconfig-lint: ignore[tls/verify-disabled]\n\n# a lab\n- name: a\n  cluster"),
    ] {
        let report = check(&LAB.replacen(old, new, 1), &["--ignore", "lint"]);
        assert_eq!(report["summary"]["suppressed"], 1, "{new}");
        let left = found(&report);
        assert!(left.len() == 1 && left[0].1 > 10, "{new}: {left:?}");
    }
}

#[test]
fn other_rules_and_other_places_are_not_suppressed() {
    for (old, new) in [
        ("current-context: a", "current-context: a # kubeconfig-lint: ignore[tls]"),
        ("clusters:", "clusters: # kubeconfig-lint: ignore[tls]"),
        ("verify: true\n- name: b", "verify: true # kubeconfig-lint: ignore[tls/ca-missing]\n- name: b"),
        ("verify: true\n- name: b", "verify: true # see kubeconfig-lint: ignore[tls]\n- name: b"),
    ] {
        let report = check(&LAB.replacen(old, new, 1), &["--select", "tls"]);
        assert_eq!(found(&report).len(), 2, "{new}");
        assert_eq!(report["summary"]["suppressed"], 0, "{new}");
    }
}

#[test]
fn what_is_suppressed_does_not_fail_a_run_and_is_counted() {
    let desk = Desk::new();
    desk.write("lab", LAB.replace("verify: true", "verify: true # kubeconfig-lint: ignore[tls]"));
    desk.run(&["--fail-on", "info", "lab"]).exits(0).prints("no problems found in 1 file (2 suppressed)");
}

#[test]
fn what_is_left_keeps_its_fingerprint() {
    let fingerprints = |text: &str| {
        let report = check(text, &["--select", "tls"]);
        let findings = report["findings"].as_array().unwrap().iter();
        findings.map(|finding| finding["fingerprint"].clone()).collect::<Vec<_>>()
    };
    // Both entries have the same name, so that their findings have the same address.
    let twins = LAB.replace("- name: b\n  cluster", "- name: a\n  cluster");
    let first = twins.replacen("verify: true", "verify: true # kubeconfig-lint: ignore[tls]", 1);
    let all = fingerprints(&twins);
    assert_eq!(all.len(), 2);
    assert_ne!(all[0], all[1]);
    assert_eq!(fingerprints(&first), all[1..]);
}

#[test]
fn comments_about_suppressions_that_do_nothing_are_reported() {
    let text = LAB
        .replacen("verify: true", "verify: true # kubeconfig-lint: ignore[tls/verify-disabled, tls/ca-file-missing, server]", 1)
        .replace("kind: Config", "kind: Config # kubeconfig-lint: please");
    let rules: Vec<_> = found(&check(&text, &["--select", "lint"]));
    assert_eq!(
        rules,
        [("lint/unknown-rule".to_owned(), 2), ("lint/unknown-rule".into(), 8), ("lint/unused-suppression".into(), 8)]
    );
    let ci: Vec<_> = check(&text, &["--select", "lint", "--profile", "ci"])["findings"]
        .as_array()
        .unwrap()
        .iter()
        .map(|finding| finding["severity"].clone())
        .collect();
    assert_eq!(ci, ["error", "error", "warning"]);
}

#[test]
fn a_suppression_that_has_ended_hides_nothing() {
    let text = LAB.replacen("verify: true", "verify: true # kubeconfig-lint: ignore[tls] until=2026-03-01", 1);
    let rules = |now| found(&check(&text, &["--select", "tls,lint", "--now", now]));
    assert_eq!(rules("2026-03-01T23:59:59Z"), [(TLS.into(), 12)]);
    let after = [(TLS.into(), 8), ("lint/expired-suppression".into(), 8), (TLS.into(), 12)];
    assert_eq!(rules("2026-03-02T00:00:00Z"), after);
}

#[test]
fn a_rule_that_does_not_run_makes_no_suppression_unused() {
    // The first is for clients that are not declared, the second is off in this profile, the third is for lists, and the last needs
    // a look at other files.
    for (rule, options) in [
        ("path/relative-resolution-differs", &[][..]),
        ("structure/refused-by-platform", &[]),
        ("merge/shadowed-entry", &[]),
        ("path/missing", &["--profile", "untrusted"]),
    ] {
        let text = LAB.replacen("- name: a", &format!("# kubeconfig-lint: ignore[{rule}]\n- name: a"), 1);
        assert_eq!(found(&check(&text, &[&["--select", "lint"], options].concat())), [], "{rule}");
    }
    let desk = Desk::new();
    let text = LAB.replacen("- name: a", "# kubeconfig-lint: ignore[path/missing]\n- name: a", 1);
    let piped = desk.run_with(&["-f", "json", "--select", "lint", "-"], |command| command.write_stdin(text.clone()));
    assert_eq!(found(&json(&piped)), []);
    desk.write("cut", format!("{text}\tx: [\n"));
    assert_eq!(found(&json(&desk.run(&["-f", "json", "--select", "lint", "cut"]))), []);
}

#[test]
fn comments_in_the_file_of_somebody_else_suppress_nothing() {
    let upload = LAB
        .replace("- name: u\n", "# kubeconfig-lint: ignore[structure, exec, auth, tls, lint]\n- name: u\n")
        .replace("verify: true", "verify: true # kubeconfig-lint: ignore[tls]")
        .replace("current-context: a", "current-context: a # kubeconfig-lint: please");
    let with = check(&upload, &["--profile", "untrusted"]);
    let without = check(LAB, &["--profile", "untrusted"]);
    assert_eq!(with["summary"]["suppressed"], 0);
    let rules = |report: &Value| found(report).into_iter().map(|(rule, _)| rule).collect::<Vec<_>>();
    assert_eq!(rules(&with), rules(&without));
    let policy = Policy::at("2026-01-01T00:00:00Z".parse().unwrap());
    let refused = |text: &str| gate(text.as_bytes().to_vec(), &policy).unwrap_err().len();
    assert_eq!(refused(&upload), refused(LAB));
}

#[test]
fn comments_in_an_embedded_kubeconfig_suppress() {
    let inside = LAB.replacen("verify: true", "verify: true # kubeconfig-lint: ignore[tls/verify-disabled] a lab", 1);
    let indented = inside.replace('\n', "\n    ");
    let manifest = format!("apiVersion: v1\nkind: Secret\nmetadata: {{name: s}}\nstringData:\n  kubeconfig: |\n    {indented}\n");
    let report = check(&manifest, &["--select", "tls,lint"]);
    assert_eq!(report["summary"]["suppressed"], 1);
    assert_eq!(found(&report), [(TLS.into(), 17)]);
}
