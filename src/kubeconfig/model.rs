//! The typed view of one kubeconfig: the fields clients read, each with its place.
//!
//! A broken file still yields what could be read. The view takes what it finds: whether a type is right is for
//! [`super::shape`] to say.

mod access;
mod holes;

pub use access::{given, given_data};

use super::facts::command::Command;
use super::facts::hint::Hint;
use super::facts::oidc::Oidc;
use super::facts::pair::Pair;
use super::facts::pool::Pool;
use super::field::Field;
use super::program::Program;
use crate::address::Address;
use crate::fix::Target;
use crate::span::Span;
use std::collections::HashMap;

/// What kubectl's reader finds in a file: the first document, duplicates and merges resolved.
#[derive(Default)]
pub struct Kubeconfig {
    /// `kind`.
    pub kind: Option<Field>,
    /// `apiVersion`.
    pub api_version: Option<Field>,
    /// `current-context`.
    pub current_context: Option<Field>,
    /// `preferences`.
    pub preferences: Option<Field>,
    /// `clusters`, as a whole.
    pub clusters_key: Option<Field>,
    /// `users`, as a whole.
    pub users_key: Option<Field>,
    /// `contexts`, as a whole.
    pub contexts_key: Option<Field>,
    /// The items of `clusters`.
    pub clusters: Vec<Cluster>,
    /// The items of `users`.
    pub users: Vec<User>,
    /// The items of `contexts`.
    pub contexts: Vec<Context>,
    /// The key of a list that has so many entries that only the first ones are here.
    pub cut: Option<Span>,
    /// Lists, entries and fields that are written and null, which kubectl takes for left out.
    pub nulls: HashMap<Address, Nothing>,
}

/// What the items of `clusters`, `users` and `contexts` have in common.
pub struct Entry {
    /// `clusters[prod]`.
    pub address: Address,
    /// `name`.
    pub name: Option<Field>,
    /// `cluster`, `user` or `context`, as a whole.
    pub body: Option<Field>,
    /// The first character of the item.
    pub start: Span,
    /// Whether the item is null.
    pub is_null: bool,
}

/// A key, or an item of a list, that says nothing.
pub struct Nothing {
    /// The key with its value, or the item.
    pub target: Target,
    /// Whether a list belongs there.
    pub is_list: bool,
}

/// An item of `clusters`.
pub struct Cluster {
    /// Name and place.
    pub entry: Entry,
    /// `server`.
    pub server: Option<Field>,
    /// `tls-server-name`.
    pub tls_server_name: Option<Field>,
    /// `insecure-skip-tls-verify`.
    pub insecure: Option<Field>,
    /// `certificate-authority`.
    pub ca_path: Option<Field>,
    /// `certificate-authority-data`.
    pub ca_data: Option<Field>,
    /// Whether an authority stands behind a key that comes again, so that it does not count.
    pub has_overridden_ca: bool,
    /// `proxy-url`.
    pub proxy_url: Option<Field>,
    /// `disable-compression`.
    pub disable_compression: Option<Field>,
    pub(in crate::kubeconfig) pool: Option<Pool>,
}

/// An item of `users`.
pub struct User {
    /// Name and place.
    pub entry: Entry,
    /// `client-certificate`.
    pub certificate_path: Option<Field>,
    /// `client-certificate-data`.
    pub certificate_data: Option<Field>,
    /// `client-key`.
    pub key_path: Option<Field>,
    /// `client-key-data`.
    pub key_data: Option<Field>,
    /// `token`.
    pub token: Option<Field>,
    /// `tokenFile`.
    pub token_file: Option<Field>,
    /// `username`.
    pub username: Option<Field>,
    /// `password`.
    pub password: Option<Field>,
    /// `as`.
    pub impersonate: Option<Field>,
    /// `as-uid`.
    pub impersonate_uid: Option<Field>,
    /// `as-groups`.
    pub impersonate_groups: Option<Collection>,
    /// `as-user-extra`.
    pub impersonate_extra: Option<Collection>,
    /// `exec`.
    pub exec: Option<Exec>,
    /// `auth-provider`.
    pub auth_provider: Option<AuthProvider>,
    pub(in crate::kubeconfig) pair: Option<Pair>,
}

/// An item of `contexts`.
pub struct Context {
    /// Name and place.
    pub entry: Entry,
    /// `cluster`.
    pub cluster: Option<Field>,
    /// `user`.
    pub user: Option<Field>,
    /// `namespace`.
    pub namespace: Option<Field>,
}

/// A list or mapping of plain values.
pub struct Collection {
    /// As a whole.
    pub field: Field,
    /// Its items.
    pub items: Vec<Field>,
}

/// `users[].user.exec`.
pub struct Exec {
    /// As a whole.
    pub field: Field,
    /// `command`.
    pub command: Option<Field>,
    /// `args`.
    pub args: Vec<Field>,
    /// `env`.
    pub env: Vec<EnvVar>,
    /// `apiVersion`.
    pub api_version: Option<Field>,
    /// `interactiveMode`.
    pub interactive_mode: Option<Field>,
    /// `installHint`.
    pub install_hint: Option<Field>,
    /// `provideClusterInfo`.
    pub provide_cluster_info: Option<Field>,
    pub(in crate::kubeconfig) facts: Option<Box<Command>>,
    pub(in crate::kubeconfig) hint: Option<Hint>,
    pub(in crate::kubeconfig) program: Option<Box<Program>>,
}

/// An item of `exec.env`.
pub struct EnvVar {
    /// The item.
    pub item: Field,
    /// `name`.
    pub name: Option<Field>,
    /// `value`.
    pub value: Option<Field>,
}

/// `users[].user.auth-provider`.
pub struct AuthProvider {
    /// As a whole.
    pub field: Field,
    /// `name`.
    pub name: Option<Field>,
    /// `config`, as a whole.
    pub config: Option<Field>,
    /// The entries of `config` whose keys some client knows; the address ends in the key.
    pub settings: Vec<Field>,
    pub(in crate::kubeconfig) oidc: Oidc,
}
