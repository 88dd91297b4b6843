//! What is around a file that is checked.

use super::{Access, Env, Others, Tracking};
use jiff::{SignedDuration, Timestamp};
use std::fs;
use std::path::{Path, PathBuf};

/// What is around a file that is checked.
#[derive(Clone, Debug, Default)]
pub struct Surroundings {
    /// Who else can get at it; `None` where nobody looked, or where rights say nothing.
    pub access: Option<Access>,
    /// The folder of the file that is meant, where the path is a symbolic link to it.
    pub linked_folder: Option<PathBuf>,
    /// The folder that its relative paths start in, as an absolute path.
    pub folder: Option<PathBuf>,
    /// The user's home folder.
    pub home: Option<PathBuf>,
    /// How old the lock beside it is: `kubectl config` makes it while it writes.
    pub lock_age: Option<SignedDuration>,
    /// What git makes of it.
    pub tracking: Tracking,
}

impl Surroundings {
    /// As they will be when the file has these permission bits.
    pub fn foresee_mode(&mut self, mode: u32) {
        let of_others = mode & 0o077;
        if let Some(access) = self.access.as_mut().filter(|_| of_others == 0) {
            (access.readers, access.writers) = (Others::Nobody, Others::Nobody);
        }
    }
}

impl Env {
    /// Looks around a file that is checked, where paths may be followed.
    pub fn surroundings(&self, path: &Path) -> Surroundings {
        if !self.follow_paths || !fs::metadata(path).is_ok_and(|metadata| metadata.is_file()) {
            return Surroundings::default();
        }
        Surroundings {
            access: self.access(path),
            linked_folder: linked_folder(path),
            folder: super::working_directory().zip(path.parent()).map(|(here, folder)| here.join(folder)),
            home: self.home.clone(),
            lock_age: self.lock_age(path),
            tracking: super::git::tracking(path),
        }
    }

    /// client-go's `lockName`: the path with `.lock` behind it.
    fn lock_age(&self, path: &Path) -> Option<SignedDuration> {
        let mut lock = path.as_os_str().to_owned();
        lock.push(".lock");
        let written = fs::symlink_metadata(PathBuf::from(lock)).ok()?.modified().ok()?;
        Some(self.now.duration_since(Timestamp::try_from(written).ok()?))
    }

    /// Whether something is at a path.
    pub fn exists(&self, path: &Path) -> bool {
        self.follow_paths && fs::metadata(path).is_ok()
    }
}

fn linked_folder(path: &Path) -> Option<PathBuf> {
    fs::symlink_metadata(path).ok().filter(|metadata| metadata.file_type().is_symlink())?;
    fs::canonicalize(path).ok()?.parent().map(Path::to_owned)
}
