//! Whether git knows a file, as its own files say: git itself is not run.

mod index;

use super::{MAX_INPUT_BYTES, read_up_to};
use index::Listed;
use std::cell::RefCell;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

/// What git makes of a file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tracking {
    /// Nobody looked, or what git keeps could not be read.
    #[default]
    Unknown,
    /// It lies in no work tree, or git does not track it.
    Untracked,
    /// git keeps it in a form that only some can read: a filter encrypts it.
    Encrypted,
    /// It is in the index: it is committed, or will be with the next commit.
    Tracked,
}

/// The work tree that a folder lies in, the nearest.
pub fn work_tree(folder: &Path) -> Option<PathBuf> {
    folder.ancestors().find(|tree| tree.join(".git").exists()).map(Path::to_owned)
}

/// What git makes of the file at `path`, links followed. The work tree that is nearest counts, as it does for git.
pub(super) fn tracking(path: &Path) -> Tracking {
    let Ok(path) = fs::canonicalize(path) else { return Tracking::Unknown };
    let mut folders = path.ancestors().skip(1);
    let Some((tree, git)) = folders.find_map(|tree| Some((tree, folder_of_git(tree)?))) else { return Tracking::Untracked };
    let Some(name) = path.strip_prefix(tree).ok().and_then(name_in_index) else { return Tracking::Unknown };
    let Some(listed) = look_up(&git.join("index"), &name) else { return Tracking::Untracked };
    match listed {
        Listed::Unreadable => Tracking::Unknown,
        Listed::No => Tracking::Untracked,
        Listed::Yes if is_encrypted(&path, tree, &git) => Tracking::Encrypted,
        Listed::Yes => Tracking::Tracked,
    }
}

/// An index, as it was when it was read.
struct Index {
    path: PathBuf,
    written: Option<SystemTime>,
    bytes: Vec<u8>,
}

thread_local! {
    /// The one that was read last: a folder that is searched has one index for all its files.
    static LAST: RefCell<Option<Index>> = const { RefCell::new(None) };
}

/// Whether the index at `path` lists this name; `None` where there is no index.
fn look_up(path: &Path, name: &str) -> Option<Listed> {
    let metadata = fs::metadata(path).ok()?;
    let (written, length) = (metadata.modified().ok(), metadata.len());
    LAST.with_borrow_mut(|last| {
        let is_current = |index: &Index| index.path == path && index.written == written && index.bytes.len() as u64 == length;
        if !last.as_ref().is_some_and(is_current) {
            *last = Some(Index { path: path.to_owned(), written, bytes: read(path, MAX_INPUT_BYTES)? });
        }
        last.as_ref().map(|index| index::find(&index.bytes, name.as_bytes()))
    })
}

/// `.git`, or where it leads if it is a file: work trees that are added, and submodules, have it elsewhere.
fn folder_of_git(tree: &Path) -> Option<PathBuf> {
    const MAX_POINTER_BYTES: u64 = 8 << 10;
    let git = tree.join(".git");
    let metadata = fs::metadata(&git).ok()?;
    if metadata.is_dir() {
        return Some(git);
    }
    let pointer = String::from_utf8(read(&git, MAX_POINTER_BYTES)?).ok()?;
    Some(tree.join(pointer.strip_prefix("gitdir:")?.trim()))
}

/// A path as the index has it: `/` between the steps, on every system.
fn name_in_index(path: &Path) -> Option<String> {
    let steps: Option<Vec<_>> = path.iter().map(|step| step.to_str()).collect();
    steps.map(|steps| steps.join("/"))
}

/// Whether attributes name a filter that encrypts, for whichever files: to be wrong here costs a finding, not trust.
fn is_encrypted(path: &Path, tree: &Path, git: &Path) -> bool {
    const MAX_ATTRIBUTES_BYTES: u64 = 1 << 20;
    let folders = path.ancestors().skip(1).take_while(|folder| folder.starts_with(tree));
    let files = folders.map(|folder| folder.join(".gitattributes")).chain([git.join("info/attributes")]);
    files.filter_map(|file| read(&file, MAX_ATTRIBUTES_BYTES)).any(|attributes| {
        let text = String::from_utf8_lossy(&attributes);
        let mut filters = text.split_whitespace().filter_map(|word| word.strip_prefix("filter="));
        filters.any(|filter| ["crypt", "sops", "age", "seal"].iter().any(|tool| filter.contains(tool)))
    })
}

/// A regular file of at most `limit` bytes.
fn read(path: &Path, limit: u64) -> Option<Vec<u8>> {
    let metadata = fs::metadata(path).ok()?;
    if !metadata.is_file() || metadata.len() > limit {
        return None;
    }
    let mut bytes = File::open(path).and_then(|file| read_up_to(file, limit)).ok()?;
    Some(std::mem::take(&mut *bytes))
}
