//! What `@kubernetes/client-node` was seen to do (`tests/conformance/compare_clients.py`), case by case.
#![allow(clippy::unwrap_used)]

use super::super::testing::{self, config};
use super::super::{Prediction, Release, predict};
use crate::env::Env;
use crate::kubeconfig::Document;

fn predictions(texts: &[&str], version: &str) -> Vec<Prediction> {
    let env = Env { follow_paths: false, ..Env::at("2026-01-01T00:00:00Z".parse().unwrap()) };
    let release = Release::parse(&format!("node@{version}")).unwrap()[0];
    let documents: Vec<Document> = texts.iter().map(|text| Document::read(text.as_bytes(), None, &env)).collect();
    predict(&documents, release, &env)
}

fn current(text: &str, version: &str) -> String {
    testing::current(text, &format!("node@{version}"))
}

#[test]
fn connections_are_made_as_the_library_makes_them() {
    for (cluster, user, expected) in [
        ("{server: 'https://H:443/k8s/c-1/'}", "{token: t}", "https://h/k8s/c-1 verified system token"),
        ("{server: 'https://h'}", "{token: 12345}", "https://h verified system token"),
        ("{server: 'https://h'}", "{username: a}", "https://h verified system basic"),
        ("{server: 'https://h'}", "{username: a, token: t}", "https://h verified system token"),
        ("{server: 'https://h'}", "{tokenFile: /t}", "https://h verified system none"),
        ("{server: 'https://h'}", "{token-file: /t}", "https://h verified system token-file"),
        ("{server: 'https://h', insecure-skip-tls-verify: true}", "{token: t}", "https://h unverified none token"),
        ("{server: 'https://h', insecure-skip-tls-verify: yes}", "{token: t}", "https://h verified system token"),
        ("{server: 'https://h', certificate-authority-data: '***'}", "{token: t}", "https://h verified data token"),
        (
            "{server: 'https://h', certificate-authority-data: aGk=, certificate-authority: /ca}",
            "{}",
            "https://h verified file none",
        ),
        ("{server: 'http://h', insecure-skip-tls-verify: true}", "{token: t}", "http://h plaintext none token"),
        ("{server: 'http://h', proxy-url: 'http://p'}", "{token: t}", "http://h plaintext none token"),
        ("{server: 'https://h'}", "{exec: {command: x}, token: t}", "https://h verified system exec+token"),
        ("{server: 'https://h'}", "{exec: {command: x}, username: a}", "https://h verified system exec"),
        ("{server: 'https://h'}", "{client-certificate: /c}", "https://h verified system none"),
        ("{server: 'https://h'}", "{auth-provider: {name: other}}", "https://h verified system none"),
        (
            "{server: 'https://h'}",
            "{auth-provider: {name: gcp, config: {access-token: t}}}",
            "https://h verified system auth-provider",
        ),
    ] {
        assert_eq!(current(&config(cluster, user), "2.0.1"), expected, "{cluster} {user}");
    }
}

#[test]
fn refusals_are_in_the_words_of_the_library() {
    let https = "{server: 'https://h'}";
    for (cluster, user, expected) in [
        ("{}", "{}", "load: clusters[0].cluster.server is missing"),
        ("{server: 5}", "{}", "load: elt.cluster.server.replace is not a function"),
        ("{server: 'https://h', server: 'https://i'}", "{}", "load: duplicated mapping key …"),
        ("{server: 'h:6443'}", "{}", "transport: You need to define an absolute base url for the server."),
        ("{server: 'HTTPS://h'}", "{}", "transport: You need to define an absolute base url for the server."),
        ("{server: 'https://a b'}", "{}", "transport: Invalid URL"),
        ("{server: 'http://h'}", "{}", "transport: HTTP protocol is not allowed when skipTLSVerify is not set or false"),
        ("{server: 'https://u:p@h'}", "{}", "transport: Request cannot be constructed from a URL that includes credentials: …"),
        ("{server: 'https://h:6000'}", "{}", "transport: bad port"),
        ("{server: 'https://h', proxy-url: '10.0.0.1:3128'}", "{}", "transport: Invalid URL"),
        ("{server: 'https://h', proxy-url: 'socks5://p'}", "{}", "transport: An invalid destination host was provided."),
        (https, "{token: \"a\\nb\"}", "transport: Headers.append: … is an invalid header value."),
        (https, "{exec: {}}", "exec: No command was specified for exec authProvider!"),
        (
            https,
            "{auth-provider: {name: gcp, config: {expiry: '2020-01-01T00:00:00Z', access-token: t}}}",
            "exec: Token is expired!",
        ),
    ] {
        assert_eq!(current(&config(cluster, user), "2.0.1"), expected, "{cluster} {user}");
    }
}

#[test]
fn the_major_versions_differ() {
    let merged = "{clusters: [{name: c, cluster: {<<: {server: 'https://h'}}}], contexts: [{name: x, context: {cluster: c}}], current-context: x}";
    let nobody = "{clusters: [{name: c, cluster: {server: 'https://h', insecure-skip-tls-verify: true}}], \
                  contexts: [{name: x, context: {cluster: c, user: u}}], current-context: x}";
    let https = "{server: 'https://h'}";
    for (text, one, two) in [
        (merged.to_owned(), "https://h verified system none", "load: clusters[0].cluster.server is missing"),
        (nobody.to_owned(), "https://h unverified none none", "https://h verified system none"),
        (config(https, "{token: \"t\\n\"}"), "transport: … is not a legal HTTP header value", "https://h verified system token"),
        (
            String::new(),
            "load: Cannot read properties of undefined (reading 'clusters')",
            "load: expected a document, but the input is empty",
        ),
    ] {
        assert_eq!(current(&text, "1.4.0"), one, "{text}");
        assert_eq!(current(&text, "2.0.1"), two, "{text}");
    }
}

#[test]
fn contexts_without_a_cluster_have_none() {
    let error = "config: No active cluster!";
    assert_eq!(current("{}", "2.0.1"), error);
    assert_eq!(current("{contexts: [{name: x, context: {cluster: c}}], current-context: x}", "2.0.1"), error);
    assert_eq!(
        current(&config("{server: 'https://h'}", "{}").replace("current-context: x", "current-context: y"), "2.0.1"),
        error
    );
}

#[test]
fn a_name_may_stand_in_one_file_of_a_list() {
    let text = config("{server: 'https://h'}", "{}");
    let predictions = predictions(&[&text, &text], "2.0.1");
    assert_eq!(predictions[0].refusal().unwrap().error.to_string(), "Duplicate cluster: c");
}
