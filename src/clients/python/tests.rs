//! What Python's `kubernetes` was seen to do.

use crate::clients::testing::{config, current};

fn python(cluster: &str, user: &str, version: &str) -> String {
    current(&config(cluster, user), &format!("python@{version}"))
}

#[test]
fn connections_are_made_as_python_makes_them() {
    for (cluster, user, expected) in [
        ("{server: 'https://h:6443/k8s/c-1/'}", "{token: t}", "https://h:6443/k8s/c-1 verified system token"),
        ("{server: 'https://h'}", "{token: 0123}", "https://h verified system token"),
        ("{server: 'https://h'}", "{token: '', tokenFile: /t}", "https://h verified system none"),
        ("{server: 'https://h'}", "{token: t, tokenFile: /t}", "https://h verified system token"),
        ("{server: 'https://h'}", "{username: a, password: b}", "https://h verified system basic"),
        ("{server: 'https://h'}", "{username: a}", "https://h verified system none"),
        ("{server: 'https://h'}", "{as: jane}", "https://h verified system none"),
        // Any text is true.
        ("{server: 'https://h', insecure-skip-tls-verify: 'false'}", "{token: t}", "https://h unverified none token"),
        ("{server: 'https://h', insecure-skip-tls-verify: off}", "{token: t}", "https://h verified system token"),
        ("{server: 'https://h', certificate-authority: /ca}", "{token: t}", "https://h verified file token"),
        (
            "{server: 'https://h', certificate-authority: /ca, certificate-authority-data: ''}",
            "{}",
            "https://h verified system none",
        ),
        // Credentials are sent in the clear.
        ("{server: 'http://h'}", "{token: t}", "http://h plaintext none token"),
        ("{server: '10.0.0.1:6443'}", "{token: t}", "http://10.0.0.1:6443 plaintext none token"),
        // Upper case is TLS to urllib3, but not to the loader, which leaves out the certificates.
        ("{server: 'HTTPS://h', certificate-authority-data: '*'}", "{}", "https://h verified system none"),
        ("{server: 'https://a:b@h'}", "{token: t}", "https://h verified system token"),
        // A plugin that cannot be run is none.
        ("{server: 'https://h'}", "{exec: {apiVersion: v, command: c}}", "https://h verified system exec"),
        ("{server: 'https://h'}", "{exec: {apiVersion: v, command: c, args: [1]}}", "https://h verified system none"),
        ("{server: 'https://h'}", "{exec: {command: c}, username: a, password: b}", "https://h verified system basic"),
        ("{server: 'https://h'}", "{auth-provider: {name: azure, config: {access-token: t}}}", "https://h verified system none"),
        (
            "{server: 'https://h'}",
            "{auth-provider: {name: gcp, config: {access-token: t}}}",
            "https://h verified system auth-provider",
        ),
    ] {
        assert_eq!(python(cluster, user, "37.0.2"), expected, "{cluster} {user}");
    }
}

#[test]
fn refusals_are_in_pythons_words() {
    let https = "{server: 'https://h'}";
    for (cluster, user, expected) in [
        (https, "null", "config: Invalid kube-config file. Expected key user in …"),
        (https, "{token: null}", "config: Invalid kube-config file. Expected key token in …"),
        (https, "{token: \"t\\n\"}", "transport: Invalid header value …"),
        (https, "{client-key-data: YQ}", "config: Incorrect padding"),
        (https, "{client-certificate-data: YQ==}", "transport: [SSL] PEM lib…"),
        ("{server: null}", "{}", "config: Invalid kube-config file. Expected key server in …"),
        ("{server: 5}", "{}", "config: 'int' object has no attribute 'rstrip'"),
        ("{server: 'localhost:6443'}", "{}", "transport: No host specified."),
        ("{server: 'https://a b'}", "{}", "transport: Failed to parse: …"),
        ("{}", "{}", "transport: No host specified."),
        (
            "{server: 'https://h', certificate-authority-data: UkVEQUNURUQ=}",
            "{}",
            "transport: [X509: NO_CERTIFICATE_OR_CRL_FOUND] no certificate or crl found…",
        ),
        (
            "{server: 'https://h', insecure-skip-tls-verify: null}",
            "{}",
            "config: Invalid kube-config file. Expected key insecure-skip-tls-verify in …",
        ),
        (
            "{server: 'https://h', proxy-url: '10.0.0.1:3128'}",
            "{}",
            "transport: Proxy URL had no scheme, should start with http:// or https://",
        ),
    ] {
        assert_eq!(python(cluster, user, "37.0.2"), expected, "{cluster} {user}");
    }
}

#[test]
fn versions_differ() {
    let azure = "{auth-provider: {name: azure, config: {access-token: t}}}";
    let proxy = "{server: 'https://h', proxy-url: 'h:3128'}";
    for (cluster, user, version, expected) in [
        ("{server: 'https://h'}", azure, "24.2", "https://h verified system auth-provider"),
        ("{server: 'https://h'}", azure, "36.0", "https://h verified system none"),
        (proxy, "{}", "36.0", "https://h verified system none"),
        ("{}", "{token: t}", "24.2", "http://localhost plaintext none token"),
        ("{server: 'https://h', tls-server-name: null}", "{}", "24.2", "https://h verified system none"),
    ] {
        assert_eq!(python(cluster, user, version), expected, "{cluster} {user} {version}");
    }
}

#[test]
fn a_file_is_loaded_as_python_loads_it() {
    for (text, expected) in [
        ("", "load: Invalid kube-config. … file is empty"),
        ("[]", "load: list indices must be integers or slices, not str"),
        ("{}", "config: Invalid kube-config file. Expected key current-context in …"),
        ("{}\n---\n", "load: expected a single document in the stream…"),
        ("{current-context: y}", "config: Invalid kube-config file. Expected object with name y in …/contexts list"),
        ("{users: [{name: u}, {}]}", "load: 'name'"),
    ] {
        assert_eq!(current(text, "python@37.0.2"), expected, "{text}");
    }
}
