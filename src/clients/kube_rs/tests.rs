//! What 1.1.0 and 5.0.0 were seen to do, case by case.
#![allow(clippy::unwrap_used)]

use crate::clients::{Outcome, Release, predict};
use crate::env::Env;
use crate::kubeconfig::Document;

/// A kubeconfig with one cluster, user and context.
fn config(cluster: &str, user: &str) -> String {
    format!(
        "{{clusters: [{{name: c, cluster: {cluster}}}], users: [{{name: u, user: {user}}}], \
         contexts: [{{name: x, context: {{cluster: c, user: u}}}}], current-context: x}}"
    )
}

/// `stage: error`, or the connection of the current context.
fn current(text: &str, version: &str) -> String {
    let env = Env { follow_paths: false, ..Env::at("2026-01-01T00:00:00Z".parse().unwrap()) };
    let release = Release::parse(&format!("kube-rs@{version}")).unwrap()[0];
    let predictions = predict(&[Document::read(text.as_bytes(), None, &env)], release, &env);
    let current: Vec<_> = predictions.iter().filter(|prediction| prediction.is_current).collect();
    assert_eq!(current.len(), 1, "{text}");
    match &current[0].outcome {
        Outcome::Refuses(refusal) => format!("{}: {}", refusal.stage.as_str(), refusal.error),
        Outcome::Contacts(effective) => {
            let auth: Vec<_> = effective.auth.iter().map(|auth| auth.as_str()).collect();
            let (tls, ca) = (effective.tls.as_str(), effective.ca.as_str());
            format!("{} {tls} {ca} {} {}", effective.server, auth.join("+"), effective.namespace)
        }
    }
}

/// Rows of text, what 1.1.0 does, and what 5.0.0 does; a `=` where that is the same.
fn check(rows: &[(String, &str, &str)]) {
    for (text, old, new) in rows {
        let new = if *new == "=" { old } else { new };
        assert_eq!(current(text, "1.1.0"), *old, "1.1.0 {text}");
        assert_eq!(current(text, "5.0.0"), *new, "5.0.0 {text}");
    }
}

const STRUCTURE: &str = "load: the structure of the parsed kubeconfig is invalid: ";

#[test]
fn connections_are_made_as_the_crate_makes_them() {
    let row = |cluster: &str, user: &str, old, new| (config(cluster, user), old, new);
    let https = "{server: 'https://h'}";
    check(&[
        row("{server: 'HTTPS://h:6443/k8s/c-1/?x#y'}", "{token: t}", "https://h:6443/k8s/c-1 verified system token default", "="),
        row("{server: 'https://a:b@h'}", "{}", "https://h verified system none default", "="),
        row("{server: 'http://h'}", "{token: t}", "http://h plaintext none token default", "="),
        row("{server: 'https://h', insecure-skip-tls-verify: true}", "{}", "https://h unverified none none default", "="),
        row("{server: 'https://h', certificate-authority-data: ''}", "{}", "https://h verified data none default", "="),
        row("{server: 'https://h', certificate-authority: /ca}", "{}", "https://h verified file none default", "="),
        row("{server: 'https://h:99999'}", "{}", "https://h verified system none default", "="),
        // The first that applies is sent: provider, user name and password, token, file, plugin.
        row(https, "{username: a, password: b, token: t}", "https://h verified system basic default", "="),
        row(https, "{username: a, token: t}", "https://h verified system token default", "="),
        row(https, "{token: x, tokenFile: /t}", "https://h verified system token default", "="),
        row(https, "{tokenFile: /t, exec: {command: x}}", "https://h verified system token-file default", "="),
        row(
            https,
            "{auth-provider: {name: gcp, config: {id-token: t}}, token: t}",
            "https://h verified system auth-provider default",
            "=",
        ),
    ]);
}

#[test]
fn types_are_those_of_the_yaml_library() {
    let skip = |value: &str| config(&format!("{{server: 'https://h', insecure-skip-tls-verify: {value}}}"), "{}");
    let namespace = |value: &str| config("{server: 'https://h'}", "{}").replace("user: u}}", &format!("namespace: {value}}}}}"));
    let structure = |words: &str| -> &'static str { Box::leak(format!("{STRUCTURE}{words}").into_boxed_str()) };
    let no_text = structure("invalid type: integer `…`, expected a string");
    let no_flag = structure("invalid type: string \"…\", expected a boolean");
    check(&[
        (skip("yes"), no_flag, "https://h unverified none none default"),
        (skip("\" TRUE \""), no_flag, "https://h unverified none none default"),
        (skip("n"), no_flag, "https://h verified system none default"),
        (skip("~"), "https://h verified system none default", "="),
        (namespace("12"), no_text, "https://h verified system none 12"),
        (namespace("012"), "https://h verified system none 012", "="),
        (namespace("''"), "https://h verified system none ", "="),
        (namespace("~"), "https://h verified system none default", "="),
        (
            namespace("!!int 5"),
            no_text,
            "load: failed to parse kubeconfig YAML: error: line 1 column 147: cannot deserialize tagged scalar into string",
        ),
    ]);
}

