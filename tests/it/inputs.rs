//! Where kubeconfigs come from, and what is no kubeconfig at all.

use crate::command::{Desk, GOOD, dangling};
use std::fs;
use std::time::{Duration, Instant};

const DANGLING: &str = "structure/current-context-dangling";
const ONLY: [&str; 4] = ["-f", "concise", "--select", DANGLING];

/// The options of [`ONLY`] and these words.
fn only<'a>(words: &[&'a str]) -> Vec<&'a str> {
    [&ONLY[..], words].concat()
}

#[test]
fn the_standard_input_has_a_name() {
    let desk = Desk::new();
    let run = |words: &[&str]| desk.run_with(&only(words), |command| command.write_stdin(dangling()));
    run(&["-"]).exits(1).prints("<stdin>:3:");
    run(&["-", "--stdin-filename", "x/config"]).exits(1).prints("x/config:3:");
    run(&["-", "-"]).exits(1).prints("1 error in 1 file");
}

#[test]
fn without_a_path_it_is_what_kubectl_reads() {
    let desk = Desk::new();
    desk.write(".kube/config", dangling());
    desk.run(&ONLY).exits(1).prints(".kube/config:3:");
    // The second file has the context that the first one names: together they are fine. Empty entries, duplicates and missing
    // files are passed over.
    desk.write("one", "apiVersion: v1\nkind: Config\ncurrent-context: prod\n");
    desk.write("two", GOOD);
    let list = |command: &mut assert_cmd::Command| command.env("KUBECONFIG", ":one:two:one:missing").output().unwrap();
    let mut command = assert_cmd::cargo::cargo_bin_cmd!("kubeconfig-lint");
    let output = list(command.current_dir(desk.path("")).args(only(&["-v"])));
    assert_eq!(String::from_utf8_lossy(&output.stdout), "no problems found in 2 files\n");
    assert!(String::from_utf8_lossy(&output.stderr).contains("note: `missing`, listed in KUBECONFIG, does not exist"));
}

#[test]
fn a_listed_file_that_cannot_be_read_is_an_error() {
    let desk = Desk::new();
    fs::create_dir(desk.path("folder")).unwrap();
    desk.run_with(&ONLY, |command| command.env("KUBECONFIG", "folder")).exits(2).says("it is a folder");
}

#[test]
fn named_files_are_one_list_where_that_is_asked_for() {
    let desk = Desk::new();
    desk.write("one", "apiVersion: v1\nkind: Config\ncurrent-context: prod\n");
    desk.write("two", GOOD);
    desk.run(&only(&["one", "two"])).exits(1).prints("one:3:");
    desk.run(&only(&["--merge", "one", "two"])).exits(0);
}

#[test]
fn what_is_wrong_with_the_variable_is_shown_in_it() {
    let desk = Desk::new();
    desk.write("config", GOOD);
    fs::create_dir(desk.path("folder")).unwrap();
    let run = |list: &str| desk.run_with(&["-f", "concise", "--select", "merge"], |command| command.env("KUBECONFIG", list));
    run("config:folder").exits(2).prints("$KUBECONFIG:1:8: error[merge/env-malformed]").prints("in 1 file\n");
    run("config:~/config").exits(1).prints("$KUBECONFIG:1:8: error[merge/env-malformed]");
    run("'config':config").exits(1).prints("$KUBECONFIG:1:1: error[merge/env-malformed]");
    // Nothing is left to check.
    run(":").exits(3).prints("$KUBECONFIG:1:1: error[merge/env-malformed]");
    run("gone:config.bak").exits(3).prints("$KUBECONFIG:1:1: error[merge/missing-file]");
    // A path that exists is fine, and so is one that kubectl passes over.
    desk.write("~,odd", GOOD);
    run("~,odd:gone").exits(0);
    let full = desk.run_with(&["--select", "merge"], |command| command.env("KUBECONFIG", "confg"));
    full.exits(3).prints("name `config`, if that is meant");
}

