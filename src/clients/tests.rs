//! What kubectl was seen to do (`tests/conformance/clients.py`), case by case.
#![allow(clippy::unwrap_used)]

use super::testing::{self, config, shown};
use super::{Prediction, Release, predict};
use crate::env::Env;
use crate::kubeconfig::Document;

fn predictions(text: &str, version: &str) -> Vec<Prediction> {
    testing::predictions(text, &format!("kubectl@{version}"))
}

fn current(text: &str, version: &str) -> String {
    testing::current(text, &format!("kubectl@{version}"))
}

#[test]
fn connections_are_made_as_kubectl_makes_them() {
    for (cluster, user, expected) in [
        ("{server: 'https://h:6443/k8s/c-1/'}", "{token: t}", "https://h:6443/k8s/c-1 verified system token"),
        ("{server: 'https://h'}", "{username: a, password: b}", "https://h verified system basic"),
        ("{server: 'https://h'}", "{tokenFile: /t}", "https://h verified system token-file"),
        ("{server: 'https://h'}", "{token: t, tokenFile: /t}", "https://h verified system token-file"),
        ("{server: 'https://h', insecure-skip-tls-verify: true}", "{token: t}", "https://h unverified none token"),
        ("{server: 'https://h', certificate-authority: /ca}", "{token: t}", "https://h verified file token"),
        ("{server: 'https://h', certificate-authority-data: ''}", "{token: t}", "https://h verified system token"),
        ("{server: 'https://h'}", "{client-certificate: /c, client-key: /k}", "https://h verified system client-certificate"),
        // Only over TLS are the credentials of the user looked at, and those of the URL are always sent.
        ("{server: 'http://h'}", "{token: t}", "http://h plaintext none none"),
        ("{server: 'h:6443'}", "{token: t}", "http://h:6443 plaintext none none"),
        ("{server: 'https://a:b@h'}", "{token: t}", "https://h verified system basic"),
        ("{server: 'http://a:b@h'}", "{token: t}", "http://h plaintext none basic"),
        // What nobody can be identified by.
        ("{server: 'https://h'}", "{password: b}", "https://h verified system prompt"),
        ("{server: 'https://h'}", "{client-key: /k}", "https://h verified system prompt"),
        ("{}", "{token: t}", "http://localhost:8080 plaintext none none"),
    ] {
        assert_eq!(current(&config(cluster, user), "1.37"), expected, "{cluster} {user}");
    }
}

#[test]
fn refusals_are_in_kubectls_words() {
    let https = "{server: 'https://h'}";
    for (cluster, user, expected) in [
        ("{server: 'https://a b'}", "{token: t}", "transport: host must be a URL or a host:port pair: \"https://a b\""),
        ("{server: 'ftp://h'}", "{token: t}", "transport: unsupported protocol scheme \"ftp\""),
        ("{server: 'https://h:99999'}", "{token: t}", "transport: dial tcp: address 99999: invalid port"),
        (
            "{server: 'https://h', proxy-url: 'x:1'}",
            "{token: t, username: a}",
            "config: [more than one authentication method found for u; found [token basicAuth], only one is allowed, \
             invalid 'proxy-url' \"x:1\" for cluster \"c\": unsupported scheme \"…\", must be http, https, or socks5]",
        ),
        (
            "{server: 'https://h', insecure-skip-tls-verify: true, certificate-authority: /ca}",
            "{token: t}",
            "transport: specifying a root certificates file with the insecure flag is not allowed",
        ),
        (
            "{server: 'https://h', certificate-authority-data: aGVsbG8=}",
            "{token: t}",
            "transport: unable to load root certificates: unable to parse bytes as PEM block",
        ),
        ("{server: 'https://h', certificate-authority-data: '***'}", "{token: t}", "load: illegal base64 data at input byte 0"),
        (https, "{as-groups: [g]}", "config: requesting uid, groups or user-extra for u without impersonating a user"),
        (https, "{token: \"a\\nb\"}", "transport: net/http: invalid header field value for \"Authorization\""),
        (https, "{auth-provider: {name: nope}}", "transport: no Auth Provider found for name \"nope\""),
        (
            https,
            "{auth-provider: {name: oidc, config: {idp-issuer-url: i, client-id: c}}}",
            "transport: No valid id-token, and cannot refresh without refresh-token",
        ),
        (https, "{tokenFile: /t, username: a}", "transport: username/password or bearer token may be set, but not both"),
        (https, "{exec: {apiVersion: v1, command: x, interactiveMode: Never}}", "exec: exec plugin: invalid apiVersion \"v1\""),
    ] {
        assert_eq!(current(&config(cluster, user), "1.37"), expected, "{cluster} {user}");
    }
}

