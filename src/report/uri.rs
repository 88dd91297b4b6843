//! Files as URIs.

use crate::checked::CheckedFile;
use std::path::{Component, Path, PathBuf};

/// The URI of a file, percent-encoded.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FileUri {
    /// Below the root, and relative to it.
    Inside(String),
    /// Elsewhere: an absolute `file:` URI.
    Outside(String),
}

impl FileUri {
    /// The URI of `path` seen from `root`. Both should be absolute and free of links, which takes a look at the disk that
    /// reports do not take.
    pub fn new(path: &Path, root: &Path) -> Self {
        match path.strip_prefix(root) {
            Ok(inside) => Self::Inside(encode_path(inside)),
            Err(_) => Self::from_components(path),
        }
    }

    /// The URI of a path of which nothing but its shown form is known.
    pub(super) fn of(file: &CheckedFile) -> Self {
        Self::from_components(Path::new(file.path.as_str()))
    }

    /// The URI as text.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Inside(uri) | Self::Outside(uri) => uri,
        }
    }

    /// The path that the text of a URI stands for, seen from `root`; `None` where it is none of these URIs.
    pub(crate) fn path(uri: &str, root: &Path) -> Option<PathBuf> {
        let (root, names) = uri.strip_prefix("file:///").map_or((root, uri), |names| (Path::new("/"), names));
        let mut path = root.to_owned();
        for name in names.split('/') {
            path.push(decode(name)?);
        }
        Some(path)
    }

    fn from_components(path: &Path) -> Self {
        let encoded = encode_path(path);
        if path.has_root() { Self::Outside(format!("file:///{encoded}")) } else { Self::Inside(encoded) }
    }
}

/// The names of a path, encoded, without `.` and `..`.
fn encode_path(path: &Path) -> String {
    let names = path.components().filter_map(|component| match component {
        Component::Normal(name) => Some(encode(name.as_encoded_bytes())),
        Component::Prefix(drive) => Some(encode(drive.as_os_str().as_encoded_bytes())),
        Component::RootDir | Component::CurDir | Component::ParentDir => None,
    });
    names.collect::<Vec<_>>().join("/")
}

/// Percent-encodes every byte that RFC 3986 does not call unreserved.
fn encode(bytes: &[u8]) -> String {
    let mut encoded = String::with_capacity(bytes.len());
    for &byte in bytes {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => encoded.push(char::from(byte)),
            _ => encoded.extend(['%', hex(byte >> 4), hex(byte & 15)]),
        }
    }
    encoded
}

/// Takes the percent signs out of a name of a path.
fn decode(name: &str) -> Option<String> {
    let mut parts = name.split('%');
    let mut bytes = parts.next()?.as_bytes().to_vec();
    for part in parts {
        bytes.push(u8::from_str_radix(part.get(..2)?, 16).ok()?);
        bytes.extend_from_slice(&part.as_bytes()[2..]);
    }
    String::from_utf8(bytes).ok().filter(|name| !name.is_empty() && name != ".." && !name.contains('/'))
}

fn hex(digit: u8) -> char {
    char::from_digit(digit.into(), 16).unwrap_or('0').to_ascii_uppercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_below_the_root_are_relative_and_encoded() {
        let uri = |path: &str| FileUri::new(Path::new(path), Path::new("/work"));
        assert_eq!(uri("/work/a b/ü.yaml"), FileUri::Inside("a%20b/%C3%BC.yaml".into()));
        assert_eq!(uri("/etc/::x##["), FileUri::Outside("file:///etc/%3A%3Ax%23%23%5B".into()));
        assert_eq!(FileUri::from_components(Path::new("./../a")), FileUri::Inside("a".into()));
    }

    #[test]
    fn a_uri_leads_back_to_its_path() {
        let root = Path::new("/work");
        for path in ["/work/a b/ü.yaml", "/etc/::x##[", "/work/100%"] {
            assert_eq!(FileUri::path(FileUri::new(Path::new(path), root).as_str(), root).as_deref(), Some(Path::new(path)));
        }
        for none in ["", "a//b", "a/../b", "%zz", "%2", "a%2Fb", "https://x"] {
            assert_eq!(FileUri::path(none, root), None, "{none}");
        }
    }
}
