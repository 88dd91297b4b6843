//! Fixes of single values and of whole entries, in the forms in which people write them.

use super::{START, becomes, fix_text, with};
use crate::credentials::{NOW, fill};
use kubeconfig_lint::clients::Audience;
use kubeconfig_lint::engine::{Fixed, Input, fix};
use kubeconfig_lint::fix::Safety;
use kubeconfig_lint::{Env, Options};
use std::path::Path;

const USER: &str = "users: [{name: u, user: {token: \"{{token}}\"}}]\n";

#[track_caller]
fn risky_becomes(before: &str, after: &str) {
    let fixed = fix_text(before, Safety::Unsafe);
    let refused: Vec<_> = fixed.refused.iter().map(|refused| refused.reason.to_string()).collect();
    assert_eq!(String::from_utf8_lossy(&fixed.files[0].input.bytes), fill(after), "refused: {refused:?}");
}

fn fix_for(client: &str, bytes: &[u8]) -> Fixed {
    let mut options = Options::new(Env::closed(NOW.parse().unwrap()));
    options.clients = Audience::parse(client).unwrap();
    fix(vec![Input::new(Path::new("config"), bytes.to_vec().into())], Safety::Safe, &options)
}

#[test]
fn a_server_is_mended_in_every_style() {
    let block = |server: &str| with(&format!("clusters:\n- name: c\n  cluster:\n    server: {server} # ours\n{USER}"));
    let flow = |server: &str| with(&format!("clusters: [{{name: c, cluster: {{server: {server}}}}}] # all\n{USER}"));
    let json = |server: &str| {
        format!(
            "{{\"apiVersion\": \"v1\", \"kind\": \"Config\", \"current-context\": \"p\",\n\t\"clusters\": [{{\"name\": \"c\", \"cluster\": {{\"server\": {server}}}}}],\n\t\"users\": [{{\"name\": \"u\", \"user\": {{\"token\": \"{{{{token}}}}\"}}}}],\n\t\"contexts\": [{{\"name\": \"p\", \"context\": {{\"cluster\": \"c\", \"user\": \"u\"}}}}]}}\n"
        )
    };
    for (before, after) in [
        (" https://h.test:6443", "https://h.test:6443"),
        ("https://https://h.test:6443", "https://h.test:6443"),
        ("https://h.test:6443?a=b", "https://h.test:6443"),
        ("https://[10.0.0.1]:6443", "https://10.0.0.1:6443"),
        ("https://fd00::1:6443", "https://[fd00::1]:6443"),
        ("https://0.0.0.0:6443", "https://127.0.0.1:6443"),
        ("https://u:p@h.test:6443", "https://h.test:6443"),
    ] {
        for quote in ["'", "\""] {
            let quoted = |text: &str| format!("{quote}{text}{quote}");
            becomes(&block(&quoted(before)), &block(&quoted(after)));
            becomes(&flow(&quoted(before)), &flow(&quoted(after)));
            becomes(&block(&quoted(before)).replace('\n', "\r\n"), &block(&quoted(after)).replace('\n', "\r\n"));
        }
        becomes(&json(&format!("\"{before}\"")), &json(&format!("\"{after}\"")));
    }
}

#[test]
fn what_can_be_meant_in_two_ways_is_left_alone() {
    for server in ["https://http://h.test:6443", "https://fd00::1:1234", "https://h .test:6443", "https://h.test:65536"] {
        let text = with(&format!("clusters:\n- name: c\n  cluster:\n    server: \"{server}\"\n{USER}"));
        becomes(&text, &text);
    }
    // It may be the only thing that this user is known by.
    let text = with("clusters: [{name: c, cluster: {server: 'https://u:p@h.test'}}]\nusers: [{name: u, user: {}}]\n");
    becomes(&text, &text);
}

#[test]
fn a_path_that_is_no_path_gets_the_key_for_data() {
    let cluster = |key: &str, value: &str| {
        with(&format!("clusters:\n- name: c\n  cluster:\n    {key}: {value} # ours\n    server: https://h.test:6443\n{USER}"))
    };
    becomes(&cluster("certificate-authority", "{{ca}}"), &cluster("certificate-authority-data", "{{ca}}"));
    becomes(&cluster("certificate-authority", "{{der-ca}}"), &cluster("certificate-authority-data", "{{ca}}"));
    becomes(&cluster("certificate-authority", "\"{{ca-escaped}}\""), &cluster("certificate-authority-data", "\"{{ca}}\""));
    // A bundle of which kubectl uses a part gets no further authorities without a look.
    let bundle = cluster("certificate-authority-data", "{{half-indented-bundle}}");
    becomes(&bundle, &bundle);
}

#[test]
fn the_key_that_loses_goes() {
    let text = |cluster: &str| with(&format!("clusters:\n- name: c\n{cluster}{USER}"));
    let clusters = [
        (
            "  cluster:\n    # old\n    server: https://old.test:6443 # gone\n    # new\n    server: https://h.test:6443 # kept\n",
            "  cluster:\n    # old\n    # new\n    server: https://h.test:6443 # kept\n",
        ),
        (
            "  cluster: {server: 'https://old.test:6443', server: 'https://h.test:6443'}\n",
            "  cluster: {server: 'https://h.test:6443'}\n",
        ),
    ];
    for (before, after) in clusters {
        risky_becomes(&text(before), &text(after));
        becomes(&text(before), &text(before));
    }
}

