//! The value of `KUBECONFIG`: a list of paths, and what each of them leads to.

use super::mask::{MaskedText, Masker, REDACTED};
use super::source::Source;
use crate::message::{Name, is_kubeconfig, is_path};
use crate::span::{Range, Span};

/// The value of the variable. Paths may be shown; what is none may not.
pub struct Variable {
    source: Source,
    /// Its elements, in order; an empty value has none.
    pub elements: Vec<Element>,
    /// Whether it holds a kubeconfig instead of the path of one. Then it is not cut into elements.
    pub is_kubeconfig: bool,
}

/// One path of the list.
pub struct Element {
    /// Where it stands in the value.
    pub span: Span,
    /// As it is written.
    pub path: Name,
    /// What it leads to.
    pub state: State,
    /// What in it keeps it from leading anywhere.
    pub slip: Option<Slip>,
    /// A file that is there and that it may have been meant to be.
    pub near: Option<Name>,
}

/// What a path of the list leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// It is empty: clients pass over it.
    Blank,
    /// A file, which was read.
    Read,
    /// The same as an element before it.
    Repeated,
    /// Nothing.
    Missing,
    /// A folder.
    Folder,
    /// Something that cannot be read.
    Unreadable,
}

/// What people write into the variable and nobody takes for what it was meant to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Slip {
    /// Quotes, which are part of the path here.
    Quotes,
    /// `~`, which a shell expands at the start of a word only.
    Tilde,
    /// `$HOME` or `%USERPROFILE%`, which nobody has expanded.
    Unexpanded,
    /// A blank at the start or the end, or a line break.
    Blank,
    /// A comma, or the separator of the other systems.
    Separator,
}

/// What `filepath.SplitList` splits at.
pub const SEPARATOR: char = if cfg!(windows) { ';' } else { ':' };
/// And elsewhere. A colon stands in the paths of Windows.
const OTHER_SEPARATORS: &[char] = if cfg!(windows) { &[','] } else { &[',', ';'] };

impl Variable {
    /// The elements of a value. Nobody has looked for the files yet.
    pub fn new(value: &str) -> Self {
        let source = Source::decode(value.as_bytes());
        let is_kubeconfig = is_kubeconfig(value);
        let elements = if value.is_empty() || is_kubeconfig { Vec::new() } else { elements(source.text()) };
        Self { source, elements, is_kubeconfig }
    }

    /// Where the whole value stands.
    pub fn span(&self) -> Span {
        Span::new(0, length(self.source.text()))
    }

    /// What may be shown of the value.
    pub fn masked(&self) -> MaskedText {
        let text = self.source.text();
        let mut masker = Masker::new(text);
        if self.is_kubeconfig {
            masker.hide_until(length(text), REDACTED);
        }
        for element in &self.elements {
            masker.show_until(element.span.start);
            if !is_path(&text[element.span.range()]) {
                masker.hide_until(element.span.end, REDACTED);
            }
        }
        masker.finish()
    }

    /// A span as lines and columns.
    pub fn range(&self, span: Span) -> Range {
        Range { start: self.source.position(span.start), end: self.source.position(span.end) }
    }

    /// As much of a span as does not measure what is hidden.
    pub fn narrowed(&self, span: Span, masked: &MaskedText) -> Span {
        masked.narrowed(span, self.source.text())
    }
}

fn elements(text: &str) -> Vec<Element> {
    let mut start = 0;
    let pieces = split(text).into_iter().map(|piece| {
        let span = Span::new(start, start + length(piece));
        start = span.end + length(SEPARATOR.encode_utf8(&mut [0; 4]));
        let state = if piece.is_empty() { State::Blank } else { State::Missing };
        Element { span, path: Name::path(piece), state, slip: slip(piece), near: None }
    });
    pieces.collect()
}

/// `filepath.SplitList`: on Windows, what stands in double quotes is not split.
fn split(text: &str) -> Vec<&str> {
    let mut is_quoted = false;
    let is_end = |c: char| {
        is_quoted ^= cfg!(windows) && c == '"';
        c == SEPARATOR && !is_quoted
    };
    text.split(is_end).collect()
}

/// The first thing that is wrong with a path that leads nowhere.
fn slip(path: &str) -> Option<Slip> {
    let is_unexpanded = || path.contains('$') || path.split('%').count() > 2;
    if path.starts_with(['"', '\'']) || path.ends_with(['"', '\'']) {
        Some(Slip::Quotes)
    } else if path.starts_with('~') {
        Some(Slip::Tilde)
    } else if is_unexpanded() {
        Some(Slip::Unexpanded)
    } else if path.trim() != path || path.contains('\n') {
        Some(Slip::Blank)
    } else if path.contains(OTHER_SEPARATORS) {
        Some(Slip::Separator)
    } else {
        None
    }
}

/// Values are far below 4 GiB.
fn length(text: &str) -> u32 {
    u32::try_from(text.len()).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn elements_are_told_apart_as_go_does_it() {
        let spans = |value| Variable::new(value).elements.iter().map(|element| element.span.range()).collect::<Vec<_>>();
        let list = [":a::b:", ";a;;b;"][usize::from(cfg!(windows))];
        assert_eq!(spans(list), [0..0, 1..2, 3..3, 4..5, 6..6]);
        assert!(spans("").is_empty());
    }

    #[test]
    fn slips_of_paths_are_known() {
        for (path, expected) in [
            ("/home/jane/.kube/config", None),
            ("\"/a\"", Some(Slip::Quotes)),
            ("'a", Some(Slip::Quotes)),
            ("~/.kube/config", Some(Slip::Tilde)),
            ("$HOME/.kube/config", Some(Slip::Unexpanded)),
            ("%USERPROFILE%/.kube/config", Some(Slip::Unexpanded)),
            ("100%", None),
            (" a", Some(Slip::Blank)),
            ("a\n", Some(Slip::Blank)),
            ("a,b", Some(Slip::Separator)),
        ] {
            assert_eq!(slip(path), expected, "{path:?}");
        }
    }

    #[test]
    fn what_is_no_path_is_not_shown() {
        let masked = |value: &str| Variable::new(value).masked().text().to_owned();
        assert_eq!(masked("/a:b"), "/a:b");
        assert_eq!(masked("kind: Config\ntoken: s3cret"), "REDACTED\n");
        assert_eq!(masked(&format!("a:{}", "s3cret".repeat(60))), "a:REDACTED");
    }
}
