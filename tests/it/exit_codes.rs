//! What scripts rely on: exit codes and streams.

use crate::command::{Desk, GOOD, dangling};
use std::process::{Command, Stdio};

const DANGLING: &str = "structure/current-context-dangling";

#[test]
fn a_clean_file_is_0_and_findings_are_1() {
    let desk = Desk::new();
    desk.write("ca.crt", "");
    desk.write("good", GOOD);
    desk.write("bad", dangling());
    desk.run(&["--select", DANGLING, "good"]).exits(0).prints("no problems found in 1 file");
    desk.run(&["check", "--select", DANGLING, "bad"]).exits(1).prints(DANGLING);
    desk.run(&["--select", DANGLING, "good", "bad"]).exits(1).prints("1 error in 2 files");
}

#[test]
fn the_threshold_decides_what_fails() {
    let desk = Desk::new();
    desk.write("bad", dangling());
    let only = ["--select", DANGLING, "bad"];
    desk.run(&[&only[..], &["--fail-on", "warning"]].concat()).exits(1);
    desk.run(&[&only[..], &["--fail-on", "never"]].concat()).exits(0).prints(DANGLING);
    desk.run(&[&only[..], &["--exit-zero", "-v"]].concat()).exits(0).says("exit code 0, as asked for");
    desk.run(&[&only[..], &["--ignore", "structure"]].concat()).exits(0);
}

#[test]
fn every_format_has_the_same_exit_codes() {
    let desk = Desk::new();
    desk.write("bad", dangling());
    for format in ["full", "concise", "json", "sarif"] {
        desk.run(&["--select", DANGLING, "-f", format, "bad"]).exits(1).prints(DANGLING);
        desk.run(&["--select", DANGLING, "-f", format, "bad", "missing"]).exits(2).prints(DANGLING);
        desk.run(&["-f", format]).exits(3);
    }
}

#[test]
fn an_unreadable_input_is_2_and_the_others_are_checked() {
    let desk = Desk::new();
    desk.write("bad", dangling());
    let run = desk.run(&["--select", DANGLING, "missing", "bad"]).exits(2).prints(DANGLING);
    run.says("error: cannot read `missing`: there is no such file or folder");
    desk.run(&["--exit-zero", "missing"]).exits(2);
}

#[test]
fn what_is_nearly_a_command_is_understood_or_gets_a_suggestion() {
    let desk = Desk::new();
    desk.run(&["help"]).exits(0).prints("Usage: kubeconfig-lint [check]");
    desk.run(&["help", "expiry"]).exits(0).prints("Usage: kubeconfig-lint expiry");
    desk.run(&["version"]).exits(0).prints(env!("CARGO_PKG_VERSION"));
    desk.run(&["chek"]).exits(2).says("hint: did you mean the command `check`?");
    desk.run(&["expiri", "--within", "3d"]).exits(2).says("hint: did you mean the command `expiry`?");
    for words in [&["missing.kubeconfig"][..], &["check", "missing"], &["check", "--nonsense"], &["__complet"]] {
        assert!(!desk.run(words).exits(2).stderr.contains("did you mean"), "{words:?}");
    }
    for name in ["help", "version", "chek"] {
        desk.write(name, dangling());
        desk.run(&["--select", DANGLING, name]).exits(1);
        assert!(!desk.run(&[name, "--fail-on", "nonsense"]).exits(2).stderr.contains("the command"));
    }
}

#[test]
fn what_is_named_twice_is_one() {
    let desk = Desk::new();
    desk.write("folder/bad", dangling());
    let run = desk.run(&["--select", DANGLING, "folder", "folder/"]).exits(1).prints("1 error in 1 file");
    assert!(run.stderr.is_empty(), "{}", run.stderr);
}

#[test]
fn wrong_usage_is_2_and_gets_a_suggestion() {
    let desk = Desk::new();
    desk.write("good", GOOD);
    desk.run(&["--select", "structure/curent-context-dangling", "good"])
        .exits(2)
        .says("did you mean `structure/current-context-dangling`?");
    desk.run(&["--ignore", "tls,strcture", "good"]).exits(2);
    desk.run(&["-f", "xml", "good"]).exits(2).says("known are full");
    desk.run(&["--now", "tomorrow", "good"]).exits(2);
    desk.run(&["--nonsense"]).exits(2);
    let run = desk.run(&["-f", "json", "rules"]).exits(2);
    run.says("what is for a command stands behind it: kubeconfig-lint rules --output-format");
    desk.run_with(&["good"], |command| command.env("SOURCE_DATE_EPOCH", "x")).exits(2).says("SOURCE_DATE_EPOCH");
}

#[test]
fn nothing_to_check_is_3() {
    let desk = Desk::new();
    desk.run(&[]).exits(3).says("KUBECONFIG is not set, and there is no `");
    desk.run_with(&[], |command| command.env("KUBECONFIG", "a:b")).exits(3).says("no file that KUBECONFIG lists exists");
    desk.write("empty/notes.txt", "hello");
    desk.run(&["empty"]).exits(3).says("no kubeconfig in `empty`");
}