#[test]
fn versions_differ_where_kubectl_changed() {
    let alpha = "{exec: {apiVersion: client.authentication.k8s.io/v1alpha1, command: x}}";
    let bracketed = config("{server: 'https://[10.0.0.1]:6443'}", "{token: t}");
    let typed = config("{server: 'https://h', disable-compression: 1}", "{token: t}");
    let https = "{server: 'https://h'}";
    for (text, before, version, start) in [
        (config(https, alpha), "1.22", "1.24", "exec: "),
        (config(https, "{auth-provider: {name: gcp, config: {cmd-path: x}}}"), "1.24", "1.27", "transport: "),
        (bracketed, "1.32", "1.33", "transport: "),
        (config("{server: 'https://fd00::1'}", "{token: t}"), "1.35", "1.36", "transport: "),
        (typed, "1.24", "1.27", "load: "),
        (config(https, "{as-uid: '1'}"), "1.22", "1.24", "config: "),
    ] {
        assert!(current(&text, before).starts_with("https://"), "{text} {}", current(&text, before));
        assert!(current(&text, version).starts_with(start), "{text} {}", current(&text, version));
    }
}

#[test]
fn there_is_a_prediction_for_each_context_and_one_for_none() {
    let shape = |text: &str| -> Vec<(Option<String>, bool)> {
        let name = |prediction: &Prediction| prediction.context.as_ref().map(ToString::to_string);
        predictions(text, "1.37").iter().map(|prediction| (name(prediction), prediction.is_current)).collect()
    };
    let some = |name: &str| Some(name.to_owned());
    assert_eq!(shape(""), [(None, true)]);
    assert_eq!(shape("{contexts: [{name: a}, {name: b}], current-context: b}"), [(some("a"), false), (some("b"), true)]);
    assert_eq!(shape("{contexts: [{name: a}]}"), [(some("a"), false), (None, true)]);
    let dangling = "{contexts: [{name: a}], current-context: c}";
    assert_eq!(shape(dangling), [(some("a"), false), (some("c"), true)]);
    assert_eq!(current(dangling, "1.37"), "config: context was not found for specified context: c");
    assert_eq!(current("", "1.37"), "http://localhost:8080 plaintext none none");
}

#[test]
fn a_list_is_read_as_one_and_the_first_entry_of_a_name_counts() {
    let env = Env { follow_paths: false, ..Env::at("2026-01-01T00:00:00Z".parse().unwrap()) };
    let read = |text: &str| Document::read(text.as_bytes(), None, &env);
    let first = read("{clusters: [{name: c, cluster: {server: 'https://first'}}], users: [{name: u, user: {token: t}}]}");
    let second = read(&config("{server: 'https://second'}", "{password: p}"));
    let broken = read("{clusters: 1}");
    let release = Release::parse("kubectl@1.37").unwrap()[0];
    let list = [first, second];
    assert_eq!(shown(&predict(&list, release, &env)[0]), "https://first verified system token");
    let [first, second] = list;
    let refused = predict(&[first, second, broken], release, &env);
    assert_eq!(refused[0].refusal().map(|refusal| refusal.cause.file), Some(2));
}

#[test]
fn what_the_provider_oidc_is_given_is_read_before_the_first_request() {
    let https = "{server: 'https://h'}";
    let pem = "transport: unable to load root certificates: unable to parse bytes as PEM block";
    for (rest, expected) in [
        (
            "{NAME, config: {ISSUER, refresh-token: r, idp-certificate-authority-data: '!!!'}}}",
            "transport: illegal base64 data at input byte 0",
        ),
        ("{NAME, config: {ISSUER, refresh-token: r, idp-certificate-authority-data: aGk=}}}", pem),
        // Even where the provider will not be asked.
        ("{NAME, config: {ISSUER, refresh-token: r, idp-certificate-authority-data: aGk=}}, token: t}", pem),
        ("{NAME, config: {ISSUER, id-token: abc}}}", "transport: ID Token is not a valid JWT"),
        ("{NAME, config: {ISSUER, id-token: e30.eyJleHAiOiJ4In0.x}}}", "transport: parsing claims: …"),
        ("{NAME, config: {ISSUER, id-token: e30.eyJleHAiOjQxMDI0NDQ4MDB9.x}}}", "https://h verified system auth-provider"),
    ] {
        let user = rest.replacen('{', "{auth-provider: {", 1).replace("NAME", "name: oidc");
        let user = user.replace("ISSUER", "idp-issuer-url: 'https://i', client-id: k");
        assert_eq!(current(&config(https, &user), "1.37"), expected, "{user}");
    }
}
