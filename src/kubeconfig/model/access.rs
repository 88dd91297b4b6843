//! What the entries of a kubeconfig have, and which of their fields count.

use super::{AuthProvider, Cluster, Context, Entry, Kubeconfig, User};
use crate::address::Address;
use crate::fix::Target;
use crate::kubeconfig::facts::base64::Verdict;
use crate::kubeconfig::field::Field;
use crate::message::{Name, Part};
use crate::span::Span;

impl Entry {
    /// The place that stands for the whole entry: its name, else its first character.
    pub fn place(&self) -> Span {
        self.name.as_ref().map_or(self.start, Field::place)
    }

    /// Whether it has no name, or an empty one.
    pub fn is_unnamed(&self) -> bool {
        given(self.name.as_ref()).is_none()
    }

    /// Its name as clients print it: nothing where there is none.
    pub fn shown_name(&self) -> Name {
        let unshown = if given(self.name.as_ref()).is_some() { "…" } else { "" };
        self.name.as_ref().and_then(Field::name).unwrap_or_else(|| Name::escape(unshown))
    }

    /// The same, for a client's own words.
    pub fn quoted_name(&self) -> Part {
        Part::Quote(self.shown_name())
    }
}

/// The whole entry.
impl From<&Entry> for Target {
    fn from(entry: &Entry) -> Self {
        Self::mapping(entry.address.clone(), entry.start.start)
    }
}

impl AuthProvider {
    /// Whether it has this name.
    pub fn is_called(&self, name: &str) -> bool {
        self.name.as_ref().is_some_and(|field| field.is(name))
    }

    /// The entry of `config` with this key.
    pub fn setting(&self, key: &str) -> Option<&Field> {
        self.settings.iter().find(|field| field.address.last_key() == Some(key))
    }

    pub(in crate::kubeconfig) fn setting_mut(&mut self, key: &str) -> Option<&mut Field> {
        self.settings.iter_mut().find(|field| field.address.last_key() == Some(key))
    }
}

impl User {
    /// The certificate as data, else as a path, when one of them is given. kubectl reads the data first.
    pub fn certificate(&self) -> Option<&Field> {
        given_data(self.certificate_data.as_ref()).or_else(|| given(self.certificate_path.as_ref()))
    }

    /// The key as data, else as a path, when one of them is given.
    pub fn private_key(&self) -> Option<&Field> {
        given_data(self.key_data.as_ref()).or_else(|| given(self.key_path.as_ref()))
    }

    /// `token`, when it is not blank.
    pub fn given_token(&self) -> Option<&Field> {
        given(self.token.as_ref())
    }

    /// `tokenFile`, when it is not blank.
    pub fn given_token_file(&self) -> Option<&Field> {
        given(self.token_file.as_ref())
    }

    /// `username` or `password`, when one of them is not blank.
    pub fn basic_auth(&self) -> Option<&Field> {
        given(self.username.as_ref()).or_else(|| given(self.password.as_ref()))
    }

    /// Whether a secret that does not end by itself stands in the file.
    pub fn has_static_secret(&self) -> bool {
        [&self.token, &self.password, &self.key_data].into_iter().any(|field| given(field.as_ref()).is_some())
    }

    /// What keeps kubectl from running an exec plugin, in a word and as a field (`rest.Config`'s `UpdateTransportConfig`). A password
    /// alone does not.
    pub fn static_credential(&self) -> Option<(&'static str, &Field)> {
        let pair = self.certificate().filter(|_| self.private_key().is_some());
        self.given_token()
            .map(|field| ("token", field))
            .or_else(|| self.given_token_file().map(|field| ("token file", field)))
            .or_else(|| given(self.username.as_ref()).map(|field| ("user name and password", field)))
            .or_else(|| pair.map(|field| ("client certificate", field)))
    }

    /// Whether anything here could tell a server who the user is.
    pub fn has_credentials(&self) -> bool {
        self.certificate().is_some()
            || self.given_token().is_some()
            || self.given_token_file().is_some()
            || self.basic_auth().is_some()
            || self.exec.is_some()
            || self.auth_provider.is_some()
    }
}

