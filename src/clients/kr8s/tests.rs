//! What kr8s was seen to do.

use crate::clients::testing::{config, current};

fn kr8s(cluster: &str, user: &str, version: &str) -> String {
    current(&config(cluster, user), &format!("kr8s@{version}"))
}

#[test]
fn connections_are_made_as_kr8s_makes_them() {
    for (cluster, user, expected) in [
        ("{server: 'https://h:6443/k8s/c-1/'}", "{token: t}", "https://h:6443/k8s/c-1 verified system token"),
        ("{server: 'https://h'}", "{tokenFile: /t}", "https://h verified system none"),
        ("{server: 'https://h', insecure-skip-tls-verify: 'false'}", "{token: t}", "https://h unverified none token"),
        ("{server: 'https://h', certificate-authority: ''}", "{token: t}", "https://h verified system token"),
        ("{server: 'https://a:b@h'}", "{token: t}", "https://h verified system basic"),
        ("{server: 'http://h'}", "{token: t}", "http://h plaintext none token"),
        ("{server: 'https://h'}", "{client-key: /k}", "https://h verified system none"),
        ("{server: 'https://h'}", "{exec: {apiVersion: v1, command: c}, token: t}", "https://h verified system exec"),
        (
            "{server: 'https://h'}",
            "{auth-provider: {name: oidc, config: {id-token: t}}}",
            "https://h verified system auth-provider",
        ),
    ] {
        assert_eq!(kr8s(cluster, user, "0.20.15"), expected, "{cluster} {user}");
    }
}

#[test]
fn refusals_are_in_kr8s_words() {
    const BASIC: &str = "config: username/password authentication was removed in Kubernetes 1.19, kr8s doesn't not support this Kubernetes version";
    const PROVIDER: &str = "config: auth-provider True was deprecated in Kubernetes 1.21 and is not supported by kr8s";
    let https = "{server: 'https://h'}";
    let alpha = "{exec: {apiVersion: client.authentication.k8s.io/v1alpha1, command: c}}";
    for (cluster, user, expected) in [
        (https, "{username: a}", BASIC),
        (https, "{auth-provider: {name: gcp}}", PROVIDER),
        (https, alpha, "config: client.authentication.k8s.io/v1alpha1 is not supported for exec auth"),
        (https, "{token: \"t\\n\"}", "transport: Illegal header value …"),
        (https, "{token: é}", "transport: 'ascii' codec can't encode character…"),
        (https, "{client-key-data: YQ}", "config: Incorrect padding"),
        ("{server: ''}", "{}", "config: Unable to find valid credentials"),
        ("{}", "{}", "config: 'server'"),
        ("{server: 'h:6443'}", "{}", "transport: Request URL …"),
        (
            "{server: 'https://h', certificate-authority-data: ''}",
            "{}",
            "transport: [X509: NO_CERTIFICATE_OR_CRL_FOUND] no certificate or crl found…",
        ),
        ("{server: 'https://h', proxy-url: ''}", "{}", "transport: Unknown scheme for proxy URL …"),
    ] {
        assert_eq!(kr8s(cluster, user, "0.20.15"), expected, "{cluster} {user}");
    }
}

#[test]
fn versions_differ() {
    let https = "{server: 'https://h'}";
    let v1 = "{exec: {apiVersion: client.authentication.k8s.io/v1, command: c}}";
    let beta_only = "config: Only client.authentication.k8s.io/v1beta1 is supported for exec auth";
    let raw = "{server: 'https://h', certificate-authority-data: '-----BEGIN X-----'}";
    let nothing = "transport: [X509] PEM lib…";
    for (cluster, user, version, expected) in [
        (https, v1, "0.13.6", beta_only),
        (https, v1, "0.17.2", "https://h verified system exec"),
        (https, "{client-key: /k}", "0.13.6", "transport: certfile should be a valid filesystem path"),
        ("{server: 'https://h', proxy-url: ''}", "{}", "0.17.2", "https://h verified system none"),
        (
            "{server: 'https://h', insecure-skip-tls-verify: true, certificate-authority-data: ''}",
            "{}",
            "0.17.2",
            "https://h unverified none none",
        ),
        // PEM that is not encoded: decoded as if it were, taken as it is where that fails, and told by its dashes.
        (raw, "{}", "0.13.5", "config: Incorrect padding"),
        (raw, "{}", "0.13.6", nothing),
        (raw, "{}", "0.20.15", nothing),
    ] {
        assert_eq!(kr8s(cluster, user, version), expected, "{cluster} {user} {version}");
    }
}

#[test]
fn the_last_of_several_entries_counts_and_all_must_be_whole() {
    let several = "{clusters: [{name: c, cluster: {server: 'https://a'}}, {name: c, cluster: {server: 'https://b'}}], \
                   users: [{name: u, user: {}}], contexts: [{name: x, context: {cluster: c, user: u}}], current-context: x}";
    assert_eq!(current(several, "kr8s@0.20.15"), "https://b verified system none");
    assert_eq!(current(several, "kr8s@0.13.6"), "config: …values to unpack (expected 1…");
    let incomplete = several.replace("{name: u, user: {}}", "{name: u, user: {}}, {name: v}");
    assert_eq!(current(&incomplete, "kr8s@0.20.15"), "load: 'user'");
    assert_eq!(current(&incomplete, "kr8s@0.13.6"), "config: …values to unpack (expected 1…");
}
