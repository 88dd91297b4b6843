//! Findings that are known and left out.

use crate::command::{Desk, GOOD, Run, dangling};
use serde_json::Value;

/// Two clusters over HTTP and no CA file.
fn known() -> String {
    let text = GOOD.replace("https://k8s.corp.test:6443', certificate-authority: ca.crt", "http://k8s.corp.test:6443'");
    text.replace("users:\n", "- name: d\n  cluster: {server: 'http://d.corp.test'}\nusers:\n")
}

fn desk() -> Desk {
    let desk = Desk::new();
    desk.write("sub/a b.yaml", known());
    desk.write("dangling", dangling());
    desk
}

fn report(run: &Run) -> Value {
    serde_json::from_str(&run.stdout).unwrap_or_else(|_| panic!("{}\n{}", run.stdout, run.stderr))
}

fn counts(desk: &Desk, words: &[&str]) -> (usize, u64) {
    let report = report(&desk.run(&[words, &["-f", "json", "--exit-zero"]].concat()));
    (report["findings"].as_array().unwrap().len(), report["summary"]["suppressed"].as_u64().unwrap())
}

#[test]
fn what_is_known_is_left_out_and_what_is_new_is_not() {
    let desk = desk();
    let (all, _) = counts(&desk, &["sub"]);
    assert!(all >= 2);
    desk.run(&["baseline", "write", "known.json", "sub"]).exits(0).says(&format!("{all} known findings are in known.json"));
    assert_eq!(counts(&desk, &["--baseline", "known.json", "sub"]), (0, all as u64));
    desk.run(&["--baseline", "known.json", "--fail-on", "info", "sub"]).exits(0).prints(&format!("({all} suppressed)"));
    desk.write("sub/a b.yaml", known().replace("current-context: prod", "current-context: gone"));
    let new = report(&desk.run(&["--baseline", "known.json", "-f", "json", "sub"]).exits(1));
    assert_eq!(new["findings"][0]["rule"], "structure/current-context-dangling");
}

#[test]
fn order_and_form_of_a_file_do_not_matter() {
    let desk = desk();
    desk.run(&["baseline", "write", "known.json", "sub"]).exits(0);
    let text = known();
    let entry = "- name: d\n  cluster: {server: 'http://d.corp.test'}\n";
    let moved = text.replace(entry, "").replace("clusters:\n", &format!("# moved\n\nclusters:\n{entry}"));
    let reformatted =
        moved.replace("  cluster: {server: 'http://d.corp.test'}\n", "  cluster:\n\n    server: \"http://d.corp.test\"\n");
    assert_ne!(text, reformatted);
    desk.write("sub/a b.yaml", reformatted);
    let (left, _) = counts(&desk, &["--baseline", "known.json", "sub"]);
    assert_eq!(left, 0);
}

#[test]
fn it_is_one_line_for_each_finding_and_always_the_same() {
    let desk = desk();
    desk.run(&["baseline", "write", "known.json", "sub", "dangling"]).exits(0);
    let first = desk.read("known.json");
    desk.run(&["baseline", "write", "known.json", "dangling", "sub"]).exits(0);
    assert_eq!(desk.read("known.json"), first);
    let json: Value = serde_json::from_str(&first).unwrap();
    assert_eq!(first.lines().count(), json["findings"].as_array().unwrap().len() + 5);
    assert!(
        first.contains("{\"path\":\"sub/a%20b.yaml\",\"address\":\"clusters[d].cluster.server\",\"rule\":\"server/plain-http\""),
        "{first}"
    );
}

#[test]
fn it_goes_by_its_own_folder_and_not_by_the_working_directory() {
    let desk = desk();
    desk.run(&["baseline", "write", "known.json", "sub"]).exits(0);
    let inside = desk.run_with(&["--baseline", "../known.json", "--fail-on", "info", "a b.yaml"], |command| {
        command.current_dir(desk.path("sub"))
    });
    inside.exits(0);
    let absolute = desk.path("sub/a b.yaml");
    desk.run(&["--baseline", "known.json", "--fail-on", "info", absolute.to_str().unwrap()]).exits(0);
}

