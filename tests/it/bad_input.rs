//! Input that is built to hurt, or comes from places where nobody expects it: a finding or exit code 2, and never a hang or a panic.
//!
//! `benches/speed.rs` has the large files, as they need the optimised binary to be told from slow ones.

use crate::command::{Desk, GOOD, dangling};
use std::fmt::Write;
use std::process::Stdio;
use std::time::{Duration, Instant};

/// Optimised, nothing here takes two seconds; a debug build on a busy machine gets more, and a hang is still told from it.
const LIMIT: Duration = Duration::from_secs(300);

/// Checks the text in all formats, which must end in time with this exit code.
#[track_caller]
fn ends(text: impl AsRef<[u8]>, code: i32) -> String {
    let desk = Desk::new();
    desk.write("file", text);
    for format in ["full", "json", "sarif"] {
        let start = Instant::now();
        desk.run(&["-f", format, "file"]).exits(code);
        assert!(start.elapsed() < LIMIT, "{format}: {:?}", start.elapsed());
    }
    desk.run(&["-f", "concise", "file"]).exits(code).stdout
}

/// A kubeconfig whose only cluster is this.
fn cluster(value: &str) -> String {
    GOOD.replace("{server: 'https://k8s.corp.test:6443', certificate-authority: ca.crt}", value)
}

#[test]
fn what_is_empty_or_binary_is_no_kubeconfig() {
    assert!(ends("", 1).contains("error[structure/not-a-kubeconfig]"));
    assert!(ends("# nothing\n", 1).contains("error[structure/not-a-kubeconfig]"));
    assert!(ends(b"\x7fELF\x02\x01\x01\0\0\0", 1).contains("error[structure/syntax]"));
    assert!(ends(vec![0_u8; 100_000], 1).contains("error["));
    assert!(ends(vec![0xff_u8; 100_000], 1).contains("error["));
}

#[test]
fn nesting_ends_where_kubectl_gives_up() {
    let levels = 10_001;
    let flow = format!("{}x{}", "{a: ".repeat(levels), "}".repeat(levels));
    assert!(ends(cluster(&flow), 1).contains("error[structure/syntax]"));
    assert!(ends("- ".repeat(levels), 1).contains("error[structure/"));
    assert!(ends("[".repeat(levels), 1).contains("error[structure/syntax]"));
    assert!(ends("[".repeat(levels) + &"]".repeat(levels), 1).contains("error[structure/syntax]"));
    assert!(ends("? ".repeat(levels), 1).contains("error[structure/"));
}

#[test]
fn deep_values_of_a_field_that_is_text_are_of_the_wrong_type() {
    let flow = format!("{{server: {}x{}}}", "{a: ".repeat(5_000), "}".repeat(5_000));
    assert!(ends(cluster(&flow), 1).contains("error[structure/wrong-type]"));
}

#[test]
fn aliases_that_multiply_are_not_followed() {
    let mut bomb = String::from("extensions:\n- name: a\n  extension: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
    for level in 1..12 {
        let aliases = vec![format!("*a{}", level - 1); 10].join(", ");
        writeln!(bomb, "- name: b{level}\n  extension: &a{level} [{aliases}]").unwrap();
    }
    assert!(ends(format!("{GOOD}{bomb}"), 1).contains("error[structure/resource-limits]"));
    let merges = (1..12).fold(String::from("a0: &a0 {k: v}\n"), |text, level| {
        let aliases = vec![format!("*a{}", level - 1); 10].join(", ");
        format!("{text}a{level}: &a{level} {{<<: [{aliases}], k{level}: v}}\n")
    });
    assert!(ends(format!("{GOOD}{merges}"), 1).contains("error["));
}

#[test]
fn nodes_without_number_are_not_kept() {
    let many = "apiVersion: v1\nkind: Config\nextensions: [".to_owned() + &"1,".repeat(1_100_000) + "]\n";
    let desk = Desk::new();
    desk.write("many", many);
    desk.run(&["-f", "concise", "many"]).exits(1).prints("error[structure/syntax]");
}

#[test]
fn one_mistake_ten_thousand_times_over_is_counted() {
    let many = GOOD.to_owned() + &(0..20_000).fold(String::new(), |text, number| format!("{text}key-{number}: x\n"));
    let desk = Desk::new();
    desk.write("many", many);
    let run = desk.run(&["-f", "concise", "--select", "structure/unknown-field", "many"]);
    assert!(run.stdout.contains("from here on, 9999 more findings of this rule are left out"), "{}", run.stdout.len());
}

#[test]
fn names_of_any_length_are_compared_in_no_time() {
    let long = "n".repeat(1 << 20);
    let text = GOOD.replace("name: c\n", &format!("name: {long}c\n")).replace("cluster: c,", &format!("cluster: {long}d,"));
    let key = GOOD.replace("kind: Config", &format!("kind: Config\n? {long}\n: x"));
    for text in [text, key] {
        let desk = Desk::new();
        desk.write("file", text);
        let start = Instant::now();
        desk.run(&["-f", "concise", "file", "--exit-zero"]).exits(0);
        assert!(start.elapsed() < LIMIT, "{:?}", start.elapsed());
    }
}

#[test]
fn a_standard_input_without_end_is_refused() {
    let desk = Desk::new();
    let zeros = std::fs::File::open("/dev/zero").unwrap();
    let mut command = std::process::Command::new(assert_cmd::cargo::cargo_bin!("kubeconfig-lint"));
    let output = command.args(["check", "-"]).current_dir(desk.path("")).stdin(zeros).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("cannot read `<stdin>`: it is larger than 64 MiB"));
}

