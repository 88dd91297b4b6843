//! What a new file takes over from the one whose place it takes: owner, mode, and on Linux what people and access lists say of it.

use super::RewriteError;
use std::fs::{self, Metadata};
use std::path::Path;
use tempfile::NamedTempFile;

/// Makes `draft` look like `target`, but for `mode` where that is given.
#[cfg(unix)]
pub(super) fn dress(draft: &NamedTempFile, target: &Path, before: &Metadata, mode: Option<u32>) -> Result<(), RewriteError> {
    use std::os::unix::fs::{MetadataExt, PermissionsExt, fchown};
    let file = draft.as_file();
    #[cfg(target_os = "linux")]
    attributes::copy(target, file).map_err(|_| RewriteError::Attributes)?;
    let own = file.metadata()?;
    if (own.uid(), own.gid()) != (before.uid(), before.gid()) {
        fchown(file, Some(before.uid()), Some(before.gid())).map_err(|_| RewriteError::Owner)?;
    }
    // After an access list: the mode is a part of it.
    let mode = mode.unwrap_or(before.permissions().mode() & 0o7777);
    Ok(file.set_permissions(fs::Permissions::from_mode(mode))?)
}

#[cfg(not(unix))]
pub(super) fn dress(_: &NamedTempFile, _: &Path, _: &Metadata, _: Option<u32>) -> Result<(), RewriteError> {
    Ok(())
}

#[cfg(unix)]
pub(super) fn set_mode(target: &Path, mode: Option<u32>) -> Result<(), RewriteError> {
    use std::os::unix::fs::PermissionsExt;
    mode.map_or(Ok(()), |mode| Ok(fs::set_permissions(target, fs::Permissions::from_mode(mode))?))
}

#[cfg(not(unix))]
pub(super) fn set_mode(_: &Path, _: Option<u32>) -> Result<(), RewriteError> {
    Ok(())
}

#[cfg(target_os = "linux")]
mod attributes {
    use rustix::fs::{XattrFlags, fsetxattr, getxattr, getxattr_query, listxattr, listxattr_query};
    use rustix::io::{Errno, Result};
    use std::fs::File;
    use std::path::Path;

    /// Without it the mode alone would hold, whose middle bits are then those of a group that the list shuts out.
    const ACCESS_LIST: &[u8] = b"system.posix_acl_access";

    /// Those that the system itself writes it writes to the new file, too.
    pub(super) fn copy(from: &Path, to: &File) -> Result<()> {
        let mut names = vec![0; if_any(listxattr_query(from))?];
        let count = if_any(listxattr(from, &mut names))?;
        let is_kept = |name: &&[u8]| name.starts_with(b"user.") || *name == ACCESS_LIST;
        for name in names[..count].split(|&byte| byte == 0).filter(is_kept) {
            let mut value = vec![0; getxattr_query(from, name)?];
            let count = getxattr(from, name, &mut value)?;
            fsetxattr(to, name, &value[..count], XattrFlags::empty())?;
        }
        Ok(())
    }

    /// A file system that knows no attributes has none.
    fn if_any(count: Result<usize>) -> Result<usize> {
        if count == Err(Errno::OPNOTSUPP) { Ok(0) } else { count }
    }
}
