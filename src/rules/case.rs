//! What a rule sees.

use crate::address::{Address, Segment};
use crate::clients::{self, Outcome, Refusal, Release};
use crate::finding::FileId;
use crate::kubeconfig::Document;
use crate::kubeconfig::field::Field;
use crate::kubeconfig::model::{Cluster, Context, Entry, Kubeconfig, User, given};
use crate::options::Options;
use jiff::Timestamp;

/// One file, the list it belongs to, the clock and the options of the run.
pub(crate) struct Case<'a> {
    documents: &'a [Document],
    index: usize,
    options: &'a Options,
}

/// A context with what it leads to in the merged view.
pub(crate) struct Binding<'a> {
    /// The context, of the file at hand.
    pub context: &'a Context,
    /// Its cluster, where it names one that exists.
    pub cluster: Option<&'a Cluster>,
    /// Its user, where it names one that exists.
    pub user: Option<&'a User>,
    /// Whether it is the current context.
    pub is_current: bool,
}

impl Binding<'_> {
    /// Whether the context names this cluster.
    pub(crate) fn refers_to_cluster(&self, entry: &Entry) -> bool {
        refers_to(self.context.cluster.as_ref(), entry)
    }

    /// Whether the context names this user.
    pub(crate) fn refers_to_user(&self, entry: &Entry) -> bool {
        refers_to(self.context.user.as_ref(), entry)
    }
}

fn refers_to(reference: Option<&Field>, entry: &Entry) -> bool {
    reference.zip(entry.name.as_ref()).is_some_and(|(reference, name)| reference.same_text(name))
}

impl<'a> Case<'a> {
    pub(crate) fn new(documents: &'a [Document], index: usize, options: &'a Options) -> Self {
        Self { documents, index, options }
    }

    /// The number of the file.
    pub(crate) fn id(&self) -> FileId {
        FileId(self.index)
    }