#[cfg(unix)]
#[test]
fn sockets_and_links_to_nowhere_are_named() {
    let desk = Desk::new();
    let _socket = std::os::unix::net::UnixListener::bind(desk.path("socket")).unwrap();
    std::os::unix::fs::symlink("gone", desk.path("broken")).unwrap();
    std::os::unix::fs::symlink("b", desk.path("a")).unwrap();
    std::os::unix::fs::symlink("a", desk.path("b")).unwrap();
    desk.run(&["socket"]).exits(2).says("it is a pipe, a socket or a device");
    desk.run(&["broken"]).exits(2).says("there is no such file or folder");
    desk.run(&["a"]).exits(2).says("cannot read `a`");
    // Beside a kubeconfig they are nothing to speak of.
    desk.write("config", dangling());
    desk.run(&["-f", "concise", "."]).exits(1).prints("1 file");
}

#[cfg(target_os = "linux")]
#[test]
fn names_of_files_steer_no_terminal() {
    use std::os::unix::ffi::OsStrExt;
    let desk = Desk::new();
    for name in [&b"new\nline"[..], b"\x1b[31mred", b"\xff\xfe", b"::error::x", "\u{202e}dlrow".as_bytes()] {
        std::fs::write(desk.path("").join(std::ffi::OsStr::from_bytes(name)), dangling()).unwrap();
    }
    for format in ["full", "concise", "json", "sarif"] {
        let run = desk.run(&["-f", format, "."]).exits(1);
        for bad in ["\u{1b}", "\u{202e}", "\n::error", "new\nline"] {
            assert!(!run.stdout.contains(bad) && !run.stderr.contains(bad), "{format}: {bad:?} in\n{}", run.stdout);
        }
    }
    desk.run(&["no\u{1b}[31m\nsuch"]).exits(2).says("cannot read `no\\u{1b}[31m\\nsuch`");
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_an_error() {
    let desk = Desk::new();
    let config = desk.write("config", dangling());
    for format in ["full", "concise", "json", "sarif"] {
        let full = std::fs::File::options().write(true).open("/dev/full").unwrap();
        let mut command = std::process::Command::new(assert_cmd::cargo::cargo_bin!("kubeconfig-lint"));
        let output = command.args(["check", "-f", format]).arg(&config).stdout(full).output().unwrap();
        assert_eq!(output.status.code(), Some(2), "{format}");
        assert!(String::from_utf8_lossy(&output.stderr).contains("cannot write the report"), "{format}");
        desk.run(&["-f", format, "-o", "/dev/full", "./config"]).exits(2).says("cannot write /dev/full");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn without_a_standard_output_it_ends_all_the_same() {
    let desk = Desk::new();
    let config = desk.write("config", dangling());
    let mut command = std::process::Command::new("sh");
    let program = assert_cmd::cargo::cargo_bin!("kubeconfig-lint");
    let script = r#"exec "$0" check "$1" >&- 2>&-"#;
    let status = command.args(["-c", script]).arg(program).arg(&config).stdin(Stdio::null()).status().unwrap();
    assert!(matches!(status.code(), Some(1 | 2)), "{status}");
}

#[test]
fn lists_without_end_are_cut() {
    let desk = Desk::new();
    desk.write("many", GOOD.replace("clusters:\n", &format!("clusters:\n{}", "- {}\n".repeat(60_000))));
    let run = desk.run(&["-f", "concise", "--select", "structure/resource-limits,structure/dangling-reference", "many"]).exits(0);
    assert!(run.prints("only the first 50000 are").stdout.lines().count() == 2);
}

/// Predicts what everybody does with the text, which must end in time for each.
#[track_caller]
fn is_predicted(text: &str) {
    let desk = Desk::new();
    desk.write("file", text);
    for client in ["kubectl@1.37", "python", "kr8s@0.13", "kr8s", "node@1.4", "node", "kubeclient", "kube-rs@1.1", "kube-rs"] {
        let start = Instant::now();
        desk.run(&["clients", "-f", "json", "--client", client, "file"]).exits(0);
        assert!(start.elapsed() < LIMIT, "{client}: {:?}", start.elapsed());
    }
}

#[test]
fn mappings_that_are_merged_over_and_over_are_searched_once() {
    let mut text = String::from("m0: &m0 {a: b}\n");
    for level in 1..40 {
        let _ = writeln!(text, "m{level}: &m{level}\n  <<: [*m{below}, *m{below}]", below = level - 1);
    }
    text.push_str("clusters: [{<<: *m39}]\nusers: [{<<: *m39}]\ncontexts: [{<<: *m39}]\ncurrent-context: x\n");
    is_predicted(&text);
    is_predicted("a: &a\n  <<: *a\nclusters: [*a]\nusers: [*a]\ncontexts: [*a]\ncurrent-context: x\n");
}

#[test]
fn ten_thousand_contexts_are_looked_up_without_a_search_each() {
    let mut text = String::from("apiVersion: v1\nkind: Config\ncurrent-context: c5\n");
    for (list, entry) in [
        ("clusters", "cluster: {server: 'https://h'}"),
        ("users", "user: {token: t}"),
        ("contexts", "context: {cluster: cN, user: cN}"),
    ] {
        let _ = writeln!(text, "{list}:");
        for number in 0..10_000 {
            let _ = writeln!(text, "- {{name: c{number}, {}}}", entry.replace('N', &number.to_string()));
        }
    }
    is_predicted(&text);
}
