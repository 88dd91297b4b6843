//! What kubectl prints, with the pieces that come out of the file kept apart from the fixed words.

use super::publish::is_publishable;
use std::borrow::Cow;
use zeroize::Zeroizing;

/// What stands for a piece of the file in the masked form.
const MASK: &str = "REDACTED";

/// One of kubectl's messages.
///
/// It has no `Debug`, `Display` or `Clone`: pieces of the file, which may be secret, leave only by [`KubectlText::exact`].
#[derive(Default)]
pub(crate) struct KubectlText {
    pieces: Vec<Piece>,
}

enum Piece {
    /// kubectl's words, numbers it counted, names of Go types.
    Words(Cow<'static, str>),
    /// A piece of the file that may be shown: the name of an entry.
    Name(Zeroizing<String>),
    /// Any other piece of the file.
    Hidden(Zeroizing<String>),
    /// A piece that kubectl prints and we never even build.
    Left,
}

impl KubectlText {
    pub(in crate::kubeconfig) fn new(words: impl Into<Cow<'static, str>>) -> Self {
        Self::default().words(words)
    }

    pub(in crate::kubeconfig) fn words(self, words: impl Into<Cow<'static, str>>) -> Self {
        self.push(Piece::Words(words.into()))
    }

    /// Data that was put where a name belongs is hidden.
    pub(in crate::kubeconfig) fn name(self, name: &str) -> Self {
        let text = Zeroizing::new(name.to_owned());
        self.push(if is_publishable(name) { Piece::Name(text) } else { Piece::Hidden(text) })
    }

    pub(in crate::kubeconfig) fn hidden(self, text: Zeroizing<String>) -> Self {
        self.push(Piece::Hidden(text))
    }

    /// For the dump of every field that follows `in list: `.
    pub(in crate::kubeconfig) fn left_out(self) -> Self {
        self.push(Piece::Left)
    }

    /// A copy; not `Clone`, so that no copy is made outside.
    pub(in crate::kubeconfig) fn duplicate(&self) -> Self {
        let copy = |piece: &Piece| match piece {
            Piece::Words(words) => Piece::Words(words.clone()),
            Piece::Name(text) => Piece::Name(text.clone()),
            Piece::Hidden(text) => Piece::Hidden(text.clone()),
            Piece::Left => Piece::Left,
        };
        Self { pieces: self.pieces.iter().map(copy).collect() }
    }

    fn push(mut self, piece: Piece) -> Self {
        self.pieces.push(piece);
        self
    }

    /// kubectl's text with `REDACTED` for every piece of the file except the names of entries.
    pub(crate) fn masked(&self) -> String {
        let shown = self.pieces.iter().map(|piece| match piece {
            Piece::Words(words) => words.as_ref(),
            Piece::Name(name) => name.as_str(),
            Piece::Hidden(_) | Piece::Left => MASK,
        });
        shown.collect()
    }

    /// Exactly what kubectl prints, except that the dump of a list stays `REDACTED`.
    #[cfg(test)]
    pub(in crate::kubeconfig) fn exact(&self) -> Zeroizing<String> {
        let shown = self.pieces.iter().map(|piece| match piece {
            Piece::Words(words) => words.as_ref(),
            Piece::Name(text) | Piece::Hidden(text) => text.as_str(),
            Piece::Left => MASK,
        });
        Zeroizing::new(shown.collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_names_and_words_are_left_when_a_text_is_masked() {
        let secret = || Zeroizing::new("s3cret".to_owned());
        let text = KubectlText::new("duplicate \"").name("u").words("\" of ").hidden(secret()).words(" in ").left_out();
        assert_eq!(text.masked(), "duplicate \"u\" of REDACTED in REDACTED");
        assert_eq!(text.duplicate().exact().as_str(), "duplicate \"u\" of s3cret in REDACTED");
    }
}
