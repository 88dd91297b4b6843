//! What the entries of the merged view have to do with each other.

use super::Case;
use crate::address::{Address, Segment};
use crate::kubeconfig::field::Field;
use crate::kubeconfig::model::{Cluster, Context, Entry, User};
use crate::rules::view::Binding;

impl<'a> Case<'a> {
    /// The clusters of the merged view, those that others hide included.
    pub(crate) fn all_clusters(&self) -> impl Iterator<Item = &'a Cluster> {
        self.view.clusters()
    }

    /// The users of the merged view, those that others hide included.
    pub(crate) fn all_users(&self) -> impl Iterator<Item = &'a User> {
        self.view.users()
    }

    /// The contexts of the merged view, those that others hide included.
    pub(crate) fn all_contexts(&self) -> impl Iterator<Item = &'a Context> {
        self.view.contexts()
    }

    /// `current-context` of the merged view: the first that is not empty, as in kubectl.
    pub(crate) fn current_context(&self) -> Option<&'a Field> {
        self.view.current_context()
    }

    /// Whether the current context was asked for, so that `current-context` itself does not count.
    pub(crate) fn is_context_asked_for(&self) -> bool {
        self.view.is_asked_for()
    }

    /// The contexts of the file at hand, with what they lead to.
    pub(crate) fn bindings(&self) -> impl Iterator<Item = Binding<'a>> {
        self.view.bindings_in(self.id)
    }

    /// The contexts of the merged view that lead to this cluster.
    pub(crate) fn bindings_of_cluster(&self, cluster: &Cluster) -> impl Iterator<Item = Binding<'a>> {
        self.view.bindings_of_cluster(cluster)
    }

    /// The contexts of the merged view that lead to this user.
    pub(crate) fn bindings_of_user(&self, user: &User) -> impl Iterator<Item = Binding<'a>> {
        self.view.bindings_of_user(user)
    }

    /// Whether a context of the merged view names a cluster as this one is named.
    pub(crate) fn is_cluster_named(&self, entry: &Entry) -> bool {
        entry.name.as_ref().is_some_and(|name| self.view.names_cluster(name))
    }

    /// Whether a context of the merged view names a user as this one is named.
    pub(crate) fn is_user_named(&self, entry: &Entry) -> bool {
        entry.name.as_ref().is_some_and(|name| self.view.names_user(name))
    }

    /// Whether the current context uses the entry that `address` lies in. Without a current context, every entry may be in use.
    pub(crate) fn is_in_use(&self, address: &Address) -> bool {
        let Some(binding) = self.view.current() else { return true };
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
        let has_no_tls = |binding: Binding<'_>| binding.cluster.is_none_or(|cluster| !cluster.is_reached_over_tls());
        let mut bindings = self.bindings_of_user(user).peekable();
        match self.bindings_of_user(user).find(|binding| binding.is_current) {
            Some(current) => has_no_tls(current),
            None => bindings.peek().is_some() && bindings.all(has_no_tls),
        }
    }

    /// Whether kubectl runs the exec plugin of this user.
    pub(crate) fn runs_plugin(&self, user: &User) -> bool {
        user.exec.is_some() && user.static_credential().is_none() && !self.is_anonymous(user)
    }

    /// The users that contexts of the merged view bring to this cluster.
    pub(crate) fn users_of(&self, cluster: &Cluster) -> impl Iterator<Item = &'a User> {
        self.bindings_of_cluster(cluster).filter_map(|binding| binding.user)
    }

    /// The clusters that contexts of the merged view bring this user to.
    pub(crate) fn clusters_of(&self, user: &User) -> impl Iterator<Item = &'a Cluster> {
        self.bindings_of_user(user).filter_map(|binding| binding.cluster)
    }
}
