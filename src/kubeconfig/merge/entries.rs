//! The fields that clients read in an entry: which are given, and whether two entries say the same.

use crate::kubeconfig::field::Field;
use crate::kubeconfig::model::{AuthProvider, Cluster, Collection, Context, EnvVar, Exec, User, given};

impl Cluster {
    /// The fields that are given.
    pub fn given_fields(&self) -> Vec<&Field> {
        self.fields().into_iter().filter_map(|field| given(field.as_ref())).collect()
    }

    /// Whether both lead to the same server in the same way. What clients do not read is not compared.
    pub fn says_the_same_as(&self, other: &Self) -> bool {
        self.fields().into_iter().zip(other.fields()).all(is_same)
    }

    fn fields(&self) -> [&Option<Field>; 7] {
        [
            &self.server,
            &self.tls_server_name,
            &self.insecure,
            &self.ca_path,
            &self.ca_data,
            &self.proxy_url,
            &self.disable_compression,
        ]
    }
}

impl Context {
    /// The fields that are given.
    pub fn given_fields(&self) -> Vec<&Field> {
        self.fields().into_iter().filter_map(|field| given(field.as_ref())).collect()
    }

    /// Whether both bring the same together.
    pub fn says_the_same_as(&self, other: &Self) -> bool {
        self.fields().into_iter().zip(other.fields()).all(is_same)
    }

    fn fields(&self) -> [&Option<Field>; 3] {
        [&self.cluster, &self.user, &self.namespace]
    }
}

impl User {
    /// The fields that are given; a plugin is its command, a provider its name.
    pub fn given_fields(&self) -> Vec<&Field> {
        let plugin = self.exec.as_ref().map(|exec| exec.command.as_ref().unwrap_or(&exec.field));
        let provider = self.auth_provider.as_ref().map(|provider| provider.name.as_ref().unwrap_or(&provider.field));
        let collections = [&self.impersonate_groups, &self.impersonate_extra].into_iter().flatten();
        let plain = self.fields().into_iter().filter_map(|field| given(field.as_ref()));
        let collections = collections.map(|collection| &collection.field).filter(|field| field.has_content());
        plain.chain(collections).chain(plugin).chain(provider).collect()
    }

    /// Whether both show the same credentials.
    pub fn says_the_same_as(&self, other: &Self) -> bool {
        self.fields().into_iter().zip(other.fields()).all(is_same)
            && is_same_collection(self.impersonate_groups.as_ref(), other.impersonate_groups.as_ref())
            && is_same_collection(self.impersonate_extra.as_ref(), other.impersonate_extra.as_ref())
            && both(self.exec.as_ref(), other.exec.as_ref(), Exec::says_the_same_as)
            && both(self.auth_provider.as_ref(), other.auth_provider.as_ref(), AuthProvider::says_the_same_as)
    }

    fn fields(&self) -> [&Option<Field>; 10] {
        [
            &self.certificate_path,
            &self.certificate_data,
            &self.key_path,
            &self.key_data,
            &self.token,
            &self.token_file,
            &self.username,
            &self.password,
            &self.impersonate,
            &self.impersonate_uid,
        ]
    }
}

impl Exec {
    fn says_the_same_as(&self, other: &Self) -> bool {
        let is_same_variable =
            |one: &EnvVar, other: &EnvVar| is_same((&one.name, &other.name)) && is_same((&one.value, &other.value));
        self.fields().into_iter().zip(other.fields()).all(is_same)
            && is_same_list(&self.args, &other.args, |one, other| is_same_field(Some(one), Some(other)))
            && is_same_list(&self.env, &other.env, is_same_variable)
    }

    fn fields(&self) -> [&Option<Field>; 4] {
        [&self.command, &self.api_version, &self.interactive_mode, &self.provide_cluster_info]
    }
}

impl AuthProvider {
    fn says_the_same_as(&self, other: &Self) -> bool {
        let is_same_setting = |one: &Field, other: &Field| {
            one.address.last_key() == other.address.last_key() && is_same_field(Some(one), Some(other))
        };
        is_same((&self.name, &other.name)) && is_same_list(&self.settings, &other.settings, is_same_setting)
    }
}

fn is_same((one, other): (&Option<Field>, &Option<Field>)) -> bool {
    is_same_field(one.as_ref(), other.as_ref())
}

/// What is blank, or `false`, is not given. Of paths, what they lead to is compared: a relative one leads elsewhere in another folder.
fn is_same_field(one: Option<&Field>, other: Option<&Field>) -> bool {
    let given = |field| given(field).filter(|field| field.bool() != Some(false));
    both(given(one), given(other), |one, other| {
        let places = one.target().zip(other.target()).map(|(one, other)| (&one.resolved, &other.resolved));
        one.text() == other.text() && places.is_none_or(|(one, other)| one == other)
    })
}

fn is_same_collection(one: Option<&Collection>, other: Option<&Collection>) -> bool {
    let items = |collection: Option<&'_ Collection>| collection.map_or(0, |collection| collection.items.len());
    match (one, other) {
        (Some(one), Some(other)) => is_same_list(&one.items, &other.items, |one, other| is_same_field(Some(one), Some(other))),
        (one, other) => items(one) == items(other),
    }
}

fn is_same_list<T>(one: &[T], other: &[T], is_same: impl Fn(&T, &T) -> bool) -> bool {
    one.len() == other.len() && one.iter().zip(other).all(|(one, other)| is_same(one, other))
}

fn both<T>(one: Option<&T>, other: Option<&T>, is_same: impl Fn(&T, &T) -> bool) -> bool {
    match (one, other) {
        (None, None) => true,
        (Some(one), Some(other)) => is_same(one, other),
        _ => false,
    }
}
