//! What a rule about several files sees.

use super::case::concerns;
use super::effect::{Effect, Felt};
use super::view::View;
use crate::finding::{FileId, Finding, Severity};
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

/// What clients do about something in a list.
pub(crate) struct Reaction {
    felt: Vec<Felt>,
    /// Whether it is of interest only because nobody knows who will read the list.
    is_remark: bool,
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

    /// The same; where the list is meant for anybody, what all clients do. `None` where that concerns nobody.
    pub(crate) fn reaction(&self, effects: &'static [Effect]) -> Option<Reaction> {
        let felt = self.felt(effects);
        match self.options.profile {
            _ if !felt.is_empty() => Some(Reaction { felt, is_remark: false }),
            Profile::Portable => Some(Reaction { felt: Felt::by_anybody(effects), is_remark: true }),
            _ => None,
        }
    }

    /// What the list is judged for.
    pub(crate) fn profile(&self) -> Profile {
        self.options.profile
    }
}

impl Finding {
    /// Says what clients do, and how bad that is.
    pub(crate) fn met_with(&mut self, reaction: &Reaction) -> &mut Self {
        let finding = self.felt_by(&reaction.felt);
        if reaction.is_remark { finding.severity(Severity::Info) } else { finding }
    }
}
