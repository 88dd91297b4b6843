//! Kubeconfigs in a folder, recognised by their content.

use super::{Gathered, TroubleKind, shown};
use crate::engine::Input;
use crate::env::{self, Kind};
use crate::kubeconfig::recognise::{is_text, recognise};
use crate::message;
use crate::options::PathPattern;
use std::path::Path;
use walkdir::{DirEntry, WalkDir};

/// Folders that hold the work of tools, not of people.
const PASSED_OVER: &[&str] =
    &[".direnv", ".git", ".hg", ".jj", ".svn", ".terraform", ".tox", ".venv", "__pycache__", "node_modules", "target", "venv"];

/// Reads the kubeconfigs below `root`, hidden ones included, sorted by path.
///
/// What `exclude` means is passed over. Links to folders are not followed, so that a loop of links ends; a file that several links lead to is read once.
pub(super) fn gather(root: &Path, exclude: &[PathPattern], gathered: &mut Gathered, watch: &dyn Fn(&Gathered)) {
    let before = gathered.inputs.len();
    let entries = WalkDir::new(root)
        .sort_by_file_name()
        .into_iter()
        .filter_entry(|entry| !is_passed_over(entry) && !is_excluded(entry, exclude));
    for entry in entries {
        match entry {
            Ok(entry) => {
                read_entry(&entry, gathered);
                watch(gathered);
            }
            Err(error) => {
                let reason = error.io_error().map_or("a loop of links", env::reason);
                is_unsearchable(error.path().unwrap_or(root), reason, gathered);
            }
        }
    }
    if gathered.inputs.len() == before {
        gathered.note(TroubleKind::Nothing, message!["no kubeconfig in ", shown(root)]);
    }
}

/// The folder that was named is searched, whatever it is called.
fn is_passed_over(entry: &DirEntry) -> bool {
    let is_listed = |name: &str| PASSED_OVER.contains(&name);
    entry.depth() > 0 && entry.file_type().is_dir() && entry.file_name().to_str().is_some_and(is_listed)
}

fn is_excluded(entry: &DirEntry, exclude: &[PathPattern]) -> bool {
    let place = || env::place(entry.path());
    !exclude.is_empty() && entry.depth() > 0 && place().is_some_and(|place| exclude.iter().any(|pattern| pattern.matches(&place)))
}

fn read_entry(entry: &DirEntry, gathered: &mut Gathered) {
    let path = entry.path();
    let leads_to_file = || entry.file_type().is_symlink() && matches!(env::kind(path), Ok(Kind::File));
    // A draft is half of another file, which a run that was killed left.
    if !entry.file_type().is_file() && !leads_to_file() || env::is_draft(entry.file_name()) {
        return;
    }
    // A file with two names in the folder, or that was named as well.
    if env::identity(path).is_none_or(|identity| !gathered.seen.insert(identity)) {
        return;
    }
    gathered.searched += 1;
    match env::read_found(path, is_text) {
        Ok(Some(bytes)) if recognise(&bytes) => gathered.inputs.push(Input::new(path, bytes)),
        Ok(Some(bytes)) => gathered.inputs.extend(Input::new(path, bytes).embedded()),
        Ok(None) => {}
        Err(error) => is_unsearchable(path, env::reason(&error), gathered),
    }
}

fn is_unsearchable(path: &Path, reason: &'static str, gathered: &mut Gathered) {
    gathered.note(TroubleKind::Unsearchable, message!["cannot look at ", shown(path), ": ", reason]);
}
