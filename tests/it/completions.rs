//! Completions and the manual, as the programs that read them judge them, where those are installed.
//!
//! `tests/packaging/completions.py` types into real shells.

use crate::command::{Desk, GOOD};
use kubeconfig_lint::clients::{Audience, Client};
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

/// What is offered when the last of these words is completed, and the number that says how to go on.
fn offered(desk: &Desk, words: &[&str]) -> (Vec<String>, u8) {
    let answer = desk.run(&[&["__complete", "--"], words].concat()).exits(0).stdout;
    let (lines, directive) = answer.trim_end().rsplit_once(':').expect("kubectl wants a directive");
    let words = lines.lines().map(|line| line.split('\t').next().unwrap().to_owned());
    (words.collect(), directive.parse().unwrap())
}

const FILES: u8 = 0;
const OPEN: u8 = 2;
const NOTHING_ELSE: u8 = 4;
const FOLDERS: u8 = 16;

#[test]
fn shells_read_their_completions() {
    let desk = Desk::new();
    let shells = [("bash", &["-n"][..]), ("zsh", &["-n"]), ("fish", &["--no-execute"]), ("sh", &["-n"])];
    for (shell, words) in shells {
        let target = if shell == "sh" { "kubectl" } else { shell };
        let path = desk.write(shell, desk.run(&["completions", target]).exits(0).stdout);
        judge(shell, &[words, &[path.to_str().unwrap()]].concat());
    }
    for shell in ["bash", "zsh", "fish", "elvish", "powershell", "kubectl"] {
        desk.run(&["completions", shell]).exits(0).prints("__complete");
    }
    desk.run(&["completions", "tcsh"]).exits(2);
}

#[test]
fn values_that_are_known_are_offered() {
    let desk = Desk::new();
    let known = |words: &[&str], wanted: &mut dyn Iterator<Item = &'static str>| {
        let wanted: Vec<_> = wanted.map(str::to_owned).collect();
        assert_eq!(offered(&desk, words), (wanted, NOTHING_ELSE), "{words:?}");
    };
    known(&["check", "-f", ""], &mut Format::ALL.into_iter().map(Format::name));
    known(&["expiry", "-f", "p"], &mut ["prometheus"].into_iter());
    known(&["-qf", "ja"], &mut [].into_iter());
    known(&["--client", ""], &mut Audience::ids());
    known(&["clients", "--client", ""], &mut Client::ALL.into_iter().map(Client::id));
    known(&["check", "--profile", ""], &mut Profile::ALL.into_iter().map(Profile::as_str));
    known(&["--profile=u"], &mut ["untrusted"].into_iter());
    known(&["config", "show", "--fail-on", ""], &mut ["error", "warning", "info", "never"].into_iter());
    known(&["exec-credential", "--api-version", "v1b"], &mut ["v1beta1"].into_iter());
    for verb in [&["check", "--select", "tls/"][..], &["--ignore", "tls/"], &["explain", "tls/"], &["rules", "tls/"]] {
        known(verb, &mut rules::all().map(rules::Rule::id).filter(|id| id.starts_with("tls/")));
    }
}

#[test]
fn lists_and_pairs_go_on() {
    let desk = Desk::new();
    let of = |words: &[&str]| offered(&desk, words);
    let (rules, _) = of(&["--select", "tls,auth,"]);
    assert!(rules.contains(&"tls,auth,encoding".to_owned()) && !rules.contains(&"tls,auth,tls".to_owned()), "{rules:?}");
    assert_eq!(of(&["--severity", "path,tls/ca-em"]), (vec!["path,tls/ca-empty=".to_owned()], NOTHING_ELSE | OPEN));
    assert_eq!(of(&["--severity=path=off,tls=o"]), (vec!["path=off,tls=off".to_owned()], NOTHING_ELSE));
    assert_eq!(of(&["--report", "sa"]), (vec!["sarif=".to_owned()], NOTHING_ELSE | OPEN));
    assert_eq!(of(&["--report", "sarif="]), (vec![], FILES));
}

