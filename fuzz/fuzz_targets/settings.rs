//! What else people write: settings, comments that suppress, baselines. Any bytes are taken or refused, and never end the program.
#![no_main]

use kubeconfig_lint::baseline::Baseline;
use kubeconfig_lint::engine::fix;
use kubeconfig_lint::fix::Safety;
use kubeconfig_lint::{Env, Input, Options, check_bytes, settings};
use libfuzzer_sys::fuzz_target;
use std::path::Path;

fuzz_target!(|bytes: &[u8]| {
    if let Err(problems) = settings::parse(bytes, Path::new("/repository")) {
        assert!(!problems.is_empty(), "nothing is wrong and they are refused");
    }
    if let Ok(baseline) = Baseline::parse(bytes) {
        let again = Baseline::parse(baseline.text().as_bytes());
        assert!(again.is_ok_and(|again| again.len() == baseline.len()), "what is written is not read again");
    }
    let commented = commented(&String::from_utf8_lossy(bytes));
    let options = Options::new(Env::closed("2026-01-01T00:00:00Z".parse().unwrap()));
    check_bytes("fuzzed", commented.clone().into_bytes(), &options);
    let mended =
        |bytes: Vec<u8>| fix(vec![Input::new(Path::new("fuzzed"), bytes.into())], Safety::Unsafe, &options).files.remove(0);
    let once = mended(commented.into_bytes());
    assert!(!mended(once.input.bytes.to_vec()).is_changed(), "a second run changes it");
});

/// A file with something to suppress, and each line of a text as a comment in it.
fn commented(text: &str) -> String {
    let places = [
        "apiVersion: v1",
        "kind: Config",
        "clusters:",
        "- name: c",
        "  cluster:",
        "    server: https://k8s.corp.test",
        "    insecure-skip-tls-verify: true",
        "users: [{name: u, user: {tokenfile: /run/token}}]",
    ];
    let mut lines = text.lines();
    let mut file = String::new();
    for place in places {
        let mut comment = || lines.next().map(|line| format!(" # kubeconfig-lint: {line}")).unwrap_or_default();
        file += &format!("{}\n{place}{}\n", comment().trim_start(), comment());
    }
    file
}
