//! Changing a file of somebody, so that whoever reads it finds the old content or the new one, whole.

mod draft;
mod dress;
mod lock;

use super::signals;
pub use draft::is_draft;
use dress::{dress, set_mode};
use lock::Lock;
use std::fs::{self, File, Metadata, OpenOptions};
use std::io::{self, Write};
use std::path::Path;
use zeroize::Zeroizing;

/// Why a file was not changed.
#[derive(Debug, thiserror::Error)]
pub enum RewriteError {
    /// Its content is not what was read.
    #[error("it changed meanwhile")]
    Changed,
    /// The lock that kubectl takes, a file of the same name and `.lock`, is held.
    #[error("another program changes it, or was stopped while it did")]
    Locked,
    /// Nobody may write to it.
    #[error("it is read-only")]
    ReadOnly,
    /// A pipe, a device, or something else that is no file.
    #[error("it is no file")]
    NotAFile,
    /// The same file has other names, under which the old content would stay.
    #[error("it has several names (hard links), and would change under one of them only")]
    HardLinked,
    /// The new file would belong to somebody else.
    #[error("its owner cannot be kept")]
    Owner,
    /// The new file would lack what was said of the old one.
    #[error("its access list or its attributes cannot be kept")]
    Attributes,
    /// The system refuses.
    #[error("{}", super::reason_to_write(.0))]
    Io(#[from] io::Error),
}

/// Replaces `old`, which the file at `path` holds, by `new`. Mode and owner stay, but for `mode` where that is given. A link stays and
/// leads to the new content.
///
/// # Errors
/// When the file is not what it was or cannot be replaced safely. It then holds what it held.
pub fn rewrite_file(path: &Path, old: &[u8], new: &[u8], mode: Option<u32>) -> Result<(), RewriteError> {
    rewrite(path, old, new, mode, || ())
}

/// `meanwhile` is called when the new content is written and not yet in its place.
fn rewrite(path: &Path, old: &[u8], new: &[u8], mode: Option<u32>, meanwhile: impl FnOnce()) -> Result<(), RewriteError> {
    let _held = signals::hold();
    let _lock = Lock::take(path)?;
    let target = fs::canonicalize(path)?;
    let before = fs::metadata(&target)?;
    check(&target, &before)?;
    if fs::read(&target).map(Zeroizing::new)?.as_slice() != old {
        return Err(RewriteError::Changed);
    }
    if old == new {
        return set_mode(&target, mode);
    }
    let folder = folder(&target);
    draft::remove_abandoned(folder);
    let mut file = draft::create(folder)?;
    file.write_all(new)?;
    dress(&file, &target, &before, mode)?;
    file.as_file().sync_all()?;
    meanwhile();
    if !is_untouched(&before, &fs::metadata(&target)?) {
        return Err(RewriteError::Changed);
    }
    file.persist(&target).map_err(|error| error.error)?;
    sync_folder(folder);
    Ok(())
}

/// Writes a kubeconfig to a file other than that it came from. A new one can be read by its owner only; one that is there is
/// rewritten, and a pipe or a device is written to.
///
/// # Errors
/// When it cannot be written safely. A file then holds what it held.
pub fn put_file(path: &Path, new: &[u8]) -> Result<(), RewriteError> {
    match fs::metadata(path) {
        Ok(metadata) if metadata.is_file() => {
            let old = Zeroizing::new(fs::read(path)?);
            rewrite_file(path, &old, new, None)
        }
        Ok(_) => Ok(OpenOptions::new().write(true).open(path)?.write_all(new)?),
        Err(error) if error.kind() == io::ErrorKind::NotFound => create_file(path, new),
        Err(error) => Err(error.into()),
    }
}

fn create_file(path: &Path, new: &[u8]) -> Result<(), RewriteError> {
    let _held = signals::hold();
    let _lock = Lock::take(path)?;
    let folder = folder(path);
    draft::remove_abandoned(folder);
    let mut file = draft::create(folder)?;
    file.write_all(new)?;
    file.as_file().sync_all()?;
    file.persist_noclobber(path).map_err(|error| error.error)?;
    sync_folder(folder);
    Ok(())
}

/// Where a file lies.
fn folder(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

fn check(target: &Path, metadata: &Metadata) -> Result<(), RewriteError> {
    if !metadata.is_file() {
        return Err(RewriteError::NotAFile);
    }
    if metadata.permissions().readonly() {
        return Err(RewriteError::ReadOnly);
    }
    #[cfg(unix)]
    if std::os::unix::fs::MetadataExt::nlink(metadata) > 1 {
        return Err(RewriteError::HardLinked);
    }
    match OpenOptions::new().write(true).open(target) {
        Ok(_) => Ok(()),
        Err(error) if error.kind() == io::ErrorKind::PermissionDenied => Err(RewriteError::ReadOnly),
        Err(error) => Err(error.into()),
    }
}

fn is_untouched(before: &Metadata, now: &Metadata) -> bool {
    let same_file = {
        #[cfg(unix)]
        {
            use std::os::unix::fs::MetadataExt;
            (before.dev(), before.ino(), before.ctime(), before.ctime_nsec())
                == (now.dev(), now.ino(), now.ctime(), now.ctime_nsec())
        }
        #[cfg(not(unix))]
        true
    };
    same_file && before.len() == now.len() && before.modified().ok() == now.modified().ok()
}

/// Makes the new name last through a loss of power. Where the system cannot, the file is replaced all the same.
fn sync_folder(folder: &Path) {
    if let Ok(folder) = File::open(folder) {
        let _ = folder.sync_all();
    }
}

#[cfg(test)]
#[cfg(unix)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

    use super::*;

    /// What is in the folder afterwards besides the file.
    fn changed_by(meanwhile: impl FnOnce(&Path)) -> (Result<(), RewriteError>, Vec<u8>, usize) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("config");
        fs::write(&path, "old").unwrap();
        let outcome = rewrite(&path, b"old", b"new", None, || meanwhile(&path));
        let beside = fs::read_dir(folder.path()).unwrap().count() - 1;
        (outcome, fs::read(&path).unwrap(), beside)
    }