#[test]
fn a_folder_is_searched_by_content() {
    let desk = Desk::new();
    for name in [".hidden/kubeconfig", "b.yaml", "deep/er/config", "js.json"] {
        desk.write(&format!("repo/{name}"), dangling());
    }
    for name in [".git/config", "node_modules/x/config", "target/config", ".venv/config"] {
        desk.write(&format!("repo/{name}"), dangling());
    }
    desk.write("repo/README.md", format!("# How to\n\nWrite:\n\n```yaml\n{}```\n", dangling()));
    desk.write("repo/secret.yaml", "apiVersion: v1\nkind: Secret\ndata: {}\n");
    desk.write("repo/binary", [dangling().as_bytes(), &[0; 10]].concat());
    let run = desk.run(&only(&["repo"])).exits(1).prints("4 errors in 4 files");
    let files: Vec<_> = run.stdout.lines().filter_map(|line| line.split_once(':')).map(|(file, _)| file).collect();
    assert_eq!(files, ["repo/.hidden/kubeconfig", "repo/b.yaml", "repo/deep/er/config", "repo/js.json"]);
    // A folder that is named is searched, whatever it is called, and a file that is named as well is checked once.
    desk.run(&only(&["repo/target"])).exits(1).prints("1 error in 1 file");
    desk.run(&only(&["repo/b.yaml", "repo"])).exits(1).prints("4 errors in 4 files");
}

#[test]
fn an_empty_folder_among_others_is_a_warning() {
    let desk = Desk::new();
    desk.write("good", GOOD);
    fs::create_dir(desk.path("empty")).unwrap();
    desk.run(&only(&["good", "empty"])).exits(0).says("warning: no kubeconfig in `empty`");
}

#[cfg(unix)]
#[test]
fn loops_of_links_end() {
    let desk = Desk::new();
    desk.write("a/config", dangling());
    std::os::unix::fs::symlink("..", desk.path("a/up")).unwrap();
    std::os::unix::fs::symlink("itself", desk.path("a/itself")).unwrap();
    std::os::unix::fs::symlink("config", desk.path("a/link")).unwrap();
    std::os::unix::fs::symlink("/dev/zero", desk.path("a/zero")).unwrap();
    desk.run(&only(&["a"])).exits(1).prints("1 error in 1 file");
    desk.run(&only(&["a/itself"])).exits(2).says("cannot read `a/itself`");
}

/// A report in `format` of a folder with links, and the paths in it.
#[cfg(unix)]
fn paths(desk: &Desk, words: &[&str]) -> Vec<String> {
    let run = desk.run(&[&["-f", "gitlab", "--select", DANGLING], words].concat()).exits(1);
    let report: serde_json::Value = serde_json::from_str(&run.stdout).unwrap();
    let path = |entry: &serde_json::Value| entry["location"]["path"].as_str().unwrap().to_owned();
    report.as_array().unwrap().iter().map(path).collect()
}

