//! The settings file, the variables, and what is set by whom.

use crate::command::{Desk, GOOD, Run, dangling};
use serde_json::Value;

const FILE: &str = ".kubeconfig-lint.yaml";

/// A cluster that does not verify the server, and a user whom no context uses.
fn lab() -> String {
    let text = GOOD.replace("certificate-authority: ca.crt", "insecure-skip-tls-verify: true");
    let text = text
        .replace("command: kubelogin, interactiveMode: Never, args: [get-token]", "command: our-login, interactiveMode: Never");
    text.replace("users:\n", "users:\n- name: spare\n  user: {exec: {apiVersion: client.authentication.k8s.io/v1, command: aws, interactiveMode: Never, args: [eks, get-token, --cluster-name, x, --output, json]}}\n")
}

fn desk(settings: &str) -> Desk {
    let desk = Desk::new();
    desk.write(FILE, settings);
    desk.write("lab.yaml", lab());
    desk
}

fn report(run: &Run) -> Value {
    serde_json::from_str(&run.stdout).unwrap_or_else(|_| panic!("{}\n{}", run.stdout, run.stderr))
}

/// The rules that are found, with their severities.
fn found(desk: &Desk, words: &[&str]) -> Vec<(String, String)> {
    found_with(desk, words, &[])
}

fn found_with(desk: &Desk, words: &[&str], variables: &[(&str, &str)]) -> Vec<(String, String)> {
    let run = desk.run_with(&[words, &["-f", "json", "--exit-zero"]].concat(), |command| command.envs(variables.iter().copied()));
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let report = report(&run);
    let findings = report["findings"].as_array().unwrap().iter();
    findings.map(|finding| (text(&finding["rule"]), text(&finding["severity"]))).collect()
}

fn severity_of(found: &[(String, String)], rule: &str) -> Option<String> {
    found.iter().find(|(found, _)| found == rule).map(|(_, severity)| severity.clone())
}

#[test]
fn rules_and_severities_are_set() {
    let plain = found(&desk(""), &["lab.yaml"]);
    for rule in ["tls/verify-disabled", "exec/unknown-plugin", "structure/unreferenced-entry"] {
        assert!(severity_of(&plain, rule).is_some(), "{rule}: {plain:?}");
    }
    let settings = "ignore: structure\nseverity: {tls/verify-disabled: info, exec: off}\n";
    assert_eq!(found(&desk(settings), &["lab.yaml"]), [("tls/verify-disabled".to_owned(), "info".to_owned())]);
    assert_eq!(found(&desk("select: [exec/unknown-plugin]\nallowed-exec-commands: [our-login]"), &["lab.yaml"]), []);
}

#[test]
fn a_severity_turns_a_rule_on_that_the_profile_turns_off() {
    let all = found(&desk(""), &["lab.yaml"]);
    assert_eq!(severity_of(&all, "structure/refused-by-platform"), None);
    let on = found(&desk(""), &["--severity", "structure/refused-by-platform=warning", "lab.yaml"]);
    assert_eq!(severity_of(&on, "structure/refused-by-platform").as_deref(), Some("warning"), "{on:?}");
    let family = found(&desk(""), &["--severity", "structure=warning", "lab.yaml"]);
    assert_eq!(severity_of(&family, "structure/refused-by-platform"), None);
    assert_eq!(severity_of(&family, "structure/unreferenced-entry").as_deref(), Some("warning"));
}

#[test]
fn the_command_line_is_stronger_than_variables_and_these_than_the_file() {
    let rule = "tls/verify-disabled";
    let desk = desk("severity: {tls/verify-disabled: info}\nselect: [tls]\n");
    let variables = [("KUBECONFIG_LINT_SEVERITY", "tls=error"), ("KUBECONFIG_LINT_SELECT", "tls,exec")];
    assert_eq!(severity_of(&found(&desk, &["lab.yaml"]), rule).as_deref(), Some("info"));
    let found = found_with(&desk, &["lab.yaml"], &variables);
    assert_eq!(severity_of(&found, rule).as_deref(), Some("error"));
    assert!(severity_of(&found, "exec/unknown-plugin").is_some());
    let found = found_with(&desk, &["--severity", "tls/verify-disabled=warning", "--select", "tls", "lab.yaml"], &variables);
    assert_eq!(found, [(rule.to_owned(), "warning".to_owned())]);
    // An empty variable is none.
    let found = found_with(&desk, &["lab.yaml"], &[("KUBECONFIG_LINT_SEVERITY", ""), ("KUBECONFIG_LINT_PROFILE", "")]);
    assert_eq!(severity_of(&found, rule).as_deref(), Some("info"));
}

