//! The lock of client-go (`lockFile` in `tools/clientcmd/loader.go`): a file that must not be there yet.
//!
//! Whoever meets one in client-go looks at nothing but its existence. Ours says whose it is, so that a run can take away what another
//! left that was killed; client-go's own is empty.

use super::RewriteError;
use super::draft::{self, claim};
use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

/// Longer than any of ours.
const MAX_BYTES: u64 = 1 << 10;

pub(super) struct Lock {
    path: PathBuf,
    /// Open, and thereby claimed.
    _file: File,
}

impl Lock {
    pub(super) fn take(path: &Path) -> Result<Self, RewriteError> {
        let mut name = path.as_os_str().to_owned();
        name.push(".lock");
        let path = PathBuf::from(name);
        let placed = match place(&path) {
            Err(error) if is_there(&error) && remove_abandoned(&path) => place(&path),
            placed => placed,
        };
        match placed {
            Ok(file) => Ok(Self { path, _file: file }),
            Err(error) if is_there(&error) => Err(RewriteError::Locked),
            Err(error) => Err(error.into()),
        }
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        // Where it cannot be removed the next one says so.
        let _ = fs::remove_file(&self.path);
    }
}

fn is_there(error: &io::Error) -> bool {
    error.kind() == io::ErrorKind::AlreadyExists
}

/// Puts a lock there that is claimed and marked from the first moment on, where the file system can do that.
fn place(path: &Path) -> io::Result<File> {
    let mut draft = draft::create(super::folder(path))?;
    draft.write_all(mark().as_bytes())?;
    match draft.persist_noclobber(path) {
        Ok(file) => Ok(file),
        Err(error) if is_there(&error.error) => Err(error.error),
        Err(_) => create(path),
    }
}

fn create(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(path)?;
    claim(&file);
    // A lock without a mark is one all the same.
    let _ = file.write_all(mark().as_bytes());
    Ok(file)
}

/// Whose lock it is. The host is in it because some network file systems keep claims to themselves.
fn mark() -> String {
    format!("kubeconfig-lint {} {}\n", std::process::id(), host())
}

#[cfg(unix)]
fn host() -> String {
    rustix::system::uname().nodename().to_string_lossy().into_owned()
}

#[cfg(not(unix))]
fn host() -> &'static str {
    ""
}

/// Whether it is one of ours, written on this host.
fn is_ours(mark: &str) -> bool {
    let words: Vec<_> = mark.split(' ').collect();
    matches!(words[..], ["kubeconfig-lint", process, rest] if process.parse::<u32>().is_ok() && rest.strip_suffix('\n') == Some(&*host()))
}

/// Removes the lock of a run that was killed: it is marked as ours and nobody claims it.
fn remove_abandoned(path: &Path) -> bool {
    if !draft::is_own(path) {
        return false;
    }
    let Ok(file) = File::open(path) else { return false };
    let mut mark = String::new();
    let is_marked = (&file).take(MAX_BYTES).read_to_string(&mut mark).is_ok() && is_ours(&mark);
    // Two runs may meet the same one: who comes second has claimed a file that is not there any more.
    is_marked && claim(&file) && is_still(&file, path) && fs::remove_file(path).is_ok()
}

#[cfg(unix)]
fn is_still(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let place = |file: fs::Metadata| (file.dev(), file.ino());
    file.metadata().ok().map(place) == fs::symlink_metadata(path).ok().map(place)
}

#[cfg(not(unix))]
fn is_still(_: &File, _: &Path) -> bool {
    false
}

#[cfg(test)]
#[cfg(unix)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

    use super::*;

    #[test]
    fn only_a_lock_of_ours_that_nobody_claims_is_taken_over() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("config");
        let lock = folder.path().join("config.lock");
        let is_taken = |content: &str| {
            fs::write(&lock, content).unwrap();
            let taken = Lock::take(&path);
            assert!(taken.is_ok() || fs::read_to_string(&lock).unwrap() == content);
            taken.is_ok()
        };
        let ours = format!("kubeconfig-lint 17 {}\n", host());
        assert!(is_taken(&ours));
        assert!(!lock.exists(), "it is removed in the end");
        for other in ["", "kubeconfig-lint 17 another.host\n", "kubeconfig-lint x\n", "kubectl 17\n", ours.trim_end()] {
            assert!(!is_taken(other), "{other:?}");
        }
        fs::remove_file(&lock).unwrap();
        let held = Lock::take(&path).unwrap();
        assert!(matches!(Lock::take(&path), Err(RewriteError::Locked)));
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
        drop(held);
    }
}
