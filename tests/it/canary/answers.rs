//! What an exec plugin printed is a secret as a whole: `exec-credential` lets nothing of it out.

use super::oracle::Oracle;
use super::places::SLOT;
use super::plants::NUMBER;
use crate::command::Desk;
use crate::credentials::{CANARY, CREDENTIALS, NOW};
use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use kubeconfig_lint::clients::{Client, Release};
use kubeconfig_lint::message::Name;
use kubeconfig_lint::{Input, engine};

const EVERYBODY: &str =
    "kubectl@1.22,kubectl@1.24,kubectl,python,kr8s@0.13.5,kr8s@0.13.6,kr8s,node@1.4.0,node,kubeclient,kube-rs@1.1.0,kube-rs";

/// What can be printed, with a secret in every place where one can stand.
const OUTPUTS: &[&str] = &[
    "§",
    "\"§\"",
    "[\"§\"]",
    "{\"§\": \"§\"}",
    "{\"§",
    "{\"a\": \"§",
    "{\"a\": §}",
    "{§}",
    "{\"a\": \"§\n\"}",
    "{\"a\": \"§\\x\"}",
    "{\"a\": \"§\\ud800\"}",
    "{\"a\": \"§\" \"§\"}",
    "{\"a\": \"§\"} §",
    "§ {\"status\": {\"token\": \"§\"}}",
    "§\n{\"status\": {\"token\": \"§\"}}\n§\n",
    "{\"status\": {\"token\": \"§\"}}{\"status\": {\"token\": \"§\"}}",
    "# §\n{\"status\": {\"token\": \"§\"}}",
    "\u{feff}{\"status\": {\"token\": \"§\"}}",
    "status:\n  token: §\n",
    "status:\n\ttoken: §\n",
    "status: *§\n",
    "status: !!int §\n",
    "apiVersion: client.authentication.k8s.io/v1\nkind: ExecCredential\nstatus: {token: §, §: §}\n---\n§",
    "§: §",
];

/// Members of an object that is an `ExecCredential` otherwise; what begins with `.` stands in its status.
const MEMBERS: &[&str] = &[
    "\"apiVersion\": \"§\"",
    "\"apiVersion\": \"a/§/c\"",
    "\"kind\": \"§\"",
    "\"kind\": [\"§\"]",
    "\"spec\": \"§\"",
    "\"spec\": {\"interactive\": \"§\", \"cluster\": {\"§\": \"§\"}}",
    "\"status\": \"§\"",
    "\"status\": [\"§\"]",
    "\"token\": \"§\"",
    "\"§\": {\"§\": \"§\"}",
    ".\"token\": \"§\"",
    ".\"token\": \"Bearer §\"",
    ".\"token\": \"\\\"§\\\"\"",
    ".\"token\": \"§\\n\"",
    ".\"token\": \"§é“\\u0000\"",
    ".\"token\": [\"§\"]",
    ".\"token\": {\"§\": \"§\"}",
    ".\"token\": 73194628509",
    ".\"token\": \"§\", \"token\": \"§\"",
    ".\"Token\": \"§\", \"§\": 1",
    ".\"clientCertificateData\": \"§\"",
    ".\"clientKeyData\": \"§\"",
    ".\"clientCertificateData\": \"§\", \"clientKeyData\": \"§\"",
    ".\"clientCertificateData\": 73194628509, \"clientKeyData\": [\"§\"]",
    ".\"token\": \"§\", \"expirationTimestamp\": \"§\"",
    ".\"token\": \"§\", \"expirationTimestamp\": \"2040-01-01T00:00:00Z§\"",
    ".\"token\": \"§\", \"expirationTimestamp\": {\"§\": \"§\"}",
    ".\"token\": \"§\", \"expirationTimestamp\": 73194628509",
];

fn outputs() -> Vec<String> {
    let pem = format!("-----BEGIN PRIVATE KEY-----\\n{}\\n-----END PRIVATE KEY-----\\n", STANDARD.encode(CANARY.repeat(4)));
    let part = |text: &str| URL_SAFE_NO_PAD.encode(text);
    let jwt = format!("{}.{}.{}", part("{\"alg\":\"RS256\"}"), part(&format!("{{\"sub\":\"{CANARY}\"}}")), part(CANARY));
    let secrets = [CANARY.to_owned(), pem, STANDARD.encode(CANARY.repeat(3)), jwt, CANARY.repeat(200)];
    let members = MEMBERS.iter().map(|member| match member.strip_prefix('.') {
        Some(of_status) => {
            format!("{{\"apiVersion\": \"client.authentication.k8s.io/v1beta1\", \"kind\": \"ExecCredential\", \"status\": {{{of_status}}}}}")
        }
        None => format!("{{\"apiVersion\": \"client.authentication.k8s.io/v1\", \"status\": {{\"token\": \"x\"}}, {member}}}"),
    });
    let all: Vec<String> = OUTPUTS.iter().map(|output| (*output).to_owned()).chain(members).collect();
    all.iter().flat_map(|output| secrets.iter().map(|secret| output.replace(SLOT, secret))).collect()
}

