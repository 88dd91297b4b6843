#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use super::policy::Fault;
use super::*;

const HEAD: &str = "apiVersion: kubectl.config.k8s.io/v1beta1\nkind: Preference\n";

/// In kubectl 1.35 and since 1.36, in a word.
fn words(text: &str) -> (&'static str, &'static str) {
    let documents: Vec<Value> = documents(text).into_iter().filter_map(value).collect();
    let word = |policy| match policy {
        Policy::Open => "open",
        Policy::NotLoaded => "not loaded",
        Policy::DenyAll => "none",
        Policy::Allowlist(_) => "list",
        Policy::Stops { fault: Fault::EmptyEntry, .. } => "empty entry",
        Policy::Stops { fault: Fault::UncleanPath, .. } => "unclean",
        Policy::Stops { fault: Fault::UnknownPolicy, .. } => "unknown",
        Policy::Stops { .. } => "stops",
    };
    (word(policy::of(&documents, &["name"], false)), word(policy::of(&documents, &["name", "command"], false)))
}

/// What kubectl 1.35, 1.36 and 1.37 did with each.
#[test]
fn policies_are_read_as_kubectl_reads_them() {
    for (body, expected) in [
        ("", ("open", "open")),
        ("credentialPluginPolicy:", ("open", "open")),
        ("credentialPluginPolicy: DenyAll", ("none", "none")),
        ("credentialPluginPolicy: denyall", ("unknown", "unknown")),
        ("credentialPluginPolicy: Allowlist", ("stops", "stops")),
        ("credentialPluginPolicy: Allowlist\ncredentialPluginAllowlist: []", ("stops", "stops")),
        ("credentialPluginPolicy: Allowlist\ncredentialPluginAllowlist: [{name: aws}]", ("list", "list")),
        ("credentialPluginPolicy: Allowlist\ncredentialPluginAllowlist: [{command: aws}]", ("empty entry", "list")),
        ("credentialPluginPolicy: Allowlist\ncredentialPluginAllowlist: [{}]", ("empty entry", "empty entry")),
        ("credentialPluginPolicy: Allowlist\ncredentialPluginAllowlist: [{name: /a/../b}]", ("unclean", "unclean")),
        ("credentialPluginPolicy: Allowlist\ncredentialPluginAllowlist: [{name: aws, command: aws}]", ("list", "not loaded")),
        ("credentialPluginAllowlist: [{name: aws}]", ("stops", "stops")),
        ("credentialPluginPolicy: DenyAll\ncredentialPluginAllowlist: [{name: aws}]", ("stops", "stops")),
        ("credentialPluginPolicy: [DenyAll]", ("not loaded", "not loaded")),
        ("credentialPluginPolicy: AllowAll\ncredentialPluginPolicy: DenyAll", ("none", "none")),
        ("credentialPluginPolicy: DenyAll\ncredentialPluginPolicy: AllowAll", ("open", "open")),
        ("credentialPluginpolicy: DenyAll", ("open", "open")),
    ] {
        assert_eq!(words(&format!("{HEAD}{body}\n")), expected, "{body}");
    }
    assert_eq!(words("kind: Preference\ncredentialPluginPolicy: DenyAll\n").1, "not loaded");
    let two = format!("{}---\n{HEAD}credentialPluginPolicy: DenyAll\n", HEAD.replace("v1beta1", "v1alpha1"));
    assert_eq!(words(&two), ("open", "open"));
}

#[test]
fn a_lost_wish_is_noticed() {
    let wish = |text: &str| {
        let documents: Vec<Value> = documents(text).into_iter().filter_map(value).collect();
        policy::wish(&documents, text)
    };
    let deny = "credentialPluginPolicy: DenyAll\n";
    assert_eq!(wish(&format!("{HEAD}credentialPluginpolicy: DenyAll\n")), Some(Wish::Misspelt));
    assert_eq!(wish(&format!("{HEAD}{deny}credentialPluginPolicy: AllowAll\n")), Some(Wish::Overwritten));
    assert_eq!(wish(&format!("{}{deny}", HEAD.replace("v1beta1", "v1alpha1"))), Some(Wish::OldVersion));
    assert_eq!(wish(&format!("{HEAD}{deny}x: [\n")), Some(Wish::NotLoaded));
    assert_eq!(wish(&format!("{HEAD}---\n{HEAD}{deny}")), Some(Wish::NotFirst));
    assert_eq!(wish(&format!("{HEAD}aliases: []\n")), None);
    assert_eq!(wish(""), None);
}
