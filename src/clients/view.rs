//! Several files as one, the way client-go merges them: of entries with the same name the first counts, as a whole
//! (`tools/clientcmd/loader.go`, `ClientConfigLoadingRules.Load`).

use super::Cause;
use crate::kubeconfig::Document;
use crate::kubeconfig::by_name::ByName;
use crate::kubeconfig::field::Field;
use crate::kubeconfig::model::{Cluster, Context, Entry, Kubeconfig, User, given};
use crate::message::Name;
use std::collections::HashSet;

/// The merged view of the files of a list, made once: nothing has to be searched.
pub(super) struct View<'a> {
    documents: &'a [Document],
    contexts: Entries<'a, Context>,
    clusters: Entries<'a, Cluster>,
    users: Entries<'a, User>,
}

/// The entries of a kind by name; those without a name are the same to client-go as those with an empty one.
struct Entries<'a, T> {
    named: ByName<'a, In<'a, T>>,
    unnamed: Option<In<'a, T>>,
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
        Self {
            documents,
            contexts: Entries::of(documents, |config| &config.contexts, |context| &context.entry),
            clusters: Entries::of(documents, |config| &config.clusters, |cluster| &cluster.entry),
            users: Entries::of(documents, |config| &config.users, |user| &user.entry),
        }
    }

    /// Every context with a name, in the order of the files; then what no context stands for: an empty or dangling `current-context`.
    pub(super) fn choices(&self) -> Vec<Choice<'a>> {
        let current = self.current();
        let mut choices: Vec<Choice<'a>> = Vec::new();
        let mut seen = HashSet::new();
        for (file, config) in self.files() {
            for context in config.contexts.iter().filter(|context| given(context.entry.name.as_ref()).is_some()) {
                let entry = &context.entry;
                let name = entry.name.as_ref().and_then(Field::name);
                let is_current = current.zip(entry.name.as_ref()).is_some_and(|(current, name)| current.entry.same_text(name));
                // A name that may not be shown cannot be asked for; of two with the same name the first counts.
                let is_new = name.as_ref().map_or(is_current, |name| seen.insert(name.clone()));
                if is_new {
                    choices.push(Choice { file, name, is_current, context: Some(context), dangling: None });
                }
            }
        }
        if !choices.iter().any(|choice| choice.is_current) {
            choices.push(self.without_context(current));
        }
        choices
    }

    /// An entry without a name is what an empty `current-context` leads to.
    fn without_context(&self, current: Option<In<'a, Field>>) -> Choice<'a> {
        let name = current.as_ref().and_then(|current| current.entry.name());
        let file = current.as_ref().map_or(0, |current| current.file);
        let context = if current.is_some() { None } else { self.contexts.get(None).map(|context| context.entry) };
        Choice { file, name, is_current: true, context, dangling: current }
    }

    /// The first `current-context` that is not empty.
    fn current(&self) -> Option<In<'a, Field>> {
        let mut files = self.files();
        files.find_map(|(file, config)| Some(In { file, entry: given(config.current_context.as_ref())? }))
    }

    pub(super) fn cluster(&self, name: Option<&Field>) -> Option<In<'a, Cluster>> {
        self.clusters.get(name)
    }

    pub(super) fn user(&self, name: Option<&Field>) -> Option<In<'a, User>> {
        self.users.get(name)
    }

    fn files(&self) -> impl Iterator<Item = (usize, &'a Kubeconfig)> {
        self.documents.iter().map(|document| &document.kubeconfig).enumerate()
    }
}

impl<'a, T> Entries<'a, T> {
    fn of(documents: &'a [Document], list: fn(&Kubeconfig) -> &Vec<T>, entry: fn(&T) -> &Entry) -> Self {
        let all = || {
            let files = documents.iter().enumerate();
            files.flat_map(move |(file, document)| list(&document.kubeconfig).iter().map(move |entry| In { file, entry }))
        };
        let named = all().map(|found| (given(entry(found.entry).name.as_ref()), found));
        Self { named: ByName::new(named), unnamed: all().find(|found| given(entry(found.entry).name.as_ref()).is_none()) }
    }

    fn get(&self, name: Option<&Field>) -> Option<In<'a, T>> {
        given(name).map_or(self.unnamed, |name| self.named.get(name))
    }
}

impl<T> Clone for In<'_, T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for In<'_, T> {}

impl<T> In<'_, T> {
    /// A field of the entry.
    pub(super) fn cause(&self, field: &Field) -> Cause {
        Cause::field(self.file, field)
    }
}
