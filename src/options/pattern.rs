//! Patterns for files and entries.

use globset::{ErrorKind, GlobBuilder, GlobMatcher, GlobSet, GlobSetBuilder};
use std::path::{Path, PathBuf};

/// Why a pattern is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadPattern {
    /// A `[` without its `]`.
    #[error("a `]` is missing")]
    UnclosedClass,
    /// A `{` without its `}`, or the other way round.
    #[error("the braces do not fit together")]
    Braces,
    /// A range of characters whose end comes before its start.
    #[error("a range of characters is upside down")]
    Range,
    /// A `\` with nothing behind it.
    #[error("nothing stands behind the last `\\`")]
    Escape,
    /// Something else.
    #[error("this is no pattern")]
    Other,
}

impl From<globset::Error> for BadPattern {
    fn from(error: globset::Error) -> Self {
        match error.kind() {
            ErrorKind::UnclosedClass => Self::UnclosedClass,
            ErrorKind::InvalidRange(..) => Self::Range,
            ErrorKind::UnopenedAlternates | ErrorKind::UnclosedAlternates => Self::Braces,
            ErrorKind::DanglingEscape => Self::Escape,
            _ => Self::Other,
        }
    }
}

/// Which files are meant: `dev/**`, `*.kubeconfig`, `/home/me/.kube/config`.
///
/// A pattern starts in a folder; one without a `/` is for names at any depth below it, and one that begins with `/` for paths of the
/// system. `*` stays within a name, `**` does not. What is in a folder that is meant is meant, too.
#[derive(Clone, Debug)]
pub struct PathPattern {
    text: String,
    root: PathBuf,
    matcher: GlobSet,
}

impl PathPattern {
    /// Reads a pattern that starts in the folder `root`, which is free of links.
    ///
    /// # Errors
    /// When it is no pattern.
    pub fn new(text: &str, root: &Path) -> Result<Self, BadPattern> {
        let path = text.strip_prefix("./").unwrap_or(text);
        let path = path.strip_suffix('/').filter(|path| !path.is_empty()).unwrap_or(path);
        let path = if path.contains('/') { path.to_owned() } else { format!("**/{path}") };
        let glob = |pattern: &str| GlobBuilder::new(pattern).literal_separator(true).backslash_escape(true).build();
        let matcher = GlobSetBuilder::new().add(glob(&path)?).add(glob(&format!("{path}/**"))?).build()?;
        Ok(Self { text: text.to_owned(), root: root.to_owned(), matcher })
    }

    /// As it was written.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Whether it means the file or folder at `place`, an absolute path that is free of links.
    pub fn matches(&self, place: &Path) -> bool {
        let path = if self.text.starts_with('/') { place } else { place.strip_prefix(&self.root).unwrap_or(place) };
        self.matcher.is_match(path)
    }

    /// Whether it means one file: nothing in it stands for something else.
    pub fn is_plain(&self) -> bool {
        self.text.contains('/') && !self.text.contains(['*', '?', '[', '{', '\\'])
    }
}

/// Which entries are meant: `clusters[kind-*]`, `*[ci]`, or `current-context` for what stands in none.
#[derive(Clone, Debug)]
pub struct EntryPattern {
    text: String,
    list: String,
    name: Option<GlobMatcher>,
}

impl EntryPattern {
    /// Reads a pattern.
    ///
    /// # Errors
    /// When it is no pattern.
    pub fn new(text: &str) -> Result<Self, BadPattern> {
        let (list, name) = match text.split_once('[') {
            Some((list, rest)) => (list, Some(rest.strip_suffix(']').ok_or(BadPattern::UnclosedClass)?)),
            None => (text, None),
        };
        let matcher = |name| GlobBuilder::new(name).literal_separator(false).backslash_escape(true).build();
        let name = name.map(matcher).transpose()?.map(|glob| glob.compile_matcher());
        Ok(Self { text: text.to_owned(), list: list.to_owned(), name })
    }

    /// As it was written.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Whether it means the entry that messages call so.
    pub fn matches(&self, entry: &str) -> bool {
        let (list, name) = match entry.split_once('[') {
            Some((list, rest)) => (list, rest.strip_suffix(']')),
            None => (entry.split('.').next().unwrap_or(entry), None),
        };
        let is_list = self.list == "*" || self.list == list;
        is_list && self.name.as_ref().is_none_or(|pattern| name.is_some_and(|name| pattern.is_match(name)))
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    fn means(pattern: &str, path: &str) -> bool {
        PathPattern::new(pattern, Path::new("/repo")).unwrap().matches(Path::new(path))
    }

    #[test]
    fn a_path_pattern_starts_in_its_folder() {
        assert!(means("dev/*.yaml", "/repo/dev/a.yaml"));
        assert!(means("./dev/*.yaml", "/repo/dev/a.yaml"));
        assert!(!means("dev/*.yaml", "/repo/x/dev/a.yaml"));
        assert!(!means("dev/*.yaml", "/repo/dev/x/a.yaml"));
        assert!(means("dev/**/*.yaml", "/repo/dev/x/y/a.yaml"));
        assert!(!means("dev/**", "/other/dev/a.yaml"));
    }

    #[test]
    fn a_pattern_of_one_name_is_for_any_depth() {
        assert!(means("*.kubeconfig", "/repo/a.kubeconfig"));
        assert!(means("*.kubeconfig", "/repo/x/y/a.kubeconfig"));
        assert!(!means("config", "/repo/x/config.bak"));
    }

    #[test]
    fn a_folder_means_all_that_is_in_it() {
        for pattern in ["vendor", "vendor/", "/repo/vendor"] {
            assert!(means(pattern, "/repo/vendor"), "{pattern}");
            assert!(means(pattern, "/repo/vendor/x/y"), "{pattern}");
        }
    }

    #[test]
    fn an_absolute_pattern_is_for_the_whole_system() {
        assert!(means("/home/*/.kube/config", "/home/me/.kube/config"));
        assert!(!means("/dev/**", "/repo/dev/a"));
    }

    #[test]
    fn an_entry_pattern_names_a_list_and_entries() {
        let means = |pattern: &str, entry: &str| EntryPattern::new(pattern).unwrap().matches(entry);
        assert!(means("clusters[kind-*]", "clusters[kind-lab]"));
        assert!(!means("clusters[kind-*]", "users[kind-lab]"));
        assert!(!means("clusters[kind-*]", "clusters[prod]"));
        assert!(means("*[ci]", "users[ci]"));
        assert!(means("users", "users[anybody]"));
        assert!(means("clusters[arn:aws:eks:*]", "clusters[arn:aws:eks:eu-west-1:1:cluster/prod]"));
        assert!(means("current-context", "current-context"));
        assert!(means("users[a[bc]]", "users[ac]"));
    }

    #[test]
    fn what_is_no_pattern_says_why() {
        let error = |pattern: &str| PathPattern::new(pattern, Path::new("/")).unwrap_err();
        assert_eq!(error("a[b"), BadPattern::UnclosedClass);
        assert_eq!(error("a{b"), BadPattern::Braces);
        assert_eq!(error("[z-a]"), BadPattern::Range);
        assert!(EntryPattern::new("users[x").is_err());
    }
}
