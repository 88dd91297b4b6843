//! What kubectl reads when nothing is named (client-go, `ClientConfigLoadingRules`).

use super::{Gathered, TroubleKind, shown};
use crate::env;
use crate::message;
use crate::message::is_kubeconfig;
use std::path::Path;

/// Reads the `KUBECONFIG` list where that is set, else `~/.kube/config`.
pub(super) fn gather(gathered: &mut Gathered) {
    gathered.is_list = true;
    match env::variable("KUBECONFIG").filter(|list| !list.is_empty()) {
        // It would be cut at its colons, and the pieces taken for paths.
        Some(list) if is_kubeconfig(&list.to_string_lossy()) => {
            gathered.note(TroubleKind::Unreadable, "KUBECONFIG holds a kubeconfig, and not the path of one".into());
        }
        Some(list) => {
            let paths = env::split_paths(&list);
            paths.iter().filter(|path| !path.as_os_str().is_empty()).for_each(|path| read_listed(path, gathered));
            if gathered.inputs.is_empty() && !gathered.has_unreadable() {
                gathered.note(TroubleKind::Nothing, "no file that KUBECONFIG lists exists".into());
            }
        }
        None => read_default(gathered),
    }
}

/// A file that does not exist is passed over; any other error stops kubectl, too.
fn read_listed(path: &Path, gathered: &mut Gathered) {
    match gathered.try_read(path) {
        Err(error) if error.is_missing() => {
            let message = message![shown(path), ", listed in KUBECONFIG, does not exist; kubectl passes over it"];
            gathered.note(TroubleKind::PassedOver, message);
        }
        Err(error) => gathered.is_unreadable(shown(path), &error),
        Ok(()) => {}
    }
}

fn read_default(gathered: &mut Gathered) {
    let place = env::home().unwrap_or_default().join(".kube").join("config");
    match gathered.try_read(&place) {
        Err(error) if error.is_missing() => {
            let message = message!["no path was given, KUBECONFIG is not set, and there is no ", shown(&place)];
            gathered.note(TroubleKind::Nothing, message);
        }
        Err(error) => gathered.is_unreadable(shown(&place), &error),
        Ok(()) => {}
    }
}
