//! `--fix`: what it changes, what it leaves alone, and what it refuses.

mod aliases;
mod certificates;
mod documents;
mod embedded;
mod everywhere;
mod judging;
mod moved;
mod paths;
mod programs;
mod properties;
mod shared;
mod suppressions;
mod values;

use crate::credentials::{NOW, fill};
use kubeconfig_lint::engine::{Fixed, Input, fix};
use kubeconfig_lint::fix::Safety;
use kubeconfig_lint::{Env, Options};
use std::path::Path;

fn fix_text(text: &str, safety: Safety) -> Fixed {
    let options = Options::new(Env::closed(NOW.parse().unwrap()));
    fix(vec![Input::new(Path::new("config"), fill(text).into_bytes().into())], safety, &options)
}

#[track_caller]
fn becomes(before: &str, after: &str) {
    let fixed = fix_text(before, Safety::Safe);
    let refused: Vec<_> = fixed.refused.iter().map(|refused| refused.reason.to_string()).collect();
    assert_eq!(String::from_utf8_lossy(&fixed.files[0].input.bytes), fill(after), "refused: {refused:?}");
}

const START: &str = "\
apiVersion: v1
kind: Config
current-context: prod
contexts: [{name: prod, context: {cluster: c, user: u}}]
";

fn with(text: &str) -> String {
    format!("{START}{text}")
}

#[track_caller]
fn part_becomes(before: &str, after: &str) {
    becomes(&with(before), &with(after));
}

const REST: &str = "users: [{name: u, user: {token: \"{{token}}\"}}]\n";

#[test]
fn base64_is_mended_in_every_style() {
    let padded = |text: String| format!("{text}{}", "=".repeat(text.len().next_multiple_of(4) - text.len()));
    let blank = padded(fill("{{ca-with-blank}}").replace(' ', ""));
    let url_safe = fill("{{ca-url-safe}}").replace('-', "+").replace('_', "/");
    for (before, after) in [
        ("certificate-authority-data: \"{{ca-escaped}}\" # ours", "certificate-authority-data: \"{{ca}}\" # ours"),
        ("certificate-authority-data: '{{ca-with-blank}}'", &format!("certificate-authority-data: '{blank}'")),
        ("certificate-authority-data: {{ca-unpadded}}", &format!("certificate-authority-data: {blank}")),
        ("certificate-authority-data: {{ca-url-safe}}", &format!("certificate-authority-data: {url_safe}")),
    ] {
        let text = |line: &str| format!("clusters:\n- name: c\n  cluster:\n    server: https://h.test:6443\n    {line}\n{REST}");
        part_becomes(&text(before), &text(after));
        let flow = |line: &str| {
            let line = line.trim_end_matches(" # ours");
            format!("clusters: [{{name: c, cluster: {{server: 'https://h.test:6443', {line}}}}}] # all\n{REST}")
        };
        part_becomes(&flow(before), &flow(after));
    }
}

#[test]
fn a_block_scalar_keeps_the_comment_in_its_head() {
    let ca = fill("{{ca}}");
    let pem = String::from_utf8(base64::Engine::decode(&base64::engine::general_purpose::STANDARD, &ca).unwrap()).unwrap();
    let pem: String =
        pem.replace('\n', "\r\n").split_inclusive('\n').flat_map(|line| ["      ", line].map(str::to_owned)).collect();
    let text = |value: &str| {
        with(&format!(
            "clusters:\r\n- name: c\r\n  cluster:\r\n    certificate-authority-data: {value}    server: https://h.test:6443\r\n{REST}"
        ))
    };
    becomes(&text(&format!("| # ours\r\n{pem}")), &text(&format!("{ca} # ours\r\n")));
}

#[test]
fn certificate_and_key_change_places_and_their_comments_do_not() {
    let user = |certificate: &str, key: &str| {
        with(&format!(
            "clusters: [{{name: c, cluster: {{server: 'https://h.test:6443'}}}}]\nusers:\n- name: u\n  user:\n    client-certificate-data: {certificate} # cert\n    client-key-data: \"{key}\" # key\n"
        ))
    };
    let before = user("{{client-key}}", "{{client-cert}}");
    let after = user("\"{{client-cert}}\"", "{{client-key}}").replace("\"{{client-key}}\"", "{{client-key}}");
    becomes(&before, &after);
}

