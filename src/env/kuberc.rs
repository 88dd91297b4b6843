//! Where kubectl's preferences are.

use super::{home, variable};
use std::path::PathBuf;

/// A file of preferences of kubectl.
#[derive(Clone, Debug)]
pub struct Kuberc {
    /// Where it is.
    pub path: PathBuf,
    /// Whether `KUBERC` names it: then kubectl insists on it.
    pub is_named: bool,
}

impl Kuberc {
    /// `$KUBERC`, else `~/.kube/kuberc`; `None` where they are switched off.
    pub(super) fn of_process() -> Option<Self> {
        if variable("KUBECTL_KUBERC").is_some_and(|word| word == "false") {
            return None;
        }
        match variable("KUBERC").filter(|path| !path.is_empty()) {
            Some(path) if path == "off" => None,
            Some(path) => Some(Self { path: path.into(), is_named: true }),
            None => Some(Self { path: home()?.join(".kube").join("kuberc"), is_named: false }),
        }
    }
}