    #[test]
    fn a_file_that_changes_while_the_new_one_is_written_keeps_what_it_got() {
        let (outcome, content, beside) = changed_by(|_| ());
        assert!(outcome.is_ok() && content == b"new" && beside == 0, "{outcome:?} {beside}");
        let overwritten = |path: &Path| fs::write(path, "theirs").unwrap();
        let replaced = |path: &Path| {
            let other = path.with_extension("other");
            fs::write(&other, "theirs").unwrap();
            fs::rename(&other, path).unwrap();
        };
        // Of the same length, at the same moment as far as its date tells.
        let forged = |path: &Path| {
            let modified = fs::metadata(path).unwrap().modified().unwrap();
            fs::write(path, "0ld").unwrap();
            File::options().write(true).open(path).unwrap().set_modified(modified).unwrap();
        };
        for (meanwhile, kept) in [(&overwritten as &dyn Fn(&Path), "theirs"), (&replaced, "theirs"), (&forged, "0ld")] {
            let (outcome, content, beside) = changed_by(meanwhile);
            assert!(matches!(outcome, Err(RewriteError::Changed)), "{outcome:?}");
            assert_eq!((content.as_slice(), beside), (kept.as_bytes(), 0));
        }
    }

    #[test]
    fn a_file_that_changed_since_it_was_read_is_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("config");
        fs::write(&path, "theirs").unwrap();
        let outcome = rewrite_file(&path, b"old", b"new", Some(0o600));
        assert!(matches!(outcome, Err(RewriteError::Changed)), "{outcome:?}");
        assert_eq!(fs::read(&path).unwrap(), b"theirs");
    }
}
