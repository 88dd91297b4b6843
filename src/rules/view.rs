//! The files that count, and what in them leads to what.

use crate::finding::FileId;
use crate::kubeconfig::Document;
use crate::kubeconfig::by_name::ByName;
use crate::kubeconfig::field::Field;
use crate::kubeconfig::merge::Merged;
use crate::kubeconfig::model::{Cluster, Context, User};
use crate::message::Name;
use std::collections::HashMap;
use std::ops::Range;

/// A context with what it leads to in the merged view.
#[derive(Clone, Copy)]
pub(crate) struct Binding<'a> {
    /// The context.
    pub context: &'a Context,
    /// The file that holds it.
    pub file: FileId,
    /// Its cluster, where it names one that exists.
    pub cluster: Option<&'a Cluster>,
    /// Its user, where it names one that exists.
    pub user: Option<&'a User>,
    /// Whether it is the current context.
    pub is_current: bool,
}

/// A file alone, or a merged list: which entries count in kubectl, and who refers to them.
///
/// It is made once, so that no rule has to search: the time it takes grows with the number of entries, and no faster.
pub(crate) struct View<'a> {
    documents: &'a [Document],
    /// The number of the first file among all that are checked.
    first: usize,
    merged: Merged<'a>,
    current_context: Option<&'a Field>,
    /// Whether it was asked for, and is not the one of the files.
    is_asked_for: bool,
    clusters_named: ByName<'a, ()>,
    users_named: ByName<'a, ()>,
    bindings: Vec<Binding<'a>>,
    /// Where the bindings of each file stand among all.
    of_files: Vec<Range<usize>>,
    of_clusters: HashMap<*const Cluster, Vec<usize>>,
    of_users: HashMap<*const User, Vec<usize>>,
    files_of_users: HashMap<*const User, usize>,
    current: Option<usize>,
}

impl<'a> View<'a> {
    /// The view of these files, of which the first has this number. Where a context of this name is among them, it is the current one.
    pub(crate) fn new(documents: &'a [Document], first: usize, asked_for: Option<&str>) -> Self {
        let configs = || documents.iter().map(|document| &document.kubeconfig);
        let contexts = || configs().flat_map(|config| &config.contexts);
        let merged = Merged::of(documents);
        let asked_for = asked_for.and_then(|name| find_context(documents, name)?.entry.name.as_ref());
        let current_context = asked_for.or_else(|| merged.current_context().map(|current| current.entry));
        let bind = |(file, context): (usize, &'a Context)| Binding {
            context,
            file: FileId(first + file),
            // A context that names no cluster or user leads to the one without a name: for Go both are the empty text.
            cluster: merged.cluster(context.cluster.as_ref()).map(|found| found.entry),
            user: merged.user(context.user.as_ref()).map(|found| found.entry),
            is_current: context.entry.name.as_ref().zip(current_context).is_some_and(|(name, current)| name.same_text(current)),
        };
        let in_files =
            configs().enumerate().flat_map(|(file, config)| config.contexts.iter().map(move |context| (file, context)));
        let bindings: Vec<_> = in_files.map(bind).collect();
        let mut end = 0;
        let of_files = configs().map(|config| {
            let start = end;
            end += config.contexts.len();
            start..end
        });
        Self {
            documents,
            first,
            clusters_named: ByName::new(contexts().map(|context| (context.cluster.as_ref(), ()))),
            users_named: ByName::new(contexts().map(|context| (context.user.as_ref(), ()))),
            of_files: of_files.collect(),
            of_clusters: group(bindings.iter().map(|binding| binding.cluster)),
            of_users: group(bindings.iter().map(|binding| binding.user)),
            files_of_users: files_of_users(documents),
            current: bindings.iter().position(|binding| binding.is_current),
            bindings,
            merged,
            current_context,
            is_asked_for: asked_for.is_some(),
        }
    }

