//! `--fix` writes files: with their mode and owner, through links, whole or not at all, and only where that is safe.
#![cfg(unix)]

use crate::command::{Desk, GOOD};
use crate::credentials::fill;
use std::fs;
use std::io::Write;
use std::os::unix::fs::{MetadataExt, PermissionsExt, symlink};
use std::process::{Command, Stdio};

/// Something that `--fix` mends.
pub(crate) fn broken() -> String {
    GOOD.replace("current-context", "currentContext").replace("clusters:\n", "# ours\nclusters:\n")
}

pub(crate) fn mended() -> String {
    broken().replace("currentContext", "current-context")
}

pub(crate) fn mode(desk: &Desk, name: &str) -> u32 {
    fs::metadata(desk.path(name)).unwrap().permissions().mode() & 0o7777
}

pub(crate) fn set_mode(desk: &Desk, name: &str, mode: u32) {
    fs::set_permissions(desk.path(name), fs::Permissions::from_mode(mode)).unwrap();
}

#[test]
fn a_file_is_fixed_in_place_and_keeps_its_mode() {
    let desk = Desk::new();
    desk.write("ca.crt", "");
    for bits in [0o600, 0o640, 0o644] {
        desk.write("config", broken());
        set_mode(&desk, "config", bits);
        desk.run(&["check", "--fix", "--select", "structure", "config"]).exits(0).says("fixed 1");
        assert_eq!((desk.read("config"), mode(&desk, "config")), (mended(), bits));
    }
    let left: Vec<_> = fs::read_dir(desk.path("")).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(left.len(), 2, "{left:?}");
}

#[test]
fn what_would_be_changed_is_shown_and_nothing_is_written() {
    let desk = Desk::new();
    desk.write("config", broken());
    let run = desk.run(&["check", "--diff", "config"]).exits(1).says("would fix 1");
    assert_eq!(
        run.stdout,
        "--- config\n+++ config\n@@ -1,6 +1,6 @@\n apiVersion: v1\n kind: Config\n-currentContext: REDACTED\n+current-context: prod\n # …\n \
         clusters:\n - name: c\n"
    );
    assert_eq!(desk.read("config"), broken());
    desk.write("config", GOOD);
    let run = desk.run(&["check", "--diff", "config"]).exits(0);
    assert_eq!(run.stdout, "");
}

#[test]
fn a_file_that_others_can_read_is_closed() {
    let secret = fill(&GOOD.replace("exec: {", "token: '{{token}}', exec: {").replace("current-context", "currentContext"));
    let mended = secret.replace("currentContext", "current-context");
    let desk = Desk::new();
    set_mode(&desk, "", 0o755);
    desk.write("config", &secret);
    symlink("config", desk.path("link")).unwrap();
    for (bits, kept) in [(0o644, 0o600), (0o666, 0o600), (0o660, 0o660), (0o700, 0o700)] {
        set_mode(&desk, "config", bits);
        desk.run(&["check", "--fix", "--select", "path/file-permissions", "link"]);
        assert_eq!((mode(&desk, "config"), desk.read("config")), (kept, secret.clone()), "{bits:o}");
    }
    set_mode(&desk, "config", 0o644);
    let words = ["check", "--diff", "--select", "path/file-permissions,structure", "config"];
    desk.run(&words).exits(1).says("would fix 2").prints("new mode of config: 600\n--- config\n");
    assert_eq!(mode(&desk, "config"), 0o644);
    desk.run(&["check", "--fix", "--select", words[3], "config"]).exits(0).says("fixed 2");
    assert_eq!((mode(&desk, "config"), desk.read("config")), (0o600, mended));
    desk.run(&["check", "--fix", "--select", words[3], "config"]).exits(0).says("fixed 0");
}

