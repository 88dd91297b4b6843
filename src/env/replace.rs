//! Replacing a file at once.

use std::io::{self, Write};
use std::path::Path;
use tempfile::Builder;

/// Writes a file beside `path` and puts it in its place, so that whoever reads `path` finds the old content or the new one. Anybody may
/// read it: collectors of metrics run as users of their own.
///
/// # Errors
/// When the system refuses; the old file is then still there.
pub fn replace_file(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let _held = super::signals::hold();
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut builder = Builder::new();
    builder.prefix(".kubeconfig-lint-");
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o644));
    let mut file = builder.tempfile_in(folder)?;
    file.write_all(bytes)?;
    file.as_file().sync_all()?;
    file.persist(path)?;
    Ok(())
}
