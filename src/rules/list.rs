//! What a rule about several files sees.

use super::case::{concerns, felt};
use super::effect::{Effect, Felt};
use super::view::View;
use crate::finding::FileId;
use crate::kubeconfig::Document;
use crate::kubeconfig::merge::Merged;
use crate::kubeconfig::variable::Variable;
use crate::options::Options;
use crate::page::Page;
use crate::profile::Profile;

/// The files of a list, the variable that lists them, and the options of the run.
pub(crate) struct ListCase<'a> {
    view: &'a View<'a>,
    variable: Option<&'a Variable>,
    options: &'a Options,
}

impl<'a> ListCase<'a> {
    pub(crate) fn new(view: &'a View<'a>, variable: Option<&'a Variable>, options: &'a Options) -> Self {
        Self { view, variable, options }
    }

    /// The variable `KUBECONFIG`, where the list comes from it, and the number by which findings point into it.
    pub(crate) fn variable(&self) -> Option<(FileId, &'a Variable)> {
        let (documents, first) = self.view.documents();
        Some((FileId(first + documents.len()), self.variable?))
    }

    /// The files.
    pub(crate) fn documents(&self) -> &'a [Document] {
        self.view.documents().0
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
        self.options.is_passed_on() || concerns(self.options, page)
    }

    /// Whether the list is meant for a release of a client that was run, of these versions.
    pub(crate) fn declares_run(&self, client: &str, versions: &str) -> bool {
        self.options.clients.iter().any(|declared| declared.is(client, versions) && declared.is_verified())
    }

    /// What the clients that the list is meant for do about it; what all do, where nobody knows whom it will be passed on to.
    pub(crate) fn felt(&self, effects: &'static [Effect]) -> Vec<Felt> {
        felt(self.options, effects)
    }

    /// What the list is judged for.
    pub(crate) fn profile(&self) -> Profile {
        self.options.profile
    }
}
