//! Which fixes go together.

use super::{Outcome, verify};
use crate::fix::{Fix, Operation, Safety};
use crate::kubeconfig::Document;
use crate::kubeconfig::edit::sheet::Sheet;
use crate::kubeconfig::edit::{self, Edit, Refusal};
use crate::span::Span;
use std::collections::{BTreeSet, HashMap};
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
        let (mut taken, mut by_start) = (Taken::default(), HashMap::new());
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
            let start = edits.first().map(|edit| edit.span);
            let same = start.and_then(|start| by_start.get(&start)).and_then(|&share: &usize| chosen.get_mut(share));
            if let Some(share) = same.filter(is_shared) {
                share.numbers.push(number);
                share.is_shared = true;
            } else if taken.collide_with(&edits) {
                outcomes[number] = Outcome::Waits;
            } else {
                taken.take(&edits);
                start.and_then(|start| by_start.insert(start, chosen.len()));
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
        let (mut holding, mut failing) = (Vec::<Share>::new(), Vec::new());
        for share in std::mem::take(chosen) {
            match self.try_all(std::slice::from_ref(&share)) {
                Ok(_) => holding.push(share),
                Err(_) if share.is_shared => failing.extend(share.numbers),
                Err(reason) => share.numbers.iter().for_each(|&number| outcomes[number] = Outcome::Refused(reason)),
            }
        }
        let mut taken = Taken::default();
        for share in &holding {
            taken.take(&share.edits);
        }
        for number in failing {
            match self.in_place_of_alias(number) {
                Ok(share) if taken.collide_with(&share.edits) => outcomes[number] = Outcome::Waits,
                Ok(share) => {
                    taken.take(&share.edits);
                    holding.push(share);
                }
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

/// Where edits that were chosen write. They do not overlap, so that those which start later end later.
#[derive(Default)]
struct Taken(BTreeSet<(u32, u32)>);

impl Taken {
    fn take(&mut self, edits: &[Edit]) {
        self.0.extend(edits.iter().map(|edit| (edit.span.start, edit.span.end)));
    }

    fn collide_with(&self, edits: &[Edit]) -> bool {
        edits.iter().any(|edit| {
            let before = self.0.range(..=(edit.span.end, u32::MAX)).rev();
            let mut near = before.take_while(|(_, end)| *end >= edit.span.start);
            near.any(|&(start, end)| edit.collides_with(Span::new(start, end)))
        })
    }
}
