//! Several files as one, the way client-go merges them: of entries with the same name the first counts, as a whole
//! (`tools/clientcmd/loader.go`, `ClientConfigLoadingRules.Load`).

use super::Cause;
use crate::kubeconfig::Document;
use crate::kubeconfig::field::Field;
use crate::kubeconfig::model::{Cluster, Context, Entry, Kubeconfig, User, given};
use crate::message::Name;
use std::collections::HashSet;

/// The merged view of the files of a list.
#[derive(Clone, Copy)]
pub(super) struct View<'a> {
    documents: &'a [Document],
}

/// An entry, and the file it stands in.
pub(super) struct In<'a, T> {
    pub(super) file: usize,
    pub(super) entry: &'a T,
}

/// A context that can be asked for, or what happens when none is.
pub(super) struct Choice<'a> {
    pub(super) file: usize,
    pub(super) name: Option<Name>,
    pub(super) is_current: bool,
    pub(super) context: Option<&'a Context>,
    /// `current-context`, where no context is called so.
    pub(super) dangling: Option<In<'a, Field>>,
}

impl<'a> View<'a> {
    pub(super) fn of(documents: &'a [Document]) -> Self {
        Self { documents }
    }

    /// Every context with a name, in the order of the files; then what no context stands for: an empty or dangling `current-context`.
    pub(super) fn choices(self) -> Vec<Choice<'a>> {
        let current = self.current();
        let mut choices: Vec<Choice<'a>> = Vec::new();
        let mut seen = HashSet::new();
        for (file, config) in self.files() {
            for context in config.contexts.iter().filter(|context| given(context.entry.name.as_ref()).is_some()) {
                let name = context.entry.name.as_ref().and_then(Field::name);
                if name.as_ref().is_some_and(|name| !seen.insert(name.clone())) {
                    continue;
                }
                let is_current = current.as_ref().is_some_and(|current| is_named(&context.entry, Some(current.entry)));
                choices.push(Choice { file, name, is_current, context: Some(context), dangling: None });
            }
        }
        if !choices.iter().any(|choice| choice.is_current) {
            choices.push(self.without_context(current));
        }
        choices
    }

    /// An entry without a name is what an empty `current-context` leads to.
    fn without_context(self, current: Option<In<'a, Field>>) -> Choice<'a> {
        let name = current.as_ref().and_then(|current| current.entry.name());
        let file = current.as_ref().map_or(0, |current| current.file);
        let context = if current.is_some() { None } else { self.context(None).map(|context| context.entry) };
        Choice { file, name, is_current: true, context, dangling: current }
    }

    /// The first `current-context` that is not empty.
    fn current(self) -> Option<In<'a, Field>> {
        let mut files = self.files();
        files.find_map(|(file, config)| Some(In { file, entry: given(config.current_context.as_ref())? }))
    }

    pub(super) fn context(self, name: Option<&Field>) -> Option<In<'a, Context>> {
        self.find(name, |config| &config.contexts, |context| &context.entry)
    }

    pub(super) fn cluster(self, name: Option<&Field>) -> Option<In<'a, Cluster>> {
        self.find(name, |config| &config.clusters, |cluster| &cluster.entry)
    }

    pub(super) fn user(self, name: Option<&Field>) -> Option<In<'a, User>> {
        self.find(name, |config| &config.users, |user| &user.entry)
    }

    fn find<T>(self, name: Option<&Field>, list: fn(&Kubeconfig) -> &Vec<T>, entry: fn(&T) -> &Entry) -> Option<In<'a, T>> {
        let is_meant = |item: &&T| is_named(entry(item), name);
        self.files().find_map(|(file, config)| Some(In { file, entry: list(config).iter().find(is_meant)? }))
    }

    fn files(self) -> impl Iterator<Item = (usize, &'a Kubeconfig)> {
        self.documents.iter().map(|document| &document.kubeconfig).enumerate()
    }
}

/// Names that are missing, null or empty are the same to client-go.
fn is_named(entry: &Entry, name: Option<&Field>) -> bool {
    match (given(entry.name.as_ref()), given(name)) {
        (Some(entry), Some(name)) => entry.same_text(name),
        (None, None) => true,
        _ => false,
    }
}

impl<T> In<'_, T> {
    /// A field of the entry.
    pub(super) fn cause(&self, field: &Field) -> Cause {
        Cause::field(self.file, field)
    }
}
