//! Comments that suppress nothing are taken away, and nothing with them.

use super::{becomes, fix_text};
use crate::credentials::{NOW, fill};
use kubeconfig_lint::engine::{Input, fix};
use kubeconfig_lint::fix::Safety;
use kubeconfig_lint::{Env, Options};
use std::path::Path;

/// A cluster that does not verify the server, a user without files, and a list of contexts that is put in.
fn with(contexts: &str) -> String {
    format!(
        "apiVersion: v1\nkind: Config\ncurrent-context: a\nclusters:\n- name: c\n  cluster:\n    server: https://h.test:6443\n    insecure-skip-tls-verify: true\nusers: [{{name: u, user: {{token: \"{{{{token}}}}\"}}}}]\n{contexts}"
    )
}

const NONE: &str = "kubeconfig-lint: ignore[server/plain-http]";

#[track_caller]
fn part_becomes(before: &str, after: &str) {
    becomes(&with(before), &with(after));
}

const CONTEXTS: &str = "contexts:\n- name: a\n  context:\n    cluster: c\n    user: u\n";

#[test]
fn a_line_of_its_own_goes_and_a_comment_behind_something_leaves_that() {
    for (before, after) in [
        (format!("contexts:\n# {NONE} old\n- name: a"), "contexts:\n- name: a"),
        (format!("contexts:\n# ours\n  # {NONE}\n\n# too\n- name: a"), "contexts:\n# ours\n\n# too\n- name: a"),
        (format!("contexts: # {NONE}\n- name: a"), "contexts:\n- name: a"),
        (format!("contexts:\n- name: a\t # {NONE} for now"), "contexts:\n- name: a"),
        (format!("contexts:\n- # {NONE}\n  name: a"), "contexts:\n-\n  name: a"),
        (format!("contexts:\n- name: a # {NONE} old # ours"), "contexts:\n- name: a # ours"),
    ] {
        part_becomes(&CONTEXTS.replace("contexts:\n- name: a", &before), &CONTEXTS.replace("contexts:\n- name: a", after));
    }
    let end = format!("{CONTEXTS}# {NONE}");
    part_becomes(&end, CONTEXTS);
    let wide = |text: &str| text.replace('\n', "\r\n");
    becomes(&wide(&with(&format!("# {NONE}\n{CONTEXTS}"))), &wide(&with(CONTEXTS)));
    part_becomes(
        &format!("contexts: [{{name: a, # {NONE}\n  context: {{cluster: c, user: u}}}}]\n"),
        "contexts: [{name: a,\n  context: {cluster: c, user: u}}]\n",
    );
}

#[test]
fn a_directive_keeps_the_rules_that_suppress_something() {
    let text = |names: &str| {
        with(CONTEXTS).replace("verify: true", &format!("verify: true # kubeconfig-lint: ignore[{names}] it's a lab # ours"))
    };
    for names in [
        "server, tls/verify-disabled",
        "tls/verify-disabled,server",
        "auth, tls/verify-disabled, server",
        "server,server , auth,tls/verify-disabled",
    ] {
        becomes(&text(names), &text("tls/verify-disabled"));
    }
    becomes(&text("server,  tls/verify-disabled,structure ,tls/verfy"), &text("tls/verify-disabled ,tls/verfy"));
    let all = text("server, auth, structure");
    becomes(&all, &all.replace("# kubeconfig-lint: ignore[server, auth, structure] it's a lab ", ""));
}

#[test]
fn what_another_machine_may_need_is_only_removed_when_asked_for() {
    let exec = "exec: {apiVersion: client.authentication.k8s.io/v1, command: aws, args: [eks], interactiveMode: Never}";
    let here = Options::new(Env::at(NOW.parse().unwrap()));
    for (user, rule, needs) in [
        ("token: \"{{token}}\"", "certificate/ca-expired", Safety::Safe),
        (exec, "certificate/ca-expired", Safety::Unsafe),
        (exec, "server", Safety::Safe),
    ] {
        let comment = format!(" # kubeconfig-lint: ignore[{rule}]");
        let text = fill(&with(CONTEXTS).replace("token: \"{{token}}\"", user));
        let before = text.replace("  context:\n", &format!("  context:{comment}\n"));
        for asked in [Safety::Safe, Safety::Unsafe] {
            let input = Input::new(Path::new("config"), before.clone().into_bytes().into());
            let fixed = fix(vec![input], asked, &here);
            let is_gone = !String::from_utf8_lossy(&fixed.files[0].input.bytes).contains(&comment);
            assert_eq!(is_gone, asked <= needs, "{user} {rule} {asked:?}");
        }
    }
}

#[test]
fn a_misspelt_rule_gets_the_name_that_is_meant_where_there_is_something_to_suppress() {
    let text =
        |names: &str| with(CONTEXTS).replace("verify: true", &format!("verify: true # kubeconfig-lint: ignore[{names}] a lab"));
    let fixed = |names: &str, safety| {
        let fixed = fix_text(&text(names), safety);
        String::from_utf8(fixed.files[0].input.bytes.to_vec()).unwrap()
    };
    for (before, after) in [
        ("verify-disabled", "tls/verify-disabled"),
        ("tls/verfy-disabled", "tls/verify-disabled"),
        // One is spelt anew, and the other, which suppresses nothing, goes.
        ("server , tls/verfy-disabled", "tls/verify-disabled"),
        ("tls/verfy-disabled,tsl", "tls/verify-disabled,tls"),
        // There is nothing of the kind, and no name is near.
        ("tls/ca-expird", "tls/ca-expird"),
        ("tls/verify-disabled, whatever", "tls/verify-disabled, whatever"),
    ] {
        assert_eq!(fixed(before, Safety::Unsafe), fill(&text(after)), "{before}");
    }
    let before = "tls/verfy-disabled";
    assert_eq!(fixed(before, Safety::Safe), fill(&text(before)), "what was meant is a guess");
}
