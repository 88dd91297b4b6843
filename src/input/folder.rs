//! Kubeconfigs in folders, recognised by their content.

use super::{Gathered, TroubleKind, shown};
use crate::engine::Input;
use crate::env::{self, Kind};
use crate::kubeconfig::recognise::{is_report, is_text, recognise};
use crate::message;
use crate::options::PathPattern;
use std::path::{Path, PathBuf};
use walkdir::{DirEntry, WalkDir};

/// Folders that hold the work of tools, not of people.
const PASSED_OVER: &[&str] =
    &[".direnv", ".git", ".hg", ".jj", ".svn", ".terraform", ".tox", ".venv", "__pycache__", "node_modules", "target", "venv"];

/// A search through folders, which ends with [`Search::finish`].
pub(super) struct Search<'a> {
    exclude: &'a [PathPattern],
    watch: &'a dyn Fn(&Gathered),
    folders: Vec<Folder>,
    links: Vec<Link>,
}

struct Folder {
    root: PathBuf,
    is_empty: bool,
}

/// A link to a file. It is read last, so that a file which is found by itself, too, goes by its own path.
struct Link {
    path: PathBuf,
    /// The folder that it was found in.
    folder: usize,
    /// How many inputs there were before it.
    before: usize,
}

impl<'a> Search<'a> {
    /// Passes over what `exclude` means, and lets `watch` know of every file.
    pub(super) fn new(exclude: &'a [PathPattern], watch: &'a dyn Fn(&Gathered)) -> Self {
        Self { exclude, watch, folders: Vec::new(), links: Vec::new() }
    }

    /// Reads the kubeconfigs below `root`, hidden ones included, sorted by path.
    ///
    /// Links to folders are not followed, so that a loop of links ends; a file that several links lead to is read once.
    pub(super) fn gather(&mut self, root: &Path, gathered: &mut Gathered) {
        let before = gathered.inputs.len();
        let exclude = self.exclude;
        let entries = WalkDir::new(root)
            .sort_by_file_name()
            .into_iter()
            .filter_entry(|entry| entry.depth() == 0 || !is_passed_over(entry) && !is_excluded(entry.path(), exclude));
        for entry in entries {
            match entry {
                Ok(entry) => self.take(&entry, gathered),
                Err(error) => {
                    let reason = error.io_error().map_or("a loop of links", env::reason);
                    is_unsearchable(error.path().unwrap_or(root), reason, gathered);
                }
            }
        }
        self.folders.push(Folder { root: root.to_owned(), is_empty: gathered.inputs.len() == before });
    }

    fn take(&mut self, entry: &DirEntry, gathered: &mut Gathered) {
        let path = entry.path();
        if entry.file_type().is_file() {
            read_once(path, gathered);
        } else if entry.file_type().is_symlink() && matches!(env::kind(path), Ok(Kind::File)) {
            self.links.push(Link { path: path.to_owned(), folder: self.folders.len(), before: gathered.inputs.len() });
        }
        (self.watch)(gathered);
    }

    /// Reads the links, each into its place, and says which folders hold nothing.
    pub(super) fn finish(mut self, gathered: &mut Gathered) {
        let mut others = std::mem::take(&mut gathered.inputs).into_iter();
        let mut taken = 0;
        for link in &self.links {
            gathered.inputs.extend(others.by_ref().take(link.before - taken));
            taken = link.before;
            let before = gathered.inputs.len();
            read_once(&link.path, gathered);
            self.folders[link.folder].is_empty &= gathered.inputs.len() == before;
            (self.watch)(gathered);
        }
        gathered.inputs.extend(others);
        for folder in self.folders.iter().filter(|folder| folder.is_empty) {
            gathered.note(TroubleKind::Nothing, message!["no kubeconfig in ", shown(&folder.root)]);
        }
    }
}

/// Folders of tools, and those in which the kubelet swaps the content of a volume: links to what is in them lie beside them, with names
/// that stay. The folder that was named is searched, whatever it is called.
fn is_passed_over(entry: &DirEntry) -> bool {
    let is_listed = |name: &str| PASSED_OVER.contains(&name);
    entry.file_type().is_dir() && (env::is_swapped(entry.file_name()) || entry.file_name().to_str().is_some_and(is_listed))
}

/// Whether one of the patterns means the file or folder.
pub(super) fn is_excluded(path: &Path, exclude: &[PathPattern]) -> bool {
    !exclude.is_empty() && env::place(path).is_some_and(|place| exclude.iter().any(|pattern| pattern.matches(&place)))
}

/// Reads a file, but not one with two names in the folder, or one that was named as well.
fn read_once(path: &Path, gathered: &mut Gathered) {
    // A draft is half of another file, which a run that was killed left.
    if path.file_name().is_some_and(env::is_draft) {
        return;
    }
    if env::identity(path).is_none_or(|identity| !gathered.seen.insert(identity)) {
        return;
    }
    gathered.searched += 1;
    match env::read_found(path, is_text) {
        Ok(Some(bytes)) => gathered.inputs.extend(kubeconfigs(Input::new(path, bytes))),
        Ok(None) => {}
        Err(error) => is_unsearchable(path, env::reason(&error), gathered),
    }
}

/// What of a file that was found is checked: itself, or the kubeconfigs that are embedded in it.
pub(super) fn kubeconfigs(input: Input) -> Vec<Input> {
    if recognise(&input.bytes) && !is_report(&input.bytes) { vec![input] } else { input.embedded() }
}

fn is_unsearchable(path: &Path, reason: &'static str, gathered: &mut Gathered) {
    gathered.note(TroubleKind::Unsearchable, message!["cannot look at ", shown(path), ": ", reason]);
}
