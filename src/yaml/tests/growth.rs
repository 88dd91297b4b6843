//! Time grows with the length of the text, whatever the text is.

use super::read;
use std::time::Duration;

const SHORT: usize = 500;
const LONG: usize = 16 * SHORT;

/// Sixteen times the text may take no more than this many times the time; a quadratic algorithm takes 256 times as long.
const MOST: u32 = 100;

/// A busy machine makes a measurement long, but never short; so one good try in many is proof.
const TRIES: usize = 50;

fn time(text: &str) -> Duration {
    let start = clock();
    let _ = read(text);
    clock().saturating_sub(start)
}

/// The time of this thread on a processor, which other tests do not lengthen.
#[cfg(target_os = "linux")]
fn clock() -> Duration {
    let time = rustix::time::clock_gettime(rustix::time::ClockId::ThreadCPUTime);
    Duration::new(time.tv_sec.unsigned_abs(), u32::try_from(time.tv_nsec).unwrap_or_default())
}

#[cfg(not(target_os = "linux"))]
fn clock() -> Duration {
    static START: std::sync::LazyLock<std::time::Instant> = std::sync::LazyLock::new(std::time::Instant::now);
    START.elapsed()
}

fn grows_evenly(name: &str, shape: impl Fn(usize) -> String) {
    let (short, long) = (shape(SHORT), shape(LONG));
    let mut fastest = (Duration::MAX, Duration::MAX);
    for _ in 0..TRIES {
        fastest = (time(&short).min(fastest.0), time(&long).min(fastest.1));
        if fastest.1 < fastest.0 * MOST {
            return;
        }
    }
    panic!("{name}: {:?}, sixteen times as much: {:?}", fastest.0, fastest.1);
}

fn numbered(count: usize, line: impl Fn(usize) -> String) -> String {
    (0..count).map(line).collect()
}

#[test]
fn nesting() {
    grows_evenly("open brackets", |n| "[".repeat(n));
    grows_evenly("brackets", |n| format!("- {}{}\n", "[".repeat(500), "]".repeat(500)).repeat(n / 500));
    grows_evenly("braces as keys", |n| format!("- {}a{}\n", "{".repeat(100), "}: b".repeat(100)).repeat(n / 100));
    grows_evenly("dashes", |n| "- ".repeat(n));
    grows_evenly("question marks", |n| "? ".repeat(n));
    grows_evenly("steps", |n| numbered(n, |i| format!("{}a:\n", " ".repeat(i % 500))));
}

#[test]
fn long_collections() {
    grows_evenly("entries", |n| format!("[{}]", "a, ".repeat(n)));
    grows_evenly("wide entries", |n| format!("[{}]", "é, ".repeat(n)));
    grows_evenly("pairs", |n| format!("[{}]", "a: b, ".repeat(n)));
    grows_evenly("lines of pairs", |n| format!("{{{}}}", "a: b,\n".repeat(n)));
    grows_evenly("lines", |n| "a: b\n".repeat(n));
    grows_evenly("empty braces", |n| format!("[{}]", "{}, ".repeat(n)));
}

#[test]
fn long_scalars() {
    grows_evenly("words", |n| "a ".repeat(n));
    grows_evenly("folded lines", |n| format!("- a\n{}", "  a\n".repeat(n)));
    grows_evenly("escapes", |n| format!("\"{}\"", "\\n ".repeat(n)));
    grows_evenly("an open quote on many lines", |n| format!("'{}", "a\n\n".repeat(n)));
    grows_evenly("blocks", |n| format!("- |\n{}", "  a\n\n".repeat(n)));
    grows_evenly("colons", |n| ":a".repeat(n));
    grows_evenly("tabs", |n| format!("a{}", "\t".repeat(n)));
}

#[test]
fn names() {
    grows_evenly("aliases", |n| format!("- &a b\n{}", "- *a\n".repeat(n)));
    grows_evenly("anchors", |n| numbered(n, |i| format!("- &a{i} b\n- *a{i}\n")));
    grows_evenly("tags", |n| numbered(n, |i| format!("%TAG !e{i}! x\n")) + "---\n" + &numbered(n, |i| format!("- !e{i}!a b\n")));
    grows_evenly("documents", |n| "--- &a b\n".repeat(n));
    grows_evenly("comments", |n| "# a\n".repeat(n));
}
