//! Fixes of chains, bundles and keys in the forms in which they stand in files, and of who the user is.

use super::{START, becomes, with};
use crate::credentials::{NOW, fill};
use kubeconfig_lint::clients::Audience;
use kubeconfig_lint::engine::{Fixed, Input, fix};
use kubeconfig_lint::fix::Safety;
use kubeconfig_lint::{Env, Options};
use std::path::Path;

const SERVER: &str = "server: 'https://h.test:6443'";

fn fix_for(client: &str, text: &str, safety: Safety) -> Fixed {
    let mut options = Options::new(Env::closed(NOW.parse().unwrap()));
    options.clients = Audience::parse(client).unwrap();
    fix(vec![Input::new(Path::new("config"), fill(text).into_bytes().into())], safety, &options)
}

#[track_caller]
fn becomes_for(client: &str, safety: Safety, before: &str, after: &str) {
    let fixed = fix_for(client, before, safety);
    let refused: Vec<_> = fixed.refused.iter().map(ToString::to_string).collect();
    assert_eq!(String::from_utf8_lossy(&fixed.files[0].input.bytes), fill(after), "refused: {refused:?}");
}

#[test]
fn a_chain_is_put_in_order_in_every_style() {
    let start = with(&format!("clusters: [{{name: c, cluster: {{{SERVER}}}}}]\nusers:\n- name: u\n"));
    for (before, after) in [
        (
            "  user:\n    client-certificate-data: {{misordered-chain}} # ours\n    client-key-data: {{client-key}}\n",
            "  user:\n    client-certificate-data: {{client-chain}} # ours\n    client-key-data: {{client-key}}\n",
        ),
        (
            "  user: {client-key-data: '{{client-key}}', client-certificate-data: '{{misordered-chain}}'} # u\n",
            "  user: {client-key-data: '{{client-key}}', client-certificate-data: '{{client-chain}}'} # u\n",
        ),
    ] {
        becomes(&format!("{start}{before}"), &format!("{start}{after}"));
    }
    // The key belongs to neither.
    let other = format!(
        "{start}  user: {{client-certificate-data: {{{{misordered-chain}}}}, client-key-data: {{{{other-client-key}}}}}}\n"
    );
    becomes(&other, &other);
}

#[test]
fn a_key_that_may_be_the_only_copy_is_not_taken_away_unasked() {
    let text = |ca: &str, user: &str| {
        format!(
            "{START}clusters: [{{name: c, cluster: {{{SERVER}, certificate-authority-data: {ca}}}}}]\nusers:\n- name: u\n  user: {user}\n"
        )
    };
    let pair = "{client-certificate-data: {{client-cert}}, client-key-data: {{client-key}}}";
    let (token, both) = ("{token: \"{{token}}\"}", "{{ca-with-other-key}}");
    becomes(&text(both, pair), &text("{{ca}}", pair));
    becomes(&text(both, token), &text(both, token));
    becomes(&text("{{ca-with-its-key}}", pair), &text("{{ca-with-its-key}}", pair));
    becomes_for("kubectl", Safety::Unsafe, &text("{{ca-with-its-key}}", pair), &text("{{ca}}", pair));
}

#[test]
fn bundles_and_keys_are_changed_for_those_who_mind() {
    let text = |ca: &str, key: &str| {
        with(&format!(
            "clusters:\n- name: c\n  cluster:\n    {SERVER}\n    certificate-authority-data: {ca} # CA\nusers:\n- name: u\n  user:\n    client-certificate-data: {{{{client-cert}}}}\n    client-key-data: {key} # key\n"
        ))
    };
    let (key, parameters) = ("{{client-key}}", "{{client-key-behind-parameters}}");
    for (client, before, after) in [
        ("kubectl", text("{{broken-bundle}}", key), text("{{other-ca}}", key)),
        ("kubeclient", text("{{half-expired-bundle}}", key), text("{{renewed-bundle}}", key)),
        ("kubeclient", text("{{ca-bundle}}", key), text("{{ca-bundle}}", key)),
        ("fabric8", text("{{ca}}", key), text("{{ca}}", "{{client-sec1-key}}")),
        ("fabric8", text("{{ca}}", parameters), text("{{ca}}", "{{client-sec1-key}}")),
        ("java", text("{{ca}}", parameters), text("{{ca}}", key)),
        ("kubectl", text("{{ca}}", parameters), text("{{ca}}", parameters)),
    ] {
        becomes_for(client, Safety::Unsafe, &before, &after);
        becomes_for(client, Safety::Safe, &before, &before);
    }
}

#[test]
fn a_provider_that_is_gone_becomes_a_plugin_where_that_is_all_known() {
    let text = |user: &str| {
        let end = format!("clusters: [{{name: c, cluster: {{{SERVER}}}}}]\n");
        format!("{START}users:\n- name: u\n  user:\n{user}{end}")
    };
    let ids = "        apiserver-id: a # of AKS\n        client-id: b\n        tenant-id: c\n";
    let azure = |rest: &str| text(&format!("    auth-provider: # old\n      name: azure\n      config:\n{ids}{rest}"));
    let plugin = "    exec: # old\n      command: kubelogin\n      apiVersion: client.authentication.k8s.io/v1beta1\n      args:\n      - get-token\n      - --login\n      - devicecode\n      - --server-id\n      - a\n      - --client-id\n      - b\n      - --tenant-id\n      - c\n";
    for (before, after) in [
        (azure(""), text(&format!("{plugin}      - --legacy\n"))),
        (azure("        config-mode: '1'\n"), text(plugin)),
        (azure("        config-mode: '2'\n"), azure("        config-mode: '2'\n")),
        (azure("    token: {{token}}\n"), azure("    token: {{token}}\n")),
        (
            text("    auth-provider: {\"name\": \"gcp\", \"config\": null}\n"),
            text(
                "    exec: {\"command\": \"gke-gcloud-auth-plugin\", \"apiVersion\": \"client.authentication.k8s.io/v1beta1\", \"args\": [\"--use_application_default_credentials\"], \"provideClusterInfo\": true}\n",
            ),
        ),
    ] {
        becomes_for("kubectl", Safety::Unsafe, &before, &after);
        becomes_for("kubectl", Safety::Safe, &before, &before);
    }
}
