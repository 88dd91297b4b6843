//! Programs that a kubeconfig names: looked for, and never run.

use super::{Env, split_paths};
use std::fs::{self, Metadata};
use std::path::{Path, PathBuf};

/// What stands where a client would start a program.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Executable {
    /// Nobody looked.
    NotLooked,
    /// Nothing.
    Missing,
    /// A folder.
    Folder,
    /// A file that may not be executed.
    Forbidden,
    /// A program, at this path.
    Found(PathBuf),
}

/// Who, beside the user and root, could put another program there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Writer {
    /// Everybody.
    Everybody,
    /// A group.
    Group,
    /// Another user, who owns it.
    Stranger,
}

impl Env {
    /// What is at the path of a program. On Windows nobody looks: endings and rights are another matter there.
    pub fn executable(&self, path: &Path) -> Executable {
        if !self.follow_paths || cfg!(windows) {
            return Executable::NotLooked;
        }
        match fs::metadata(path) {
            Err(_) => Executable::Missing,
            Ok(metadata) if metadata.is_dir() => Executable::Folder,
            Ok(metadata) if is_executable(&metadata) => Executable::Found(path.to_owned()),
            Ok(_) => Executable::Forbidden,
        }
    }

    /// The program that Go's `exec.LookPath` finds under a bare name. Relative folders of `PATH` do not count: Go refuses what it
    /// finds there.
    pub fn executable_on_path(&self, name: &str) -> Executable {
        let Some(search_path) = &self.search_path else { return Executable::NotLooked };
        for folder in split_paths(search_path).into_iter().filter(|folder| folder.is_absolute()) {
            match self.executable(&folder.join(name)) {
                Executable::Missing | Executable::Folder | Executable::Forbidden => {}
                found => return found,
            }
        }
        if cfg!(windows) { Executable::NotLooked } else { Executable::Missing }
    }

    /// Who could put something else in the place of a program: the file itself or a folder above it decides.
    pub fn writer(&self, program: &Path) -> Option<Writer> {
        if !self.follow_paths {
            return None;
        }
        let program = fs::canonicalize(program).ok()?;
        program.ancestors().filter_map(|step| fs::metadata(step).ok()).find_map(|metadata| writer(&metadata))
    }
}

#[cfg(unix)]
fn is_executable(metadata: &Metadata) -> bool {
    std::os::unix::fs::MetadataExt::mode(metadata) & 0o111 != 0
}

#[cfg(not(unix))]
fn is_executable(_: &Metadata) -> bool {
    true
}

/// Whether the group holds nobody whom the owner would not trust: most systems give every user a group of their own, of the same
/// number.
#[cfg(unix)]
pub(super) fn is_trusted_group(metadata: &Metadata) -> bool {
    use std::os::unix::fs::MetadataExt;
    /// `root` or `wheel`, and `admin` of macOS, to which Homebrew gives its folders.
    const ADMINISTRATORS: [u32; 2] = [0, 80];
    ADMINISTRATORS.contains(&metadata.gid()) || metadata.gid() == metadata.uid()
}

#[cfg(unix)]
fn writer(metadata: &Metadata) -> Option<Writer> {
    use std::os::unix::fs::MetadataExt;
    // In a folder with the sticky bit nobody can replace what another put there.
    let is_shared = metadata.is_dir() && metadata.mode() & 0o1000 != 0;
    if metadata.uid() != 0 && metadata.uid() != rustix::process::geteuid().as_raw() {
        Some(Writer::Stranger)
    } else if metadata.mode() & 0o002 != 0 && !is_shared {
        Some(Writer::Everybody)
    } else {
        (metadata.mode() & 0o020 != 0 && !is_shared && !is_trusted_group(metadata)).then_some(Writer::Group)
    }
}

#[cfg(not(unix))]
fn writer(_: &Metadata) -> Option<Writer> {
    None
}

#[cfg(all(test, unix))]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

    use super::*;
    use std::os::unix::fs::PermissionsExt;

    fn write(path: &Path, mode: u32) {
        fs::write(path, "").unwrap();
        fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
    }

    #[test]
    fn the_first_program_on_the_path_counts() {
        let folder = tempfile::tempdir().unwrap();
        let (first, second) = (folder.path().join("first"), folder.path().join("second"));
        for folder in [&first, &second] {
            fs::create_dir(folder).unwrap();
        }
        write(&first.join("plain"), 0o644);
        write(&second.join("plain"), 0o755);
        let mut env = Env::now();
        env.search_path = std::env::join_paths([&first, &second]).ok();
        assert_eq!(env.executable_on_path("plain"), Executable::Found(second.join("plain")));
        assert_eq!(env.executable_on_path("other"), Executable::Missing);
        assert_eq!(env.executable(&first.join("plain")), Executable::Forbidden);
        assert_eq!(env.executable(&first), Executable::Folder);
        env.follow_paths = false;
        assert_eq!(env.executable_on_path("plain"), Executable::NotLooked);
    }

    #[test]
    fn whoever_may_write_a_program_or_its_folder_is_told() {
        let folder = tempfile::tempdir().unwrap();
        let program = folder.path().join("program");
        let env = Env::now();
        write(&program, 0o755);
        assert_eq!(env.writer(&program), None);
        write(&program, 0o777);
        assert_eq!(env.writer(&program), Some(Writer::Everybody));
        write(&program, 0o755);
        fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o777)).unwrap();
        assert_eq!(env.writer(&program), Some(Writer::Everybody));
    }
}