#[test]
fn fail_on_and_the_form_of_the_report_can_be_set() {
    let desk = desk("fail-on: never\n");
    desk.write("dangling", dangling());
    desk.run(&["dangling"]).exits(0);
    desk.run(&["--fail-on", "error", "dangling"]).exits(1);
    let with = |name: &str, value: &str| desk.run_with(&["dangling"], |command| command.env(name, value));
    with("KUBECONFIG_LINT_FAIL_ON", "error").exits(1);
    assert!(with("KUBECONFIG_LINT_OUTPUT_FORMAT", "json").exits(0).stdout.starts_with('{'));
    with("KUBECONFIG_LINT_OUTPUT_FORMAT", "pdf").exits(2).says("KUBECONFIG_LINT_OUTPUT_FORMAT: unknown format");
    with("KUBECONFIG_LINT_PROFILE", "prod").exits(2).says("KUBECONFIG_LINT_PROFILE: expected default");
}

#[test]
fn settings_are_found_up_to_the_root_of_the_repository_and_no_farther() {
    let desk = Desk::new();
    desk.write("repo/a/b/dangling", dangling());
    desk.write(FILE, "fail-on: never");
    let exit = |from: &str, path: &str| desk.run_with(&[path], |command| command.current_dir(desk.path(from))).code;
    assert_eq!(exit("repo/a/b", "dangling"), 1, "outside of a repository, only the folder itself counts");
    assert_eq!(exit(".", "repo/a/b/dangling"), 0);
    desk.write("repo/.git/HEAD", "");
    desk.write("repo/a/b/.kubeconfig-lint.yaml", "fail-on: never");
    assert_eq!(exit("repo/a/b", "dangling"), 0);
    assert_eq!(exit("repo", "a/b/dangling"), 1, "the folder of the file does not count");
    desk.write("repo/.kubeconfig-lint.yaml", "fail-on: never");
    assert_eq!(exit("repo/a", "b/dangling"), 0);
    std::fs::remove_file(desk.path("repo/.kubeconfig-lint.yaml")).unwrap();
    assert_eq!(exit("repo/a", "b/dangling"), 1, "the search ends at the root");
}

#[test]
fn a_settings_file_can_be_named_and_left_out() {
    let desk = desk("fail-on: never");
    desk.write("dangling", dangling());
    desk.write("other.yaml", "fail-on: error");
    desk.run(&["--no-config", "dangling"]).exits(1);
    desk.run(&["--config", "other.yaml", "dangling"]).exits(1);
    let with = |name: &str, value: &str, words: &[&str]| desk.run_with(words, |command| command.env(name, value)).code;
    assert_eq!(with("KUBECONFIG_LINT_CONFIG", "other.yaml", &["dangling"]), 1);
    assert_eq!(with("KUBECONFIG_LINT_NO_CONFIG", "1", &["dangling"]), 1);
    assert_eq!(with("KUBECONFIG_LINT_NO_CONFIG", "0", &["dangling"]), 0);
    assert_eq!(with("KUBECONFIG_LINT_NO_CONFIG", "1", &["--config", FILE, "dangling"]), 0);
    assert_eq!(with("KUBECONFIG_LINT_NO_CONFIG", "maybe", &["dangling"]), 2);
    desk.run(&["--config", "none.yaml", "dangling"]).exits(2).says("cannot read the settings none.yaml: there is no such file");
    desk.run(&["--config", "other.yaml", "--no-config", "dangling"]).exits(2);
}

#[test]
fn broken_settings_stop_the_run_and_name_every_mistake() {
    let desk = desk("fail_on: error\nprofile: prod\nsuppressions:\n- path: x\n");
    let run = desk.run(&["lab.yaml"]).exits(2);
    assert_eq!(run.stdout, "");
    let file = std::fs::canonicalize(desk.path(FILE)).unwrap();
    for line in
        ["1:1: there is no such key; did you mean `fail-on`?", "2:10: expected default,", "4:3: this suppression names no rule"]
    {
        assert!(run.stderr.contains(&format!("error: {}:{line}", file.display())), "{line}\n{}", run.stderr);
    }
}