#[test]
fn what_is_gone_is_counted_and_pruned() {
    let desk = desk();
    desk.run(&["baseline", "write", "known.json", "sub", "dangling"]).exits(0);
    let before = desk.read("known.json").lines().count();
    desk.run(&["baseline", "prune", "known.json"]).exits(0).says("0 of");
    desk.write("dangling", GOOD.replace("certificate-authority: ca.crt", "tls-server-name: x.test"));
    // A file that is not checked, and a rule that is not wanted, say nothing.
    let quiet = desk.run(&["--baseline", "known.json", "sub"]).exits(0);
    assert!(!quiet.stderr.contains("gone"), "{}", quiet.stderr);
    let quiet = desk.run(&["--baseline", "known.json", "--select", "lint", "dangling"]).exits(0);
    assert!(!quiet.stderr.contains("gone"), "{}", quiet.stderr);
    desk.run(&["--baseline", "known.json", "dangling"]).exits(0).says("known findings are gone; `baseline prune");
    desk.run(&["baseline", "prune", "known.json"]).exits(0);
    assert!(desk.read("known.json").lines().count() < before);
    desk.run(&["--baseline", "known.json", "--fail-on", "info", "sub"]).exits(0);
    std::fs::remove_file(desk.path("sub/a b.yaml")).unwrap();
    desk.run(&["baseline", "prune", "known.json"]).exits(0);
    assert!(!desk.read("known.json").contains("a%20b"));
}

#[test]
fn one_that_is_named_must_be_there_and_be_one() {
    let desk = desk();
    desk.run(&["--baseline", "none.json", "dangling"]).exits(2).says("cannot read the baseline none.json: there is no such file");
    desk.write("other.json", "{}");
    desk.run(&["--baseline", "other.json", "dangling"]).exits(2).says("cannot use other.json: it is no baseline");
    desk.write("next.json", "{\"schema_version\": 2, \"findings\": []}");
    desk.run(&["--baseline", "next.json", "dangling"]).exits(2).says("another version");
    desk.run(&["baseline", "prune", "none.json"]).exits(2);
    desk.write(".kubeconfig-lint.yaml", "baseline: none.json");
    desk.run(&["dangling"]).exits(2).says("none.json");
    desk.run(&["--no-config", "dangling"]).exits(1);
}

#[test]
fn nothing_but_a_baseline_is_replaced() {
    let desk = desk();
    desk.run(&["baseline", "write", "dangling", "sub"])
        .exits(2)
        .says("cannot use dangling: it is no baseline; it is not replaced");
    assert_eq!(desk.read("dangling"), dangling());
    desk.run(&["baseline", "write", "new.json", "nowhere"]).exits(2).says("nothing is written");
    desk.run(&["baseline", "write", "-", "sub"]).exits(2).says("expected a file for the baseline");
    assert!(!desk.path("new.json").exists());
}

#[test]
fn the_settings_name_one_below_their_folder() {
    let desk = desk();
    desk.write(".git/HEAD", "");
    desk.run(&["baseline", "write", "known.json", "."]).exits(0);
    desk.write(".kubeconfig-lint.yaml", "baseline: known.json\nfail-on: info");
    let inside = desk.run_with(&["a b.yaml"], |command| command.current_dir(desk.path("sub")));
    inside.exits(0);
    desk.run_with(&["--fail-on", "info", "dangling"], |command| command.env("KUBECONFIG_LINT_BASELINE", "known.json")).exits(0);
}

