#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use super::*;
use crate::clients::exec_answer::tests::{ANSWERS, fill};

const NOW: &str = "2026-11-25T12:00:00Z";

/// The findings about an answer with these members, as `rule severity place message`.
fn found(text: &str, configured: Known) -> Vec<String> {
    found_for(&Client::Kubectl.current(), text, configured)
}

/// The same, where the plugin is run by these.
fn found_for(releases: &[Release], text: &str, configured: Known) -> Vec<String> {
    let output = Output::read(text.as_bytes());
    let findings = judge(&Answer { output: &output, configured, releases, now: NOW.parse().unwrap() });
    let shown = |finding: &Finding| {
        let rule = finding.rule.trim_start_matches("exec/output-");
        format!("{rule} {} {}: {}", finding.severity.as_str(), finding.address, finding.message)
    };
    findings.iter().map(shown).collect()
}

fn of_status(status: &str) -> Vec<String> {
    found(
        &format!(r#"{{"apiVersion": "client.authentication.k8s.io/v1", "kind": "ExecCredential", "status": {status}}}"#),
        Known::V1,
    )
}

#[test]
fn a_good_answer_has_no_findings() {
    assert_eq!(of_status(r#"{"token": "x", "expirationTimestamp": "2040-01-01T00:00:00+02:00", "other": 1}"#), [""; 0]);
}

#[test]
fn what_is_wrong_with_a_status_is_told() {
    for (status, expected) in [
        ("null", "invalid error status: `status` is empty"),
        ("[]", "invalid error status: `status` is no object"),
        ("{}", "invalid error status: there is neither a token nor a certificate with its key"),
        (r#"{"Token": "x"}"#, "invalid error status: there is neither a token nor a certificate with its key"),
        (r#"{"token": 1}"#, "invalid error status.token: `token` is not a text"),
        (r#"{"token": "x\n"}"#, "auth/token-malformed error status.token: the token begins or ends with a line break"),
        (
            r#"{"token": "Bearer x"}"#,
            "auth/token-malformed warning status.token: the token begins with `Bearer `, which clients put before it themselves",
        ),
        (
            r#"{"token": "eyJhbGciOiJSUzI1NiJ9.eyJleHAiOjE3MDAwMDM2MDB9.c2ln"}"#,
            "auth/token-expired error status.token: the token expired on 2023-11-14 23:13 UTC",
        ),
        (r#"{"clientCertificateData": "x"}"#, "invalid error status.clientCertificateData: there is a certificate, and no key"),
        (
            r#"{"token": "x", "expirationTimestamp": "soon"}"#,
            "invalid error status.expirationTimestamp: this is no time by RFC 3339",
        ),
        (
            r#"{"token": "x", "expirationTimestamp": "2040-01-01T00:00:00"}"#,
            "invalid error status.expirationTimestamp: the time has no zone, or a blank for its `T`",
        ),
        (
            r#"{"token": "x", "expirationTimestamp": "2026-11-25T12:04:00Z"}"#,
            "invalid info status.expirationTimestamp: less than five minutes are left: Python runs the plugin again for every request, kube-rs in the last minute",
        ),
    ] {
        let found = of_status(status);
        assert!(found.contains(&expected.to_owned()), "{status}: {found:?}");
    }
}

#[test]
fn what_is_wrong_with_the_whole_is_told() {
    let good = r#"{"apiVersion": "client.authentication.k8s.io/v1", "kind": "ExecCredential", "status": {"token": "x"}}"#;
    for (text, expected) in [
        (String::new(), "invalid error : the plugin printed nothing"),
        (format!("Hello\n{good}"), "invalid error : text stands in front of the JSON object"),
        (format!("{good}\nbye"), "invalid error : text stands behind the JSON object"),
        (format!("[{good}]"), "invalid error : the output is a list, and no object"),
        (
            format!("\u{feff}{good}"),
            "not-portable error : a byte order mark stands in front of the JSON; of all clients only kubectl and kube-rs from 4.0 on take it",
        ),
        (good.replace("\"kind\": \"ExecCredential\", ", ""), "not-portable warning kind: there is no `kind`"),
        (good.replace("ExecCredential", "Token"), "invalid error kind: this is `Token`, and no `ExecCredential`"),
        (
            good.replace("io/v1", "io/v1beta1"),
            "invalid error apiVersion: the kubeconfig asks for client.authentication.k8s.io/v1, and this is an answer of client.authentication.k8s.io/v1beta1",
        ),
        (
            good.replace("\"x\"", "\"x\", \"token\": \"y\""),
            "not-portable error token: `token` is there twice; kube-rs refuses that, and everybody else takes the last one",
        ),
        (good.replace("\"x\"", "\"x\n\""), "invalid error : a line break or another control character stands in a text as it is"),
        (
            "apiVersion: client.authentication.k8s.io/v1\nstatus: {token: x}\n".to_owned(),
            "not-portable error : the output is YAML, which of all clients only kubectl and kube-rs from 4.0 on read",
        ),
    ] {
        let found = found_for(&Client::ALL.map(Client::newest), &text, Known::V1);
        assert!(found.contains(&expected.to_owned()), "{text}: {found:?}");
    }
}

#[test]
fn what_kubectl_alone_takes_is_found_where_others_are_named() {
    let both = r#"{"apiVersion": "client.authentication.k8s.io/v1", "kind": "ExecCredential",
        "status": {"token": "", "clientCertificateData": "{{client-cert}}", "clientKeyData": "{{client-key}}"}}"#;
    let is_about_portability = |finding: &String| finding.starts_with("not-portable");
    let text = fill(both);
    assert!(!found(&text, Known::V1).iter().any(is_about_portability));
    let kubeclient = [Release { client: Client::Kubeclient, version: "4.9.3".parse().unwrap() }];
    let without_kind = r#"{"apiVersion": "client.authentication.k8s.io/v1", "status": {"token": "x"}}"#;
    assert!(found_for(&kubeclient, without_kind, Known::V1).is_empty(), "kubeclient does not look at it");
    let python = [Client::Python.newest()];
    assert_eq!(found_for(&python, without_kind, Known::V1), ["not-portable warning kind: there is no `kind`"]);
}

#[test]
fn kubectl_refuses_where_there_is_an_error_and_nowhere_else() {
    let mut wrong = Vec::new();
    for line in ANSWERS.lines() {
        let answer: serde_json::Value = serde_json::from_str(line).unwrap();
        let Some(configured) = Known::ALL.into_iter().find(|known| known.name() == answer["apiVersion"]) else { continue };
        let text = &fill(answer["stdout"].as_str().unwrap());
        let output = Output::read(text.as_bytes());
        let newest = Client::Kubectl.newest();
        let is_taken = exec_answer::react(&output, configured, newest).is_taken();
        let is_error = found(text, configured).iter().any(|finding| finding.contains(" error "));
        // These are refused by the server, or later.
        let is_of_server = |finding: &String| finding.contains("expired on") || finding.contains("not valid before");
        let is_known = found(text, configured).iter().filter(|finding| finding.contains(" error ")).all(is_of_server);
        if is_taken == is_error && !(is_taken && is_known) {
            wrong.push(format!("{}: taken {is_taken}, error {is_error}", answer["name"]));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}
