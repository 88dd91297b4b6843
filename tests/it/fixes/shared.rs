//! Values that stand at several places by anchors, aliases and merges.

use super::{becomes, fix_text};
use kubeconfig_lint::fix::Safety;

fn text(clusters: &str, user: &str) -> String {
    format!(
        "apiVersion: v1\nkind: Config\ncurrent-context: a\ncontexts:\n- {{name: a, context: {{cluster: a, user: u}}}}\n- {{name: b, context: {{cluster: b, user: u}}}}\nclusters:\n{clusters}users:\n- {{name: u, user: {{token: {user}}}}}\n"
    )
}

fn clusters(clusters: &str) -> String {
    text(clusters, "\"{{token}}\"")
}

#[test]
fn what_all_places_want_is_done_once_at_the_anchor() {
    for (before, after) in [
        (
            clusters("- name: a\n  cluster: {server: &s \"https://a.test \"} # a\n- name: b\n  cluster: {server: *s} # b\n"),
            clusters("- name: a\n  cluster: {server: &s \"https://a.test\"} # a\n- name: b\n  cluster: {server: *s} # b\n"),
        ),
        (
            clusters(
                "- name: a\n  cluster: &c\n    server: https://a.test\n    certificate-authority-data: &ca \"{{ca-escaped}}\"\n- name: b\n  cluster:\n    server: https://b.test\n    certificate-authority-data: *ca\n",
            ),
            clusters(
                "- name: a\n  cluster: &c\n    server: https://a.test\n    certificate-authority-data: &ca \"{{ca}}\"\n- name: b\n  cluster:\n    server: https://b.test\n    certificate-authority-data: *ca\n",
            ),
        ),
        (
            clusters("- name: a\n  cluster: &c\n    server: 10.0.0.1:6443\n- name: b\n  cluster: *c\n"),
            clusters("- name: a\n  cluster: &c\n    server: https://10.0.0.1:6443\n- name: b\n  cluster: *c\n"),
        ),
        (
            clusters(
                "- name: a\n  cluster: &c\n    server: 10.0.0.1:6443\n- name: b\n  cluster:\n    <<: *c\n    disable-compression: true\n",
            ),
            clusters(
                "- name: a\n  cluster: &c\n    server: https://10.0.0.1:6443\n- name: b\n  cluster:\n    <<: *c\n    disable-compression: true\n",
            ),
        ),
        (
            text(
                "- {name: a, cluster: {server: 'https://a.test', tls-server-name: &t 12}}\n- {name: b, cluster: {server: 'https://b.test'}}\n",
                "*t",
            ),
            text(
                "- {name: a, cluster: {server: 'https://a.test', tls-server-name: &t \"12\"}}\n- {name: b, cluster: {server: 'https://b.test'}}\n",
                "*t",
            ),
        ),
    ] {
        becomes(&before, &after);
    }
}

#[test]
fn what_another_place_does_not_want_is_not_done_at_the_anchor() {
    let before = clusters("- name: a\n  cluster: &c\n    server: 10.0.0.1:6443\n- name: b\n  cluster: *c\n")
        .replace("users:", "x-cluster: *c\nusers:");
    becomes(&before, &before);
    let fixed = fix_text(&before, Safety::Safe);
    assert!(fixed.refused[0].reason.to_string().contains("by an alias"), "{:?}", fixed.refused);
}