#[test]
fn an_entry_that_nobody_uses_is_taken_out_whole() {
    let cluster = "clusters: [{name: c, cluster: {server: 'https://h.test:6443'}}]\n";
    for (before, after) in [
        (
            "users:\n- name: old # one\n  user:\n    # of old\n    token: {{token}}\n- name: u # two\n  user:\n    token: {{token}}\n",
            "users:\n- name: u # two\n  user:\n    token: {{token}}\n",
        ),
        (
            "users:\n  - name: u\n    user:\n      token: {{token}}\n  - name: old\n    user:\n      token: {{token}}",
            "users:\n  - name: u\n    user:\n      token: {{token}}\n",
        ),
        (
            "users: [{name: old, user: {token: \"{{token}}\"}}, {name: u, user: {token: \"{{token}}\"}}]\n",
            "users: [{name: u, user: {token: \"{{token}}\"}}]\n",
        ),
        (
            "users: [{name: u, user: {token: \"{{token}}\"}}, {name: old, user: {token: \"{{token}}\"}}]\n",
            "users: [{name: u, user: {token: \"{{token}}\"}}]\n",
        ),
    ] {
        risky_becomes(&with(&format!("{cluster}{before}")), &with(&format!("{cluster}{after}")));
    }
}

#[test]
fn an_entry_that_a_misspelt_context_may_mean_stays() {
    let text = |reference: &str| {
        format!(
            "apiVersion: v1\nkind: Config\ncurrent-context: prod\ncontexts:\n- name: prod\n  context: {{cluster: c, user: {reference}}}\n\
             clusters:\n- name: c\n  cluster: {{server: 'https://h.test:6443'}}\nusers:\n- name: anna\n  user: {{token: \"{{{{token}}}}\"}}\n"
        )
    };
    risky_becomes(&text("ana"), &text("anna"));
    risky_becomes(&text("nobody-like-it"), &text("nobody-like-it"));
    risky_becomes(&text("anna2"), &text("anna2"));
}

#[test]
fn a_name_is_changed_with_what_refers_to_it() {
    let text = |context: &str, user: &str| {
        format!(
            "apiVersion: v1\nkind: Config\ncurrent-context: {context} # mine\ncontexts:\n- name: {context}\n  context: {{cluster: c, user: {user}}}\nclusters: [{{name: c, cluster: {{server: 'https://h.test:6443'}}}}]\nusers:\n- name: {user}\n  user: {{token: \"{{{{token}}}}\"}}\n"
        )
    };
    risky_becomes(&text("'a;b'", "\"$x\""), &text("'a-b'", "\"x\""));
}

#[test]
fn the_only_context_is_chosen() {
    let rest = "contexts: [{name: 'on', context: {cluster: c, user: u}}]\nclusters: [{name: c, cluster: {server: 'https://h.test:6443'}}]\n";
    let text = |current: &str| format!("apiVersion: v1\nkind: Config\n{current}{rest}{USER}");
    risky_becomes(&text(""), &format!("{}current-context: \"on\"\n", text("")));
    risky_becomes(&text("current-context: # which\n"), &text("current-context: \"on\" # which\n"));
}

#[test]
fn a_mapping_of_extensions_becomes_a_list() {
    let context = |extensions: &str| {
        format!(
            "apiVersion: v1\nkind: Config\ncurrent-context: p\nclusters: [{{name: c, cluster: {{server: 'https://h.test:6443'}}}}]\n{USER}contexts:\n- name: p\n  context:\n    cluster: c\n    user: u\n    extensions:{extensions}\n"
        )
    };
    for (before, after) in [
        (
            "\n      # one\n      tool: # of a\n        a: b\n        c: [d]\n      other: {}",
            "\n      - name: tool\n        # one\n        extension: # of a\n          a: b\n          c: [d]\n      - name: other\n        extension: {}",
        ),
        (" {tool: {a: b}, \"o k\": 1} # all", " [{name: tool, extension: {a: b}}, {name: \"o k\", extension: 1}] # all"),
    ] {
        becomes(&context(before), &context(after));
    }
}

#[test]
fn the_last_marker_goes_where_it_stands_alone() {
    let text = |end: &str| fill(&format!("{START}clusters: []\nusers: []\n{end}"));
    for (before, after) in [("---\n", ""), ("---", ""), ("---\r\n", ""), ("--- # end\n", "--- # end\n")] {
        let fixed = fix_for("python", text(before).as_bytes());
        assert_eq!(String::from_utf8_lossy(&fixed.files[0].input.bytes), text(after));
    }
}

#[test]
fn a_file_is_stored_as_utf_8_where_a_client_needs_that() {
    let text = fill(&with(&format!("# ünï😀\nclusters: [{{name: c, cluster: {{server: 'https://h.test:6443'}}}}]\n{USER}")));
    let marked = [b"\xef\xbb\xbf", text.as_bytes()].concat();
    let wide: Vec<u8> = std::iter::once(0xfeff).chain(text.encode_utf16()).flat_map(u16::to_be_bytes).collect();
    for (client, bytes) in [("kubeclient@4.9.3", marked), ("python", wide)] {
        assert_eq!(*fix_for(client, &bytes).files[0].input.bytes, *text.as_bytes());
        assert_eq!(*fix_for("kubectl", &bytes).files[0].input.bytes, bytes);
    }
}

#[test]
fn no_comment_goes_with_what_is_null() {
    let text =
        |line: &str| fill(&with(&format!("clusters:\n- name: c\n  cluster:\n    server: https://h.test:6443\n{line}{USER}")));
    let null = "    insecure-skip-tls-verify:";
    for (before, after) in [(format!("{null}\n"), String::new()), (format!("{null} # later\n"), format!("{null} # later\n"))] {
        let fixed = fix_for("python", text(&before).as_bytes());
        assert_eq!(String::from_utf8_lossy(&fixed.files[0].input.bytes), text(&after));
    }
}
