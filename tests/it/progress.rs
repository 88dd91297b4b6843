//! The line that shows that long work goes on, on a terminal of its own.
//!
//! What the run waits for is the standard input, which it is told to read as a file behind a folder: it takes as long as the test
//! holds it open.

#![cfg(target_os = "linux")]

use crate::command::{Desk, GOOD};
use rustix::pty::{OpenptFlags, grantpt, openpt, ptsname, unlockpt};
use std::fs::File;
use std::io::Read;
use std::os::unix::ffi::OsStrExt;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{self, Receiver};
use std::time::Duration;

/// Long enough for the line to appear, on a busy machine as well.
const LONG: Duration = Duration::from_secs(60);
/// Long enough for the line to have appeared if it would.
const SHORT: Duration = Duration::from_millis(1_600);

/// A run that waits, and what its terminal shows.
struct Waiting {
    child: Child,
    shown: Receiver<Vec<u8>>,
    text: String,
}

impl Waiting {
    fn new(desk: &Desk, words: &[&str], variables: &[(&str, &str)]) -> Self {
        desk.write("folder/a", GOOD);
        desk.write("folder/b", "not one\n");
        let terminal = openpt(OpenptFlags::RDWR | OpenptFlags::NOCTTY).unwrap();
        grantpt(&terminal).unwrap();
        unlockpt(&terminal).unwrap();
        let name = ptsname(&terminal, Vec::new()).unwrap();
        let path = Path::new(std::ffi::OsStr::from_bytes(name.as_bytes()));
        let stderr = File::options().read(true).write(true).open(path).unwrap();
        let child = Command::new(assert_cmd::cargo::cargo_bin!("kubeconfig-lint"))
            .args(["--ignore", "path,exec", "folder", "/dev/stdin"])
            .args(words)
            .env_remove("CI")
            .env_remove("KUBECONFIG")
            .envs([("TERM", "xterm"), ("HOME", ".")])
            .envs(variables.iter().copied())
            .current_dir(desk.path("."))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(stderr)
            .spawn()
            .unwrap();
        let (send, shown) = mpsc::channel();
        std::thread::spawn(move || {
            let mut terminal = File::from(terminal);
            let mut buffer = [0; 4096];
            // It ends with an error when nobody has the other side open any more.
            while let Ok(length) = terminal.read(&mut buffer) {
                if send.send(buffer[..length].to_vec()).is_err() {
                    return;
                }
            }
        });
        Self { child, shown, text: String::new() }
    }

    /// Reads what the terminal shows until there is this text.
    fn until(&mut self, text: &str) {
        while !self.text.contains(text) {
            let more = self.shown.recv_timeout(LONG).unwrap_or_else(|_| panic!("no {text} in {:?}", self.text));
            self.text += &String::from_utf8(more).unwrap();
        }
    }

    /// Lets it go on, and returns what the terminal showed and what was printed.
    fn end(mut self) -> (String, String) {
        drop(self.child.stdin.take());
        let output = self.child.wait_with_output().unwrap();
        while let Ok(more) = self.shown.recv_timeout(LONG) {
            self.text += &String::from_utf8(more).unwrap();
        }
        (self.text, String::from_utf8(output.stdout).unwrap())
    }
}

#[test]
fn long_work_shows_itself_on_a_terminal_and_leaves_nothing_behind() {
    let desk = Desk::new();
    let mut waiting = Waiting::new(&desk, &["-f", "json"], &[]);
    waiting.until("searching: 2 files, 1 kubeconfig");
    let (shown, printed) = waiting.end();
    assert!(serde_json::from_str::<serde_json::Value>(&printed).is_ok(), "{printed}");
    let (last, summary) = shown.rsplit_once("\x1b[2K").expect("the line is cleared");
    assert!(last.contains("searching: "), "{shown:?}");
    assert!(!summary.contains("ing: ") && summary.contains("in 2 files"), "{shown:?}");
}

#[test]
fn nobody_who_cannot_use_it_sees_it() {
    for (words, variables) in
        [(&["-q"][..], &[][..]), (&[], &[("CI", "true")]), (&[], &[("TERM", "dumb")]), (&["-q"], &[("CI", "")])]
    {
        let desk = Desk::new();
        let waiting = Waiting::new(&desk, &[&["-o", "report"], words].concat(), variables);
        std::thread::sleep(SHORT);
        let (shown, _) = waiting.end();
        assert!(!shown.contains("searching") && !shown.contains('\x1b'), "{variables:?}: {shown:?}");
    }
}

#[test]
fn a_pipe_gets_no_line() {
    let desk = Desk::new();
    desk.write("folder/a", GOOD);
    let mut command = Command::new(assert_cmd::cargo::cargo_bin!("kubeconfig-lint"));
    command.args(["folder", "/dev/stdin"]).env_remove("CI").env("TERM", "xterm").current_dir(desk.path("."));
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let stdin = child.stdin.take();
    std::thread::sleep(SHORT);
    drop(stdin);
    let output = child.wait_with_output().unwrap();
    let said = String::from_utf8([output.stdout, output.stderr].concat()).unwrap();
    assert!(!said.contains("searching") && !said.contains('\r') && !said.contains('\x1b'), "{said:?}");
}