#[test]
fn refusals_are_in_the_words_of_the_crate() {
    let row = |cluster: &str, user: &str, old, new| (config(cluster, user), old, new);
    let https = "{server: 'https://h'}";
    check(&[
        (String::new(), "config: failed to determine current context", "="),
        ("current-context: a".to_owned(), "config: failed to load current context: a", "="),
        (
            "contexts: [{name: a, context: {cluster: c}}]\ncurrent-context: a".to_owned(),
            "config: failed to load the cluster of context: c",
            "=",
        ),
        row("{}", "{}", "config: cluster url is missing on selected cluster", "="),
        row("{server: 'https://a b'}", "{}", "config: failed to parse cluster url: invalid uri character", "="),
        row("{server: 'h:1'}", "{}", "transport: ServiceError: buffer's worker closed unexpectedly", "="),
        row("{server: 'ftp://h'}", "{}", "transport: ServiceError: client error (Connect): unsupported scheme ftp", "="),
        row(
            "{server: 'https://h', proxy-url: 'http://p'}",
            "{}",
            "transport: configured proxy http://p/ requires the disabled feature \"kube/http-proxy\"",
            "=",
        ),
        row(
            "{server: 'https://h', tls-server-name: '*.h'}",
            "{}",
            "transport: rustls tls error: invalid server name: invalid dns name",
            "=",
        ),
        row(
            "{server: 'https://h', certificate-authority-data: \"aGk=\\n\"}",
            "{}",
            "config: failed to load certificate authority: failed to decode base64 data: Invalid symbol …, offset ….",
            "=",
        ),
        row(
            https,
            "{client-certificate-data: '*'}",
            "https://h verified system none default",
            "transport: Failed to infer provided configuration: failed to load client certificate: failed to decode base64 data: Invalid symbol …, offset ….",
        ),
        row(
            https,
            "{client-certificate-data: aGk=}",
            "https://h verified system none default",
            "transport: Failed to infer provided configuration: failed to load client key: no base64 data or file",
        ),
        row(
            https,
            "{client-certificate-data: aGk=, client-key-data: aGk=}",
            "transport: rustls tls error: identity PEM is missing a private key: the key must be PKCS8 or RSA/PKCS1",
            "=",
        ),
        row(https, "{token: \"a\\n\"}", "transport: token is not valid header: InvalidHeaderValue", "="),
        row(https, "{exec: {}}", "exec: auth error: command must be specified to use exec authentication plugin", "="),
        row(
            https,
            "{auth-provider: {name: azure}}",
            "transport: auth error: failed exec auth: The azure auth plugin is not supported; use https://github.com/Azure/kubelogin instead",
            "=",
        ),
        row(https, "{as: \"a\\n\"}", "transport: HttpError: failed to parse header value", "="),
    ]);
}

#[test]
fn documents_and_files_are_merged() {
    let config = config("{server: 'https://h'}", "{}");
    let connected = "https://h verified system none default";
    check(&[
        (format!("---\n{config}\n---\ncurrent-context: other\n---\n"), connected, "="),
        (format!("kind: a\n---\nkind: b\n---\n{config}"), "load: kubeconfigs with mismatching kind cannot be merged", "="),
        (
            format!("---\n{config}\n---\n- a\n"),
            "load: the structure of the parsed kubeconfig is invalid: invalid type: sequence, expected struct Kubeconfig",
            "load: failed to parse kubeconfig YAML: error: line 4 column 1: expected mapping start",
        ),
        (
            "a: &a {name: x}\nclusters: [{name: c, cluster: {server: 'https://h'}}]\n\
             contexts: [{<<: *a, context: {cluster: c}}]\ncurrent-context: x"
                .to_owned(),
            "load: the structure of the parsed kubeconfig is invalid: missing field `name`",
            connected,
        ),
    ]);
}

#[test]
fn yaml_1_2_is_read_since_4_0() {
    let config = config("{server: 'https://h'}", "{}");
    // Nothing is shown of a file that kubectl cannot read.
    let connected = "REDACTED verified system none default";
    let broken = "load: failed to parse kubeconfig YAML: …";
    check(&[
        (format!("%YAML 1.2\n---\n{config}\n"), connected, "="),
        (format!("%YAML 1.3\n---\n{config}\n"), broken, connected),
        (format!("%FOO a\n---\n{config}\n"), broken, connected),
        (format!("{config}\n\t\n"), broken, connected),
        (format!("\t{config}\n"), broken, connected),
    ]);
}
