//! `kubectl config-lint`: the name it is called by, and the options that people know from kubectl.

use crate::command::{Desk, GOOD, dangling};
use std::process::{Command, Output};

/// Runs it as kubectl does, which replaces itself with the plugin.
#[cfg(unix)]
fn plugin(desk: &Desk, words: &[&str]) -> Output {
    let plugin = desk.path("kubectl-config_lint");
    if !plugin.exists() {
        std::os::unix::fs::symlink(assert_cmd::cargo::cargo_bin!("kubeconfig-lint"), &plugin).unwrap();
    }
    Command::new(plugin).args(words).current_dir(desk.path(".")).env("HOME", desk.path(".")).output().unwrap()
}

#[cfg(unix)]
#[test]
fn as_a_plugin_it_says_its_name_right_everywhere() {
    let desk = Desk::new();
    desk.write("kubeconfig", dangling());
    for words in [
        &["--help"][..],
        &["check", "--help"],
        &["clients", "--help"],
        &["expiry", "--help"],
        &["explain", "--help"],
        &["rules", "--help"],
        &["schema", "--help"],
        &["config", "--help"],
        &["--no-such-option"],
        &["explain"],
        &["config"],
        &["clients", "kubeconfig"],
        &["kubeconfig", "--color", "never"],
    ] {
        let output = plugin(&desk, words);
        let said = String::from_utf8([output.stdout, output.stderr].concat()).unwrap();
        let mut rest = said.as_str();
        while let Some((_, after)) = rest.split_once("kubeconfig-lint") {
            // Files and packages have that name all the same.
            assert!(!after.starts_with(' ') || after.starts_with(" config"), "{words:?}: {said}");
            rest = after;
        }
        assert!(said.contains("kubectl config-lint"), "{words:?}: {said}");
    }
}

#[test]
fn a_file_that_is_called_like_a_command_is_not_taken_for_it_in_silence() {
    let desk = Desk::new();
    let hint = "hint: `config` is a command; to check the file of that name, write `./config`";
    assert!(!desk.run(&["config"]).exits(2).stderr.contains("hint"));
    desk.write("config", dangling());
    desk.run(&["config"]).exits(2).says(hint);
    desk.run(&["config", "-f", "json"]).exits(2).says(hint);
    assert!(!desk.run(&["config", "--help"]).exits(0).stderr.contains("hint"));
    assert!(!desk.run(&["config", "path"]).stderr.contains("hint"));
    desk.run(&["./config"]).exits(1).prints("config");
    desk.run(&["check", "config"]).exits(1);
}

#[test]
fn a_file_can_be_named_as_for_kubectl() {
    let desk = Desk::new();
    desk.write("good", GOOD);
    desk.write("bad", dangling());
    desk.write("folder/bad", dangling());
    for verb in [&["check"][..], &[]] {
        let run = |words: &[&str]| desk.run(&[verb, &["--fail-on", "error", "--ignore", "path,exec"], words].concat());
        run(&["--kubeconfig", "good"]).exits(0);
        run(&["--kubeconfig=bad"]).exits(1).prints("bad:3");
        run(&["--kubeconfig", "missing"]).exits(2).says("cannot read `missing`");
        run(&["--kubeconfig", "folder"]).exits(2).says("folder` is a folder");
        run(&["--kubeconfig", "good", "bad"]).exits(2);
    }
    desk.run(&["clients", "--kubeconfig", "bad"]).exits(0).prints("context prod");
    desk.run(&["expiry", "--kubeconfig", "missing"]).exits(2);
}

#[test]
fn another_context_is_judged_as_the_current_one() {
    let desk = Desk::new();
    let other = "- name: other\n  context: {cluster: d, user: u}\n";
    desk.write("kubeconfig", format!("{}{other}", dangling()));
    let run = |words: &[&str]| desk.run(&[&["-f", "concise", "kubeconfig"], words].concat());
    // Nobody asks for `current-context` then, neither kubectl nor another client.
    run(&[]).exits(1).prints("error[structure/current-context-dangling]").prints("warning[structure/dangling-reference]");
    for client in ["kubectl", "kubectl,python,kr8s,node,kubeclient,kube-rs"] {
        let good = run(&["--context", "prod", "--client", client, "--ignore", "path,exec"]).exits(0);
        assert!(!good.stdout.contains("current-context"), "{}", good.stdout);
        run(&["--context", "other", "--client", client]).exits(1).prints("error[structure/dangling-reference]");
    }
    run(&["--context", "nobody"]).exits(2).says("no context is called so");
    desk.run(&["--context", "nobody", "missing"]).exits(2).says("cannot read `missing`");
}

#[test]
fn what_ends_is_listed_for_one_context() {
    let desk = Desk::new();
    let token = |name: &str| format!("- name: {name}\n  user: {{token: abcdefgh{name}}}\n");
    let users = GOOD.split("users:\n").nth(1).unwrap().split("contexts:").next().unwrap();
    let config = GOOD.replace(users, &(token("u") + &token("v"))) + "- name: other\n  context: {cluster: c, user: v}\n";
    desk.write("kubeconfig", config);
    let users = |words: &[&str]| {
        let report = desk.run(&[&["expiry", "-f", "json", "kubeconfig"], words].concat()).exits(0).stdout;
        ["users[u]", "users[v]"].map(|user| report.contains(user))
    };
    assert_eq!(users(&[]), [true, true]);
    assert_eq!(users(&["--context", "prod"]), [true, false]);
    assert_eq!(users(&["--context", "other"]), [false, true]);
    desk.run(&["expiry", "--context", "nobody", "kubeconfig"]).exits(2).says("no context is called so");
}

#[test]
fn metrics_are_written_again_and_again() {
    let desk = Desk::new();
    desk.write("kubeconfig", GOOD);
    desk.run(&["expiry", "--every", "1h", "kubeconfig"]).exits(2).says("--output-file");
    let mut command = Command::new(assert_cmd::cargo::cargo_bin!("kubeconfig-lint"));
    command.args(["expiry", "--every", "50ms", "-f", "prometheus", "-o", "out.prom", "kubeconfig"]).current_dir(desk.path("."));
    let mut running = command.spawn().unwrap();
    let appears = |name: &str| {
        (0..200).any(|_| {
            std::thread::sleep(std::time::Duration::from_millis(50));
            desk.path(name).exists()
        })
    };
    let is_written = appears("out.prom");
    std::fs::remove_file(desk.path("out.prom")).unwrap();
    let is_written_again = appears("out.prom");
    running.kill().unwrap();
    running.wait().unwrap();
    assert!(is_written && is_written_again);
}
