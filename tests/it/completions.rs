//! Completions and the manual, as the programs that read them judge them, where those are installed.

use crate::command::Desk;
use kubeconfig_lint::clients::Audience;
use kubeconfig_lint::profile::Profile;
use kubeconfig_lint::report::Format;
use kubeconfig_lint::rules;
use std::process::Command;

/// Runs a program, where there is one. It must have nothing to say.
fn judge(program: &str, words: &[&str]) {
    let Ok(output) = Command::new(program).args(words).output() else { return };
    let said = [output.stdout, output.stderr].concat();
    assert!(output.status.success() && said.is_empty(), "{program} {words:?}: {}", String::from_utf8_lossy(&said));
}

/// What bash offers when the last of these words is completed.
fn offered(desk: &Desk, words: &[&str]) -> Vec<String> {
    let script = desk.run(&["completions", "kubectl"]).exits(0).stdout;
    let path = desk.write("kubectl_complete-config_lint", script);
    let output = Command::new("bash").arg(path).args(words).output().unwrap();
    let lines = String::from_utf8(output.stdout).unwrap();
    let mut lines: Vec<_> = lines.lines().map(str::to_owned).collect();
    assert_eq!(lines.pop().as_deref(), Some(":0"), "kubectl wants a directive");
    lines
}

#[test]
fn shells_read_their_completions() {
    let desk = Desk::new();
    for (shell, words) in [("bash", &["-n"][..]), ("zsh", &["-n"]), ("fish", &["--no-execute"])] {
        let path = desk.write(shell, desk.run(&["completions", shell]).exits(0).stdout);
        judge(shell, &[words, &[path.to_str().unwrap()]].concat());
    }
    for shell in ["elvish", "powershell"] {
        desk.run(&["completions", shell]).exits(0).prints("exec-credential");
    }
    desk.run(&["completions", "tcsh"]).exits(2);
}

#[cfg(unix)]
#[test]
fn values_that_are_known_are_offered() {
    let desk = Desk::new();
    let sorted = |words: &mut dyn Iterator<Item = &'static str>| {
        let mut words: Vec<_> = words.map(str::to_owned).collect();
        words.sort();
        words
    };
    let of = |words: &[&str]| {
        let mut words = offered(&desk, words);
        words.sort();
        words
    };
    assert_eq!(of(&["check", "-f", ""]), sorted(&mut Format::ALL.into_iter().map(Format::name)));
    assert_eq!(of(&["--client", ""]), sorted(&mut Audience::ids()));
    assert_eq!(of(&["check", "--profile", ""]), sorted(&mut Profile::ALL.into_iter().map(Profile::as_str)));
    for verb in [&["check", "--select", "tls/"][..], &["--ignore", "tls/"], &["explain", "tls/"], &["rules", "tls/"]] {
        assert_eq!(of(verb), sorted(&mut rules::all().map(rules::Rule::id).filter(|id| id.starts_with("tls/"))), "{verb:?}");
    }
}

#[test]
fn every_command_has_a_page_of_the_manual() {
    let desk = Desk::new();
    let help = desk.run(&["--help"]).exits(0).stdout;
    let commands = help.split("Commands:\n").nth(1).unwrap().split("\n\n").next().unwrap();
    let dated = |words: &[&str]| desk.run_with(words, |command| command.env("SOURCE_DATE_EPOCH", "1767225600")).exits(0).stdout;
    dated(&["man", "--dir", "."]);
    let verbs = commands.lines().filter(|line| line.starts_with("  ") && !line.starts_with("   "));
    let verbs: Vec<_> =
        verbs.filter_map(|line| line.split_whitespace().next()).map(|verb| format!("kubeconfig-lint-{verb}")).collect();
    assert!(verbs.len() > 5, "{commands}");
    for name in verbs.iter().map(String::as_str).chain(["kubeconfig-lint", "kubeconfig-lint-config-show"]) {
        let path = desk.path(&format!("{name}.1"));
        judge("mandoc", &["-T", "lint", "-W", "warning", path.to_str().unwrap()]);
    }
    assert_eq!(dated(&["man"]), desk.read("kubeconfig-lint.1"));
    assert!(dated(&["man"]).contains(".TH kubeconfig-lint 1 2026-01-01 "), "{}", dated(&["man"]));
    desk.run(&["man", "--dir", "missing"]).exits(2).says("there is no such file or folder");
}
