//! Files that are being written, beside the one whose place they take: `.kubeconfig-lint-`, the number of the process, and six letters or
//! digits.
//!
//! Who writes one holds a lock of the system on it, which ends with the process, however that ends. So a draft that can be locked was
//! left by a run that was killed.

use std::ffi::OsStr;
use std::fs::{self, File};
use std::io;
use std::path::Path;
use tempfile::{Builder, NamedTempFile};

const PREFIX: &str = ".kubeconfig-lint-";
/// How many letters and digits come last.
const RANDOM: usize = 6;

/// A new one, which only its owner can read.
pub(super) fn create(folder: &Path) -> io::Result<NamedTempFile> {
    let prefix = format!("{PREFIX}{}-", std::process::id());
    let draft = Builder::new().prefix(&prefix).rand_bytes(RANDOM).tempfile_in(folder)?;
    claim(draft.as_file());
    Ok(draft)
}

/// Whether a file of this name is a draft, of this run or another.
pub fn is_draft(name: &OsStr) -> bool {
    process(name).is_some()
}

/// The process that wrote the draft.
fn process(name: &OsStr) -> Option<i32> {
    let (process, random) = name.to_str()?.strip_prefix(PREFIX)?.split_once('-')?;
    let is_random = random.len() == RANDOM && random.bytes().all(|byte| byte.is_ascii_alphanumeric());
    process.parse().ok().filter(|_| is_random)
}

/// Removes those that runs which were killed left in a folder: they can hold credentials.
pub(super) fn remove_abandoned(folder: &Path) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        // One that was just created may not be locked yet.
        let is_abandoned = process(&entry.file_name()).is_some_and(has_ended) && is_unclaimed(&entry.path());
        if is_abandoned {
            let _ = fs::remove_file(entry.path());
        }
    }
}

fn is_unclaimed(path: &Path) -> bool {
    is_own(path) && File::open(path).is_ok_and(|file| claim(&file))
}

/// Whether this is a file, and not a link, of this user.
#[cfg(unix)]
pub(super) fn is_own(path: &Path) -> bool {
    let is_ours = |user| user == rustix::process::geteuid().as_raw();
    fs::symlink_metadata(path).is_ok_and(|file| file.is_file() && is_ours(std::os::unix::fs::MetadataExt::uid(&file)))
}

#[cfg(not(unix))]
pub(super) fn is_own(_: &Path) -> bool {
    false
}

/// Locks a file for as long as it is open, if nobody else has.
#[cfg(unix)]
pub(super) fn claim(file: &File) -> bool {
    rustix::fs::flock(file, rustix::fs::FlockOperation::NonBlockingLockExclusive).is_ok()
}

#[cfg(not(unix))]
pub(super) fn claim(_: &File) -> bool {
    false
}

#[cfg(unix)]
fn has_ended(process: i32) -> bool {
    use rustix::{io::Errno, process};
    process::Pid::from_raw(process).is_some_and(|process| process::test_kill_process(process) == Err(Errno::SRCH))
}

#[cfg(not(unix))]
fn has_ended(_: i32) -> bool {
    false
}

#[cfg(test)]
#[cfg(unix)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

    use super::*;

    /// No process has such a number.
    const ENDED: &str = ".kubeconfig-lint-2147483647-aB3dE6";

    #[test]
    fn drafts_are_known_by_their_name() {
        assert!(is_draft(OsStr::new(ENDED)));
        for name in
            [".kubeconfig-lint.yaml", ".kubeconfig-lint-17-short", ".kubeconfig-lint-x-aB3dE6", "kubeconfig-lint-1-aB3dE6"]
        {
            assert!(!is_draft(OsStr::new(name)), "{name}");
        }
    }

    #[test]
    fn only_drafts_that_nobody_writes_are_removed() {
        let folder = tempfile::tempdir().unwrap();
        let is_left = |name: &str| folder.path().join(name).exists();
        let own = create(folder.path()).unwrap();
        fs::write(folder.path().join(ENDED), "").unwrap();
        fs::write(folder.path().join(".kubeconfig-lint.yaml"), "").unwrap();
        let claimed = File::open(folder.path().join(ENDED)).unwrap();
        assert!(claim(&claimed));
        remove_abandoned(folder.path());
        assert!(is_left(ENDED), "another process writes it");
        drop(claimed);
        remove_abandoned(folder.path());
        assert!(!is_left(ENDED) && is_left(".kubeconfig-lint.yaml") && own.path().exists());
    }
}