impl Cluster {
    /// The certificate authority as data, else as a path, when one of them is given.
    pub fn ca(&self) -> Option<&Field> {
        given_data(self.ca_data.as_ref()).or_else(|| given(self.ca_path.as_ref()))
    }

    /// Whether kubectl does not verify the server.
    pub fn is_insecure(&self) -> bool {
        self.insecure.as_ref().and_then(Field::bool) == Some(true)
    }
}

/// A field that is there and not blank.
pub fn given(field: Option<&Field>) -> Option<&Field> {
    field.filter(|field| !field.is_blank())
}

/// Data that is there and does not decode to nothing, which client-go takes for not given.
pub fn given_data(field: Option<&Field>) -> Option<&Field> {
    given(field).filter(|field| field.data().is_none_or(|data| data.base64.verdict != Verdict::Empty))
}

impl Kubeconfig {
    /// Whether it names other files, or programs.
    pub fn leads_elsewhere(&self) -> bool {
        let of_cluster = |cluster: &Cluster| given(cluster.ca_path.as_ref()).is_some();
        let of_user = |user: &User| {
            let paths = [&user.certificate_path, &user.key_path, &user.token_file];
            user.exec.is_some() || user.auth_provider.is_some() || paths.into_iter().any(|path| given(path.as_ref()).is_some())
        };
        self.clusters.iter().any(of_cluster) || self.users.iter().any(of_user)
    }

    /// The fields that hold base64.
    pub fn data_fields(&self) -> impl Iterator<Item = &Field> {
        let authorities = self.clusters.iter().filter_map(|cluster| cluster.ca_data.as_ref());
        authorities.chain(self.users.iter().flat_map(|user| [&user.certificate_data, &user.key_data]).flatten())
    }

    /// The fields that name the file of a certificate or key.
    pub fn path_fields(&self) -> impl Iterator<Item = (&Entry, &Field)> {
        let of_clusters = self.clusters.iter().map(|cluster| (&cluster.entry, &cluster.ca_path));
        let of_users = self.users.iter().flat_map(|user| [(&user.entry, &user.certificate_path), (&user.entry, &user.key_path)]);
        of_clusters.chain(of_users).filter_map(|(entry, field)| Some((entry, field.as_ref()?)))
    }

    /// The names of all entries, `current-context`, and the namespaces.
    pub fn names(&self) -> impl Iterator<Item = &Field> {
        let clusters = self.clusters.iter().map(|cluster| &cluster.entry.name);
        let users = self.users.iter().map(|user| &user.entry.name);
        let contexts = self.contexts.iter().flat_map(|context| [&context.entry.name, &context.namespace]);
        clusters.chain(users).chain(contexts).flatten()
    }

    /// The entry that this address lies in.
    pub fn entry(&self, address: &Address) -> Option<&Entry> {
        let clusters = self.clusters.iter().map(|cluster| &cluster.entry);
        let users = self.users.iter().map(|user| &user.entry);
        let contexts = self.contexts.iter().map(|context| &context.entry);
        let mut entries = clusters.chain(users).chain(contexts);
        let wanted = address.entry();
        entries.find(|entry| entry.address == wanted)
    }

    /// The first cluster of this name.
    pub fn cluster(&self, name: &Field) -> Option<&Cluster> {
        self.clusters.iter().find(|cluster| is_named(&cluster.entry, name))
    }

    /// The first user of this name.
    pub fn user(&self, name: &Field) -> Option<&User> {
        self.users.iter().find(|user| is_named(&user.entry, name))
    }

    /// The first context of this name.
    pub fn context(&self, name: &Field) -> Option<&Context> {
        self.contexts.iter().find(|context| is_named(&context.entry, name))
    }
}

fn is_named(entry: &Entry, name: &Field) -> bool {
    entry.name.as_ref().is_some_and(|field| field.same_text(name))
}