#[test]
fn a_link_stays_one_and_leads_to_the_new_content() {
    let desk = Desk::new();
    desk.write("real/config", broken());
    symlink("real/config", desk.path("link")).unwrap();
    symlink("link", desk.path("config")).unwrap();
    desk.run(&["check", "--fix", "--select", "structure", "config"]).exits(0);
    assert_eq!(desk.read("real/config"), mended());
    assert_eq!(fs::read_link(desk.path("config")).unwrap().to_str(), Some("link"));
    assert_eq!(fs::read_link(desk.path("link")).unwrap().to_str(), Some("real/config"));
}

#[test]
fn a_file_that_must_not_be_written_is_left_alone() {
    let desk = Desk::new();
    let refused = |words: &[&str], reason: &str| {
        desk.run(&[&["check", "--fix"], words].concat()).exits(2).says(reason);
        assert_eq!(desk.read("config"), broken());
    };
    desk.write("config", broken());
    set_mode(&desk, "config", 0o400);
    refused(&["config"], "read-only");
    set_mode(&desk, "config", 0o600);
    desk.write("config.lock", "");
    refused(
        &["config"],
        "cannot write config: another program changes it, or was stopped while it did; if no kubectl runs, remove config.lock",
    );
    assert!(desk.path("config.lock").exists(), "the lock of another is not taken away");
    fs::remove_file(desk.path("config.lock")).unwrap();
    fs::hard_link(desk.path("config"), desk.path("other")).unwrap();
    refused(&["config"], "several names");
    fs::remove_file(desk.path("other")).unwrap();
    refused(&["-"], "--output-file");
    refused(&["config", "-", "-o", "-"], "give it alone");
}

#[test]
fn a_pipe_is_not_written_to() {
    let desk = Desk::new();
    let run = desk.run_with(&["check", "--fix", "/dev/stdin"], |command| command.write_stdin(broken()));
    run.exits(2).says("cannot write /dev/stdin");
}

/// The run stands still between reading the file and writing it: it waits for the end of its standard input.
#[test]
fn a_file_that_changes_during_the_run_is_left_as_it_then_is() {
    const MORE_THAN_A_PIPE_HOLDS: usize = 1 << 20;
    let desk = Desk::new();
    desk.write("config", broken());
    let mut run = Command::new(assert_cmd::cargo::cargo_bin!("kubeconfig-lint"))
        .args(["check", "--fix", "--no-config", "config", "/dev/stdin"])
        .current_dir(desk.path(""))
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut input = run.stdin.take().unwrap();
    // When all of it is taken, the file before it was read.
    let sent = input.write_all(format!("{GOOD}#{}\n", "-".repeat(MORE_THAN_A_PIPE_HOLDS)).as_bytes());
    let theirs = broken().replace("k8s.corp.test", "new.corp.test");
    desk.write("config", &theirs);
    drop(input);
    let output = run.wait_with_output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(sent.is_ok() && said.contains("cannot write config: it changed meanwhile"), "{sent:?} {said}");
    assert_eq!((output.status.code(), desk.read("config")), (Some(2), theirs));
    assert!(!desk.path("config.lock").exists());
}

#[test]
fn the_standard_input_is_fixed_into_a_file() {
    let desk = Desk::new();
    let words = ["check", "--fix", "--select", "structure", "-", "--stdin-filename", "config", "-o", "new"];
    let run = desk.run_with(&words, |command| command.write_stdin(broken())).exits(0);
    assert_eq!((desk.read("new"), mode(&desk, "new")), (mended(), 0o600));
    assert!(run.stdout.contains("no problems"), "the report goes to the standard output: {}", run.stdout);
    assert!(!desk.path("config").exists());
    let run = desk.run_with(&["check", "--diff", "-"], |command| command.write_stdin(broken())).exits(1);
    assert!(run.stdout.contains("+current-context: prod"), "{}", run.stdout);
}

