//! `clients`: the contract for programs, the table for people, and that no secret gets into either.

use crate::command::{Desk, GOOD, dangling};
use crate::credentials::{CANARY, fill};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::Value;

fn results(desk: &Desk, words: &[&str]) -> Vec<Value> {
    let words = [&["clients", "-f", "json"], words].concat();
    let report: Value = serde_json::from_str(&desk.run(&words).exits(0).stdout).unwrap();
    assert_eq!(report["schema_version"], 1);
    report["results"].as_array().unwrap().clone()
}

#[test]
fn a_row_holds_what_the_contract_says() {
    let desk = Desk::new();
    desk.write("ca.crt", fill("{{ca|pem}}"));
    desk.write("good", GOOD);
    let rows = results(&desk, &["--client", "kubectl@1.24,kubectl@1.37", "good"]);
    let expected = serde_json::json!({
        "file": "good", "context": "prod", "current": true, "client": "kubectl", "version": "1.37", "verified": true,
        "outcome": "contacts", "stage": null, "error": null, "rule": null,
        "effective": {"server": "https://k8s.corp.test:6443", "tls": "verified", "ca": "file", "auth": ["exec"],
            "namespace": "default", "impersonate": null}
    });
    assert_eq!(rows.len(), 2);
    assert_eq!(rows[1], expected);
}

#[test]
fn a_refusal_names_the_rule_that_explains_it() {
    let desk = Desk::new();
    desk.write("ca.crt", fill("{{ca|pem}}"));
    desk.write("dangling", dangling());
    let rows = results(&desk, &["--client", "kubectl@1.37", "dangling"]);
    let refused = rows.iter().find(|row| row["current"] == true).unwrap();
    assert_eq!(refused["context"], "gone");
    assert_eq!(refused["stage"], "config");
    assert_eq!(refused["error"], "context was not found for specified context: gone");
    assert_eq!(refused["rule"], "structure/current-context-dangling");
    assert!(refused["effective"].is_null());
}

#[test]
fn the_last_three_minors_are_meant_where_nothing_is_said() {
    let desk = Desk::new();
    desk.write("good", GOOD);
    let versions: Vec<_> = results(&desk, &["good"]).iter().map(|row| row["version"].as_str().unwrap().to_owned()).collect();
    assert_eq!(versions, ["1.35", "1.36", "1.37"]);
}

#[test]
fn one_context_can_be_asked_for() {
    let desk = Desk::new();
    desk.write("dangling", dangling());
    assert_eq!(results(&desk, &["--context", "prod", "--client", "kubectl@1.37", "dangling"]).len(), 1);
    desk.run(&["clients", "--context", "nope", "dangling"]).exits(0).says("no context is called so");
}

#[test]
fn clients_that_are_not_known_are_an_error_that_says_which_are() {
    let desk = Desk::new();
    desk.run(&["clients", "--client", "java"]).exits(2).says("known so far: kubectl, python");
    desk.run(&["clients", "--client", "kubctl"]).exits(2).says("did you mean `kubectl`?");
    desk.run(&["clients", "--client", "kubectl@1.99"]).exits(2).says("1.22 to 1.37");
    desk.run(&["clients", "missing"]).exits(2).says("cannot read");
    desk.run(&["clients", "--client", "kubectl,python,kr8s"]).exits(3).says("no path was given");
}

#[test]
fn people_get_a_table_of_80_columns() {
    let desk = Desk::new();
    desk.write("dangling", dangling());
    let run = desk.run(&["clients", "--client", "kubectl@1.24,kubectl", "dangling"]).exits(0);
    assert!(run.stdout.lines().all(|line| line.chars().count() <= 80), "{}", run.stdout);
    let run = run.prints("context gone (current)").prints("refuses  kubectl 1.24, 1.35, 1.36, 1.37");
    run.prints("structure/current-context-dangling");
}

/// Values for the fields of a cluster and a user that make kubectl talk about them.
fn talkative() -> Vec<(String, String)> {
    let encoded = STANDARD.encode(format!("{CANARY}{CANARY}"));
    let https = "{server: 'https://h'}".to_owned();
    let mut cases: Vec<(String, String)> = Vec::new();
    for server in [
        "https://u:C@h",
        "https://u:C@h:x",
        "https://u:C /@h",
        "https://h?C",
        "https://h#C",
        "ftp://u:C@h",
        "u:C@h",
        "https://C:1/x@h",
    ] {
        cases.push((format!("{{server: '{server}'}}"), "{token: 'C'}".into()));
        cases.push((format!("{{server: 'https://h', proxy-url: '{server}'}}"), "{token: 'C'}".into()));
    }
    for field in ["certificate-authority-data", "tls-server-name", "insecure-skip-tls-verify"] {
        cases.push((format!("{{server: 'https://h', {field}: {encoded}}}"), "{token: 'C'}".into()));
    }
    for user in [
        "{token: \"C\\n\"}".to_owned(),
        "{token: C, username: a, password: C}".to_owned(),
        "{token: [C]}".to_owned(),
        "{password: {C: C}}".to_owned(),
        "{auth-provider: {name: oidc, config: {idp-issuer-url: i, client-id: c, id-token: C, client-secret: C}}}".to_owned(),
        "{exec: {apiVersion: v1, command: 'x C', args: [C], env: [{value: C}]}}".to_owned(),
        format!("{{client-key-data: {encoded}, client-certificate-data: {encoded}}}"),
        "{token: 'C', token: C, users: [C".to_owned(),
    ] {
        cases.push((https.clone(), user));
    }
    cases.iter().map(|(cluster, user)| (cluster.replace('C', CANARY), user.replace('C', CANARY))).collect()
}

#[test]
fn no_secret_gets_out() {
    const RELEASES: &str = "kubectl@1.22,kubectl@1.36,kubectl@1.37,python@18.20,python,kr8s@0.13,kr8s@0.17,kr8s,\
                            node@1.4,node,kubeclient@4.9.2,kubeclient,kube-rs@1.1,kube-rs";
    let desk = Desk::new();
    for (cluster, user) in talkative() {
        let text = format!(
            "clusters: [{{name: c, cluster: {cluster}}}]\nusers: [{{name: u, user: {user}}}]\n\
             contexts: [{{name: x, context: {{cluster: c, user: u}}}}]\ncurrent-context: x\n"
        );
        desk.write("file", &text);
        for form in ["full", "json"] {
            let run = desk.run(&["clients", "-v", "-f", form, "--client", RELEASES, "file"]);
            let run = run.exits(0);
            let encoded = STANDARD.encode(CANARY);
            for secret in [CANARY, &CANARY[..8], &CANARY[4..], &encoded[..8]] {
                assert!(!run.stdout.contains(secret) && !run.stderr.contains(secret), "{text}\n{run:?}");
            }
        }
    }
}

#[test]
fn a_line_break_behind_a_token_is_an_error_for_those_who_send_it() {
    const USER: &str = "kind: Config\nusers:\n- name: u\n  user: {tokenFile: token}\n";
    let desk = Desk::new();
    desk.write("token", "opaque\n");
    desk.write("config", USER);
    for (client, code) in [("kubectl", 0), ("kr8s", 0), ("python", 1), ("kube-rs@1.1.0", 1)] {
        let run = desk.run(&["check", "--client", client, "--select", "auth/token-file-content", "config"]).exits(code);
        assert_eq!(run.stdout.contains("error[auth/token-file-content]"), code == 1, "{client}: {}", run.stdout);
    }
}
