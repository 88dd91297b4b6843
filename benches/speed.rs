//! How fast it is: `cargo bench --bench speed`, and with `-- --smoke` whether it is fast enough, for CI.
//!
//! Runs the binary as a user does, reading and printing included, and prints the best of several runs: the one that the rest of the
//! machine disturbed least. The limits of the smoke run are generous: they find what grows faster than its input, and no percents.
#![allow(clippy::unwrap_used, clippy::print_stdout, clippy::disallowed_methods, missing_docs)]

use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};
use std::time::{Duration, Instant};

/// A run of the binary that is timed.
struct Bench {
    name: &'static str,
    words: Vec<String>,
    /// What it reads.
    bytes: u64,
    /// What it may take at most on a slow and busy machine.
    limit: Duration,
}

fn main() -> ExitCode {
    let is_smoke = std::env::args().any(|word| word == "--smoke");
    let folder = tempfile::tempdir().unwrap();
    let runs = if is_smoke { 1 } else { 10 };
    let mut code = ExitCode::SUCCESS;
    println!("{:<32} {:>10} {:>10} {:>9}", "", "input", "best", "MB/s");
    for bench in benches(folder.path()) {
        let best = (0..runs).map(|_| time(&bench.words)).min().unwrap();
        let rate =
            if bench.bytes > 100_000 { format!("{:.0}", as_megabytes(bench.bytes) / best.as_secs_f64()) } else { String::new() };
        println!("{:<32} {:>7.2} MB {:>7.1} ms {rate:>9}", bench.name, as_megabytes(bench.bytes), best.as_secs_f64() * 1e3);
        if is_smoke && best > bench.limit {
            println!("    too slow: it may take {:?}", bench.limit);
            code = ExitCode::FAILURE;
        }
    }
    code
}

fn benches(folder: &Path) -> Vec<Bench> {
    let seconds = Duration::from_secs;
    let small = kubeconfig(1, 2_000);
    let write = |name: &str, text: String| {
        let path = folder.join(name);
        std::fs::write(&path, text).unwrap();
        path
    };
    let run = |name, words: &[&str], limit| Bench { name, words: owned(words), bytes: 0, limit };
    let check = |name, format, path: PathBuf, limit| {
        let bytes = std::fs::metadata(&path).unwrap().len();
        Bench { name, words: owned(&["check", "--exit-zero", "-f", format, path.to_str().unwrap()]), bytes, limit }
    };
    let entries = |count| write(&format!("{count}"), kubeconfig(count, 100));
    let insecure =
        || write("insecure", kubeconfig(10_000, 100).replace("    server", "    insecure-skip-tls-verify: true\n    server"));
    vec![
        run("--version", &["--version"], seconds(1)),
        run("explain tls/verify-disabled", &["explain", "tls/verify-disabled"], seconds(1)),
        check("one entry", "full", write("small", small.clone()), seconds(1)),
        check("cut off in the middle", "full", write("cut", small[..small.len() / 2].to_owned()), seconds(1)),
        check("brackets and quotes", "full", write("noise", "[\"{'- :\n".repeat(50_000)), seconds(5)),
        check("10,000 levels of indentation", "full", write("deep", deep()), seconds(10)),
        check("one line of 60 MB", "full", write("line", kubeconfig(1, 60_000_000)), seconds(20)),
        check("a million lines", "concise", write("lines", small + &"# nothing\n".repeat(1_000_000)), seconds(10)),
        check("100,000 unknown keys", "concise", write("keys", unknown_keys()), seconds(10)),
        check("1,000 entries", "concise", entries(1_000), seconds(2)),
        check("10,000 entries", "concise", entries(10_000), seconds(10)),
        check("10,000 entries, 50 MB", "concise", write("large", kubeconfig(10_000, 4_600)), seconds(20)),
        check("10,000 findings, concise", "concise", insecure(), seconds(10)),
        check("10,000 findings, full", "full", insecure(), seconds(20)),
        check("10,000 findings, json", "json", insecure(), seconds(10)),
        check("10,000 findings, sarif", "sarif", insecure(), seconds(10)),
    ]
}

fn owned(words: &[&str]) -> Vec<String> {
    words.iter().map(|&word| word.to_owned()).collect()
}

fn time(words: &[String]) -> Duration {
    let mut command = Command::new(env!("CARGO_BIN_EXE_kubeconfig-lint"));
    command.args(words).stdout(Stdio::null()).stderr(Stdio::null());
    let start = Instant::now();
    let status = command.status().unwrap();
    let time = start.elapsed();
    assert!(status.success(), "{words:?}: {status}");
    time
}

#[allow(clippy::cast_precision_loss)]
fn as_megabytes(bytes: u64) -> f64 {
    bytes as f64 / 1e6
}

/// A mapping in a mapping in a mapping.
fn deep() -> String {
    (0..10_000).fold(String::from("clusters:\n"), |text, level| text + &" ".repeat(level) + "- a:\n")
}

fn unknown_keys() -> String {
    (0..100_000).fold(String::from("kind: Config\n"), |text, number| text + &format!("key-{number}: x\n"))
}

/// So many clusters, users and contexts; each cluster has so much base64, which is no certificate.
fn kubeconfig(entries: usize, base64: usize) -> String {
    let data = "QUJD".repeat(base64 / 4);
    let mut text = String::from("apiVersion: v1\nkind: Config\ncurrent-context: context-0\nclusters:\n");
    for entry in 0..entries {
        write!(text, "- name: cluster-{entry}\n  cluster:\n    server: https://host-{entry}.corp.test:6443\n").unwrap();
        writeln!(text, "    certificate-authority-data: {data}").unwrap();
    }
    text += "users:\n";
    for entry in 0..entries {
        write!(text, "- name: user-{entry}\n  user:\n    tokenFile: /var/run/token\n").unwrap();
    }
    text += "contexts:\n";
    for entry in 0..entries {
        write!(text, "- name: context-{entry}\n  context:\n    cluster: cluster-{entry}\n    user: user-{entry}\n").unwrap();
    }
    text
}
