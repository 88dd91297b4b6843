//! A run of `--fix` is stopped at any moment: the file is the old one or the new one, and nothing stays that is in the way.
#![cfg(unix)]

use crate::command::Desk;
use crate::rewriting::{broken, mended, mode, set_mode};
use std::fs;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

fn lay_out(desk: &Desk) {
    desk.write("config", broken());
    set_mode(desk, "config", 0o640);
}

fn start(desk: &Desk, program: &str, words: &[&str]) -> Option<Child> {
    let mut command = Command::new(program);
    command.args(words).current_dir(desk.path("")).stdout(Stdio::null()).stderr(Stdio::null());
    command.spawn().ok()
}

fn binary() -> &'static str {
    assert_cmd::cargo::cargo_bin!("kubeconfig-lint").to_str().unwrap()
}

/// What lies beside the file.
fn left(desk: &Desk) -> Vec<String> {
    let names = fs::read_dir(desk.path("")).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    names.filter(|name| name != "config").collect()
}

/// Whether it is the new content: the old one or that, and never anything else.
fn is_mended(desk: &Desk, what: &str) -> bool {
    let text = desk.read("config");
    assert!(text == broken() || text == mended(), "{what} leaves\n{text}");
    assert_eq!(mode(desk, "config"), 0o640, "{what} leaves another mode");
    text == mended()
}

/// The same after a kill, which leaves what the next run removes.
fn is_mended_after_kill(desk: &Desk, what: &str) -> bool {
    let is_mended = is_mended(desk, what);
    let left = left(desk);
    if !left.is_empty() {
        for name in left.iter().filter(|name| name.starts_with('.')) {
            assert_eq!(mode(desk, name) & 0o007, 0, "{what} leaves {name} for everybody");
        }
        assert!(!desk.run(&["check", "."]).stdout.contains(".kubeconfig-lint"), "{what} leaves {left:?}");
        desk.write("config", broken());
        desk.run(&["check", "--fix", "config"]).exits(1).says("fixed 1");
        assert!(self::left(desk).is_empty(), "{what} leaves {left:?}, and the next run {:?}", self::left(desk));
    }
    is_mended
}

#[test]
fn a_run_that_is_killed_leaves_the_old_file_or_the_new_one() {
    let desk = Desk::new();
    let mut mended = 0;
    for delay in (0..60).map(|step| Duration::from_micros(250 * step)) {
        lay_out(&desk);
        let mut run = start(&desk, binary(), &["check", "--fix", "config"]).unwrap();
        std::thread::sleep(delay);
        let _ = run.kill();
        let _ = run.wait();
        mended += usize::from(is_mended_after_kill(&desk, &format!("a kill after {delay:?}")));
    }
    assert!(mended < 60, "some runs are killed in time");
}

/// The calls with which a run touches files.
#[cfg(target_os = "linux")]
const CALLS: &[&str] = &[
    "openat",
    "write",
    "fsync",
    "flock",
    "fchmod",
    "fchown",
    "chmod",
    "rename",
    "renameat",
    "renameat2",
    "unlink",
    "unlinkat",
    "close",
];

/// Runs it and sends the signal at this call, the `when`th of its kind. Tells whether the run went through; there is nothing to tell
/// where strace may not be used.
#[cfg(target_os = "linux")]
fn interrupt(desk: &Desk, call: &str, signal: &str, when: u32) -> Option<bool> {
    lay_out(desk);
    let inject = format!("inject={call}:signal={signal}:when={when}");
    let words = ["-f", "-qq", "-o", "/dev/null", "-e", &inject, binary(), "check", "--fix", "config"];
    Some(start(desk, "strace", &words)?.wait().unwrap().code().is_some())
}

