//! The outside world: the clock, files, variables. Nothing else in the crate asks the system for anything.

use jiff::Timestamp;
use std::ffi::OsString;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use zeroize::Zeroizing;

/// No kubeconfig is this large; kubectl itself reads 50 MB in seconds.
pub const MAX_INPUT_BYTES: u64 = 64 << 20;
/// Certificates, keys and tokens that a kubeconfig names.
const MAX_REFERENCED_BYTES: u64 = 1 << 20;

/// What a run may know of the outside.
#[derive(Clone, Debug)]
pub struct Env {
    /// The moment that expiry is judged at.
    pub now: Timestamp,
    /// Whether paths in a kubeconfig may be followed. Off for files of somebody else.
    pub follow_paths: bool,
}

/// What is at a path that a kubeconfig names.
pub enum Referenced {
    /// Paths are not followed in this run, or it is a device, pipe or socket, which may block for ever.
    NotLooked,
    /// Nothing is there.
    Missing,
    /// A folder.
    Folder,
    /// It is there, but may not be read.
    Unreadable,
    /// The first mebibyte of its content.
    Content(Zeroizing<Vec<u8>>),
}

/// Why an input cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// The system's answer.
    #[error("{0}")]
    Io(#[from] io::Error),
    /// It is over [`MAX_INPUT_BYTES`].
    #[error("it is larger than {} MiB, which is no kubeconfig", MAX_INPUT_BYTES >> 20)]
    TooLarge,
    /// Reading a device, pipe or socket that was found by itself may block for ever.
    #[error("it is not a regular file")]
    NotAFile,
}

impl Env {
    /// The world as it is, at the moment `now`.
    pub fn at(now: Timestamp) -> Self {
        Self { now, follow_paths: true }
    }

    /// What is at `path`, which a kubeconfig names. Never blocks: pipes, sockets and devices are not opened.
    pub fn referenced(&self, path: &Path) -> Referenced {
        if !self.follow_paths {
            return Referenced::NotLooked;
        }
        let metadata = match fs::metadata(path) {
            Ok(metadata) => metadata,
            Err(error) => return missing_or_unreadable(&error),
        };
        if metadata.is_dir() {
            return Referenced::Folder;
        }
        if !metadata.is_file() {
            return Referenced::NotLooked;
        }
        match File::open(path).and_then(|file| read_up_to(file, MAX_REFERENCED_BYTES)) {
            Ok(content) => Referenced::Content(content),
            Err(error) => missing_or_unreadable(&error),
        }
    }
}

fn missing_or_unreadable(error: &io::Error) -> Referenced {
    match error.kind() {
        // ENOTDIR: a part of the path is a file.
        io::ErrorKind::NotFound | io::ErrorKind::NotADirectory | io::ErrorKind::InvalidInput | io::ErrorKind::InvalidFilename => {
            Referenced::Missing
        }
        _ => Referenced::Unreadable,
    }
}

/// Reads an input file.
///
/// # Errors
/// When it is not a regular file, is too large, or the system refuses.
pub fn read_file(path: &Path) -> Result<Zeroizing<Vec<u8>>, ReadError> {
    let metadata = fs::metadata(path)?;
    if !metadata.is_file() {
        return Err(ReadError::NotAFile);
    }
    if metadata.len() > MAX_INPUT_BYTES {
        return Err(ReadError::TooLarge);
    }
    read_all(File::open(path)?)
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

/// Grows the buffer itself: a `Vec` that reallocates would leave copies of secrets behind.
fn read_up_to(mut reader: impl Read, limit: u64) -> io::Result<Zeroizing<Vec<u8>>> {
    let mut bytes = Zeroizing::new(Vec::with_capacity(16 << 10));
    let mut chunk = Zeroizing::new([0_u8; 16 << 10]);
    let limit = usize::try_from(limit).unwrap_or(usize::MAX);
    loop {
        let wanted = chunk.len().min(limit - bytes.len());
        let count = match reader.read(&mut chunk[..wanted]) {
            Ok(0) => return Ok(bytes),
            Ok(count) => count,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(error),
        };
        if bytes.capacity() - bytes.len() < count {
            let mut larger = Zeroizing::new(Vec::with_capacity(bytes.capacity() * 2));
            larger.extend_from_slice(&bytes);
            bytes = larger;
        }
        bytes.extend_from_slice(&chunk[..count]);
    }
}

/// The value of an environment variable.
pub fn variable(name: &str) -> Option<OsString> {
    std::env::var_os(name)
}

/// The user's home folder, as client-go's `homedir.HomeDir` finds it on Unix.
pub fn home() -> Option<PathBuf> {
    variable("HOME").filter(|home| !home.is_empty()).map(PathBuf::from)
}

/// The clock of this machine.
pub fn clock() -> Timestamp {
    Timestamp::now()
}