#[test]
fn the_standard_input_is_fixed_on_its_way_to_the_standard_output() {
    let desk = Desk::new();
    let fix = |words: &[&str], input: String| {
        let words = [&["check", "--fix", "--select", "structure", "--stdin-filename", "config", "-o", "-", "-"], words].concat();
        desk.run_with(&words, |command| command.write_stdin(input))
    };
    let run = fix(&[], broken()).exits(0).says("fixed 1").says("no problems");
    assert_eq!(run.stdout, mended());
    let run = fix(&["-q"], GOOD.replace("current-context: prod", "current-context: gone")).exits(1);
    assert!(run.stdout.contains("current-context: gone") && run.stderr.contains("structure/current-context-dangling"), "{run:?}");
    assert!(!desk.path("-").exists() && !desk.path("config").exists());
}

#[test]
fn a_file_that_the_standard_input_is_fixed_into_is_replaced_as_one_in_place() {
    let desk = Desk::new();
    let fix = || {
        let words = ["check", "--fix", "--select", "structure", "-", "-o", "new"];
        desk.run_with(&words, |command| command.write_stdin(broken()))
    };
    desk.write("new", "theirs");
    set_mode(&desk, "new", 0o640);
    fix().exits(0);
    assert_eq!((desk.read("new"), mode(&desk, "new")), (mended(), 0o640));
    desk.write("new", "theirs");
    set_mode(&desk, "new", 0o444);
    fix().exits(2).says("cannot write new: it is read-only");
    assert_eq!(desk.read("new"), "theirs");
    let words = ["check", "--fix", "-", "-o", "nowhere/new"];
    let run = desk.run_with(&words, |command| command.write_stdin(broken()));
    run.exits(2).says("cannot write nowhere/new: there is no such folder");
}

#[test]
fn a_file_with_several_names_is_written_once() {
    let desk = Desk::new();
    symlink("config", desk.path("link")).unwrap();
    for words in [&["config", "link"][..], &["link", "config"], &["config", "./config", "config"]] {
        desk.write("config", broken());
        let run = desk.run(&[&["check", "--fix", "--select", "structure"], words].concat()).exits(0).says("fixed 1");
        assert!(!run.stderr.contains("error"), "{run:?}");
        assert_eq!(desk.read("config"), mended());
        desk.write("config", broken());
        let run = desk.run(&[&["check", "--diff"], words].concat()).exits(1).says("would fix 1\n");
        assert_eq!(run.stdout.matches("+++").count(), 1, "{run:?}");
    }
    let list = std::env::join_paths([desk.path("config"), desk.path("link")]).unwrap();
    desk.run_with(&["check", "--fix"], |command| command.env("KUBECONFIG", &list)).says("fixed 1");
    assert_eq!(desk.read("config"), mended());
    // The paths in it are relative to where each name stands.
    desk.write("config", broken());
    fs::create_dir(desk.path("other")).unwrap();
    symlink("../config", desk.path("other/link")).unwrap();
    let run = desk.run(&["check", "--fix", "-f", "concise", "config", "other/link"]).exits(1).says("fixed 1");
    assert!(run.stdout.contains("other/link:7") && !run.stdout.contains("unknown-field"), "{run:?}");
}

#[test]
fn what_is_done_is_told_one_by_one() {
    let desk = Desk::new();
    desk.write("config", broken());
    let run = desk.run(&["check", "--diff", "-v", "config"]).exits(1);
    let told = "fix config:3: write the key as `current-context` [structure/unknown-field]\n";
    assert!(run.stderr.contains(&format!("would {told}")), "{}", run.stderr);
    let run = desk.run(&["check", "--fix", "--select", "structure", "-v", "config"]).exits(0);
    assert!(run.stderr.contains(&told.replacen("fix", "fixed", 1)), "{}", run.stderr);
    desk.write("config", broken());
    let run = desk.run(&["check", "--fix", "--select", "structure", "config"]).exits(0);
    assert!(!run.stderr.contains("config:3"), "{}", run.stderr);
}

