//! What the process was given: variables, arguments, folders, the clock, the terminal.

use jiff::{SignedDuration, Timestamp};
use std::ffi::{OsStr, OsString};
use std::path::PathBuf;

/// The value of an environment variable.
pub fn variable(name: &str) -> Option<OsString> {
    std::env::var_os(name)
}

/// The words of the command line, the name of the program first.
pub fn arguments() -> Vec<OsString> {
    std::env::args_os().collect()
}

/// The paths of a list as in `PATH`, in the way of this system; empty ones stay.
pub fn split_paths(list: &OsStr) -> Vec<PathBuf> {
    std::env::split_paths(list).collect()
}

/// The working directory, free of links.
pub fn working_directory() -> Option<PathBuf> {
    std::env::current_dir().ok()
}

/// The user's home folder, as client-go's `homedir.HomeDir` finds it on Unix.
pub fn home() -> Option<PathBuf> {
    variable("HOME").filter(|home| !home.is_empty()).map(PathBuf::from)
}

/// Does nothing for a while.
pub fn sleep(pause: SignedDuration) {
    std::thread::sleep(pause.unsigned_abs());
}

/// The clock of this machine.
pub fn clock() -> Timestamp {
    Timestamp::now()
}

/// How many columns the terminal has, else what `COLUMNS` says.
pub fn terminal_width() -> Option<usize> {
    let stated = || variable("COLUMNS")?.to_str()?.parse().ok();
    terminal_size::terminal_size().map(|(width, _)| width.0.into()).or_else(stated).filter(|&columns| columns > 0)
}

/// Keeps the memory of this process, which holds secrets, out of core dumps: best effort, and on Linux only.
pub fn forbid_core_dumps() {
    #[cfg(target_os = "linux")]
    {
        use rustix::process::{DumpableBehavior, Resource, Rlimit, set_dumpable_behavior, setrlimit};
        // Where the system refuses there is nothing left to do, and the work can go on.
        let _ = setrlimit(Resource::Core, Rlimit { current: Some(0), maximum: Some(0) });
        let _ = set_dumpable_behavior(DumpableBehavior::NotDumpable);
    }
}
