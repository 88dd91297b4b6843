//! `exec-credential`: the contract for programs, the table for people, and the exit codes.

use crate::command::Desk;
use crate::credentials::{NOW, fill};
use serde_json::Value;

/// An answer with this status, in which `{{name}}` stands for a credential.
pub(crate) fn answer(version: &str, status: &str) -> String {
    let text =
        format!(r#"{{"apiVersion": "client.authentication.k8s.io/{version}", "kind": "ExecCredential", "status": {status}}}"#);
    // Line breaks of a PEM are escaped: it stands in a JSON text.
    fill(&text).replace('\n', "\\n")
}

/// The same with a line for each member: signatures differ in length from run to run, and columns behind them would too.
fn lines(answer: &str) -> String {
    answer.replace(", \"", ",\n\"")
}

const PAIR: &str = r#"{"clientCertificateData": "{{client-cert|pem}}", "clientKeyData": "{{client-key|pem}}"}"#;
const EVERYBODY: &str = "kubectl,python,kr8s@0.13.5,kr8s,node@1.4.0,node,kubeclient@4.9.3,kube-rs@1.1.0,kube-rs";

fn examined(desk: &Desk, words: &[&str]) -> Value {
    let run = desk.run(&[&["exec-credential", "--now", NOW, "-f", "json"], words].concat());
    serde_json::from_str(&run.stdout).unwrap()
}

#[test]
fn a_result_holds_what_the_contract_says() {
    let desk = Desk::new();
    desk.write("out", answer("v1", "{\"token\": \"{{token}}\"}"));
    let report = examined(&desk, &["--client", "kubectl@1.37,kr8s@0.13.5", "out"]);
    assert_eq!(report["schema_version"], 1);
    assert_eq!(report["findings"][0]["rule"], "exec/output-not-portable");
    assert_eq!(report["findings"].as_array().unwrap().len(), 1);
    assert_eq!(
        report["results"],
        serde_json::json!([
            {"client": "kubectl", "version": "1.37", "verified": true, "outcome": "sends", "auth": ["token"], "error": null, "reason": null},
            {"client": "kr8s", "version": "0.13.5", "verified": true, "outcome": "refuses", "auth": [],
             "error": "ValueError: Only client.authentication.k8s.io/v1beta1 is supported for exec auth", "reason": null},
        ])
    );
}

#[test]
fn a_finding_has_the_form_that_check_gives_it() {
    let desk = Desk::new();
    desk.write("out", answer("v1", "{}"));
    let report = examined(&desk, &["out"]);
    let finding = &report["findings"][0];
    assert_eq!(finding["rule"], "exec/output-invalid");
    assert_eq!(finding["address"], "status");
    assert_eq!(finding["start"], serde_json::json!({"line": 1, "column": 77, "byte": 76}));
    assert_eq!(finding["clients"][0]["outcome"], "refuses");
    assert_eq!(report["results"].as_array().unwrap().len(), 3);
}

#[test]
fn the_exit_code_says_whether_everybody_takes_it() {
    let desk = Desk::new();
    desk.write("token", answer("v1", "{\"token\": \"{{token}}\"}"));
    desk.write("pair", answer("v1", PAIR));
    desk.write("empty", "");
    desk.run(&["exec-credential", "token"]).exits(0);
    desk.run(&["exec-credential", "--client", "python,node,kube-rs", "pair"]).exits(0);
    desk.run(&["exec-credential", "--api-version", "v1beta1", "token"]).exits(1);
    desk.run(&["exec-credential", "--client", "python", "empty"]).exits(1).says("");
    desk.run(&["exec-credential", "gone"]).exits(2).says("cannot read `gone`");
    desk.run(&["exec-credential", "."]).exits(2);
    desk.run(&["exec-credential", "--client", "helm", "token"]).exits(2).says("no client is called so");
    desk.run(&["exec-credential", "--api-version", "v3", "token"]).exits(2).says("expected v1, v1beta1 or v1alpha1");
}

#[test]
fn standard_input_is_read_where_no_file_is_named() {
    let desk = Desk::new();
    let text = answer("v1beta1", "{\"token\": \"{{token}}\"}");
    for words in [&["exec-credential"][..], &["exec-credential", "-"]] {
        let run = desk.run_with(words, |command| command.write_stdin(text.clone())).exits(0);
        assert!(run.stdout.starts_with("<stdin>"), "{}", run.stdout);
    }
}

#[test]
fn old_kr8s_and_raw_pem_are_named() {
    let desk = Desk::new();
    desk.write("pair", answer("v1beta1", PAIR));
    let run = desk.run(&["exec-credential", "--client", "kubectl@1.37,kr8s@0.13.5,kr8s@0.13.6", "pair"]).exits(1);
    let said = run.stdout.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(said.contains("kr8s before 0.13.6 takes the PEM for base64, and stops, mostly with `Incorrect padding`"), "{said}");
    assert!(said.contains("sends kubectl 1.37; kr8s 0.13.6 client-certificate"), "{said}");
}

#[test]
fn nothing_is_run() {
    let desk = Desk::new();
    desk.write("script", "#!/bin/sh\ntouch ran\n");
    desk.run(&["exec-credential", "script"]).exits(1);
    assert!(!desk.path("ran").exists());
}

#[test]
fn reports_read_well_in_80_columns() {
    let desk = Desk::new();
    for (name, text) in [
        ("token", answer("v1", "{\"token\": \"{{token}}\"}")),
        ("line-break", answer("v1", "{\"token\": \"{{token}}\\n\"}")),
        ("text-before", format!("Opening the browser …\n{}", answer("v1", "{\"token\": \"{{token}}\"}"))),
        ("base64", lines(&answer("v1", r#"{"clientCertificateData": "{{client-cert}}", "clientKeyData": "{{client-key}}"}"#))),
        ("mismatch", lines(&answer("v1", r#"{"clientCertificateData": "{{client-cert|pem}}", "clientKeyData": "{{other-client-key|pem}}"}"#))),
        ("several", "{\n  \"apiVersion\": \"client.authentication.k8s.io/v1\",\n  \"status\": {\n    \"Token\": \"x\",\n    \"expirationTimestamp\": \"tomorrow\"\n  }\n}\n".to_owned()),
    ] {
        desk.write(name, text);
        let words = ["exec-credential", "--now", NOW, "--client", EVERYBODY, name];
        let run = desk.run_with(&words, |command| command.env("LC_ALL", "C.UTF-8"));
        assert!(run.stdout.lines().all(|line| line.contains('│') || line.chars().count() <= 80), "{}", run.stdout);
        insta::with_settings!({ snapshot_path => "../../snapshots/exec-credential", prepend_module_to_snapshot => false, omit_expression => true }, {
            insta::assert_snapshot!(name, run.stdout);
        });
    }
}