#[test]
fn a_difference_has_one_form_and_one_place() {
    let desk = Desk::new();
    desk.write("config", broken());
    for words in [&["-f", "json"][..], &["-o", "file"], &["--report", "json=file"]] {
        desk.run(&[&["check", "--diff", "config"], words].concat()).exits(2).says("cannot be used with");
    }
    assert!(!desk.path("file").exists());
}

#[test]
#[cfg(target_os = "linux")]
fn attributes_and_access_lists_stay() {
    use rustix::fs::{XattrFlags, getxattr, setxattr};
    let desk = Desk::new();
    let path = desk.write("config", broken());
    set_mode(&desk, "config", 0o640);
    let tag = || {
        let mut value = [0; 16];
        getxattr(&path, "user.origin", &mut value).map(|count| value[..count].to_vec())
    };
    // Not every file system has them.
    if setxattr(&path, "user.origin", b"vault", XattrFlags::empty()).is_err() {
        return;
    }
    // One more user may read, the group may not.
    let entries: [(u16, u16, u32); 5] =
        [(1, 6, u32::MAX), (2, 4, 12_345), (4, 0, u32::MAX), (0x10, 4, u32::MAX), (0x20, 0, u32::MAX)];
    let entry = |(tag, rights, id): &(u16, u16, u32)| [&tag.to_le_bytes()[..], &rights.to_le_bytes(), &id.to_le_bytes()].concat();
    let list: Vec<u8> = [2_u32.to_le_bytes().to_vec()].into_iter().chain(entries.iter().map(entry)).flatten().collect();
    let has_list = setxattr(&path, "system.posix_acl_access", &list, XattrFlags::empty()).is_ok();
    desk.run(&["check", "--fix", "--select", "structure", "config"]).exits(0);
    assert_eq!((desk.read("config"), mode(&desk, "config"), tag()), (mended(), 0o640, Ok(b"vault".to_vec())));
    let mut kept = [0; 64];
    let count = getxattr(&path, "system.posix_acl_access", &mut kept).unwrap_or_default();
    assert!(!has_list || kept[..count] == list, "{:?}", &kept[..count]);
}

#[test]
fn exit_code_and_report_are_about_what_is_left() {
    let desk = Desk::new();
    desk.write("config", broken().replace("https://", ""));
    let run = desk.run(&["check", "--fix", "--select", "structure,server", "-f", "json", "config"]).exits(0).says("fixed 2");
    let report: serde_json::Value = serde_json::from_str(&run.stdout).unwrap();
    assert_eq!(report["summary"]["fixable"], 0, "{report:#}");
    desk.write("config", broken());
    desk.run(&["check", "--fix", "config"]).exits(1).says("fixed 1").prints("path/missing");
}

#[test]
fn what_a_fix_is_stands_in_the_report() {
    let desk = Desk::new();
    desk.write("config", broken());
    let run = desk.run(&["check", "-f", "json", "config"]);
    let report: serde_json::Value = serde_json::from_str(&run.stdout).unwrap();
    assert_eq!(report["summary"]["fixable"], 1);
    let finding = report["findings"].as_array().unwrap().iter().find(|finding| !finding["fix"].is_null()).unwrap();
    let edit = &finding["fix"]["edits"][0];
    let (start, end) = (edit["start"]["byte"].as_u64().unwrap(), edit["end"]["byte"].as_u64().unwrap());
    let mut text = broken();
    text.replace_range(usize::try_from(start).unwrap()..usize::try_from(end).unwrap(), edit["text"].as_str().unwrap());
    assert_eq!(text, mended());
}

#[test]
fn the_owner_stays() {
    let desk = Desk::new();
    let path = desk.write("config", broken());
    // Only who may give files away can test it.
    if std::os::unix::fs::chown(&path, Some(12_345), Some(12_345)).is_err() {
        return;
    }
    desk.run(&["check", "--fix", "--select", "structure", "config"]).exits(0);
    let metadata = fs::metadata(&path).unwrap();
    assert_eq!((metadata.uid(), metadata.gid(), desk.read("config")), (12_345, 12_345, mended()));
}
