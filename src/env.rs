//! The outside world: the clock, files, variables. Nothing else in the crate asks the system for anything.

#![expect(clippy::disallowed_methods, reason = "this is the one door to the outside")]

mod access;
mod git;
mod kuberc;
mod process;
mod program;
mod referenced;
mod replace;
mod rewrite;
mod signals;
mod surroundings;

pub use access::{Access, Location, Others, is_swapped};
pub use git::{Tracking, work_tree};
pub use kuberc::Kuberc;
pub use process::*;
pub use program::{Executable, Writer};
pub use referenced::Referenced;
pub use replace::replace_file;
pub use rewrite::{RewriteError, is_draft, put_file, rewrite_file};
pub use surroundings::Surroundings;

use jiff::Timestamp;

use std::ffi::OsString;
use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use zeroize::Zeroizing;

/// No kubeconfig is this large; kubectl itself reads 50 MB in seconds.
pub const MAX_INPUT_BYTES: u64 = 64 << 20;
/// A file of a folder is looked at only up to this size: searching a disk must not read its films.
pub const MAX_FOUND_BYTES: u64 = 4 << 20;

/// What a run may know of the outside.
#[derive(Clone, Debug)]
pub struct Env {
    /// The moment that expiry is judged at.
    pub now: Timestamp,
    /// Whether paths in a kubeconfig may be followed. Off for files of somebody else.
    pub follow_paths: bool,
    /// `PATH`, along which programs are looked for; `None` looks for none.
    pub search_path: Option<OsString>,
    /// The user's home folder, which `~` and `$HOME` are meant to be; `None` where nobody may look there.
    pub home: Option<PathBuf>,
    /// Where kubectl finds its user's preferences.
    pub kuberc: Option<Kuberc>,
    /// Whether the rights on files are looked at. Off in the machines of a CI: they are short-lived, and nobody else is on them.
    pub look_at_rights: bool,
}

/// Why an input cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// The system's answer.
    #[error("{0}")]
    Io(#[from] io::Error),
    /// It is over [`MAX_INPUT_BYTES`].
    #[error("{}", self.reason())]
    TooLarge,
    /// A folder, where only a file can stand.
    #[error("{}", self.reason())]
    Folder,
    /// Reading a device, pipe or socket may block for ever.
    #[error("{}", self.reason())]
    NotAFile,
}

impl ReadError {
    /// The reason, in words that are fixed and so may stand in a report.
    pub fn reason(&self) -> &'static str {
        match self {
            Self::Io(error) => reason(error),
            Self::TooLarge => "it is larger than 64 MiB, which is no kubeconfig",
            Self::Folder => "it is a folder",
            Self::NotAFile => "it is a pipe, a socket or a device; pass what comes out of it on the standard input, with `-`",
        }
    }

    /// Whether there is nothing at the path.
    pub fn is_missing(&self) -> bool {
        matches!(self, Self::Io(error) if error.kind() == io::ErrorKind::NotFound)
    }
}

/// What the system says, in fixed words.
pub fn reason(error: &io::Error) -> &'static str {
    match error.kind() {
        io::ErrorKind::NotFound => "there is no such file or folder",
        io::ErrorKind::PermissionDenied => "permission denied",
        io::ErrorKind::NotADirectory => "a part of the path is not a folder",
        io::ErrorKind::InvalidFilename | io::ErrorKind::InvalidInput => "the system does not allow such a path",
        _ => "the system cannot read it",
    }
}

/// The same for a file that a report goes to.
pub fn reason_to_create(error: &io::Error) -> &'static str {
    match error.kind() {
        io::ErrorKind::NotFound => "there is no such folder",
        io::ErrorKind::IsADirectory => "it is a folder",
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded | io::ErrorKind::ReadOnlyFilesystem => reason_to_write(error),
        io::ErrorKind::PermissionDenied
        | io::ErrorKind::NotADirectory
        | io::ErrorKind::InvalidFilename
        | io::ErrorKind::InvalidInput => reason(error),
        _ => "the system cannot write it",
    }
}

/// The same for a file that is to be replaced by another beside it.
fn reason_to_write(error: &io::Error) -> &'static str {
    match error.kind() {
        io::ErrorKind::NotFound => "there is no such folder",
        io::ErrorKind::IsADirectory => "it is a folder",
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => "there is no space left",
        io::ErrorKind::ReadOnlyFilesystem => "the file system is read-only",
        io::ErrorKind::PermissionDenied => {
            "permission denied: a new file is written beside it, so the folder must be writable too"
        }
        _ => "the system cannot write it",
    }
}

impl Env {
    /// The world as it is.
    pub fn now() -> Self {
        Self::at(clock())
    }

    /// The world as it is, at the moment `now`.
    pub fn at(now: Timestamp) -> Self {
        let look_at_rights = variable("CI").is_none_or(|value| value.is_empty() || value == "false");
        Self {
            now,
            follow_paths: true,
            search_path: variable("PATH"),
            home: home(),
            kuberc: Kuberc::of_process(),
            look_at_rights,
        }
    }

    /// The clock alone: for files of somebody else, of which nothing may be followed or looked for.
    pub const fn closed(now: Timestamp) -> Self {
        Self { now, follow_paths: false, search_path: None, home: None, kuberc: None, look_at_rights: false }
    }
}

