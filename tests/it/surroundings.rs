//! What is around a kubeconfig, on real file systems and in real repositories: links, pipes, rights, git.
#![cfg(unix)]

use crate::command::Desk;
use crate::credentials::fill;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::Command;

const SECRET: &str = "apiVersion: v1
kind: Config
users:
- name: u
  user: {token: '{{token}}'}
";

/// Runs a program of the system; `None` where there is none.
fn system(program: &str, folder: &Path, words: &[&str]) -> Option<()> {
    let mut command = Command::new(program);
    command.args(words).current_dir(folder).env("HOME", folder).env("GIT_CONFIG_NOSYSTEM", "1");
    for (name, value) in [("GIT_AUTHOR_NAME", "a"), ("GIT_AUTHOR_EMAIL", "a@b.test"), ("GIT_COMMITTER_NAME", "a")] {
        command.env(name, value);
    }
    let output = command.env("GIT_COMMITTER_EMAIL", "a@b.test").output().ok()?;
    assert!(output.status.success(), "{program} {words:?}: {}", String::from_utf8_lossy(&output.stderr));
    Some(())
}

fn git(folder: &Path, words: &[&str]) -> Option<()> {
    system("git", folder, &[["-c", "protocol.file.allow=always"].as_slice(), words].concat())
}

fn is_tracked(desk: &Desk, path: &str) -> bool {
    desk.run(&["check", "-f", "concise", "--fail-on", "never", path]).exits(0).stdout.contains("path/tracked-by-git")
}

#[test]
fn a_file_is_tracked_once_it_is_in_the_index_of_git() {
    let desk = Desk::new();
    let repository = desk.path("repository");
    desk.write("repository/ci/kubeconfig", fill(SECRET));
    let Some(()) = git(&repository, &["init", "-q"]) else { return println!("skipped: git is missing") };
    assert!(!is_tracked(&desk, "repository/ci/kubeconfig"));
    for version in ["2", "3", "4"] {
        git(&repository, &["add", "."]).unwrap();
        git(&repository, &["update-index", "--index-version", version]).unwrap();
        assert!(is_tracked(&desk, "repository/ci/kubeconfig"), "version {version}");
        git(&repository, &["rm", "-q", "--cached", "ci/kubeconfig"]).unwrap();
        assert!(!is_tracked(&desk, "repository/ci/kubeconfig"), "version {version}");
    }
    git(&repository, &["add", "."]).unwrap();
    desk.write("repository/.gitattributes", "*.secret filter=git-crypt diff=git-crypt\n");
    assert!(!is_tracked(&desk, "repository/ci/kubeconfig"), "some files of it are encrypted");
}

#[test]
fn work_trees_and_submodules_have_their_index_elsewhere() {
    let desk = Desk::new();
    desk.write("repository/kubeconfig", fill(SECRET));
    let repository = desk.path("repository");
    let Some(()) = git(&repository, &["init", "-q"]) else { return println!("skipped: git is missing") };
    git(&repository, &["add", "."]).unwrap();
    git(&repository, &["commit", "-q", "-m", "x"]).unwrap();
    git(&repository, &["worktree", "add", "-q", "../tree"]).unwrap();
    assert!(is_tracked(&desk, "tree/kubeconfig"));
    desk.write("outer/README", "");
    let outer = desk.path("outer");
    git(&outer, &["init", "-q"]).unwrap();
    git(&outer, &["submodule", "--quiet", "add", "../repository", "inner"]).unwrap();
    assert!(is_tracked(&desk, "outer/inner/kubeconfig"));
    std::os::unix::fs::symlink(desk.path("tree/kubeconfig"), desk.path("link")).unwrap();
    assert!(is_tracked(&desk, "link"), "a link shows the file that it leads to");
}

#[test]
fn repositories_with_long_object_names_are_read_too() {
    let desk = Desk::new();
    desk.write("repository/kubeconfig", fill(SECRET));
    let repository = desk.path("repository");
    let Some(()) = git(&repository, &["init", "-q", "--object-format=sha256"]) else {
        return println!("skipped: git is missing");
    };
    git(&repository, &["add", "."]).unwrap();
    assert!(is_tracked(&desk, "repository/kubeconfig"));
}

#[test]
fn a_pipe_that_nobody_writes_into_is_reported_and_not_waited_for() {
    let desk = Desk::new();
    let Some(()) = system("mkfifo", &desk.path("."), &["ca.crt"]) else { return println!("skipped: mkfifo is missing") };
    desk.write("config", "clusters: [{name: c, cluster: {server: 'https://h.test', certificate-authority: ca.crt}}]\n");
    desk.run(&["check", "-f", "concise", "config"]).exits(1).prints("error[path/special-file]");
}

#[test]
fn rights_are_looked_at_but_not_in_a_ci() {
    let desk = Desk::new();
    let path = desk.write("config", fill(SECRET));
    fs::set_permissions(desk.path("."), fs::Permissions::from_mode(0o755)).unwrap();
    fs::set_permissions(path, fs::Permissions::from_mode(0o644)).unwrap();
    let words = ["check", "-f", "concise", "config"];
    desk.run(&words).exits(0).prints("path/file-permissions");
    let in_ci = desk.run_with(&words, |command| command.env("CI", "true"));
    assert!(!in_ci.stdout.contains("path/file-permissions"), "{}", in_ci.stdout);
    let of_others = desk.run(&["check", "-f", "concise", "--profile", "untrusted", "config"]);
    assert!(!of_others.stdout.contains("path/file-permissions"), "{}", of_others.stdout);
}
