//! What clients other than kubectl are foretold to refuse, by what they stumble over.

use super::Case;
use crate::address::Address;
use crate::clients::{Client, Refusal, Release, Stage};
use crate::finding::{Finding, Severity};
use crate::span::Span;
use std::collections::HashMap;

/// A refusal that is foretold for a release that the file is meant for.
pub(crate) struct Foreseen {
    release: Release,
    refusal: Refusal,
}

/// All of them in a file.
pub(crate) struct Foresight {
    refusals: Vec<Foreseen>,
    by_address: HashMap<Address, Vec<usize>>,
}

impl Foresight {
    /// The refusals of the declared releases, each once for every place; those of kubectl have rules of their own.
    pub(super) fn of(case: &Case<'_>) -> Self {
        let mut refusals: Vec<Foreseen> = Vec::new();
        let mut by_address: HashMap<Address, Vec<usize>> = HashMap::new();
        for release in case.declared_releases().filter(|release| release.client != Client::Kubectl) {
            for refusal in case.refusals(release) {
                let known = by_address.entry(refusal.cause.address.clone()).or_default();
                // A file that is refused as a whole is refused for every context.
                if known.last().is_none_or(|&index| refusals[index].release != release) {
                    known.push(refusals.len());
                    refusals.push(Foreseen { release, refusal });
                }
            }
        }
        Self { refusals, by_address }
    }

    /// All refusals.
    pub(crate) fn iter(&self) -> impl Iterator<Item = &Foreseen> {
        self.refusals.iter()
    }

    /// Those that stumble over a field, or over what it lies in, up to its entry.
    pub(crate) fn about(&self, field: &Address) -> impl Iterator<Item = &Foreseen> {
        let places = field.with_those_above().filter(|place| place.segments().len() >= 2);
        places.filter_map(|place| self.by_address.get(&place)).flatten().map(|&index| &self.refusals[index])
    }
}

impl Foreseen {
    /// What the release stumbles over.
    pub(crate) fn address(&self) -> &Address {
        &self.refusal.cause.address
    }

    /// Where to point at.
    pub(crate) fn place(&self) -> Span {
        self.refusal.cause.span
    }

    /// Whether a release that was run stops, and not only for contexts that nobody selects.
    fn is_error(&self, case: &Case<'_>) -> bool {
        self.release.is_verified() && (self.refusal.stage == Stage::Load || case.is_in_use(self.address()))
    }
}

impl Finding {
    /// Says which clients stop, in their words; an error where one that was run does.
    pub(crate) fn foreseen_by<'f>(&mut self, case: &Case<'_>, foreseen: impl IntoIterator<Item = &'f Foreseen>) -> &mut Self {
        for foreseen in foreseen {
            if foreseen.is_error(case) {
                self.severity(Severity::Error);
            }
            let release = foreseen.release;
            self.refused_by(release.client.id(), release.version.to_string(), foreseen.refusal.error.clone());
        }
        self
    }
}