#[test]
fn settings_suppress_by_rule_path_and_entry() {
    for (suppression, is_hidden) in [
        ("{rule: tls/verify-disabled}", true),
        ("{rule: [exec, tls]}", true),
        ("{rule: tls, path: 'lab.*'}", true),
        ("{rule: tls, path: 'x/**'}", false),
        ("{rule: tls, entry: 'clusters[c]'}", true),
        ("{rule: tls, entry: 'clusters[kind-*]'}", false),
        ("{rule: tls, until: 2026-03-01}", true),
        ("{rule: tls, until: 2026-02-28}", false),
        ("{rule: exec}", false),
    ] {
        let desk = desk(&format!("suppressions: [{suppression}]"));
        let found = found(&desk, &["--now", "2026-03-01T12:00:00Z", "lab.yaml"]);
        assert_eq!(severity_of(&found, "tls/verify-disabled").is_none(), is_hidden, "{suppression}: {found:?}");
    }
}

#[test]
fn suppressions_that_do_nothing_are_reported_where_they_stand() {
    let settings = "suppressions:
- {rule: tls/ca-missing, path: ./lab.yaml, reason: it was so}
- {rule: tls/ca-missing, path: '*.yaml'}
- {rule: tls, until: 2020-01-01}
- {rule: tls/verfy-disabled}
- {rule: auth, path: ./other.yaml}
";
    let desk = desk(settings);
    let lint = |path: &str| {
        let report = report(&desk.run(&["-f", "json", "--select", "lint", path]).exits(0));
        let findings = report["findings"].as_array().unwrap().clone();
        findings
            .iter()
            .map(|finding| (finding["rule"].as_str().unwrap().to_owned(), finding["start"]["line"].as_u64().unwrap()))
            .collect::<Vec<_>>()
    };
    let named =
        [("lint/unused-suppression".to_owned(), 2), ("lint/expired-suppression".into(), 4), ("lint/unknown-rule".into(), 5)];
    assert_eq!(lint("lab.yaml"), named, "a pattern may be for files that were not checked");
    let all = [named[0].clone(), ("lint/unused-suppression".into(), 3), named[1].clone(), named[2].clone()];
    assert_eq!(lint("."), all, "all files below the settings were checked");
    let sarif: Value = report(&desk.run(&["-f", "sarif", "--select", "lint", "lab.yaml"]));
    let place = &sarif["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"];
    assert_eq!((place["uri"].as_str(), place["index"].as_u64()), (Some(FILE), Some(1)));
    let full = desk.run(&["--select", "lint", "lab.yaml"]);
    assert!(full.stdout.contains("rule: tls/ca-missing, path: REDACTED"), "{}", full.stdout);
}

#[test]
fn settings_for_some_files_are_laid_over_the_others() {
    let desk = desk(
        "ignore: [exec, structure]\nseverity: {tls: info}\npaths:\n  'sub/**': {severity: {tls/verify-disabled: error}, ignore: []}\n",
    );
    desk.write("sub/lab.yaml", lab());
    assert_eq!(found(&desk, &["lab.yaml"]), [("tls/verify-disabled".to_owned(), "info".to_owned())]);
    let sub = found(&desk, &["sub/lab.yaml"]);
    assert_eq!(severity_of(&sub, "tls/verify-disabled").as_deref(), Some("error"));
    assert!(severity_of(&sub, "exec/unknown-plugin").is_some());
    // The command line is stronger still.
    assert_eq!(found(&desk, &["--ignore", "exec,structure,auth", "--severity", "tls=warning", "sub/lab.yaml"]).len(), 1);
    // However the file is named.
    let absolute = desk.path("sub/lab.yaml");
    assert_eq!(found(&desk, &[absolute.to_str().unwrap()]), sub);
    let inside = desk.run_with(&["-f", "json", "--config", "../.kubeconfig-lint.yaml", "./lab.yaml", "--exit-zero"], |command| {
        command.current_dir(desk.path("sub"))
    });
    assert_eq!(report(&inside)["findings"].as_array().unwrap().len(), sub.len());
}

#[test]
fn what_is_excluded_is_passed_over_in_folders_only() {
    let desk = Desk::new();
    desk.write(FILE, "exclude: [sub/, '*.tpl']");
    desk.write("good.yaml", GOOD.replace("certificate-authority: ca.crt", "tls-server-name: k8s.corp.test"));
    desk.write("sub/dangling.yaml", dangling());
    desk.write("dangling.tpl", dangling());
    desk.run(&["."]).exits(0);
    desk.run(&["--no-config", "."]).exits(1);
    desk.run(&["sub/dangling.yaml"]).exits(1);
    desk.run(&["sub"]).exits(3);
}