#[test]
fn what_is_suppressed_is_shown_where_it_is_asked_for() {
    let desk = desk();
    desk.run(&["baseline", "write", "known.json", "sub"]).exits(0);
    desk.write(
        "lab",
        known().replace("http://d.corp.test'}", "http://d.corp.test'} # kubeconfig-lint: ignore[server] a secret reason"),
    );
    desk.write(
        ".kubeconfig-lint.yaml",
        "suppressions: [{rule: server/plain-http, path: ./lab, entry: 'clusters[c]', reason: it is old}]",
    );
    let words = ["--baseline", "known.json", "--select", "server", "sub", "lab"];
    let shown = |format: &str| desk.run(&[&words[..], &["--show-suppressed", "-f", format]].concat()).exits(0).stdout;
    let concise = shown("concise");
    for line in ["suppressed by a comment)\n", "suppressed by the settings: it is old)\n", "known in the baseline)\n"] {
        assert!(concise.contains(line), "{line}: {concise}");
    }
    let full = shown("full");
    assert!(full.contains("\n  suppressed by the settings: it is old\n"), "{full}");
    let json: Value = serde_json::from_str(&shown("json")).unwrap();
    let by: Vec<_> = json["suppressed"].as_array().unwrap().iter().map(|finding| finding["suppression"]["by"].clone()).collect();
    assert_eq!(by, ["settings", "comment", "baseline", "baseline"]);
    assert_eq!(shown("jsonl").lines().count(), 4);
    let sarif: Value = serde_json::from_str(&shown("sarif")).unwrap();
    let results = sarif["runs"][0]["results"].as_array().unwrap();
    let states: Vec<_> = results.iter().map(|result| result["baselineState"].as_str().unwrap()).collect();
    assert_eq!(states, ["new", "new", "unchanged", "unchanged"]);
    assert_eq!(results[1]["suppressions"], serde_json::json!([{"kind": "inSource", "status": "accepted"}]));
    assert_eq!(results[0]["suppressions"][0]["justification"], "it is old");
    for text in [&concise, &full] {
        assert!(!text.contains("a secret reason"));
    }
    // Without being asked, nobody sees it.
    for format in ["full", "concise", "json", "jsonl", "sarif"] {
        let quiet = desk.run(&[&words[..], &["-f", format]].concat()).exits(0).stdout;
        assert!(!quiet.contains("d.corp.test") && !quiet.contains("suppressed by"), "{quiet}");
    }
    let sarif: Value = report(&desk.run(&[&words[..], &["-f", "sarif"]].concat()));
    assert_eq!(sarif["runs"][0]["results"].as_array().unwrap().len(), 0);
}

#[test]
fn what_is_accepted_is_not_fixed() {
    let text = "apiVersion: v1\nkind: Config\nusers:\n- name: a\n  user: {Token: x}\n- name: b\n  user: {Token: v}\n- name: c\n  user: {Token: z}\n";
    let fixed = |users: &[&str]| {
        let lines = text.lines().scan("", |entry, line| {
            *entry = line.strip_prefix("- name: ").unwrap_or(entry);
            Some(if users.contains(entry) { line.replace("Token", "token") } else { line.to_owned() } + "\n")
        });
        lines.collect::<String>()
    };
    let desk = Desk::new();
    let words = ["--select", "structure/unknown-field", "--exit-zero", "kube"];
    let run = |options: &[&str]| desk.run(&[options, &words].concat());
    desk.write("kube", text);
    desk.run(&["baseline", "write", "all.json", "--select", "structure/unknown-field", "kube"]).exits(0);
    // It knows what is there of a; b is suppressed by a comment, c is new.
    let all: Value = serde_json::from_str(&desk.read("all.json")).unwrap();
    let mut known = all.clone();
    known["findings"].as_array_mut().unwrap().retain(|entry| entry["address"].as_str().unwrap().starts_with("users[a]"));
    desk.write("known.json", known.to_string());
    let comment = |text: &str| text.replace("- name: b\n", "- name: b # kubeconfig-lint: ignore[structure] it's fine\n");
    desk.write("kube", comment(text));
    let shown = run(&["--diff", "--baseline", "known.json"]).says("would fix 1").stdout;
    assert!(shown.contains("+++ kube") && shown.matches("\n+ ").count() == 1, "{shown}");
    run(&["--fix", "--baseline", "known.json"]).exits(0).says("fixed 1").prints("(2 suppressed)");
    assert_eq!(desk.read("kube"), comment(&fixed(&["c"])));
    desk.write(".kubeconfig-lint.yaml", "suppressions: [{rule: structure, entry: 'users[c]'}]\n");
    desk.write("kube", text);
    run(&["--unsafe-fixes"]).exits(0).says("fixed 2");
    assert_eq!(desk.read("kube"), fixed(&["a", "b"]));
    // What is known has no fix to offer either.
    desk.write("kube", text);
    run(&["--no-config", "--diff", "--baseline", "all.json"]).exits(0).says("would fix 0");
    run(&["--no-config", "--fix"]).exits(0).says("fixed 3");
}