#[test]
fn commands_and_options_are_offered_where_they_may_stand() {
    let desk = Desk::new();
    let of = |words: &[&str]| offered(&desk, words);
    assert_eq!(of(&["config", ""]), (["show", "path", "schema"].map(str::to_owned).to_vec(), NOTHING_ELSE));
    assert_eq!(of(&["-q", "expl"]).0, ["explain"]);
    assert_eq!(of(&["a.kubeconfig", "expl"]), (vec![], FILES));
    assert_eq!(of(&["--", "expl"]), (vec![], FILES));
    assert_eq!(of(&["expiry", "--wi"]).0, ["--within"]);
    assert_eq!(of(&["expiry", "--quiet", "--qu"]).0, Vec::<String>::new());
    assert_eq!(of(&["--select", "tls", "--sele"]).0, ["--select"]);
    assert_eq!(of(&["man", "--dir", ""]), (vec![], FOLDERS));
    assert_eq!(of(&["baseline", "write", ""]), (vec![], FILES));
    let (all, rest) = of(&[""]);
    assert!(all.contains(&"exec-credential".to_owned()) && !all.contains(&"__complete".to_owned()), "{all:?}");
    assert_eq!(rest, FILES);
}

#[test]
fn contexts_are_those_of_the_file_and_harmless_in_a_shell() {
    let desk = Desk::new();
    let with = |name: &str| {
        GOOD.replace("name: prod", &format!("name: '{name}'")).replace("context: prod", &format!("context: '{name}'"))
    };
    desk.write("named", with("arn:aws:eks:eu-west-1:1:cluster/prod"));
    desk.write("attack", with("x$(touch ran)"));
    desk.write(".kube/config", with("home"));
    let of = |words: &[&str]| offered(&desk, words).0;
    assert_eq!(of(&["--kubeconfig", "named", "--context", ""]), ["arn:aws:eks:eu-west-1:1:cluster/prod"]);
    assert_eq!(of(&["clients", "named", "--context=arn:"]), ["arn:aws:eks:eu-west-1:1:cluster/prod"]);
    assert_eq!(of(&["--kubeconfig=attack", "--context", ""]), Vec::<String>::new());
    assert_eq!(of(&["--kubeconfig", "~/named", "expiry", "--context", "ar"]).len(), 1);
    assert_eq!(of(&["--context", ""]), ["home"]);
    assert_eq!(of(&["--kubeconfig", "missing", "--context", ""]), Vec::<String>::new());
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

#[test]
fn a_page_of_the_manual_has_the_usual_sections() {
    let desk = Desk::new();
    desk.run(&["man", "--dir", "."]).exits(0);
    let headings = |page: &str| {
        let is_heading = |line: &&str| line.starts_with(".SH ");
        page.lines().filter(is_heading).map(|line| line[4..].trim_matches('"').to_owned()).collect::<Vec<_>>()
    };
    for file in ["kubeconfig-lint.1", "kubeconfig-lint-expiry.1", "kubeconfig-lint-config-show.1"] {
        let page = desk.read(file);
        let headings = headings(&page);
        assert_eq!(&headings[..3], ["NAME", "SYNOPSIS", "DESCRIPTION"], "{file}");
        assert!(headings.iter().all(|heading| *heading == heading.to_uppercase() && heading != "EXTRA"), "{headings:?}");
        let name = page.split(".SH NAME\n").nth(1).unwrap().split(".SH").next().unwrap();
        assert!(name.lines().count() == 1 && name.contains(" \\- ") && !name.contains(". "), "{name}");
        let synopsis = page.split(".SH SYNOPSIS\n").nth(1).unwrap().split(".SH").next().unwrap();
        assert!(synopsis.contains("[OPTIONS]") && !synopsis.contains("kubeconfig]"), "{synopsis}");
    }
    assert!(headings(&desk.read("kubeconfig-lint.1")).ends_with(&["EXAMPLES".to_owned(), "EXIT STATUS".to_owned()]));
    assert!(
        desk.read("kubeconfig-lint-completions.1").contains("EXAMPLES") && !desk.path("kubeconfig-lint-__complete.1").exists()
    );
}

#[cfg(unix)]
#[test]
fn the_manual_of_the_plugin_goes_by_its_name() {
    let desk = Desk::new();
    let plugin = desk.path("kubectl-config_lint");
    std::os::unix::fs::symlink(assert_cmd::cargo::cargo_bin!("kubeconfig-lint"), &plugin).unwrap();
    let status = Command::new(plugin).args(["man", "--dir", "."]).current_dir(desk.path(".")).status().unwrap();
    assert!(status.success() && desk.path("kubectl-config-lint-expiry.1").exists());
    let page = desk.read("kubectl-config-lint.1");
    assert!(page.contains(".TH kubectl-config-lint 1 ") && page.contains("kubectl\\-config\\-lint \\- Finds"), "{page}");
}