#[test]
fn a_section_can_make_files_untrusted() {
    let desk = desk("paths: {'upload/**': {profile: untrusted}}");
    desk.write("upload/lab.yaml", lab().replace("our-login", "our-login # kubeconfig-lint: ignore[all]"));
    let found = found(&desk, &["--select", "structure,path", "upload/lab.yaml"]);
    assert!(severity_of(&found, "structure/refused-by-platform").is_some(), "{found:?}");
}

#[test]
fn beside_a_file_of_somebody_else_only_settings_that_are_named_are_read() {
    let desk = desk("broken");
    desk.run(&["lab.yaml"]).exits(2);
    desk.run(&["--profile", "untrusted", "lab.yaml"]).exits(1);
    let variable = desk.run_with(&["lab.yaml"], |command| command.env("KUBECONFIG_LINT_PROFILE", "untrusted"));
    variable.exits(1);
    desk.run(&["--profile", "untrusted", "--config", FILE, "lab.yaml"]).exits(2);
}

#[test]
fn config_shows_what_is_set_and_by_whom() {
    let desk = desk(
        "profile: ci\nignore: [exec, tls/ca-missing]\nsuppressions:\n- {rule: tls, entry: 'clusters[kind-*]', reason: a lab}\npaths: {'x/**': {profile: portable}}\n",
    );
    let run = desk.run_with(&["config", "show", "--fail-on", "warning", "--severity", "tls=off"], |command| {
        command.env("KUBECONFIG_LINT_EXPIRY_WARNING", "2w")
    });
    let run = run.exits(0);
    let file = std::fs::canonicalize(desk.path(FILE)).unwrap();
    let file = file.display();
    for line in [
        &format!("profile: ci  # {file}:1\n"),
        &format!("ignore: [exec, tls/ca-missing]  # {file}:2\n"),
        "severity: {tls: \"off\"}  # command line\n",
        "fail-on: warning  # command line\n",
        "expiry-warning: \"14d\"  # KUBECONFIG_LINT_EXPIRY_WARNING\n",
        &format!("suppressions:  # {file}:4\n- {{entry: \"clusters[kind-*]\", reason: \"a lab\", rule: [tls]}}\n"),
        &format!("paths:  # {file}:5\n  \"x/**\": {{profile: portable}}\n"),
        "clients: [kubectl@",
        "select:  # default: all\n",
    ] {
        assert!(run.stdout.contains(line), "{line}\n{}", run.stdout);
    }
    // What is shown can be used.
    desk.write("shown.yaml", &run.stdout);
    let again = desk.run(&["config", "show", "--config", "shown.yaml"]).exits(0);
    let values = |text: &str| text.lines().map(|line| line.split("  #").next().unwrap().to_owned()).collect::<Vec<_>>();
    assert_eq!(values(&again.stdout), values(&run.stdout));
    let json: Value = report(&desk.run(&["config", "show", "-f", "json"]).exits(0));
    assert_eq!(json["settings"]["profile"], serde_json::json!({"value": "ci", "origin": "file", "line": 1}));
    assert_eq!(json["settings"]["fail-on"]["origin"], "default");
}

#[test]
fn config_tells_the_path_and_the_schema() {
    let desk = desk("");
    let path = desk.run(&["config", "path"]).exits(0).stdout;
    assert!(path.ends_with(".kubeconfig-lint.yaml\n"), "{path}");
    assert_eq!(desk.run(&["config", "path", "--no-config"]).exits(3).stdout, "");
    let schema: Value = report(&desk.run(&["config", "schema"]).exits(0));
    assert_eq!(schema["$schema"], "https://json-schema.org/draft/2020-12/schema");
}

#[test]
fn the_clients_that_are_declared_are_those_that_are_predicted() {
    let desk = desk("clients: [kr8s@0.20, java]");
    let clients = |words: &[&str]| {
        let run = desk.run(&[&["clients", "-f", "json"], words, &["lab.yaml"]].concat()).exits(0);
        let report = report(&run);
        let clients = report["results"].as_array().unwrap().iter().map(|row| row["client"].as_str().unwrap().to_owned());
        clients.collect::<std::collections::BTreeSet<_>>().into_iter().collect::<Vec<_>>()
    };
    assert_eq!(clients(&[]), ["kr8s"]);
    assert_eq!(clients(&["--client", "python"]), ["python"]);
    assert_eq!(clients(&["--no-config"]), ["kubectl"]);
}
