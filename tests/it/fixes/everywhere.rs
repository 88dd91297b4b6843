//! What holds for the fixes of every example of every page.

use crate::credentials::NOW;
use crate::examples::examples;
use kubeconfig_lint::engine::{Input, check, fix};
use kubeconfig_lint::fix::{Fix, Safety};
use kubeconfig_lint::{Env, Options, rules};
use std::path::Path;

/// The examples of all pages, as files of their own.
pub(super) fn all_examples() -> impl Iterator<Item = (String, Vec<u8>)> {
    let pages = rules::all().map(|rule| rule.page);
    pages
        .flat_map(|page| {
            ["Bad", "Good"].into_iter().flat_map(move |heading| examples(&page, heading)).map(move |example| (page.id, example))
        })
        .flat_map(|(id, example)| example.files.into_iter().map(move |file| (format!("{id}: {}", file.name), file.bytes)))
}

#[test]
fn fixing_twice_is_fixing_once() {
    let options = Options::new(Env::closed(NOW.parse().unwrap()));
    for (name, bytes) in all_examples() {
        let once = fix(vec![Input::new(Path::new("x"), bytes.clone().into())], Safety::Unsafe, &options);
        let twice = fix(vec![Input::new(Path::new("x"), once.files[0].input.bytes.clone())], Safety::Unsafe, &options);
        assert!(!twice.files[0].is_changed(), "{name}:\n{}", String::from_utf8_lossy(&twice.files[0].input.bytes));
    }
}

#[test]
fn no_fix_verifies_a_server_less() {
    let options = Options::new(Env::closed(NOW.parse().unwrap()));
    let facts = |bytes: &[u8]| {
        let config: serde_yaml::Value = serde_yaml::from_slice(bytes).unwrap_or_default();
        let clusters = config["clusters"].as_sequence().cloned().unwrap_or_default();
        let of = |cluster: &serde_yaml::Value| {
            let given =
                |key: &str| cluster["cluster"].get(key).is_some_and(|value| !value.is_null() && value.as_str() != Some(""));
            let authority = given("certificate-authority") || given("certificate-authority-data");
            let insecure = cluster["cluster"]["insecure-skip-tls-verify"].as_bool() == Some(true);
            (cluster["name"].clone(), (authority, given("tls-server-name"), !insecure))
        };
        clusters.iter().map(of).collect::<Vec<_>>()
    };
    let mut seen = 0;
    for (name, bytes) in all_examples() {
        let fixed = fix(vec![Input::new(Path::new("x"), bytes.clone().into())], Safety::Unsafe, &options);
        seen += usize::from(fixed.files[0].is_changed());
        let after = facts(&fixed.files[0].input.bytes);
        for (cluster, (authority, server_name, verified)) in facts(&bytes) {
            let Some((_, now)) = after.iter().find(|(other, _)| *other == cluster) else { continue };
            assert!(!authority || now.0, "{name}: an authority is gone");
            assert!(!server_name || now.1, "{name}: a tls-server-name is gone");
            assert!(!verified || now.2, "{name}: verification is off");
        }
    }
    assert!(seen > 20, "only {seen} examples are changed");
}

#[test]
fn a_safe_fix_that_is_offered_is_done() {
    let options = Options::new(Env::closed(NOW.parse().unwrap()));
    for (name, bytes) in all_examples() {
        let fixed = fix(vec![Input::new(Path::new("config"), bytes.into())], Safety::Safe, &options);
        let inputs = fixed.files.into_iter().map(|file| file.input).collect();
        let findings = check(inputs, &options).findings;
        let is_safe = |fix: &Fix| fix.safety == Safety::Safe;
        let left: Vec<_> = findings.iter().filter(|finding| finding.fix.as_ref().is_some_and(is_safe)).collect();
        assert!(left.is_empty(), "{name}: {left:?}");
    }
}
