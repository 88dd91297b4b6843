//! Keys that are taken to where clients read them, in every style.

use super::{becomes, fix_text, with};
use crate::credentials::fill;
use kubeconfig_lint::fix::Safety;

const CLUSTERS: &str = "clusters: [{name: c, cluster: {server: 'https://h.test:6443'}}]\n";

fn user(text: &str) -> String {
    with(&format!("{CLUSTERS}users:\n- name: u\n{text}"))
}

#[test]
fn a_file_in_json_stays_one() {
    let text = |user: &str| {
        format!(
            "{{\"apiVersion\": \"v1\", \"kind\": \"Config\", \"current-context\": \"p\", \"contexts\": [{{\"name\": \"p\", \"context\": \
             {{\"cluster\": \"c\", \"user\": \"u\"}}}}], \"clusters\": [{{\"name\": \"c\", \"cluster\": {{\"server\": \
             \"https://h.test:6443\"}}}}], \"users\": [{{\"name\": \"u\", {user}}}]}}\n"
        )
    };
    let after = text("\"user\": {\"token\": \"{{token}}\"}");
    for user in ["\"user\": {}, \"token\": \"{{token}}\"", "\"user\": null, \"token\": \"{{token}}\""] {
        becomes(&text(user), &after);
    }
    assert!(serde_json::from_str::<serde_json::Value>(&fill(&after)).is_ok());
}

#[test]
fn many_keys_are_put_between_brackets_at_once() {
    let rest = "users: [{name: u, user: {token: \"{{token}}\"}}]\n";
    for (before, after) in [
        (
            "{name: c, server: 'https://h.test:6443', proxy-url: 'http://p:1', tls-server-name: x.test}",
            "{name: c, cluster: {server: 'https://h.test:6443', proxy-url: 'http://p:1', tls-server-name: x.test}}",
        ),
        (
            "{server: 'https://h.test:6443', name: c, proxy-url: 'http://p:1', tls-server-name: x.test}",
            "{cluster: {server: 'https://h.test:6443', proxy-url: 'http://p:1', tls-server-name: x.test}, name: c}",
        ),
        (
            "{server: 'https://h.test:6443', proxy-url: 'http://p:1', name: c, tls-server-name: x.test}",
            "{cluster: {server: 'https://h.test:6443', proxy-url: 'http://p:1', tls-server-name: x.test}, name: c}",
        ),
        (
            "\n  {\n    \"name\": \"c\",\n    \"server\": \"https://h.test:6443\",\n    \"certificate-authority-data\": \"{{ca}}\",\n    \"tls-server-name\": \"x.test\"\n  }\n",
            "\n  {\n    \"name\": \"c\",\n    \"cluster\": {\"server\": \"https://h.test:6443\", \"certificate-authority-data\": \"{{ca}}\", \"tls-server-name\": \"x.test\"}\n  }\n",
        ),
    ] {
        becomes(&with(&format!("clusters: [{before}]\n{rest}")), &with(&format!("clusters: [{after}]\n{rest}")));
    }
}

#[test]
fn brackets_open_for_what_does_not_fit_between_them() {
    let exec = |indent: &str| {
        ["exec:\n", "  apiVersion: client.authentication.k8s.io/v1\n", "  command: aws\n", "  interactiveMode: Never\n"]
            .map(|line| format!("{indent}{line}"))
            .concat()
    };
    for (before, after) in [
        ("  user: {}\n  token: {{token}} # c\n", "  user:\n    token: {{token}} # c\n"),
        ("  # b\n  token: {{token}}\n  user: {as: x} # a\n", "  user: # a\n    as: x\n    # b\n    token: {{token}}\n"),
        ("  user: {\"as\":\"x\"}\n  token: {{token}} # c", "  user:\n    \"as\": \"x\"\n    token: {{token}} # c\n"),
        ("  user: null\n  token: {{token}} # c\n", "  user:\n    token: {{token}} # c\n"),
        ("  user: ~\n  token: {{token}}\n", "  user:\n    token: {{token}}\n"),
        (&format!("  user: {{as: x}}\n{}", exec("  ")), &format!("  user:\n    as: x\n{}", exec("    "))),
        ("  user: {}\n  token: {{token}}\n", "  user: {token: {{token}}}\n"),
    ] {
        becomes(&user(before), &user(after));
    }
}

#[test]
fn what_cannot_be_opened_stays() {
    for before in
        ["  user: {\n    as: x, # a\n  }\n  token: {{token}} # c\n", "  user: {as: {a:\n    b}}\n  token: {{token}} # c\n"]
    {
        becomes(&user(before), &user(before));
    }
}

