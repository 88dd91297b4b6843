//! Fixes applied to a file, and proof that they did what they say and nothing else.
//!
//! The edited text is read again. Its values must be those that the operations ask for, worked out on the values of the old text;
//! what stands behind the first document must be as readable as before, and no comment may be gone. A fix that does not hold that is
//! not applied.

mod attempt;
mod comments;
mod diff;

pub(super) use diff::changes;
pub use diff::{Hunk, Line, Side, difference};

use super::Document;
use super::edit::documents::empty_in_front;
use super::edit::meaning::{Meaning, is_same};
use super::edit::sheet::Sheet;
use super::edit::{self, Outside, Refusal};
use super::resolve;
use super::source::Encoding;
use crate::fix::{Fix, Operation};
use crate::span::Span;
use crate::yaml::{self, Limits};
use attempt::Attempt;
use zeroize::Zeroizing;

const UNREADABLE: Refusal = "the file cannot be read to its end";
const CHANGES_MORE: Refusal = "it would change more than its field";
const LOSES_COMMENT: Refusal = "a comment would be lost";

/// What became of a fix.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It is in the new text.
    Applied,
    /// Another one changes the same place; it can be tried again on the new text.
    Waits,
    /// It cannot be done, for this reason.
    Refused(&'static str),
}

/// A file with some of its fixes applied.
pub struct Patch {
    /// The new content; `None` where nothing changed.
    pub bytes: Option<Zeroizing<Vec<u8>>>,
    /// The permission bits that are asked for.
    pub mode: Option<u32>,
    /// What became of each fix.
    pub outcomes: Vec<Outcome>,
}

impl Document {
    /// Whether its text can be edited: all of it was read, and its bytes can be written again.
    pub fn is_editable(&self) -> bool {
        self.syntax.is_none() && self.source().problems().is_empty()
    }
}

/// Applies as many of the fixes as go together.
pub fn apply(document: &Document, fixes: &[&Fix]) -> Patch {
    if !document.is_editable() {
        return Patch { bytes: None, mode: None, outcomes: vec![Outcome::Refused(UNREADABLE); fixes.len()] };
    }
    let attempt = Attempt { document, fixes, sheet: Sheet::new(document.text(), Outside::of(document)) };
    let mut outcomes = vec![Outcome::Applied; fixes.len()];
    let mut chosen = attempt.choose(&mut outcomes);
    let text = attempt.settle(&mut chosen, &mut outcomes);
    let done = || chosen.iter().flat_map(|share| &share.numbers).flat_map(|number| &fixes[*number].operations);
    let mode = done().find_map(|operation| match operation {
        Operation::SetMode(mode) => Some(*mode),
        _ => None,
    });
    let old = document.source().encoding();
    let new = if done().any(|operation| *operation == Operation::StoreAsUtf8) { Encoding::Utf8 } else { old };
    let bytes = text.filter(|text| new != old || text.as_str() != document.text());
    Patch { bytes: bytes.map(|text| edit::encode(&text, new)), mode, outcomes }
}

/// Whether `new` is what the operations make of `old`.
fn verify(document: &Document, new: &str, operations: &[&Operation], excused: &[Span]) -> Result<(), Refusal> {
    let old = document.text();
    let before = yaml::parse(old, &Limits::default());
    let resolved = resolve::resolve(old, &before);
    let mut meaning = Meaning::new(old, Outside::of(document), resolved.root, operations.iter().copied());
    operations.iter().try_for_each(|operation| meaning.apply(operation))?;
    let after = yaml::parse(new, &Limits::default());
    let removed = operations.iter().map(|operation| match operation {
        Operation::RemoveMarker(_) => Ok(1),
        Operation::SkipEmptyDocuments => empty_in_front(&before),
        _ => Ok(0),
    });
    let is_readable = after.error.is_none()
        && after.rest_error.is_some() == before.rest_error.is_some()
        && after.documents.len() + removed.sum::<Result<usize, _>>()? == before.documents.len();
    if !is_readable || !is_same(&meaning.finish()?, &resolve::resolve(new, &after).root) {
        return Err(CHANGES_MORE);
    }
    let is_excused = |comment: &Span| excused.iter().any(|span| span.encloses(*comment));
    let kept = before.comments.iter().filter(|comment| !is_excused(comment)).map(|comment| (*comment, &old[comment.range()]));
    let left = after.comments.iter().map(|comment| &new[comment.range()]);
    if comments::are_kept(kept, left, operations) { Ok(()) } else { Err(LOSES_COMMENT) }
}