#[test]
fn help_and_version_are_0() {
    let desk = Desk::new();
    desk.run(&["--help"]).exits(0);
    desk.run(&["--version"]).exits(0).prints("kubeconfig-lint ");
}

#[test]
fn quiet_leaves_findings_only() {
    let desk = Desk::new();
    desk.write("ca.crt", "");
    desk.write("good", GOOD);
    let run = desk.run(&["-q", "--select", DANGLING, "good"]).exits(0);
    assert_eq!((run.stdout.as_str(), run.stderr.as_str()), ("", ""));
    // The general options may stand anywhere.
    desk.run(&["-q", "check", "--select", DANGLING, "good"]).exits(0);
}

#[test]
fn machines_read_the_standard_output_and_people_the_standard_error() {
    let desk = Desk::new();
    desk.write("bad", dangling());
    let run = desk.run(&["-f", "json", "--select", DANGLING, "--statistics", "bad"]).exits(1).says("1 error in 1 file");
    let json: serde_json::Value = serde_json::from_str(&run.stdout).unwrap();
    assert_eq!(json["findings"][0]["rule"], DANGLING);
    run.says(&format!("     1  {DANGLING}"));
}

#[test]
fn the_worst_findings_are_kept_where_there_are_too_many() {
    let desk = Desk::new();
    desk.write("bad", dangling());
    desk.write("worse", dangling());
    let run = desk.run(&["-f", "concise", "--select", DANGLING, "--max-diagnostics", "1", "bad", "worse"]).exits(1);
    assert_eq!(run.stdout.matches(DANGLING).count(), 1);
    run.says("only 1 of 2 findings are shown");
}

#[test]
fn a_reader_that_has_seen_enough_is_no_failure() {
    let desk = Desk::new();
    let bad = desk.write("bad", dangling());
    for words in [&["check"][..], &["rules"], &["explain", DANGLING]] {
        let (reader, writer) = std::io::pipe().unwrap();
        drop(reader);
        let mut command = Command::new(assert_cmd::cargo::cargo_bin!("kubeconfig-lint"));
        command.args(words).stdout(writer).stderr(Stdio::piped());
        if words == ["check"] {
            command.arg(&bad);
        }
        let output = command.output().unwrap();
        assert_eq!(output.status.code(), Some(0), "{words:?}");
        assert_eq!(String::from_utf8_lossy(&output.stderr), "", "{words:?}");
    }
}

#[test]
fn color_is_asked_for_in_this_order() {
    let desk = Desk::new();
    desk.write("bad", dangling());
    let is_coloured = |words: &[&str], variables: &[(&str, &str)]| {
        let words = [&["--select", DANGLING, "bad"], words].concat();
        let run = desk.run_with(&words, |command| command.envs(variables.iter().copied()));
        run.stdout.contains('\u{1b}')
    };
    assert!(!is_coloured(&[], &[]));
    assert!(is_coloured(&[], &[("FORCE_COLOR", "1")]));
    assert!(!is_coloured(&[], &[("FORCE_COLOR", "0")]));
    assert!(!is_coloured(&[], &[("CI", "true")]));
    assert!(is_coloured(&[], &[("GITHUB_ACTIONS", "true"), ("TERM", "dumb")]));
    assert!(!is_coloured(&[], &[("GITHUB_ACTIONS", "true"), ("FORCE_COLOR", "1"), ("NO_COLOR", "1")]));
    assert!(!is_coloured(&["--color", "never"], &[("FORCE_COLOR", "1")]));
    assert!(is_coloured(&["--color", "always"], &[("NO_COLOR", "1")]));
    for words in [&["--color", "always", "--help"][..], &["expiry", "--help", "--color=always"]] {
        assert!(desk.run(words).exits(0).stdout.contains('\u{1b}'), "{words:?}");
    }
    assert!(desk.run(&["--color", "always", "--nonsense"]).exits(2).stderr.contains('\u{1b}'));
}

#[test]
fn color_is_for_those_who_want_it() {
    let desk = Desk::new();
    desk.write("bad", dangling());
    let words = ["--select", DANGLING, "bad"];
    assert!(!desk.run(&words).stdout.contains('\u{1b}'));
    assert!(desk.run(&[&words[..], &["--color", "always"]].concat()).stdout.contains('\u{1b}'));
    assert!(desk.run_with(&words, |command| command.env("CLICOLOR_FORCE", "1")).stdout.contains('\u{1b}'));
    let both = |command: &mut assert_cmd::Command| command.env("CLICOLOR_FORCE", "1").env("NO_COLOR", "1").output().unwrap();
    let mut command = assert_cmd::cargo::cargo_bin_cmd!("kubeconfig-lint");
    assert!(!both(command.current_dir(desk.path("")).args(words)).stdout.contains(&0x1b));
}