/// What is at a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Something to read.
    File,
    /// Something to search.
    Folder,
    /// A device, pipe or socket.
    Other,
}

/// What is at `path`, links followed.
///
/// # Errors
/// When nothing is there, or the system refuses to look.
pub fn kind(path: &Path) -> io::Result<Kind> {
    let metadata = fs::metadata(path)?;
    Ok(match (metadata.is_file(), metadata.is_dir()) {
        (true, _) => Kind::File,
        (_, true) => Kind::Folder,
        _ => Kind::Other,
    })
}

/// The one path that all links to a file lead to.
pub fn identity(path: &Path) -> Option<PathBuf> {
    fs::canonicalize(path).ok()
}

/// Where a file lies: the folder free of links, and in it the file by its own name, which may be a link.
pub fn place(path: &Path) -> Option<PathBuf> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    identity(folder).zip(path.file_name()).map(|(folder, name)| folder.join(name))
}

/// Reads an input file.
///
/// Pipes are read only where somebody is known to write into them: an open descriptor, as in `kubeconfig-lint <(command)`.
/// Any other could block for ever.
///
/// # Errors
/// When it is not a file, is too large, or the system refuses.
pub fn read_file(path: &Path) -> Result<Zeroizing<Vec<u8>>, ReadError> {
    if path == Path::new("/dev/null") {
        // `KUBECONFIG=/dev/null` is how people say "no kubeconfig"; kubectl reads it as an empty file.
        return Ok(Zeroizing::default());
    }
    let metadata = fs::metadata(path)?;
    if metadata.is_dir() {
        return Err(ReadError::Folder);
    }
    if !metadata.is_file() && !is_open_descriptor(path) {
        return Err(ReadError::NotAFile);
    }
    if metadata.len() > MAX_INPUT_BYTES {
        return Err(ReadError::TooLarge);
    }
    read_all(File::open(path)?)
}

/// Whether the path names a descriptor that this process was given open.
fn is_open_descriptor(path: &Path) -> bool {
    let Some(folder) = path.parent() else { return false };
    path == Path::new("/dev/stdin")
        || folder == Path::new("/dev/fd")
        || folder.starts_with("/proc") && folder.ends_with("fd") && folder.components().count() == 4
}

/// Reads a file that was found in a folder, or `None` where it cannot be a kubeconfig: it is large, is no file, or
/// `is_promising` does not like its first bytes.
///
/// # Errors
/// When the system refuses.
pub fn read_found(path: &Path, is_promising: fn(&[u8]) -> bool) -> io::Result<Option<Zeroizing<Vec<u8>>>> {
    let metadata = fs::metadata(path)?;
    if !metadata.is_file() || metadata.len() > MAX_FOUND_BYTES {
        return Ok(None);
    }
    let mut file = File::open(path)?;
    let mut head = Zeroizing::new(Vec::new());
    let count = read_into(&mut head, &mut file, CHUNK_BYTES as u64)?;
    if !is_promising(&head) {
        return Ok(None);
    }
    if count == CHUNK_BYTES {
        read_into(&mut head, &mut file, MAX_FOUND_BYTES)?;
    }
    Ok(Some(head))
}

/// Writes a report. A new file can be read by its owner only: a report names clusters and users.
///
/// # Errors
/// When the system refuses.
pub fn write_file(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut options = File::options();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)?.write_all(bytes)
}

/// Reads the standard input to its end.
///
/// # Errors
/// When it is too large, or the system refuses.
pub fn read_stdin() -> Result<Zeroizing<Vec<u8>>, ReadError> {
    read_all(io::stdin().lock())
}

fn read_all(reader: impl Read) -> Result<Zeroizing<Vec<u8>>, ReadError> {
    let bytes = read_up_to(reader, MAX_INPUT_BYTES + 1)?;
    if bytes.len() as u64 > MAX_INPUT_BYTES { Err(ReadError::TooLarge) } else { Ok(bytes) }
}

/// Reads at most `limit` bytes.
fn read_up_to(mut reader: impl Read, limit: u64) -> io::Result<Zeroizing<Vec<u8>>> {
    let mut bytes = Zeroizing::new(Vec::new());
    read_into(&mut bytes, &mut reader, limit)?;
    Ok(bytes)
}

const CHUNK_BYTES: usize = 16 << 10;

/// Appends what there is to read, up to `limit` bytes in all, and returns how many bytes there are then.
///
/// Grows the buffer itself: a `Vec` that reallocates would leave copies of secrets behind.
fn read_into(bytes: &mut Zeroizing<Vec<u8>>, reader: &mut impl Read, limit: u64) -> io::Result<usize> {
    let mut chunk = Zeroizing::new([0_u8; CHUNK_BYTES]);
    let limit = usize::try_from(limit).unwrap_or(usize::MAX);
    loop {
        let wanted = CHUNK_BYTES.min(limit.saturating_sub(bytes.len()));
        let count = match reader.read(&mut chunk[..wanted]) {
            Ok(0) => return Ok(bytes.len()),
            Ok(count) => count,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(error),
        };
        if bytes.capacity() - bytes.len() < count {
            let mut larger = Zeroizing::new(Vec::with_capacity((bytes.capacity() * 2).max(CHUNK_BYTES)));
            larger.extend_from_slice(bytes);
            *bytes = larger;
        }
        bytes.extend_from_slice(&chunk[..count]);
    }
}
