//! `expiry`: the table for people, the contract for programs, the metrics, and how it ends.

use crate::command::Desk;
use crate::credentials::fill;
use serde_json::Value;

const NOW: &str = "2026-11-25T12:00:00Z";

/// A kubeconfig in which something has ended, something ends soon, something goes on, and something has no end.
fn mixed() -> String {
    fill(
        "clusters:\n\
         - {name: c, cluster: {server: 'https://h', certificate-authority-data: {{half-expired-bundle}}}}\n\
         - {name: d, cluster: {server: 'https://h', certificate-authority: ca.crt}}\n\
         users:\n\
         - {name: ending, user: {client-certificate-data: {{ending-client-cert}}, client-key-data: {{ending-client-key}}}}\n\
         - {name: later, user: {client-certificate-data: {{future-client-cert}}, client-key-data: {{future-client-key}}}}\n\
         - {name: multus, user: {token: {{expired-jwt}}}}\n\
         - {name: eks, user: {token: {{expired-eks-token}}}}\n\
         - {name: opaque, user: {token: {{opaque-token}}}}\n\
         contexts: []\n",
    )
}

fn desk() -> Desk {
    let desk = Desk::new();
    desk.write("mixed", mixed());
    desk.write("ca.crt", fill("{{ca|pem}}"));
    desk
}

#[test]
fn people_see_what_ends_first_on_top() {
    let run = desk().run(&["expiry", "--now", NOW, "--within", "14d", "mixed"]).exits(1);
    assert!(run.stdout.lines().all(|line| line.chars().count() <= 80), "{}", run.stdout);
    insta::with_settings!({ snapshot_path => "../../snapshots/expiry", prepend_module_to_snapshot => false, omit_expression => true }, {
        insta::assert_snapshot!("full", run.stdout);
    });
}

#[test]
fn programs_get_every_lifetime_with_its_place_and_state() {
    let run = desk().run(&["expiry", "--now", NOW, "--within", "14d", "-f", "json", "mixed"]).exits(1);
    let report: Value = serde_json::from_str(&run.stdout).unwrap();
    assert_eq!(report["schema_version"], 1);
    let expected = serde_json::json!({"files": 1, "expired": 3, "not_yet_valid": 1, "ending": 1, "valid": 2, "unknown": 1});
    assert_eq!(report["summary"], expected);
    let results = report["results"].as_array().unwrap();
    let ending = results.iter().find(|result| result["state"] == "ending").unwrap();
    assert_eq!(ending["address"], "users[ending].user.client-certificate-data");
    assert_eq!((&ending["subject"], &ending["issuer"]), (&"ending-client".into(), &"canary-ca".into()));
    assert_eq!(ending["not_after"], "2026-12-01T00:00:00Z");
    assert_eq!(ending["expires_in_seconds"], 475_200);
    assert_eq!(ending["start"]["line"], 5);
    let in_file = results.iter().find(|result| result["address"] == "clusters[d].cluster.certificate-authority").unwrap();
    assert_eq!(in_file["path"], "ca.crt");
    assert!(results.last().unwrap()["not_after"].is_null(), "what has no known end is last");
}

#[test]
fn metrics_have_the_names_that_existing_alerts_ask_for() {
    let desk = desk();
    let text = desk.run(&["expiry", "--now", NOW, "-f", "prometheus", "--exit-zero", "mixed"]).exits(0).stdout;
    let series: Vec<_> = text.lines().filter(|line| !line.starts_with('#')).collect();
    let ending = series.iter().find(|line| line.starts_with("x509_cert_not_after{") && line.contains("ending-client")).unwrap();
    for label in [
        "subject_CN=\"ending-client\"",
        "subject_O=\"developers\"",
        "issuer_CN=\"canary-ca\"",
        "filename=\"mixed\"",
        "filepath=\"mixed\"",
        "embedded_kind=\"user\"",
        "embedded_key=\"ending\"",
    ] {
        assert!(ending.contains(label), "{label} in {ending}");
    }
    assert!(ending.contains("serial_number=\"") && ending.ends_with(" 1796083200"), "{ending}");
    assert!(series.iter().any(|line| line.starts_with("x509_cert_expired{") && line.contains("old-ca") && line.ends_with(" 1")));
    assert!(series.iter().any(|line| line.starts_with("kubeconfig_lint_token_not_after{") && line.ends_with(" 1700003600")));
    let open = desk.run(&["expiry", "--now", NOW, "-f", "openmetrics", "--exit-zero", "mixed"]).exits(0).stdout;
    assert_eq!(open, text + "# EOF\n");
}

#[test]
fn a_certificate_that_stands_twice_is_one_series() {
    let desk = Desk::new();
    let ca = fill("{{ca|pem}}");
    desk.write("ca.crt", format!("{ca}{ca}"));
    desk.write("twice", "clusters: [{name: c, cluster: {server: 'https://h', certificate-authority: ca.crt}}]\n");
    let text = desk.run(&["expiry", "-f", "prometheus", "twice"]).exits(0).stdout;
    assert_eq!(text.matches("x509_cert_not_after{").count(), 1, "{text}");
}

#[test]
fn a_name_cannot_break_out_of_a_label() {
    let desk = Desk::new();
    desk.write("odd", fill("users: [{name: \"a\\\"} 1\\nb\", user: {client-certificate-data: {{client-cert}}}}]\n"));
    let text = desk.run(&["expiry", "-f", "prometheus", "odd"]).exits(0).stdout;
    let series: Vec<_> = text.lines().filter(|line| line.starts_with("x509_cert_not_after")).collect();
    assert_eq!(series.len(), 1, "{text}");
    assert!(series[0].contains("embedded_key=\"a\\\"} 1\\\\nb\""), "{text}");
}

