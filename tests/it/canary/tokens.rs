//! Credentials by kind, as people paste them where a path or a name belongs.

use crate::credentials::CANARY;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

/// Places for a path, the name of a host or one of some words: no long word of letters and digits belongs there.
pub(super) const PLACES_FOR_PATHS: &[&str] = &[
    "certificate-authority: §",
    "client-certificate: §",
    "client-key: §",
    "client-key: certs/§",
    "tokenFile: §",
    "tls-server-name: §",
    "insecure-skip-tls-verify: §",
    "auth-provider: {name: §}",
    "auth-provider: {name: oidc, config: {idp-issuer-url: 'https://x.test', idp-certificate-authority: §}}",
    "exec: {apiVersion: §, command: x}",
    "exec: {apiVersion: client.authentication.k8s.io/v1, command: §}",
    "exec: {apiVersion: client.authentication.k8s.io/v1, command: x, interactiveMode: §}",
    "exec: {apiVersion: client.authentication.k8s.io/v1, command: x, env: [{name: §, value: x}]}",
    "/apiVersion: §",
];

/// With user-info in them, and a variable with its value.
pub(super) const PARTS: &[(&str, &str)] = &[
    ("server: §", "<https://jane:§@k8s.corp.test>"),
    ("server: §", "https://jane:§%40k8s.corp.test"),
    ("server: §", "https://jane:1/§%40k8s.corp.test"),
    ("server: §", "jane:§"),
    ("proxy-url: §", "http://jane:§%40proxy.corp.test"),
    ("tls-server-name: §", "jane:§@k8s.corp.test"),
    ("tls-server-name: §", "§@k8s.corp.test"),
    ("tls-server-name: §", "jane:§%40k8s.corp.test"),
    ("client-certificate: §", "jane:§@k8s.corp.test/client.crt"),
    ("exec: {apiVersion: client.authentication.k8s.io/v1, command: §}", "jane:§@k8s.corp.test/plugin"),
    ("exec: {apiVersion: client.authentication.k8s.io/v1, command: x, env: [{name: §, value: x}]}", "TOKEN=§"),
];

/// Credentials that are told from any name.
pub(super) fn known() -> Vec<String> {
    let prefixes =
        ["ghp_", "gho_", "ghs_", "github_pat_", "glpat-", "xoxb-", "dop_v1_", "sha256~", "hvs.", "kubeconfig-u-abc:", "eyJ"];
    let tokens = prefixes.map(|prefix| format!("{prefix}{CANARY}{CANARY}"));
    let others = [
        format!("Bearer {CANARY}"),
        format!("token={CANARY}"),
        format!("s.{CANARY}{CANARY}"),
        format!("AKIA{}ABCD", CANARY.to_uppercase()),
        format!("a1b2c3.{}abcd", CANARY.to_lowercase()),
        format!("https://jane:{CANARY}@k8s.corp.test"),
        format!("https://jane:{CANARY}%40k8s.corp.test"),
    ];
    tokens.into_iter().chain(others).collect()
}

/// Credentials that nothing tells from a name but how they are mixed.
pub(super) fn opaque() -> Vec<String> {
    let hex = CANARY.repeat(2).bytes().fold(String::new(), |hex, byte| hex + &format!("{byte:02x}"));
    vec![
        CANARY.repeat(2),
        format!("{CANARY}-{CANARY}_{CANARY}"),
        STANDARD.encode(format!("{CANARY}??>>??>>{CANARY}")),
        format!("Basic {}", STANDARD.encode(format!("jane:{CANARY}"))),
        [&hex[..8], &hex[8..12], &hex[12..16], &hex[16..20], &hex[20..32]].join("-"),
        hex,
    ]
}
