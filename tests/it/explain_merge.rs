//! `check --explain-merge`: where everything in a list of files comes from.

use crate::command::Desk;
use crate::credentials::fill;
use serde_json::{Value, json};

const TEAM: &str = "\
apiVersion: v1
kind: Config
clusters:
- name: prod
  cluster:
    server: https://user:word@k8s.corp.test:6443/?x
    insecure-skip-tls-verify: true
contexts:
- name: prod
  context:
    cluster: prod
    user: ci
    namespace: web
- name: arn:aws:eks:eu-central-1:111122223333:cluster/somewhere
  context: {cluster: gone, user: ci}
";

const OWN: &str = "\
apiVersion: v1
kind: Config
current-context: prod
clusters:
- name: prod
  cluster:
    server: https://own.corp.test:6443
    certificate-authority: ca.crt
users:
- name: ci
  user:
    token: {{token}}
- name: plugin
  user:
    exec:
      apiVersion: client.authentication.k8s.io/v1
      command: aws
      args: [eks, get-token]
contexts:
- name: prod
  context:
    cluster: prod
    user: ci
    namespace: web
";

const LATER: &str = "current-context: other\nkind: Config\nusers: [{name: ci, user: {token: x}}]\n";

fn desk() -> Desk {
    let desk = Desk::new();
    desk.write("team/config", TEAM);
    desk.write("own/config", fill(OWN));
    desk.write("later", LATER);
    desk
}

#[test]
fn people_see_what_counts_and_what_does_not() {
    let desk = desk();
    let list = "team/config:own/config:gone:later";
    let run = desk.run_with(&["--explain-merge"], |command| command.env("KUBECONFIG", list).env("COLUMNS", "80")).exits(0);
    assert!(run.stdout.lines().all(|line| line.chars().count() <= 80), "{}", run.stdout);
    insta::with_settings!({ snapshot_path => "../../snapshots/explain-merge", prepend_module_to_snapshot => false, omit_expression => true }, {
        insta::assert_snapshot!("full", run.stdout);
    });
    // Without the variable, it is what was named.
    let named = desk.run(&["check", "--merge", "--explain-merge", "team/config", "own/config"]).exits(0);
    named.prints("prod (current)").prints("own/config:20 says the same");
}

#[test]
fn programs_get_the_same() {
    let desk = desk();
    let report = desk.run(&["--explain-merge", "-f", "json", "team/config", "own/config", "later"]).exits(0).stdout;
    let report: Value = serde_json::from_str(&report).unwrap();
    assert_eq!(report["schema_version"], 1);
    assert_eq!(report["files"][1], json!({"file": "own/config", "error": null}));
    let other = json!({"name": "other", "file": "later", "line": 1});
    assert_eq!(report["current_context"], json!({"name": "prod", "file": "own/config", "line": 3, "hidden": [other]}));
    let cluster = json!({
        "name": "prod", "file": "team/config", "line": 4, "current": false,
        "fields": [
            {"key": "server", "value": "https://k8s.corp.test:6443", "line": 6, "leads_to": null},
            {"key": "insecure-skip-tls-verify", "value": "true", "line": 7, "leads_to": null},
        ],
        "hidden": [{"file": "own/config", "line": 5, "same": false}],
    });
    assert_eq!(report["clusters"], json!([cluster]));
    assert_eq!(report["contexts"][0]["fields"][1]["leads_to"], json!({"file": "own/config", "line": 10}));
    assert_eq!(report["contexts"][0]["hidden"], json!([{"file": "own/config", "line": 20, "same": true}]));
    assert_eq!(report["users"][0]["fields"], json!([{"key": "token", "value": null, "line": 12, "leads_to": null}]));
}

#[test]
fn a_file_that_kubectl_does_not_load_is_named() {
    let desk = desk();
    desk.write("broken", "kind: Config\nclusters: [\n");
    let run = desk.run(&["--explain-merge", "own/config", "broken"]).exits(0);
    run.prints("kubectl loads none of these files because of this one: yaml: line");
    desk.run(&["--explain-merge", "own/config", "nowhere"]).exits(2).prints("own/config");
    desk.run(&["--explain-merge", "-f", "sarif", "later"]).exits(2).says("`full` or `json`");
    desk.run_with(&["--explain-merge"], |command| command.env("KUBECONFIG", "nowhere")).exits(3);
}