#[test]
fn the_only_key_of_a_mapping_leaves_brackets_behind() {
    let users = "users: [{name: u, user: {token: \"{{token}}\"}}]\n";
    let contexts = "contexts:\n- {name: p, context: {cluster: c, user: u}}\n- {name: q, context: {cluster: c, user: u}}\n";
    let text = |rest: &str| format!("apiVersion: v1\nkind: Config\n{contexts}{CLUSTERS}{users}{rest}");
    for (before, after) in [
        ("preferences:\n  current-context: p # c\n", "preferences: {}\ncurrent-context: p # c\n"),
        ("preferences:\n  current-context: p", "preferences: {}\ncurrent-context: p\n"),
        ("preferences: # a\n  # b\n  current-context: p\n", "preferences: # a\n  {}\n# b\ncurrent-context: p\n"),
        ("preferences: {current-context: p}\n", "preferences: {}\ncurrent-context: p\n"),
    ] {
        becomes(&text(before), &text(after));
    }
}

#[test]
fn extensions_beside_the_name_go_where_other_programs_look() {
    let list = |indent: &str| format!("{indent}extensions:\n{indent}- name: x\n{indent}  extension: {{}}\n");
    let before = format!("{}  user:\n    token: {{{{token}}}}\n", list("  "));
    becomes(&user(&before), &user(&format!("  user:\n    token: {{{{token}}}}\n{}", list("    "))));
}

#[test]
fn one_extension_without_its_dash_becomes_one_item() {
    let text = |extensions: &str| user(&format!("  user:\n    token: {{{{token}}}}\n    extensions:{extensions}"));
    for (before, after) in [
        (
            "\n      # of\n      name: x # a\n      # b\n      extension:\n        a: b\n",
            "\n      # of\n      - name: x # a\n        # b\n        extension:\n          a: b\n",
        ),
        ("\n      extension: 1\n      name: x", "\n      - extension: 1\n        name: x\n"),
        (" {name: x, extension: {a: b}} # c\n", " [{name: x, extension: {a: b}}] # c\n"),
        (" {x: {a: b}}\n", " [{name: x, extension: {a: b}}]\n"),
        (" {name: x, provider: y}\n", " {name: x, provider: y}\n"),
    ] {
        becomes(&text(before), &text(after));
    }
}

#[test]
fn of_two_authorities_the_empty_one_goes() {
    let text = |lines: &str| {
        with(&format!(
            "clusters:\n- name: c\n  cluster:\n    server: https://h.test:6443\n{lines}users: [{{name: u, user: {{token: \"{{{{token}}}}\"}}}}]\n"
        ))
    };
    let (full, key) = ("    certificate-authority-data: {{ca}}\n", "    certificate-authority-data:");
    for empty in [" \"\"\n", "\n", " null\n", " \" \"\n"] {
        for lines in [format!("{full}{key}{empty}"), format!("{key}{empty}{full}"), format!("{key}{empty}{full}{key}{empty}")] {
            let fixed = fix_text(&text(&lines), Safety::Unsafe);
            assert_eq!(String::from_utf8_lossy(&fixed.files[0].input.bytes), fill(&text(full)), "{lines}");
        }
    }
}

#[test]
fn a_list_of_contexts_is_not_the_current_one() {
    let text = |key: &str| {
        format!(
            "apiVersion: v1\nkind: Config\ncurrent-context: p\n{CLUSTERS}users: [{{name: u, user: {{token: \"{{{{token}}}}\"}}}}]\n{key}:\n- name: p\n  context: {{cluster: c, user: u}}\n"
        )
    };
    let fixed = fix_text(&text("context"), Safety::Unsafe);
    assert_eq!(String::from_utf8_lossy(&fixed.files[0].input.bytes), fill(&text("contexts")));
}

#[test]
fn no_url_is_made_that_kubectl_cannot_use() {
    let text = |server: &str| {
        with(&format!(
            "clusters:\n- name: c\n  cluster:\n    server: {server}\n    certificate-authority-data: {{{{ca}}}}\nusers: [{{name: u, user: {{token: \"{{{{token}}}}\"}}}}]\n"
        ))
    };
    for server in ["/h.test", "///h.test", "https:6443", "http:6443", "h.test:70000"] {
        becomes(&text(server), &text(server));
    }
    becomes(&text("//h.test:6443"), &text("https://h.test:6443"));
    becomes(&text("https:/h.test"), &text("https://h.test"));
}

#[test]
fn a_version_that_is_a_number_is_the_only_one_there_is() {
    let rest = format!("{CLUSTERS}users: [{{name: u, user: {{token: \"{{{{token}}}}\"}}}}]\n");
    let text = |version: &str| with(&rest).replace("apiVersion: v1", &format!("apiVersion: {version}"));
    becomes(&text("1 # c"), &text("v1 # c"));
    let kind = with(&rest).replace("kind: Config", "kind: 1");
    becomes(&kind, &kind);
}