/// Everything that the library says.
fn said(output: &str) -> String {
    let input = Input {
        name: Name::clone(&Input::new(std::path::Path::new("out"), Vec::new().into()).name),
        path: None,
        bytes: output.as_bytes().to_vec().into(),
        within: None,
    };
    let oldest = Client::ALL.into_iter().map(Client::oldest);
    let releases: Vec<Release> = oldest.chain(Client::ALL.into_iter().map(Client::newest)).collect();
    let examined = engine::examine_answer(input, None, NOW.parse().unwrap(), &releases);
    format!("{examined:?}")
}

#[test]
fn nothing_of_an_answer_comes_out_of_the_library() {
    let oracle = Oracle::new([CANARY, NUMBER]);
    for output in outputs() {
        oracle.finds_nothing_in(&said(&output), &output);
    }
}

#[test]
fn nothing_of_an_answer_comes_out_of_the_command() {
    let desk = Desk::new();
    let oracle = Oracle::new([CANARY, NUMBER]);
    for (number, output) in outputs().iter().enumerate().filter(|(number, _)| number % 3 == 0) {
        desk.write("out", output);
        let look: &[&str] = [&["-v"][..], &["-f", "json"], &["--color", "always"]][number / 3 % 3];
        let run = desk.run(&[&["exec-credential", "--now", NOW, "--client", EVERYBODY, "out"], look].concat());
        assert!(run.code <= 1, "{}", run.stderr);
        oracle.finds_nothing_in(&run.stdout, output);
        oracle.finds_nothing_in(&run.stderr, output);
    }
}

#[test]
fn no_credential_in_an_answer_comes_out() {
    let secrets = CREDENTIALS.values().flat_map(|value| value.lines()).filter(|line| !line.starts_with("-----"));
    let oracle = Oracle::new(secrets).except(include_str!("../../../rules/exec/output-invalid.md"));
    for (certificate, key) in
        [("client-cert", "client-key"), ("expired-client-cert", "client-key"), ("client-key", "client-cert")]
    {
        for form in ["|pem", ""] {
            let text = |name: &str| serde_json::to_string(&CREDENTIALS[&format!("{name}{form}")]).unwrap();
            let status = format!("{{\"clientCertificateData\": {}, \"clientKeyData\": {}}}", text(certificate), text(key));
            let output = format!(
                "{{\"apiVersion\": \"client.authentication.k8s.io/v1\", \"kind\": \"ExecCredential\", \"status\": {status}}}"
            );
            oracle.finds_nothing_in(&said(&output), &output);
        }
    }
}

#[test]
fn answers_that_differ_in_a_secret_alone_give_the_same_report() {
    let last =
        MEMBERS.iter().filter(|member| member.starts_with('.') && member.ends_with("§\"") && member.matches(SLOT).count() == 1);
    for member in last {
        let said = |secret: &str| {
            said(&format!(
                "{{\"apiVersion\": \"client.authentication.k8s.io/v1\", \"kind\": \"ExecCredential\", \"status\": {{{}}}}}",
                member[1..].replace(SLOT, secret)
            ))
        };
        let masked = |text: String| text.split("text: MaskedText").next().unwrap_or_default().to_owned();
        assert_eq!(masked(said(CANARY)), masked(said("hR4tBonfireK")), "{member}");
    }
}

#[test]
fn a_wrong_word_is_not_repeated() {
    let desk = Desk::new();
    let oracle = Oracle::new([CANARY]);
    let answer = format!("{{\"kind\": \"ExecCredential\", \"status\": {{\"token\": \"{CANARY}\"}}}}");
    for value in [CANARY, &answer] {
        for words in [&["--api-version", value][..], &["--client", value], &["--now", value], &["-f", value], &[value, value]] {
            let run = desk.run(&[&["exec-credential"], words].concat()).exits(2);
            oracle.finds_nothing_in(&run.stderr, "an option");
        }
    }
    let run = desk.run(&["exec-credential", &answer]).exits(2);
    oracle.finds_nothing_in(&run.stderr, "a path");
}