#[test]
fn the_exit_code_tells_whether_something_has_to_be_done() {
    let desk = desk();
    desk.write("fine", fill("users: [{name: u, user: {client-certificate-data: {{ending-client-cert}}}}]\n"));
    desk.run(&["expiry", "--now", NOW, "fine"]).exits(0);
    desk.run(&["expiry", "--now", NOW, "--within", "1d", "fine"]).exits(0);
    desk.run(&["expiry", "--now", NOW, "--within", "14d", "fine"]).exits(1);
    desk.run(&["expiry", "--now", NOW, "mixed"]).exits(1);
    desk.run(&["expiry", "--now", NOW, "--exit-zero", "mixed"]).exits(0);
    desk.run(&["expiry", "--within", "soon", "fine"]).exits(2).says("expected a duration");
    desk.run(&["expiry", "missing"]).exits(2).says("cannot read");
}

/// The states of the client certificates of a report, by file.
fn states(desk: &Desk, words: &[&str], variables: &[(&str, &str)]) -> (i32, Vec<(String, String)>) {
    let words = [&["expiry", "--now", NOW, "-f", "json"], words].concat();
    let run = desk.run_with(&words, |command| command.envs(variables.iter().copied()));
    let report: Value = serde_json::from_str(&run.stdout).unwrap_or_else(|_| panic!("{run:?}"));
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let results = report["results"].as_array().unwrap().iter();
    let mut states: Vec<_> = results.map(|result| (text(&result["file"]).replace("./", ""), text(&result["state"]))).collect();
    states.sort();
    (run.code, states)
}

#[test]
fn settings_say_how_early_what_is_passed_over_and_what_is_not_opened() {
    let desk = Desk::new();
    // It ends six days later.
    let user = fill("users: [{name: u, user: {client-certificate-data: {{ending-client-cert}}}}]\ncontexts: []\nclusters: []\n");
    for file in ["a", "prod/b", "vendor/c"] {
        desk.write(file, &user);
    }
    let all = |states: [&str; 3]| -> Vec<(String, String)> {
        ["a", "prod/b", "vendor/c"].into_iter().zip(states).map(|(file, state)| (file.to_owned(), state.to_owned())).collect()
    };
    assert_eq!(states(&desk, &["."], &[]), (0, all(["valid"; 3])));
    desk.write(".kubeconfig-lint.yaml", "expiry-warning: 5d\npaths: {prod: {expiry-warning: 7d}}\n");
    assert_eq!(states(&desk, &["."], &[]), (1, all(["valid", "ending", "valid"])));
    desk.run(&["expiry", "--now", NOW, "."]).exits(1).prints("1 within 7 days, 2 later in 3 files");
    assert_eq!(states(&desk, &["--exit-zero", "."], &[]).0, 0);
    // The command line is stronger than a variable, that than the sections.
    let variable = [("KUBECONFIG_LINT_EXPIRY_WARNING", "1w")];
    assert_eq!(states(&desk, &["."], &variable), (1, all(["ending"; 3])));
    assert_eq!(states(&desk, &["--within", "1d", "."], &variable), (0, all(["valid"; 3])));
    assert_eq!(states(&desk, &["--no-config", "."], &[]), (0, all(["valid"; 3])));
    desk.write("other.yaml", "exclude: [vendor/, prod]\n");
    let (code, found) = states(&desk, &["--config", "other.yaml", "."], &[]);
    assert_eq!((code, found.len()), (0, 1));
    desk.run(&["clients", "--config", "other.yaml", "prod"]).exits(3);
    desk.write(".kubeconfig-lint.yaml", "expiry-warnings: 5d\n");
    desk.run(&["expiry", "."]).exits(2).says("did you mean `expiry-warning`?");
    // What is somebody else's leads nowhere.
    desk.write("ca.crt", fill("{{expired-ca|pem}}"));
    desk.write("upload/d", "clusters: [{name: c, cluster: {server: 'https://h', certificate-authority: ../ca.crt}}]\n");
    desk.write(".kubeconfig-lint.yaml", "");
    desk.run(&["expiry", "--now", NOW, "upload/d"]).exits(1);
    desk.write(".kubeconfig-lint.yaml", "paths: {upload: {profile: untrusted}}");
    desk.run(&["expiry", "--now", NOW, "upload/d"]).exits(0).prints("no certificates and no tokens in 1 file");
}

#[cfg(unix)]
#[test]
fn a_collector_can_read_the_file_that_is_put_in_place() {
    use std::os::unix::fs::PermissionsExt;
    let desk = desk();
    desk.write("out.prom", "old");
    desk.run(&["expiry", "--now", NOW, "-f", "prometheus", "--exit-zero", "-o", "out.prom", "mixed"]).exits(0);
    assert!(desk.read("out.prom").contains("x509_cert_not_after"));
    assert_eq!(desk.path("out.prom").metadata().unwrap().permissions().mode() & 0o777, 0o644);
    let left = std::fs::read_dir(desk.path("")).unwrap().filter(|entry| entry.as_ref().unwrap().file_name() != "out.prom");
    assert_eq!(left.count(), 2, "nothing else is left behind");
    desk.run(&["expiry", "-o", "no/such/folder", "mixed"]).exits(2).says("cannot write no/such/folder");
}