#[cfg(unix)]
#[test]
fn a_file_that_a_link_leads_to_goes_by_its_own_path() {
    use std::os::unix::fs::symlink;
    let desk = Desk::new();
    desk.write("repo/.git/HEAD", "");
    desk.write("repo/z/real", dangling());
    desk.write("repo/b/other", dangling());
    desk.write("elsewhere/outside", dangling());
    for (target, link) in [("../z/real", "a"), ("../../elsewhere/outside", "c"), ("../../elsewhere/outside", "d")] {
        fs::create_dir_all(desk.path("repo/links")).unwrap();
        symlink(target, desk.path(&format!("repo/links/{link}"))).unwrap();
    }
    // Whatever is found first, and whatever order the folders are named in.
    let shown = |words: &[&str]| {
        let run = desk.run(&only(words)).exits(1);
        run.stdout.lines().filter_map(|line| line.split_once(':')).map(|(file, _)| file.to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(shown(&["repo"]), ["repo/b/other", "repo/links/c", "repo/z/real"]);
    assert_eq!(shown(&["repo/links", "repo/z"]), ["repo/links/c", "repo/z/real"]);
    assert_eq!(shown(&["repo/z", "repo/links"]), ["repo/z/real", "repo/links/c"]);
    // Alone it is named as it is, and published by what it leads to, if that is published.
    assert_eq!(shown(&["repo/links"]), ["repo/links/a", "repo/links/c"]);
    assert_eq!(shown(&["repo/links/a"]), ["repo/links/a"]);
    assert_eq!(paths(&desk, &["--root", "repo", "repo/links"]), ["z/real", "links/c"]);
    assert_eq!(paths(&desk, &["--root", "repo", "repo/links/a"]), ["z/real"]);
    assert_eq!(paths(&desk, &["--root", "repo/links", "repo/links"]), ["a", "c"]);
}

#[cfg(unix)]
#[test]
fn a_volume_of_kubernetes_names_its_files_alike_in_every_pod() {
    use std::os::unix::fs::symlink;
    let desk = Desk::new();
    for (pod, moment) in [("one", "..2026_11_26_11_20_05.123456789"), ("two", "..2026_11_27_00_00_00.987654321")] {
        desk.write(&format!("{pod}/kube/{moment}/config"), dangling());
        desk.write(&format!("{pod}/.git/HEAD"), "");
        symlink(moment, desk.path(&format!("{pod}/kube/..data"))).unwrap();
        symlink("..data/config", desk.path(&format!("{pod}/kube/config"))).unwrap();
        desk.run(&only(&[&format!("{pod}/kube")])).exits(1).prints(&format!("{pod}/kube/config:3:")).prints("in 1 file\n");
        assert_eq!(paths(&desk, &["--root", pod, pod]), ["kube/config"]);
        // Who names it means it.
        desk.run(&only(&[&format!("{pod}/kube/{moment}")])).exits(1).prints(moment);
    }
}

#[test]
fn of_named_files_those_that_are_no_kubeconfigs_can_be_passed_over() {
    let desk = Desk::new();
    desk.write(".kubeconfig-lint.yaml", "exclude: [vendor/]\n");
    desk.write("KubeConfig.cs", "class KubeConfig {}\n");
    desk.write("create-kubeconfig", format!("#!/bin/sh\ncat <<EOF\n{}EOF\n", dangling()));
    desk.write("picture", [dangling().as_bytes(), &[0; 10]].concat());
    desk.write("vendor/config", dangling());
    let others = ["KubeConfig.cs", "create-kubeconfig", "picture", "vendor/config", ".kubeconfig-lint.yaml"];
    for name in others {
        desk.run(&["--fail-on", "info", name]).exits(1);
        let run = desk.run(&["--only-kubeconfigs", name]).exits(0);
        assert_eq!((run.stdout.as_str(), run.stderr.as_str()), ("", ""), "{name}");
    }
    desk.write("config", dangling());
    let indented = dangling().replace('\n', "\n    ");
    desk.write("secret.yaml", format!("kind: Secret\nmetadata: {{name: x}}\nstringData:\n  k: |\n    {indented}\n"));
    let all = [&["--only-kubeconfigs"][..], &others, &["config", "secret.yaml", "config"]].concat();
    desk.run(&only(&all))
        .exits(1)
        .prints("config:3:")
        .prints("secret.yaml (Secret x, stringData.k):")
        .prints("2 errors in 2 files");
    // What is not there is a mistake, and a folder without a kubeconfig is none that was checked.
    desk.run(&["--only-kubeconfigs", "missing"]).exits(2).says("cannot read `missing`");
    desk.run(&["--only-kubeconfigs", "vendor"]).exits(3).says("no kubeconfig in `vendor`");
}

#[cfg(unix)]
#[test]
fn pipes_that_nobody_writes_to_are_not_waited_for() {
    let desk = Desk::new();
    desk.write("config", dangling());
    assert!(std::process::Command::new("mkfifo").arg(desk.path("fifo")).status().unwrap().success());
    desk.run(&only(&["fifo"])).exits(2).says("it is a pipe");
    desk.run(&only(&["."])).exits(1).prints("1 error in 1 file");
    desk.run(&only(&["/dev/zero"])).exits(2).says("it is a pipe, a socket or a device");
}

#[cfg(target_os = "linux")]
#[test]
fn descriptors_that_are_open_are_read() {
    let desk = Desk::new();
    for path in ["/dev/stdin", "/dev/fd/0", "/proc/self/fd/0"] {
        desk.run_with(&only(&[path]), |command| command.write_stdin(dangling())).exits(1).prints(path);
    }
    desk.run(&["/dev/null", "--exit-zero"]).exits(0);
}

#[cfg(unix)]
#[test]
fn what_may_not_be_read_is_said() {
    use std::os::unix::fs::PermissionsExt;
    let desk = Desk::new();
    desk.write("repo/good", GOOD);
    let secret = desk.write("repo/secret", GOOD);
    fs::set_permissions(&secret, fs::Permissions::from_mode(0o0)).unwrap();
    if fs::read(&secret).is_ok() {
        // Root reads everything.
        return;
    }
    desk.run(&only(&["repo/secret"])).exits(2).says("cannot read `repo/secret`: permission denied");
    desk.run(&only(&["repo"])).exits(0).says("warning: cannot look at `repo/secret`: permission denied");
}

#[test]
fn huge_files_are_refused_at_once() {
    let desk = Desk::new();
    fs::File::create(desk.path("huge")).unwrap().set_len(100 << 20).unwrap();
    let start = Instant::now();
    desk.run(&only(&["huge"])).exits(2).says("it is larger than 64 MiB");
    desk.run(&only(&["."])).exits(3);
    assert!(start.elapsed() < Duration::from_secs(5), "{:?}", start.elapsed());
}
