//! A `PATH` on which the programs are that examples name, whatever the machine has.

use kubeconfig_lint::plugins::{OLD_NAMES, PLUGINS};
use std::ffi::OsString;
use std::fs;
use std::sync::LazyLock;
use tempfile::TempDir;

/// Programs of examples that are no known plugins.
const OTHERS: &[&str] =
    &["aws-vault", "bash", "corp-login", "env", "gcloud", "gke-gcloud-auth-p1ugin", "kubelogn", "python3", "sh"];

static FOLDER: LazyLock<TempDir> = LazyLock::new(|| {
    let folder = TempDir::new().unwrap();
    let plugins = PLUGINS.iter().flat_map(|plugin| plugin.commands).copied();
    for name in plugins.chain(OLD_NAMES.iter().map(|name| name.old)).chain(OTHERS.iter().copied()) {
        let path = folder.path().join(name);
        fs::write(&path, "").unwrap();
        #[cfg(unix)]
        fs::set_permissions(&path, std::os::unix::fs::PermissionsExt::from_mode(0o755)).unwrap();
    }
    folder
});

/// The `PATH`.
pub(crate) fn search_path() -> OsString {
    FOLDER.path().as_os_str().to_owned()
}
