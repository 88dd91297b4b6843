//! Who else can get at a file.

use super::Env;
use std::ffi::OsStr;
use std::fs;
use std::path::Path;

/// Those beside its owner, administrators aside, who can get at a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Others {
    /// None.
    Nobody,
    /// A group of users.
    Group,
    /// Every user of the machine.
    Everybody,
}

/// What the rights on a file, and on the folders above it, allow others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Access {
    /// Who can read it.
    pub readers: Others,
    /// Who can write into it.
    pub writers: Others,
    /// Whether it belongs to `root`, user and group.
    pub is_of_root: bool,
    /// Where it is.
    pub location: Location,
}

/// Where a file is, as far as that tells who uses it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Location {
    /// Anywhere.
    Elsewhere,
    /// In a folder `.kube` or `.minikube`, where the clients of one user keep what they use.
    Home,
    /// Below `/etc`, where the users of a machine may share it.
    Machine,
    /// `/etc/kubernetes`, where a node keeps its own.
    ControlPlane,
}

impl Env {
    /// Who else can get at a file, where its rights say so: not on Windows, not in volumes that Kubernetes mounts, not where
    /// nothing can be written, and not on the drives that WSL mounts, which have no rights of this kind.
    pub fn access(&self, path: &Path) -> Option<Access> {
        if !self.follow_paths || !self.look_at_rights {
            return None;
        }
        let path = fs::canonicalize(path).ok()?;
        if is_mounted_volume(&path) || is_drive(&path) {
            return None;
        }
        let (rights, is_of_root) = rights(&path)?;
        let above: Vec<_> = path.ancestors().skip(1).filter_map(self::rights).map(|(rights, _)| rights).collect();
        let reached = above.iter().map(|folder| folder.passers).min().unwrap_or(Others::Nobody);
        let (readers, writers) = (rights.readers.min(reached), rights.writers.min(reached));
        Some(Access { readers, writers, is_of_root, location: location(&path) })
    }
}

fn location(path: &Path) -> Location {
    if path.starts_with("/etc/kubernetes") {
        Location::ControlPlane
    } else if path.starts_with("/etc") {
        Location::Machine
    } else if path.iter().any(|step| step == ".kube" || step == ".minikube") {
        Location::Home
    } else {
        Location::Elsewhere
    }
}

/// Whether a folder of this name is one in which the kubelet swaps the content of a volume: `..data`, `..2026_11_26_…`.
pub fn is_swapped(name: &OsStr) -> bool {
    name.as_encoded_bytes().starts_with(b"..") && name.len() > 2
}

/// The folders that the kubelet mounts secrets to, and those in which it swaps their content.
fn is_mounted_volume(path: &Path) -> bool {
    path.iter().any(is_swapped) || path.starts_with("/var/run/secrets") || path.starts_with("/run/secrets")
}

/// `/mnt/c`
fn is_drive(path: &Path) -> bool {
    let drive = path.strip_prefix("/mnt").ok().and_then(|rest| rest.iter().next());
    cfg!(target_os = "linux") && drive.is_some_and(|drive| drive.len() == 1)
}

/// What a mode allows others.
struct Rights {
    readers: Others,
    writers: Others,
    /// Who can pass through it, if it is a folder.
    passers: Others,
}

#[cfg(unix)]
fn rights(path: &Path) -> Option<(Rights, bool)> {
    use std::os::unix::fs::MetadataExt;
    let metadata = fs::metadata(path).ok().filter(|metadata| metadata.is_dir() || metadata.is_file())?;
    let (mode, is_own_group) = (metadata.mode(), super::program::is_trusted_group(&metadata));
    let others = |bit: u32| match (mode & bit != 0, mode & (bit << 3) != 0) {
        (true, _) => Others::Everybody,
        (false, true) if !is_own_group => Others::Group,
        _ => Others::Nobody,
    };
    if metadata.is_file() && is_read_only(path) {
        return None;
    }
    let rights = Rights { readers: others(0o4), writers: others(0o2), passers: others(0o1) };
    Some((rights, metadata.uid() == 0 && metadata.gid() == 0))
}

#[cfg(not(unix))]
fn rights(_: &Path) -> Option<(Rights, bool)> {
    None
}

/// Whether it lies in a file system that is mounted for reading only.
#[cfg(unix)]
fn is_read_only(path: &Path) -> bool {
    use rustix::fs::{StatVfsMountFlags, statvfs};
    statvfs(path).is_ok_and(|system| system.f_flag.contains(StatVfsMountFlags::RDONLY))
}

#[cfg(all(test, unix))]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

    use super::*;
    use std::os::unix::fs::PermissionsExt;

    fn set(path: &Path, mode: u32) {
        fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
    }

    #[test]
    fn a_file_is_as_open_as_the_folders_above_it_let_it_be() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("config");
        fs::write(&file, "").unwrap();
        let env = Env { look_at_rights: true, ..Env::now() };
        let access = |folder_mode, file_mode| {
            set(folder.path(), folder_mode);
            set(&file, file_mode);
            env.access(&file).map(|access| (access.readers, access.writers))
        };
        assert_eq!(access(0o755, 0o644), Some((Others::Everybody, Others::Nobody)));
        assert_eq!(access(0o700, 0o666), Some((Others::Nobody, Others::Nobody)));
        assert_eq!(access(0o711, 0o606), Some((Others::Everybody, Others::Everybody)));
        assert_eq!(access(0o755, 0o600), Some((Others::Nobody, Others::Nobody)));
        let closed = Env { follow_paths: false, ..env.clone() };
        assert_eq!(closed.access(&file), None);
    }

    #[test]
    fn volumes_of_kubernetes_and_drives_of_windows_are_left_alone() {
        assert!(is_mounted_volume(Path::new("/etc/kube/..2026_11_26_01_02_03.1/config")));
        assert!(is_mounted_volume(Path::new("/run/secrets/x")) && !is_mounted_volume(Path::new("/home/jane/.kube/config")));
        assert_eq!(is_drive(Path::new("/mnt/c/Users/jane/.kube/config")), cfg!(target_os = "linux"));
        assert!(!is_drive(Path::new("/mnt/data/config")));
    }
}
