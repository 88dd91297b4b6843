//! The binary, run as a user does, away from the tester's own files and settings.

use crate::examples::folder;
use crate::programs::search_path;
use assert_cmd::Command;
use std::fs;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// Nothing is wrong with it.
pub(crate) const GOOD: &str = "apiVersion: v1
kind: Config
current-context: prod
clusters:
- name: c
  cluster: {server: 'https://k8s.corp.test:6443', certificate-authority: ca.crt}
users:
- name: u
  user: {exec: {apiVersion: client.authentication.k8s.io/v1, command: kubelogin, interactiveMode: Never, args: [get-token]}}
contexts:
- name: prod
  context: {cluster: c, user: u}
";

/// Its `current-context` leads nowhere, which every client refuses.
pub(crate) fn dangling() -> String {
    GOOD.replace("current-context: prod", "current-context: gone")
}

/// A folder of its own for a test, which is home and working directory of the runs in it.
pub(crate) struct Desk {
    folder: TempDir,
}

impl Desk {
    pub(crate) fn new() -> Self {
        Self { folder: folder() }
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Writes a file, and the folders above it.
    pub(crate) fn write(&self, name: &str, content: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, content).unwrap();
        path
    }

    pub(crate) fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap()
    }

    /// A run with these words.
    pub(crate) fn run(&self, words: &[&str]) -> Run {
        self.run_with(words, |command| command)
    }

    pub(crate) fn run_with(&self, words: &[&str], prepare: impl FnOnce(&mut Command) -> &mut Command) -> Run {
        let mut command = assert_cmd::cargo::cargo_bin_cmd!("kubeconfig-lint");
        isolate(&mut command, self.folder.path());
        command.args(words);
        let output = prepare(&mut command).output().unwrap();
        Run {
            code: output.status.code().unwrap(),
            stdout: String::from_utf8(output.stdout).unwrap(),
            stderr: String::from_utf8(output.stderr).unwrap(),
        }
    }
}

fn isolate(command: &mut Command, folder: &Path) {
    for name in ["BUILDKITE", "FORCE_COLOR", "GITHUB_ACTIONS", "GITLAB_CI", "TF_BUILD"] {
        command.env_remove(name);
    }
    for name in ["KUBECONFIG", "NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE", "SOURCE_DATE_EPOCH", "LC_ALL", "LC_CTYPE", "LANG", "CI"]
    {
        command.env_remove(name);
    }
    let own = [
        "CONFIG",
        "NO_CONFIG",
        "PROFILE",
        "CLIENT",
        "SELECT",
        "IGNORE",
        "SEVERITY",
        "FAIL_ON",
        "EXPIRY_WARNING",
        "BASELINE",
        "OUTPUT_FORMAT",
    ];
    for name in own {
        command.env_remove(format!("KUBECONFIG_LINT_{name}"));
    }
    for name in ["KUBERC", "KUBECTL_KUBERC"] {
        command.env_remove(name);
    }
    command.env("PATH", search_path()).env("HOME", folder).env("COLUMNS", "80").env("TERM", "xterm").current_dir(folder);
}

/// How a run went.
#[derive(Debug)]
pub(crate) struct Run {
    pub(crate) code: i32,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl Run {
    /// The run, when it ended with this exit code.
    #[track_caller]
    pub(crate) fn exits(self, code: i32) -> Self {
        assert_eq!(self.code, code, "stdout:\n{}\nstderr:\n{}", self.stdout, self.stderr);
        self
    }

    #[track_caller]
    pub(crate) fn says(self, text: &str) -> Self {
        assert!(self.stderr.contains(text), "{text} is not in the standard error:\n{}", self.stderr);
        self
    }

    #[track_caller]
    pub(crate) fn prints(self, text: &str) -> Self {
        assert!(self.stdout.contains(text), "{text} is not in the standard output:\n{}", self.stdout);
        self
    }
}
