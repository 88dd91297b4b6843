//! What Ruby's `kubeclient` was seen to do (`tests/conformance/compare_clients.py`), case by case.
#![allow(clippy::unwrap_used)]

use super::super::testing;

/// kubeclient insists on the version.
fn config(cluster: &str, user: &str) -> String {
    testing::config(cluster, user).replacen('{', "{apiVersion: v1, ", 1)
}

fn current(text: &str, version: &str) -> String {
    testing::current(text, &format!("kubeclient@{version}"))
}

#[test]
fn connections_are_made_as_the_gem_makes_them() {
    for (cluster, user, expected) in [
        ("{server: 'https://h:443/k8s/c-1/'}", "{token: t}", "https://h/k8s/c-1 verified system token"),
        ("{server: 'HTTPS://h'}", "{token: 5}", "https://h verified system token"),
        ("{server: 'http://h'}", "{token: t}", "http://h plaintext none token"),
        ("{server: 'https://u:p@h'}", "{}", "https://h verified system none"),
        ("{server: 'https://h'}", "{token: ''}", "https://h verified system none"),
        ("{server: 'https://h'}", "{token: ~, username: a, password: b}", "https://h verified system none"),
        ("{server: 'https://h'}", "{username: a, password: b}", "https://h verified system basic"),
        ("{server: 'https://h'}", "{token: t, exec: {command: x}}", "https://h verified system exec+token"),
        ("{server: 'https://h'}", "{tokenFile: /t}", "https://h verified system none"),
        ("{server: 'https://h', insecure-skip-tls-verify: yes}", "{token: t}", "https://h unverified none token"),
        ("{server: 'https://h', insecure-skip-tls-verify: y}", "{token: t}", "https://h verified system token"),
        (
            "{server: 'https://h', certificate-authority: /ca, certificate-authority-data: '*'}",
            "{}",
            "https://h verified file none",
        ),
        ("{server: 'https:///p'}", "{}", "http://https/p plaintext none none"),
        ("{server: 'https://h'}", "{auth-provider: {name: other}}", "https://h verified system none"),
    ] {
        assert_eq!(current(&config(cluster, user), "4.9.3"), expected, "{cluster} {user}");
    }
}

#[test]
fn refusals_are_in_the_words_of_ruby() {
    let https = "{server: 'https://h'}";
    for (cluster, user, expected) in [
        ("{}", "{}", "transport: Missing uri"),
        ("{server: 'h:6443'}", "{}", "transport: undefined method `chomp' for nil:NilClass"),
        ("{server: h}", "{}", "transport: both URI are relative"),
        ("{server: '10.0.0.1:6443'}", "{}", "transport: bad URI(is not URI?): …"),
        ("{server: 'foo://h'}", "{}", "transport: not an HTTP URI"),
        (https, "{username: a}", "transport: Basic auth requires both username & password"),
        (https, "{token: \"a\\nb\"}", "transport: header Authorization has field value \"…\", this cannot include CR/LF"),
        (https, "{exec: {}}", "exec: exec command is required"),
        (https, "{exec: {command: x, args: [1]}}", "exec: no implicit conversion of Integer into String"),
        (https, "text", "config: undefined method `key?' for …"),
        (https, "{client-certificate-data: ~}", "config: undefined method `unpack1' for nil:NilClass"),
        (https, "{client-certificate-data: aGk=}", "config: PEM_read_bio_X509: …"),
        ("{server: 'https://h', certificate-authority-data: ''}", "{}", "config: PEM_read_bio_X509: …"),
        (https, "{token: &t t, password: *t}", "load: Unknown alias: …"),
    ] {
        assert_eq!(current(&config(cluster, user), "4.9.3"), expected, "{cluster} {user}");
    }
}

#[test]
fn lists_are_searched_from_the_top() {
    let https = config("{server: 'https://h'}", "{}");
    for (text, expected) in [
        (String::new(), "load: undefined method `[]' for nil:NilClass"),
        ("{apiVersion: v2}".to_owned(), "load: Unknown kubeconfig version"),
        ("{apiVersion: v1}".to_owned(), "config: undefined method `detect' for nil:NilClass"),
        ("{apiVersion: v1, contexts: []}".to_owned(), "config: Unknown context "),
        (https.replace("current-context: x", "current-context: y"), "config: Unknown context y"),
        (https.replace("cluster: c", "cluster: d"), "config: Unknown cluster d"),
        (https.replace("[{name: u", "[~, {name: u"), "config: undefined method `[]' for nil:NilClass"),
        (https.replace("user: {}}]", "user: {}}, ~]"), "https://h verified system none"),
        (https.replace("users:", "people:"), "config: undefined method `detect' for nil:NilClass"),
    ] {
        assert_eq!(current(&text, "4.9.3"), expected, "{text}");
    }
}

#[test]
fn before_4_9_3_only_an_authority_switches_verification_on() {
    let user = "{token: t}";
    let insecure = config("{server: 'https://h', insecure-skip-tls-verify: true, certificate-authority: /ca}", user);
    let plain = config("{server: 'https://h'}", user);
    assert_eq!(current(&plain, "4.9.2"), "https://h unverified none token");
    assert_eq!(current(&plain, "4.9.3"), "https://h verified system token");
    assert_eq!(current(&insecure, "4.9.2"), "https://h verified file token");
    assert_eq!(current(&insecure, "4.9.3"), "https://h unverified none token");
}