    /// The file.
    pub(crate) fn document(&self) -> &'a Document {
        &self.documents[self.index]
    }

    /// The typed view of the file.
    pub(crate) fn config(&self) -> &'a Kubeconfig {
        &self.document().kubeconfig
    }

    /// The options of the run.
    pub(crate) fn options(&self) -> &'a Options {
        self.options
    }

    /// The moment at which expiry is judged.
    pub(crate) fn now(&self) -> Timestamp {
        self.options.env.now
    }

    /// Whether all of the file could be read. Otherwise nothing can be said to be missing.
    pub(crate) fn is_complete(&self) -> bool {
        self.document().is_complete()
    }

    /// Whether the file is one of several in a merged list.
    pub(crate) fn is_in_list(&self) -> bool {
        self.options.merge && self.documents.len() > 1
    }

    /// The files that count: all of a merged list, else the one at hand. kubectl takes the first definition of a name.
    fn files(&self) -> impl Iterator<Item = &'a Kubeconfig> {
        self.list().iter().map(|document| &document.kubeconfig)
    }

    fn list(&self) -> &'a [Document] {
        if self.options.merge { self.documents } else { std::slice::from_ref(&self.documents[self.index]) }
    }

    /// What a release does with the contexts of the files that count; a refusal belongs to the file whose field is its cause.
    pub(crate) fn refusals(&self, release: Release) -> impl Iterator<Item = Refusal> {
        let first = if self.options.merge { 0 } else { self.index };
        let predictions = clients::predict(self.list(), release, &self.options.env).into_iter();
        let index = self.index;
        predictions
            .filter_map(|prediction| match prediction.outcome {
                Outcome::Refuses(refusal) => Some(refusal),
                Outcome::Contacts(_) => None,
            })
            .filter(move |refusal| first + refusal.cause.file == index)
    }

    /// The cluster of this name in the merged view.
    pub(crate) fn cluster(&self, name: &Field) -> Option<&'a Cluster> {
        self.files().find_map(|file| file.cluster(name))
    }

    /// The user of this name in the merged view.
    pub(crate) fn user(&self, name: &Field) -> Option<&'a User> {
        self.files().find_map(|file| file.user(name))
    }

    /// The context of this name in the merged view.
    pub(crate) fn context(&self, name: &Field) -> Option<&'a Context> {
        self.files().find_map(|file| file.context(name))
    }

    /// The clusters of the merged view, those that others hide included.
    pub(crate) fn all_clusters(&self) -> impl Iterator<Item = &'a Cluster> {
        self.files().flat_map(|file| &file.clusters)
    }

    /// The users of the merged view, those that others hide included.
    pub(crate) fn all_users(&self) -> impl Iterator<Item = &'a User> {
        self.files().flat_map(|file| &file.users)
    }

    /// `current-context` of the merged view: the first that is not empty, as in kubectl.
    pub(crate) fn current_context(&self) -> Option<&'a Field> {
        self.files().find_map(|file| given(file.current_context.as_ref()))
    }

    /// The contexts of the file at hand, with what they lead to.
    pub(crate) fn bindings(&self) -> impl Iterator<Item = Binding<'a>> {
        let current = self.current_context();
        self.config().contexts.iter().map(move |context| self.binding(context, current))
    }

    /// The contexts of the merged view, with what they lead to.
    pub(crate) fn all_bindings(&self) -> impl Iterator<Item = Binding<'a>> {
        let current = self.current_context();
        self.files().flat_map(|file| &file.contexts).map(move |context| self.binding(context, current))
    }

    fn binding(&self, context: &'a Context, current: Option<&Field>) -> Binding<'a> {
        let is_current = context.entry.name.as_ref().zip(current).is_some_and(|(name, current)| name.same_text(current));
        Binding {
            context,
            cluster: given(context.cluster.as_ref()).and_then(|name| self.cluster(name)),
            user: given(context.user.as_ref()).and_then(|name| self.user(name)),
            is_current,
        }
    }

    /// Whether the current context uses the entry that `address` lies in. Without a current context, every entry may be in use.
    pub(crate) fn is_in_use(&self, address: &Address) -> bool {
        let Some(current) = self.current_context() else { return true };
        let Some(context) = self.context(current) else { return true };
        let binding = self.binding(context, Some(current));
        let entry = address.entry();
        let is_of_an_entry = matches!(entry.segments(), [Segment::Key("clusters" | "users" | "contexts"), _]);
        if !is_of_an_entry {
            return true;
        }
        let used =
            [Some(&binding.context.entry), binding.cluster.map(|cluster| &cluster.entry), binding.user.map(|user| &user.entry)];
        used.into_iter().flatten().any(|used| used.address == entry)
    }

    /// Whether kubectl leaves the credentials of this user out: it sends them over TLS only. The current context decides, if it uses
    /// this user, else all contexts that do.
    pub(crate) fn is_anonymous(&self, user: &User) -> bool {
        let of_user = |binding: &Binding<'_>| binding.user.is_some_and(|other| std::ptr::eq(other, user));
        let bindings: Vec<_> = self.all_bindings().filter(of_user).collect();
        let has_no_tls = |binding: &Binding<'_>| binding.cluster.is_none_or(|cluster| !cluster.is_reached_over_tls());
        match bindings.iter().find(|binding| binding.is_current) {
            Some(current) => has_no_tls(current),
            None => !bindings.is_empty() && bindings.iter().all(has_no_tls),
        }
    }

    /// Whether kubectl runs the exec plugin of this user.
    pub(crate) fn runs_plugin(&self, user: &User) -> bool {
        user.exec.is_some() && user.static_credential().is_none() && !self.is_anonymous(user)
    }

    /// The users that contexts of the merged view bring to this cluster.
    pub(crate) fn users_of(&self, cluster: &Cluster) -> impl Iterator<Item = &'a User> {
        self.all_bindings()
            .filter(|binding| binding.cluster.is_some_and(|other| std::ptr::eq(other, cluster)))
            .filter_map(|binding| binding.user)
    }

    /// The clusters that contexts of the merged view bring this user to.
    pub(crate) fn clusters_of(&self, user: &User) -> impl Iterator<Item = &'a Cluster> {
        self.all_bindings()
            .filter(|binding| binding.user.is_some_and(|other| std::ptr::eq(other, user)))
            .filter_map(|binding| binding.cluster)
    }

    /// Whether the entry has one of these keys misspelt or at the wrong level: then that is what is wrong, and nothing is missing.
    pub(crate) fn has_stray(&self, entry: &Entry, keys: &[&str]) -> bool {
        self.document().shape.iter().any(|shape| {
            let meant = shape
                .unknown
                .as_ref()
                .filter(|unknown| !unknown.is_blank)
                .and_then(|unknown| unknown.meant.or(unknown.home.map(|(_, key)| key)));
            meant.is_some_and(|key| keys.contains(&key)) && entry.address.encloses(&shape.address)
        })
    }

    /// The file that holds this user, of the files that count.
    pub(crate) fn file_of(&self, user: &User) -> FileId {
        let holds = |document: &Document| document.kubeconfig.users.iter().any(|other| std::ptr::eq(other, user));
        self.documents.iter().position(holds).map_or(self.id(), FileId)
    }
}