/// Sends the signal at each call in turn. `is_mended` looks at what is left.
#[cfg(target_os = "linux")]
fn interrupt_everywhere(desk: &Desk, signal: &str, is_mended: fn(&Desk, &str) -> bool) {
    // The injection is never reached: this says whether there is a working strace at all.
    if interrupt(desk, "rename", signal, 1000) != Some(true) || !is_mended(desk, "a run that is watched") {
        return;
    }
    let (mut kept, mut done) = (0, 0);
    for call in CALLS {
        for when in 1..100 {
            let went_through = interrupt(desk, call, signal, when) == Some(true);
            if is_mended(desk, &format!("{signal} at {call} number {when}")) {
                done += 1;
            } else {
                kept += 1;
            }
            if went_through {
                break;
            }
        }
    }
    assert!(kept > 10 && done > CALLS.len() / 2, "kept {kept}, done {done}");
}

#[test]
#[cfg(target_os = "linux")]
fn a_run_that_is_killed_at_any_call_leaves_the_old_file_or_the_new_one() {
    interrupt_everywhere(&Desk::new(), "KILL", is_mended_after_kill);
}

#[test]
#[cfg(target_os = "linux")]
fn a_run_that_is_asked_to_end_leaves_nothing_behind() {
    interrupt_everywhere(&Desk::new(), "TERM", |desk, what| {
        assert!(left(desk).is_empty(), "{what} leaves {:?}", left(desk));
        is_mended(desk, what)
    });
}

#[test]
#[cfg(target_os = "linux")]
fn a_signal_ends_the_run_when_the_file_is_written() {
    use std::os::unix::process::ExitStatusExt;
    let desk = Desk::new();
    for (name, number) in [("HUP", 1), ("INT", 2), ("QUIT", 3), ("TERM", 15)] {
        // Under `nohup` a signal is ignored, and stays so.
        if is_ignored(number) {
            continue;
        }
        lay_out(&desk);
        let inject = format!("inject=fsync:signal={name}:when=1");
        let words = ["-f", "-qq", "-o", "/dev/null", "-e", &inject, binary(), "check", "--fix", "config"];
        let Some(mut run) = start(&desk, "strace", &words) else { return };
        let status = run.wait().unwrap();
        if !is_mended(&desk, name) && status.signal().is_none() {
            // Here strace may watch nobody.
            return;
        }
        assert!(is_mended(&desk, name) && left(&desk).is_empty());
        assert_eq!(status.signal(), Some(number));
    }
}

/// Whether this process ignores a signal, and so those that it starts.
#[cfg(target_os = "linux")]
fn is_ignored(number: i32) -> bool {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let mask = status.lines().find_map(|line| line.strip_prefix("SigIgn:")).unwrap();
    u64::from_str_radix(mask.trim(), 16).unwrap() >> (number - 1) & 1 == 1
}

#[test]
#[cfg(target_os = "linux")]
fn a_signal_that_is_ignored_stays_so() {
    let desk = Desk::new();
    lay_out(&desk);
    let script = "trap '' HUP; exec strace -f -qq -o /dev/null -e inject=fsync:signal=HUP:when=1 \"$0\" check --fix --select structure config";
    let status = start(&desk, "sh", &["-c", script, binary()]).unwrap().wait().unwrap();
    // 127: there is no strace; 1: it may watch nobody.
    assert!(matches!(status.code(), Some(0 | 1 | 127)), "{status}");
}

#[test]
fn what_a_killed_run_left_is_removed_and_what_others_left_is_not() {
    let desk = Desk::new();
    lay_out(&desk);
    let draft = ".kubeconfig-lint-2147483647-aB3dE6";
    desk.write(draft, mended());
    desk.write(".kubeconfig-lint-notes", "");
    let host = Command::new("uname").arg("-n").output().unwrap().stdout;
    desk.write("config.lock", format!("kubeconfig-lint 2147483647 {}", String::from_utf8(host).unwrap()));
    desk.run(&["check", "--fix", "config"]).exits(1).says("fixed 1");
    assert_eq!(left(&desk), [".kubeconfig-lint-notes"]);
    desk.write(draft, mended());
    let run = desk.run(&["check", "-f", "concise", "."]);
    assert!(!run.stdout.contains(draft), "{}", run.stdout);
}
