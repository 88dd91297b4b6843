//! Tags: from what is written to what go-yaml makes of it.

use std::borrow::Cow;

/// The prefix of every tag of the YAML types.
const YAML_PREFIX: &str = "tag:yaml.org,2002:";

/// The tag of a scalar, as far as go-yaml's `resolve` tells tags apart.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(in crate::kubeconfig) enum Tag {
    /// `!!str`
    Str,
    /// `!!bool`
    Bool,
    /// `!!int`
    Int,
    /// `!!float`
    Float,
    /// `!!null`
    Null,
    /// `!!timestamp`
    Timestamp,
    /// `!!binary`
    Binary,
    /// `!!merge`
    Merge,
    /// `!`, which go-yaml keeps as a tag but counts as "no tag" when it looks for `<<`.
    NonSpecific,
    /// Any other: the scalar stays text.
    Other,
}

impl Tag {
    /// The short name that go-yaml's errors print (`shortTag`).
    pub(in crate::kubeconfig) const fn short_name(self) -> &'static str {
        match self {
            Self::Str => "!!str",
            Self::Bool => "!!bool",
            Self::Int => "!!int",
            Self::Float => "!!float",
            Self::Null => "!!null",
            Self::Timestamp => "!!timestamp",
            Self::Binary => "!!binary",
            Self::Merge => "!!merge",
            Self::NonSpecific => "!",
            Self::Other => "",
        }
    }

    fn of_full_name(name: &str) -> Self {
        match name.strip_prefix(YAML_PREFIX) {
            Some("str") => Self::Str,
            Some("bool") => Self::Bool,
            Some("int") => Self::Int,
            Some("float") => Self::Float,
            Some("null") => Self::Null,
            Some("timestamp") => Self::Timestamp,
            Some("binary") => Self::Binary,
            Some("merge") => Self::Merge,
            _ if name == "!" => Self::NonSpecific,
            _ => Self::Other,
        }
    }
}

/// The handles that the `%TAG` lines of a document declare.
#[derive(Default)]
pub(in crate::kubeconfig) struct TagHandles<'a> {
    declared: Vec<(&'a str, &'a str)>,
}

impl<'a> TagHandles<'a> {
    /// From pairs of a handle and its prefix.
    pub(in crate::kubeconfig) fn new(declared: impl Iterator<Item = (&'a str, &'a str)>) -> Self {
        Self { declared: declared.collect() }
    }

    /// What a tag means that is written as `written`.
    pub(in crate::kubeconfig) fn resolve(&self, written: &str) -> Tag {
        Tag::of_full_name(&self.full_name(written))
    }

    /// The tag in full: `tag:yaml.org,2002:int` for `!!int`. A lone `!` stays what it is.
    pub(in crate::kubeconfig) fn full_name(&self, written: &str) -> String {
        if let Some(verbatim) = written.strip_prefix("!<").and_then(|rest| rest.strip_suffix('>')) {
            return unescape(verbatim).into_owned();
        }
        if written == "!" {
            return written.to_owned();
        }
        let (handle, suffix) = split_handle(written);
        format!("{}{}", unescape(self.prefix(handle)), unescape(suffix))
    }

    fn prefix<'h>(&'h self, handle: &'h str) -> &'h str {
        match self.declared.iter().find(|(declared, _)| *declared == handle) {
            Some((_, prefix)) => prefix,
            None if handle == "!!" => YAML_PREFIX,
            None => handle,
        }
    }
}

/// `!!int` is `!!` and `int`, `!e!x` is `!e!` and `x`, `!x` is `!` and `x`.
fn split_handle(written: &str) -> (&str, &str) {
    let after_first = written.get(1..).unwrap_or("");
    match after_first.find('!') {
        Some(second) => written.split_at(second + 2),
        None => written.split_at(1.min(written.len())),
    }
}

/// Undoes the `%XX` of a tag's URI.
fn unescape(uri: &str) -> Cow<'_, str> {
    if !uri.contains('%') {
        return Cow::Borrowed(uri);
    }
    let mut bytes = Vec::with_capacity(uri.len());
    let mut rest = uri.as_bytes();
    while let Some((&first, tail)) = rest.split_first() {
        let escaped = (first == b'%').then(|| tail.get(..2)).flatten().and_then(|digits| std::str::from_utf8(digits).ok());
        let byte = escaped.and_then(|digits| u8::from_str_radix(digits, 16).ok());
        rest = if byte.is_some() { &tail[2..] } else { tail };
        bytes.push(byte.unwrap_or(first));
    }
    Cow::Owned(String::from_utf8_lossy(&bytes).into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_resolved_with_their_handles() {
        let plain = TagHandles::default();
        let cases = [
            ("!!int", Tag::Int),
            ("!!i%6et", Tag::Int),
            ("!<tag:yaml.org,2002:int>", Tag::Int),
            ("!", Tag::NonSpecific),
            ("!foo", Tag::Other),
            ("!!foo", Tag::Other),
            ("!e!int", Tag::Other),
            ("!!merge", Tag::Merge),
        ];
        for (written, expected) in cases {
            assert_eq!(plain.resolve(written), expected, "{written}");
        }
        let prefix = "tag:yaml.org,2002:";
        let declared = TagHandles::new([("!", prefix), ("!e!", prefix)].into_iter());
        assert_eq!(declared.resolve("!int"), Tag::Int);
        assert_eq!(declared.resolve("!e!bool"), Tag::Bool);
        assert_eq!(declared.resolve("!!str"), Tag::Str);
    }
}