    /// The entries that count, and those that they hide.
    pub(crate) fn merged(&self) -> &Merged<'a> {
        &self.merged
    }

    /// The context that is asked for, else the first `current-context` that is not empty, as in kubectl.
    pub(crate) fn current_context(&self) -> Option<&'a Field> {
        self.current_context
    }

    /// Whether the current context was asked for, so that what the files say about it does not count.
    pub(crate) fn is_asked_for(&self) -> bool {
        self.is_asked_for
    }

    /// The file of this number.
    pub(crate) fn document(&self, file: FileId) -> &'a Document {
        &self.documents[file.0 - self.first]
    }

    /// All files, and the number of the first.
    pub(crate) fn documents(&self) -> (&'a [Document], usize) {
        (self.documents, self.first)
    }

    /// How many files there are.
    pub(crate) fn len(&self) -> usize {
        self.documents.len()
    }

    /// The clusters, those that others hide included.
    pub(crate) fn clusters(&self) -> impl Iterator<Item = &'a Cluster> {
        self.documents.iter().flat_map(|document| &document.kubeconfig.clusters)
    }

    /// The users, those that others hide included.
    pub(crate) fn users(&self) -> impl Iterator<Item = &'a User> {
        self.documents.iter().flat_map(|document| &document.kubeconfig.users)
    }

    /// The contexts, those that others hide included.
    pub(crate) fn contexts(&self) -> impl Iterator<Item = &'a Context> {
        self.documents.iter().flat_map(|document| &document.kubeconfig.contexts)
    }

    /// The current context, where it exists.
    pub(crate) fn current(&self) -> Option<&Binding<'a>> {
        self.current.map(|index| &self.bindings[index])
    }

    /// The context of this name.
    pub(crate) fn context(&self, name: &Field) -> Option<&'a Context> {
        self.merged.context(Some(name)).map(|found| found.entry)
    }

    /// The contexts of a file.
    pub(crate) fn bindings_in(&self, file: FileId) -> impl Iterator<Item = Binding<'a>> {
        self.bindings[self.of_files[file.0 - self.first].clone()].iter().copied()
    }

    /// The contexts that lead to this cluster.
    pub(crate) fn bindings_of_cluster(&self, cluster: &Cluster) -> impl Iterator<Item = Binding<'a>> {
        self.pick(self.of_clusters.get(&std::ptr::from_ref(cluster)))
    }

    /// The contexts that lead to this user.
    pub(crate) fn bindings_of_user(&self, user: &User) -> impl Iterator<Item = Binding<'a>> {
        self.pick(self.of_users.get(&std::ptr::from_ref(user)))
    }

    fn pick(&self, indexes: Option<&Vec<usize>>) -> impl Iterator<Item = Binding<'a>> {
        indexes.into_iter().flatten().map(|&index| self.bindings[index])
    }

    /// Whether a context names a cluster so, be it this one or another of the same name.
    pub(crate) fn names_cluster(&self, name: &Field) -> bool {
        self.clusters_named.has(name)
    }

    /// Whether a context names a user so, be it this one or another of the same name.
    pub(crate) fn names_user(&self, name: &Field) -> bool {
        self.users_named.has(name)
    }

    /// The file that holds this user.
    pub(crate) fn file_of(&self, user: &User) -> Option<FileId> {
        self.files_of_users.get(&std::ptr::from_ref(user)).map(|index| FileId(self.first + index))
    }
}

/// Where each of the items stands in the list.
fn group<'a, T: 'a>(items: impl Iterator<Item = Option<&'a T>>) -> HashMap<*const T, Vec<usize>> {
    let mut groups: HashMap<_, Vec<usize>> = HashMap::new();
    for (index, item) in items.enumerate() {
        if let Some(item) = item {
            groups.entry(std::ptr::from_ref(item)).or_default().push(index);
        }
    }
    groups
}

fn files_of_users(documents: &[Document]) -> HashMap<*const User, usize> {
    let users = documents.iter().enumerate().flat_map(|(index, document)| {
        let users = document.kubeconfig.users.iter();
        users.map(move |user| (std::ptr::from_ref(user), index))
    });
    users.collect()
}

/// The first context of this name.
pub(crate) fn find_context<'a>(documents: &'a [Document], name: &str) -> Option<&'a Context> {
    let name = Name::escape(name);
    let mut contexts = documents.iter().flat_map(|document| &document.kubeconfig.contexts);
    contexts.find(|context| context.entry.name.as_ref().and_then(Field::name).as_ref() == Some(&name))
}
