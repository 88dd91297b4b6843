//! Where settings are looked for.

use crate::env;
use std::path::{Path, PathBuf};

/// What a settings file is called.
pub const FILE_NAME: &str = ".kubeconfig-lint.yaml";

/// The settings of the folder `from`, an absolute path: its own file, or that of the nearest folder above it, up to the root of the
/// git repository.
///
/// Outside of a repository only the folder itself counts: what lies above it can be anybody's. The folders of the files that are
/// checked never count.
pub fn find(from: &Path) -> Option<PathBuf> {
    let is_root = |folder: &&Path| env::kind(&folder.join(".git")).is_ok();
    let depth = from.ancestors().position(|folder| is_root(&folder)).unwrap_or(0);
    let mut files = from.ancestors().take(depth + 1).map(|folder| folder.join(FILE_NAME));
    files.find(|file| env::kind(file).is_ok())
}
