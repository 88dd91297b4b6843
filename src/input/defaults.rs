//! What kubectl reads when nothing is named (client-go, `ClientConfigLoadingRules`).

use super::{Gathered, Trouble};
use crate::env::{self, ReadError};
use crate::message::Name;
use std::io;
use std::path::PathBuf;

/// Reads the `KUBECONFIG` list where that is set, else `~/.kube/config`.
pub(super) fn gather(gathered: &mut Gathered) {
    gathered.is_list = true;
    match env::variable("KUBECONFIG").filter(|list| !list.is_empty()) {
        Some(list) => {
            let paths = env::split_paths(&list);
            paths.into_iter().filter(|path| !path.as_os_str().is_empty()).for_each(|path| read_listed(path, gathered));
        }
        None => read_default(gathered),
    }
}

/// A file that does not exist is passed over; any other error is one for kubectl, too.
fn read_listed(path: PathBuf, gathered: &mut Gathered) {
    gathered.read_named(&path);
    if let Some(Trouble::Unreadable { name, error }) = gathered.troubles.pop_if(|trouble| is_missing(trouble)) {
        drop(error);
        gathered.troubles.push(Trouble::NotThere { name });
    }
}

fn read_default(gathered: &mut Gathered) {
    let place = env::home().unwrap_or_default().join(".kube").join("config");
    gathered.read_named(&place);
    if gathered.troubles.pop_if(|trouble| is_missing(trouble)).is_some() {
        gathered.troubles.push(Trouble::NoDefault { name: Name::path(&place) });
    }
}

fn is_missing(trouble: &Trouble) -> bool {
    matches!(trouble, Trouble::Unreadable { error: ReadError::Io(error), .. } if error.kind() == io::ErrorKind::NotFound)
}
