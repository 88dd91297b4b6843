//! What a rule about several files sees.

use super::case::concerns;
use super::effect::{Effect, Felt};
use super::view::View;
use crate::finding::FileId;
use crate::kubeconfig::merge::Merged;
use crate::options::Options;
use crate::page::Page;
use crate::profile::Profile;

/// The files of a list, and the options of the run.
pub(crate) struct ListCase<'a> {
    view: &'a View<'a>,
    options: &'a Options,
}

impl<'a> ListCase<'a> {
    pub(crate) fn new(view: &'a View<'a>, options: &'a Options) -> Self {
        Self { view, options }
    }

    /// The merged view of the files.
    pub(crate) fn merged(&self) -> &'a Merged<'a> {
        self.view.merged()
    }

    /// The number of a file of the list among all of the run.
    pub(crate) fn file(&self, number: usize) -> FileId {
        FileId(self.view.documents().1 + number)
    }

    /// Whether a rule speaks of a client that the list is meant for, or of what matters whoever that is.
    pub(crate) fn concerns(&self, page: &Page) -> bool {
        concerns(self.options, page)
    }

    /// Whether the list is meant for a release of a client that was run, of these versions.
    pub(crate) fn declares_run(&self, client: &str, versions: &str) -> bool {
        self.options.clients.iter().any(|declared| declared.is(client, versions) && declared.is_verified())
    }

    /// What the clients that the list is meant for do about it.
    pub(crate) fn felt(&self, effects: &'static [Effect]) -> Vec<Felt> {
        effects.iter().filter_map(|effect| Felt::by(&self.options.clients, effect)).collect()
    }

    /// What the list is judged for.
    pub(crate) fn profile(&self) -> Profile {
        self.options.profile
    }
}