#[test]
fn a_pair_is_moved_with_its_comments() {
    let clusters = "clusters:\n- name: c\n  cluster: {server: 'https://h.test:6443'}\n";
    let start = "apiVersion: v1\nkind: Config\ncurrent-context: prod\n";
    let text = |contexts: &str| format!("{start}{clusters}{REST}{contexts}");
    for (before, after) in [
        (
            "contexts:\n- name: prod\n  # of us\n  namespace: team # ours\n  context:\n    # which\n    cluster: c\n    user: u\n# end\n",
            "contexts:\n- name: prod\n  context:\n    # which\n    cluster: c\n    user: u\n    # of us\n    namespace: team # ours\n# end\n",
        ),
        (
            "contexts:\n- namespace: team\n  name: prod\n  context:\n      cluster: c\n      user: u",
            "contexts:\n- name: prod\n  context:\n      cluster: c\n      user: u\n      namespace: team\n",
        ),
        (
            "contexts:\n- name: prod\n  context: {cluster: c, user: u} # x\n  namespace: team\n",
            "contexts:\n- name: prod\n  context: {cluster: c, user: u, namespace: team} # x\n",
        ),
        (
            "contexts: [{name: prod, namespace: team, context: {cluster: c, user: u}}]\n",
            "contexts: [{name: prod, context: {cluster: c, user: u, namespace: team}}]\n",
        ),
        (
            "contexts:\n- name: prod\n  cluster: c # first\n  user: u\n",
            "contexts:\n- name: prod\n  context:\n    cluster: c # first\n    user: u\n",
        ),
        (
            "contexts:\n- cluster: c\n  user: u\n  name: prod\n",
            "contexts:\n- context:\n    cluster: c\n    user: u\n  name: prod\n",
        ),
        (
            "contexts: [{\"name\": \"prod\", \"cluster\": \"c\", \"user\": \"u\"}]\n",
            "contexts: [{\"name\": \"prod\", \"context\": {\"cluster\": \"c\", \"user\": \"u\"}}]\n",
        ),
    ] {
        becomes(&text(before), &text(after));
    }
}

#[test]
fn an_authority_goes_to_the_only_cluster_of_its_user() {
    let text = |cluster: &str, user: &str| {
        with(&format!(
            "clusters:\n- name: c\n  cluster:\n    server: https://h.test:6443\n{cluster}users:\n- name: u\n  user:\n    token: {{{{token}}}}\n{user}"
        ))
    };
    let line = "    certificate-authority-data: {{ca}}\n";
    becomes(&text("", line), &text(line, ""));
}

#[test]
fn keys_are_spelt_as_clients_read_them() {
    let text = |key: &str, other: &str| {
        with(&format!(
            "clusters:\n- name: c\n  cluster:\n    server: https://h.test:6443\n    {key}: {{{{ca}}}} # ours\nusers: [{{name: u, user: {{{other}: \"{{{{token}}}}\"}}}}]\n"
        ))
    };
    becomes(&text("certificateAuthorityData", "\"Token\""), &text("certificate-authority-data", "\"token\""));
    let near = text("certificate-authority-data", "bearer-token");
    becomes(&near, &near);
    let fixed = fix_text(&near, Safety::Unsafe);
    assert_eq!(String::from_utf8_lossy(&fixed.files[0].input.bytes), fill(&text("certificate-authority-data", "token")));
}

#[test]
fn numbers_become_the_text_that_they_are_spelt_as_at_both_ends() {
    let text = |one: &str, other: &str, namespace: &str| {
        format!(
            "apiVersion: v1\nkind: Config\ncurrent-context: {one}\ncontexts:\n- name: {other}\n  context: {{cluster: c, user: u, namespace: {namespace}}}\nclusters: [{{name: c, cluster: {{server: 'https://h.test:6443'}}}}]\n{REST}"
        )
    };
    becomes(&text("0123 # a", "0123", "0755"), &text("\"0123\" # a", "\"0123\"", "\"0755\""));
}

#[test]
fn a_mode_is_added_where_it_is_missing_and_spelt_right_where_it_is_not() {
    let clusters = "clusters: [{name: c, cluster: {server: 'https://h.test:6443'}}]\n";
    for (before, after) in [
        (
            "users:\n- name: u\n  user:\n    exec:\n      apiVersion: client.authentication.k8s.io/v1\n      command: aws\n      args: [eks, get-token, --output, json]",
            "users:\n- name: u\n  user:\n    exec:\n      apiVersion: client.authentication.k8s.io/v1\n      command: aws\n      args: [eks, get-token, --output, json]\n      interactiveMode: IfAvailable",
        ),
        (
            "users: [{name: u, user: {exec: {apiVersion: client.authentication.k8s.io/v1, command: x}}}]\n",
            "users: [{name: u, user: {exec: {apiVersion: client.authentication.k8s.io/v1, command: x, interactiveMode: IfAvailable}}}]\n",
        ),
        (
            "users:\n- name: u\n  user:\n    exec:\n      interactiveMode: # which\n      apiVersion: client.authentication.k8s.io/v1\n      command: x\n",
            "users:\n- name: u\n  user:\n    exec:\n      interactiveMode: IfAvailable # which\n      apiVersion: client.authentication.k8s.io/v1\n      command: x\n",
        ),
        (
            "users:\n- name: u\n  user:\n    exec:\n      interactiveMode: 'never'\n      apiVersion: client.authentication.k8s.io/v1\n      command: x\n",
            "users:\n- name: u\n  user:\n    exec:\n      interactiveMode: 'Never'\n      apiVersion: client.authentication.k8s.io/v1\n      command: x\n",
        ),
    ] {
        part_becomes(&format!("{clusters}{before}"), &format!("{clusters}{after}"));
    }
}

