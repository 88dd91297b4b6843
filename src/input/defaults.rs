//! What kubectl reads when nothing is named (client-go, `ClientConfigLoadingRules`).

use super::{Gathered, TroubleKind, near, shown};
use crate::env::{self, Kind};
use crate::kubeconfig::variable::{State, Variable};
use crate::message;
use std::collections::HashSet;
use std::ffi::OsStr;
use std::path::Path;

/// Reads the `KUBECONFIG` list where that is set, else `~/.kube/config`.
pub(super) fn gather(gathered: &mut Gathered) {
    match env::variable("KUBECONFIG").filter(|list| !list.is_empty()) {
        Some(list) => gather_list(&list, gathered),
        None => read_default(gathered),
    }
}

/// Reads the files of a list.
pub(super) fn gather_list(list: &OsStr, gathered: &mut Gathered) {
    gathered.is_list = true;
    let mut variable = Variable::new(&list.to_string_lossy());
    if variable.is_kubeconfig {
        gathered.note(TroubleKind::Unreadable, "KUBECONFIG holds a kubeconfig, and not the path of one".into());
    } else {
        let paths = env::split_paths(list);
        let mut seen = HashSet::new();
        for (path, element) in paths.iter().zip(&mut variable.elements).filter(|(path, _)| !path.as_os_str().is_empty()) {
            element.state = if seen.insert(path) { read_listed(path, gathered) } else { State::Repeated };
            if element.state == State::Missing {
                element.near = near::to(path, element.slip);
            }
        }
        if gathered.inputs.is_empty() && !gathered.has_unreadable() {
            gathered.note(TroubleKind::Nothing, "no file that KUBECONFIG lists exists".into());
        }
    }
    gathered.variable = Some(variable);
}

/// A file that does not exist is passed over; any other error stops kubectl, too.
fn read_listed(path: &Path, gathered: &mut Gathered) -> State {
    match gathered.try_read(path) {
        Ok(()) => State::Read,
        Err(error) if error.is_missing() => {
            let message = message![shown(path), ", listed in KUBECONFIG, does not exist; kubectl passes over it"];
            gathered.note(TroubleKind::PassedOver, message);
            State::Missing
        }
        Err(error) => {
            gathered.is_unreadable(shown(path), &error);
            if matches!(env::kind(path), Ok(Kind::Folder)) { State::Folder } else { State::Unreadable }
        }
    }
}

fn read_default(gathered: &mut Gathered) {
    gathered.is_list = true;
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
