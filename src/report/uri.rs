//! Files as URIs.

use crate::checked::CheckedFile;
use std::path::{Component, Path, PathBuf};

/// The URI of a file, percent-encoded.
///
/// Reports are published. Where a file is outside of the root, they have no path of the machine that the caller did not write down.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FileUri {
    /// Below the root, and relative to it.
    Inside(String),
    /// Below the home folder, and relative to it: its own path names the user.
    Home(String),
    /// Named from the working directory: so many folders above it, and the path from there.
    Above(usize, String),
    /// Elsewhere: an absolute `file:` URI.
    Outside(String),
}

/// The folders from which files are named, absolute and free of links.
#[derive(Clone, Debug, Default)]
pub struct Folders {
    /// What is published, a repository as a rule.
    pub root: PathBuf,
    /// That of the user.
    pub home: Option<PathBuf>,
    /// The same as its variable has it.
    pub home_as_given: Option<PathBuf>,
    /// Where paths that are not absolute start.
    pub working: PathBuf,
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

    /// The URI of the file that the caller named as `named`, and that lies at `path`.
    pub fn published(path: &Path, named: &Path, folders: &Folders) -> Self {
        let Folders { root, home, working, .. } = folders;
        if let Ok(inside) = path.strip_prefix(root) {
            return Self::Inside(encode_path(inside));
        }
        if let Some(below) = home.as_deref().and_then(|home| path.strip_prefix(home).ok()) {
            return Self::Home(encode_path(below));
        }
        if named.has_root() {
            return Self::from_components(named);
        }
        let (above, below) = climb(named);
        // A folder of the root that leads elsewhere.
        let inside = if above == 0 { working.strip_prefix(root).ok() } else { None };
        let uri = encode_path(&inside.unwrap_or(Path::new("")).join(&below));
        if inside.is_some() { Self::Inside(uri) } else { Self::Above(above, uri) }
    }

    /// The URI of a path of which nothing but its shown form is known.
    pub(super) fn of(file: &CheckedFile) -> Self {
        Self::from_components(Path::new(file.path.as_str()))
    }

    /// The URI as text.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Inside(uri) | Self::Home(uri) | Self::Above(_, uri) | Self::Outside(uri) => uri,
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

/// How many folders a relative path leads up, and where it leads from there.
fn climb(path: &Path) -> (usize, PathBuf) {
    let (mut above, mut below) = (0, PathBuf::new());
    for component in path.components() {
        match component {
            Component::ParentDir if !below.pop() => above += 1,
            Component::Normal(name) => below.push(name),
            _ => {}
        }
    }
    (above, below)
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
    fn no_path_of_the_machine_is_published() {
        let folders = Folders {
            root: "/builds/7/repo".into(),
            home: Some("/home/alice".into()),
            working: "/builds/7/repo/ci".into(),
            ..Folders::default()
        };
        let uri = |path: &str, named: &str| FileUri::published(Path::new(path), Path::new(named), &folders);
        assert_eq!(uri("/builds/7/repo/ci/x", "x"), FileUri::Inside("ci/x".into()));
        assert_eq!(uri("/builds/7/repo/x", "/builds/7/repo/x"), FileUri::Inside("x".into()));
        assert_eq!(uri("/home/alice/.kube/config", "/home/alice/.kube/config"), FileUri::Home(".kube/config".into()));
        assert_eq!(uri("/etc/kubernetes/admin.conf", "/etc/kubernetes/admin.conf").as_str(), "file:///etc/kubernetes/admin.conf");
        assert_eq!(uri("/builds/7/other/x", "../a/../../other/x"), FileUri::Above(2, "other/x".into()));
        assert_eq!(uri("/mnt/x", "link/x"), FileUri::Inside("ci/link/x".into()));
        let elsewhere = Folders { working: "/srv".into(), ..folders.clone() };
        assert_eq!(FileUri::published(Path::new("/srv/x"), Path::new("./x"), &elsewhere), FileUri::Above(0, "x".into()));
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
