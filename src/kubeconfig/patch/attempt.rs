//! Which fixes go together.

use super::{Outcome, verify};
use crate::fix::{Fix, Operation, Safety};
use crate::kubeconfig::Document;
use crate::kubeconfig::edit::sheet::Sheet;
use crate::kubeconfig::edit::{self, Edit, Refusal};
use zeroize::Zeroizing;

/// Fixes of a file that are tried.
pub(super) struct Attempt<'a> {
    pub(super) document: &'a Document,
    pub(super) fixes: &'a [&'a Fix],
    pub(super) sheet: Sheet<'a>,
}

/// Edits that are done together or not at all.
pub(super) struct Share {
    /// Whose they are: of one fix, or of several that want the same of a value which an alias brings to several places.
    pub(super) numbers: Vec<usize>,
    edits: Vec<Edit>,
    /// Whether an alias was followed to its anchor, or several fixes share the value.
    is_shared: bool,
}

impl Attempt<'_> {
    /// Those whose edits do not collide.
    pub(super) fn choose(&self, outcomes: &mut [Outcome]) -> Vec<Share> {
        let mut chosen: Vec<Share> = Vec::new();
        for (number, fix) in self.fixes.iter().enumerate() {
            let followed = edit::at_anchors(&self.sheet, fix);
            let is_at_anchor = followed.is_some();
            let edits = match edit::plan(&self.sheet, followed.as_ref().unwrap_or(fix)) {
                Ok(edits) => edits,
                Err(reason) => {
                    outcomes[number] = Outcome::Refused(reason);
                    continue;
                }
            };
            let is_other = |other: &usize| self.fixes[*other].operations != fix.operations;
            let rewrites = fix.operations.iter().all(Operation::rewrites);
            let is_shared = |share: &&mut Share| rewrites && share.edits == edits && share.numbers.iter().all(is_other);
            if let Some(share) = chosen.iter_mut().find(is_shared) {
                share.numbers.push(number);
                share.is_shared = true;
            } else if collides(&edits, &chosen) {
                outcomes[number] = Outcome::Waits;
            } else {
                chosen.push(Share { numbers: vec![number], edits, is_shared: is_at_anchor });
            }
        }
        chosen
    }

    /// Tries all that were chosen together; where that fails, each alone, and then those that hold.
    pub(super) fn settle(&self, chosen: &mut Vec<Share>, outcomes: &mut [Outcome]) -> Option<Zeroizing<String>> {
        if let Ok(text) = self.try_all(chosen) {
            return Some(text);
        }
        let (mut holding, mut failing) = (Vec::new(), Vec::new());
        for share in std::mem::take(chosen) {
            match self.try_all(std::slice::from_ref(&share)) {
                Ok(_) => holding.push(share),
                Err(_) if share.is_shared => failing.extend(share.numbers),
                Err(reason) => share.numbers.iter().for_each(|&number| outcomes[number] = Outcome::Refused(reason)),
            }
        }
        for number in failing {
            match self.in_place_of_alias(number) {
                Ok(share) if collides(&share.edits, &holding) => outcomes[number] = Outcome::Waits,
                Ok(share) => holding.push(share),
                Err(reason) => outcomes[number] = Outcome::Refused(reason),
            }
        }
        *chosen = holding;
        if let Ok(text) = self.try_all(chosen) {
            return Some(text);
        }
        // Each holds alone and not together: the others wait for what the first makes of the file.
        chosen.iter().skip(1).flat_map(|share| &share.numbers).for_each(|&number| outcomes[number] = Outcome::Waits);
        chosen.truncate(1);
        self.try_all(chosen).ok()
    }

    /// A fix that holds when it takes the alias away: what stands elsewhere is not to change.
    fn in_place_of_alias(&self, number: usize) -> Result<Share, Refusal> {
        let edits = edit::plan(&self.sheet, self.fixes[number])?;
        let share = Share { numbers: vec![number], edits, is_shared: false };
        self.try_all(std::slice::from_ref(&share))?;
        Ok(share)
    }

    fn try_all(&self, chosen: &[Share]) -> Result<Zeroizing<String>, Refusal> {
        let mut edits: Vec<&Edit> = chosen.iter().flat_map(|share| &share.edits).collect();
        edits.sort_by_key(|edit| (edit.span.start, edit.span.end));
        let text = edit::rewrite(self.document.text(), &edits);
        let numbers = chosen.iter().flat_map(|share| &share.numbers);
        let operations: Vec<_> = numbers.flat_map(|number| &self.fixes[*number].operations).collect();
        // A person agrees to what is removed with the comments in its lines.
        let removes = |number: &usize| {
            let fix = self.fixes[*number];
            fix.safety == Safety::Unsafe && fix.removes()
        };
        let excused = chosen.iter().filter(|share| share.numbers.iter().any(removes)).flat_map(|share| &share.edits);
        let spans: Vec<_> = excused.map(|edit| edit.span).collect();
        verify(self.document, &text, &operations, &spans)?;
        Ok(text)
    }
}

fn collides(edits: &[Edit], chosen: &[Share]) -> bool {
    let others = || chosen.iter().flat_map(|share| &share.edits);
    edits.iter().any(|edit| others().any(|other| edit.collides_with(other)))
}
