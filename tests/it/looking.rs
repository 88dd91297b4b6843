//! Looking is safe: the binary under `strace`, over files that ask for programs, hosts and files.

use crate::command::{Desk, GOOD};
use std::process::Command;

/// What a kubeconfig can ask for, and must not get.
const DEMANDING: &str = "apiVersion: v1
kind: Config
current-context: x
contexts:
- name: x
  context: {cluster: c, user: u}
clusters:
- name: c
  cluster:
    server: https://host.invalid:6443
    proxy-url: socks5://proxy.invalid:1080
    certificate-authority: named/ca.crt
users:
- name: u
  user:
    client-certificate: named/client.crt
    client-key: named/client.key
    tokenFile: named/token
    exec:
      apiVersion: client.authentication.k8s.io/v1
      command: ./plugin
      args: [https://argument.invalid, unnamed/argument]
      env: [{name: HTTPS_PROXY, value: 'http://variable.invalid'}, {name: LD_PRELOAD, value: ./unnamed/preload.so}]
      interactiveMode: Never
    auth-provider:
      name: gcp
      config: {cmd-path: ./plugin, idp-issuer-url: 'https://issuer.invalid', idp-certificate-authority: named/idp.crt}
    extensions: [{name: e, extension: {path: unnamed/extension}}]
";
const NAMED: &[&str] = &["named/ca.crt", "named/client.crt", "named/client.key", "named/idp.crt", "named/token"];

/// The calls that start programs, that talk to others, or that open files.
fn trace(desk: &Desk, words: &[&str]) -> Option<Vec<String>> {
    let log = desk.path("trace.log");
    let mut strace = Command::new("strace");
    strace
        .args(["-f", "-qq", "-s", "4096", "-e", "trace=execve,execveat,fork,vfork,%network,open,openat,openat2", "-o"])
        .arg(&log);
    strace.arg(assert_cmd::cargo::cargo_bin!("kubeconfig-lint")).args(words);
    // Cargo has the libraries of the toolchain searched.
    strace.env_remove("LD_LIBRARY_PATH").env_remove("KUBECONFIG").env("HOME", desk.path(".")).current_dir(desk.path("."));
    let output = strace.output().ok().filter(|_| log.exists())?;
    assert!(output.status.code().is_some_and(|code| code <= 1), "{}", String::from_utf8_lossy(&output.stderr));
    Some(desk.read("trace.log").lines().map(str::to_owned).collect())
}

/// The file that a line of the trace opens, where that is none of the system's.
fn opened(line: &str) -> Option<&str> {
    let path = line.split("open").nth(1)?.split('"').nth(1)?;
    let is_of_system = ["/lib", "/usr/lib", "/etc/ld.so", "/proc/self/", "/sys/fs/cgroup", "/dev/null"]
        .iter()
        .any(|start| path.starts_with(start));
    (!is_of_system).then_some(path)
}

#[test]
fn checking_starts_nothing_connects_to_nothing_and_opens_what_is_named_alone() {
    let desk = Desk::new();
    for name in NAMED.iter().copied().chain(["unnamed/argument", "unnamed/preload.so", "unnamed/extension"]) {
        desk.write(name, "content");
    }
    desk.write("plugin", "#!/bin/sh\ntouch started\n");
    desk.write("config", DEMANDING);
    desk.write("good", GOOD);
    for format in ["full", "concise", "json", "sarif"] {
        let Some(lines) = trace(&desk, &["check", "-f", format, "config", "good"]) else {
            println!("skipped: strace is missing, or may not trace here");
            return;
        };
        let started = lines.iter().filter(|line| line.contains("exec") || line.contains("fork(")).count();
        assert_eq!(started, 1, "only the binary itself is started:\n{}", lines.join("\n"));
        let talks = ["socket(", "connect(", "sendto(", "bind("];
        let talk = lines.iter().find(|line| talks.iter().any(|call| line.contains(call)));
        assert_eq!(talk, None, "nothing is connected to, and no name is resolved");
        let mut files: Vec<_> = lines.iter().filter_map(|line| opened(line)).map(|path| path.trim_start_matches("./")).collect();
        files.sort_unstable();
        files.dedup();
        let mut expected = [&["config", "good"], NAMED].concat();
        // The authority that `good` names.
        expected.push("ca.crt");
        assert!(files.iter().all(|file| expected.contains(file)), "opened {files:?}, where only {expected:?} are named");
        assert!(files.contains(&"config") && files.contains(&"named/ca.crt"), "the trace shows what is opened: {files:?}");
    }
    assert!(!desk.path("started").exists());
}

#[test]
fn of_a_file_of_somebody_else_nothing_is_opened_but_the_file() {
    let desk = Desk::new();
    for name in NAMED.iter().copied().chain([".kube/kuberc", "plugin"]) {
        desk.write(name, "content");
    }
    desk.write("config", DEMANDING);
    let Some(lines) = trace(&desk, &["check", "--profile", "untrusted", "config"]) else {
        println!("skipped: strace is missing, or may not trace here");
        return;
    };
    let files: Vec<_> = lines.iter().filter_map(|line| opened(line)).collect();
    assert_eq!(files, ["config"]);
}

#[test]
fn completing_a_context_opens_the_file_alone() {
    let desk = Desk::new();
    for name in NAMED.iter().copied().chain([".kube/kuberc", "plugin"]) {
        desk.write(name, "content");
    }
    desk.write("config", DEMANDING);
    let Some(lines) = trace(&desk, &["__complete", "--", "--kubeconfig", "config", "--context", ""]) else {
        println!("skipped: strace is missing, or may not trace here");
        return;
    };
    let files: Vec<_> = lines.iter().filter_map(|line| opened(line)).collect();
    assert_eq!(files, ["config"]);
}
