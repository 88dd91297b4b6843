//! Files that a kubeconfig names.

use super::{Env, read_up_to};
use std::fs::{self, File};
use std::io;
use std::path::Path;
use zeroize::Zeroizing;

/// Certificates, keys and tokens are smaller.
const MAX_REFERENCED_BYTES: u64 = 1 << 20;

/// What is at a path that a kubeconfig names.
pub enum Referenced {
    /// Paths are not followed in this run.
    NotLooked,
    /// A device, pipe or socket, or something in `/proc`: whoever reads it may wait for ever.
    Special,
    /// Nothing is there.
    Missing,
    /// A folder.
    Folder,
    /// It is there, but may not be read.
    Unreadable,
    /// The first mebibyte of its content.
    Content(Zeroizing<Vec<u8>>),
}

impl Env {
    /// What is at `path`, which a kubeconfig names. Never blocks: pipes, sockets and devices are not opened.
    pub fn referenced(&self, path: &Path) -> Referenced {
        if !self.follow_paths {
            return Referenced::NotLooked;
        }
        if path == Path::new("/dev/null") {
            return Referenced::Content(Zeroizing::default());
        }
        // Some files of `/proc` say that they are regular, and block like a pipe.
        if path.starts_with("/proc") {
            return if fs::metadata(path).is_ok() { Referenced::Special } else { Referenced::Missing };
        }
        let metadata = match fs::metadata(path) {
            Ok(metadata) => metadata,
            Err(error) => return missing_or_unreadable(&error),
        };
        if metadata.is_dir() {
            return Referenced::Folder;
        }
        if !metadata.is_file() {
            return Referenced::Special;
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
