//! Several files as one list, the way client-go merges them (`ClientConfigLoadingRules.Load` in `tools/clientcmd/loader.go`).
//!
//! Of entries with the same name the first counts, as a whole: a field that it lacks is not filled from a later file. Of
//! `current-context`, the first that is not empty counts. That is so in kubectl 1.22 to 1.37, although the code that merges is
//! another one since 1.32 (mergo before, `merge.go` since).

mod entries;
#[cfg(test)]
mod tests;

use super::Document;
use super::by_name::ByName;
use super::field::Field;
use super::model::{Cluster, Context, Entry, Kubeconfig, User, given};

/// The merged view of the files of a list, made once: nothing has to be searched.
pub struct Merged<'a> {
    documents: &'a [Document],
    contexts: Entries<'a, Context>,
    clusters: Entries<'a, Cluster>,
    users: Entries<'a, User>,
    current_context: Option<In<'a, Field>>,
}

/// The entries of a kind by name; those without a name are the same to client-go as those with an empty one.
struct Entries<'a, T> {
    named: ByName<'a, usize>,
    unnamed: Option<usize>,
    /// The entries of the same name, in the order of the files. Both indexes above lead here.
    groups: Vec<Vec<In<'a, T>>>,
}

/// An entry or a field, and the file of the list it stands in.
pub struct In<'a, T> {
    /// The number of the file in the list.
    pub file: usize,
    /// What stands there.
    pub entry: &'a T,
}

impl<'a> Merged<'a> {
    /// The files as one.
    pub fn of(documents: &'a [Document]) -> Self {
        let mut files = documents.iter().map(|document| &document.kubeconfig).enumerate();
        Self {
            documents,
            contexts: Entries::of(documents, |config| &config.contexts, |context| &context.entry),
            clusters: Entries::of(documents, |config| &config.clusters, |cluster| &cluster.entry),
            users: Entries::of(documents, |config| &config.users, |user| &user.entry),
            current_context: files.find_map(|(file, config)| Some(In { file, entry: given(config.current_context.as_ref())? })),
        }
    }

    /// The first `current-context` that is not empty.
    pub fn current_context(&self) -> Option<In<'a, Field>> {
        self.current_context
    }

    /// The cluster that counts of those with this name; without a name, of those that have none.
    pub fn cluster(&self, name: Option<&Field>) -> Option<In<'a, Cluster>> {
        self.clusters.get(name)
    }

    /// The user that counts of those with this name; without a name, of those that have none.
    pub fn user(&self, name: Option<&Field>) -> Option<In<'a, User>> {
        self.users.get(name)
    }

    /// The context that counts of those with this name; without a name, of those that have none.
    pub fn context(&self, name: Option<&Field>) -> Option<In<'a, Context>> {
        self.contexts.get(name)
    }

    /// The clusters of the same name as this one, itself included.
    pub fn copies_of(&self, cluster: In<'_, Cluster>) -> &[In<'a, Cluster>] {
        self.clusters.all(cluster.entry.entry.name.as_ref())
    }

    /// The contexts, those of the same name together: the first of them counts.
    pub fn contexts(&self) -> &[Vec<In<'a, Context>>] {
        &self.contexts.groups
    }

    /// The clusters, those of the same name together: the first of them counts.
    pub fn clusters(&self) -> &[Vec<In<'a, Cluster>>] {
        &self.clusters.groups
    }

    /// The users, those of the same name together: the first of them counts.
    pub fn users(&self) -> &[Vec<In<'a, User>>] {
        &self.users.groups
    }

    /// The files, each with its number.
    pub fn files(&self) -> impl Iterator<Item = (usize, &'a Kubeconfig)> + use<'a> {
        self.documents.iter().map(|document| &document.kubeconfig).enumerate()
    }
}

impl<'a, T> Entries<'a, T> {
    fn of(documents: &'a [Document], list: fn(&Kubeconfig) -> &Vec<T>, entry: fn(&T) -> &Entry) -> Self {
        let files = documents.iter().enumerate();
        let all: Vec<_> =
            files.flat_map(|(file, document)| list(&document.kubeconfig).iter().map(move |entry| In { file, entry })).collect();
        let name = |found: &In<'a, T>| given(entry(found.entry).name.as_ref());
        let first = ByName::new(all.iter().enumerate().map(|(position, found)| (name(found), position)));
        let first_unnamed = all.iter().position(|found| name(found).is_none());
        let mut groups: Vec<Vec<In<'a, T>>> = Vec::new();
        let mut group_of = Vec::with_capacity(all.len());
        for (position, found) in all.iter().enumerate() {
            let first = name(found).map_or(first_unnamed, |name| first.get(name)).unwrap_or(position);
            let group = if first < position { group_of[first] } else { groups.len() };
            group_of.push(group);
            if group == groups.len() {
                groups.push(Vec::new());
            }
            groups[group].push(*found);
        }
        let named = ByName::new(all.iter().zip(&group_of).map(|(found, group)| (name(found), *group)));
        Self { named, unnamed: first_unnamed.map(|position| group_of[position]), groups }
    }

    fn get(&self, name: Option<&Field>) -> Option<In<'a, T>> {
        self.all(name).first().copied()
    }

    fn all(&self, name: Option<&Field>) -> &[In<'a, T>] {
        let group = given(name).map_or(self.unnamed, |name| self.named.get(name));
        group.map_or(&[], |group| &self.groups[group])
    }
}

impl<'a, T> In<'a, T> {
    /// A part of it.
    pub fn map<U>(&self, part: fn(&T) -> &U) -> In<'a, U> {
        In { file: self.file, entry: part(self.entry) }
    }
}

impl<T> Clone for In<'_, T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for In<'_, T> {}