#[test]
fn a_scheme_is_put_before_the_host_where_it_is_certain() {
    let text = |server: &str| with(&format!("clusters:\n- name: c\n  cluster:\n    server: {server}\n{REST}"));
    for quote in ["", "'", "\""] {
        becomes(&text(&format!("{quote}h.test:6443{quote} # c")), &text(&format!("{quote}https://h.test:6443{quote} # c")));
    }
    becomes(&text("h.test:8080"), &text("h.test:8080"));
    becomes(&text("h.test"), &text("h.test"));
}

#[test]
fn a_token_is_left_alone_but_for_what_stands_around_it() {
    let text = |token: &str| {
        with(&format!(
            "clusters: [{{name: c, cluster: {{server: 'https://h.test:6443'}}}}]\nusers:\n- name: u\n  user:\n    token: {token}\n"
        ))
    };
    for before in ["|\n      {{token}}", "Bearer {{token}}", "\"'{{token}}'\"", "\" {{token}}\\n\"", "“{{token}}”"] {
        let quote = if before.starts_with('"') { "\"" } else { "" };
        becomes(&text(before), &text(&format!("{quote}{{{{token}}}}{quote}")));
    }
    let inner = text("\"{{token}} {{token}}\"");
    becomes(&inner, &inner);
}

#[test]
fn what_an_alias_shares_is_not_changed() {
    let text = with(&format!(
        "x-pem: &pem \"{{{{ca-escaped}}}}\"\nclusters:\n- name: c\n  cluster: &c\n    server: https://h.test:6443\n    Tls-Server-Name: a.test\n- name: d\n  cluster: *c\n{REST}"
    ));
    becomes(&text, &text);
    let fixed = fix_text(&text, Safety::Safe);
    assert!(fixed.refused[0].reason.to_string().contains("by an alias"), "{:?}", fixed.refused);
}

#[test]
fn an_alias_gives_way_to_what_is_meant() {
    let text = |ca: &str| {
        with(&format!(
            "x-pem: &pem \"{{{{ca-escaped}}}}\"\nclusters:\n- name: c\n  cluster:\n    server: https://h.test:6443\n    certificate-authority-data: {ca}\n{REST}"
        ))
    };
    becomes(&text("*pem"), &text("\"{{ca}}\""));
}

#[test]
fn encodings_and_line_ends_stay() {
    let options = Options::new(Env::closed(NOW.parse().unwrap()));
    let text = |key: &str| {
        format!("apiVersion: v1\r\nkind: Config\r\nusers:\r\n- name: ünïcödé-世界\r\n  user:\r\n    {key}: abc # 😀\r\n")
    };
    let marked = |text: &str| [b"\xef\xbb\xbf", text.as_bytes()].concat();
    let wide = |text: &str| std::iter::once(0xfeff).chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect::<Vec<_>>();
    let big = |text: &str| std::iter::once(0xfeff).chain(text.encode_utf16()).flat_map(u16::to_be_bytes).collect::<Vec<_>>();
    for encode in [&marked as &dyn Fn(&str) -> Vec<u8>, &wide, &big] {
        let fixed = fix(vec![Input::new(Path::new("x"), encode(&text("TOKEN")).into())], Safety::Safe, &options);
        assert_eq!(*fixed.files[0].input.bytes, encode(&text("token")));
    }
}

#[test]
fn what_a_fix_reveals_is_not_blamed_on_what_was_there() {
    let text = |key: &str| {
        with(&format!(
            "clusters: [{{name: c, cluster: {{server: 'https://h.test:6443'}}}}]\nusers:\n- name: u\n  user:\n    client-certificate-data: YQ==\n\
             {key}client-key-data: YQ==\n- name: other\n  user:\n    client-certificate-data: YQ==\n    client-key-data: YQ==\n"
        ))
    };
    becomes(&text("  "), &text("    "));
}
