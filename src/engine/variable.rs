//! The variable `KUBECONFIG` as a file that findings can point into.

use crate::checked::CheckedFile;
use crate::finding::Place;
use crate::kubeconfig::mask::MaskedText;
use crate::kubeconfig::variable::Variable;
use crate::message::Name;

/// The variable, and whether anything points at it.
pub(super) struct Located<'a> {
    variable: &'a Variable,
    text: MaskedText,
    is_pointed_at: bool,
}

impl<'a> Located<'a> {
    pub(super) fn new(variable: &'a Variable) -> Self {
        Self { variable, text: variable.masked(), is_pointed_at: false }
    }

    /// Fills in lines and columns.
    pub(super) fn locate(&mut self, place: &mut Place) {
        place.span = self.variable.narrowed(place.span, &self.text);
        place.range = self.variable.range(place.span);
        self.is_pointed_at = true;
    }

    /// What reports show of it, where there is something to show.
    pub(super) fn into_file(self) -> Option<CheckedFile> {
        let path = Name::escape("$KUBECONFIG");
        let file = CheckedFile { path, within: None, text: self.text, transcoded_from: None, is_variable: true };
        self.is_pointed_at.then_some(file)
    }
}
