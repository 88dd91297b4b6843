//! From resolved values to the typed view.

mod nulls;

use super::disclose::Disclosure;
use super::facts::oidc::Oidc;
use super::field::Field;
use super::model::{AuthProvider, Cluster, Collection, Context, Entry, EnvVar, Exec, Kubeconfig, User};
use super::schema::{self, Exposure, Object, Type};
use super::value::{Data, Pair, Value};
use crate::address::{Address, Segment};
use crate::message::Name;
use crate::span::Span;
use std::collections::HashMap;

/// Keys of `auth-provider.config` that some client reads.
pub(super) const SETTINGS: &[&str] = &[
    "access-token",
    "apiserver-id",
    "client-id",
    "client-secret",
    "cmd-args",
    "cmd-path",
    "config-mode",
    "environment",
    "exec",
    "expires-in",
    "expires-on",
    "expiry",
    "expiry-key",
    "extra-scopes",
    "id-token",
    "idp-certificate-authority",
    "idp-certificate-authority-data",
    "idp-issuer-url",
    "refresh-token",
    "scopes",
    "tenant-id",
    "token-key",
    "tokenFile",
];

/// Entries of a list beyond this number are not looked at: nobody has as many, and they would cost a hundred times the memory of the
/// file.
pub(in crate::kubeconfig) const MOST_ENTRIES: usize = 50_000;

/// The typed view of a resolved document.
pub(in crate::kubeconfig) fn kubeconfig(root: &Value, disclosure: &Disclosure) -> Kubeconfig {
    let top = Level { value: Some(root), object: &schema::CONFIG, address: Address::ROOT, disclosure };
    let mut nulls = HashMap::new();
    nulls::collect(&top, &mut nulls);
    Kubeconfig {
        kind: top.field("kind"),
        api_version: top.field("apiVersion"),
        current_context: top.field("current-context"),
        preferences: top.field("preferences"),
        clusters_key: top.field("clusters"),
        users_key: top.field("users"),
        contexts_key: top.field("contexts"),
        clusters: top.items("clusters").take(MOST_ENTRIES).map(|item| cluster(&item)).collect(),
        users: top.items("users").take(MOST_ENTRIES).map(|item| user(&item)).collect(),
        contexts: top.items("contexts").take(MOST_ENTRIES).map(|item| context(&item)).collect(),
        cut: ["clusters", "users", "contexts"]
            .into_iter()
            .find_map(|key| top.pair(key).filter(|pair| pair.value.items().len() > MOST_ENTRIES))
            .map(|pair| pair.key_span),
        nulls,
    }
}

/// A mapping of the file, or a place where one should be.
struct Level<'a> {
    value: Option<&'a Value>,
    object: &'static Object,
    address: Address,
    disclosure: &'a Disclosure,
}

impl<'a> Level<'a> {
    fn pair(&self, key: &str) -> Option<&'a Pair> {
        pairs(self.value?).find(|pair| pair.shadowed_by.is_none() && *pair.key == key)
    }

    /// Whether something stands behind this key that does not count.
    fn is_overridden(&self, key: &str) -> bool {
        let mut pairs = self.value.into_iter().flat_map(pairs);
        pairs.any(|pair| pair.shadowed_by.is_some() && *pair.key == key && !pair.value.is_empty())
    }

    fn field(&self, key: &'static str) -> Option<Field> {
        let exposure = self.object.field(key).map_or(Exposure::Secret, |spec| spec.exposure);
        let pair = self.pair(key)?;
        Some(Field::of_pair(self.address.key(key), self.disclosure.exposure(exposure, &pair.value), pair))
    }

    /// The mapping behind a key; an empty level where there is none.
    fn object(&self, key: &'static str) -> Self {
        let object = match self.object.field(key).map(|spec| spec.ty) {
            Some(Type::Object(object) | Type::List(object)) => object,
            _ => self.object,
        };
        let value = self.pair(key).map(|pair| &pair.value);
        Self { value, object, address: self.address.key(key), disclosure: self.disclosure }
    }

    /// The items of the list behind a key, addressed by name where they have one.
    fn items(&self, key: &'static str) -> impl Iterator<Item = Self> {
        let list = self.object(key);
        let disclosure = self.disclosure;
        items(list.value).enumerate().map(move |(index, value)| {
            let segment = entry_name(value, disclosure).map_or(Segment::Index(index), Segment::Entry);
            Level { value: Some(value), object: list.object, address: list.address.join(segment), disclosure }
        })
    }

    fn collection(&self, key: &'static str) -> Option<Collection> {
        let field = self.field(key)?;
        let address = field.address.clone();
        let value = self.pair(key).map(|pair| &pair.value);
        let listed = items(value).enumerate().map(|(index, value)| {
            let exposure = self.disclosure.exposure(field.exposure, value);
            Field::new(address.join(Segment::Index(index)), exposure, Span::at(value.span.start), value)
        });
        let mapped = value.into_iter().flat_map(pairs).filter(|pair| pair.shadowed_by.is_none());
        let mapped = mapped.map(|pair| Field::of_pair(address.join(Segment::UnknownKey), Exposure::Secret, pair));
        let items = listed.chain(mapped).collect();
        Some(Collection { field, items })
    }

    fn entry(&self, body: &'static str) -> Entry {
        let start = self.value.map_or(0, |value| value.span.start);
        let is_null = self.value.is_some_and(Value::is_null);
        Entry { address: self.address.clone(), name: self.field("name"), body: self.field(body), start: Span::at(start), is_null }
    }
}

fn pairs(value: &Value) -> impl Iterator<Item = &Pair> {
    match &value.data {
        Data::Map(pairs) => pairs.as_slice(),
        _ => &[],
    }
    .iter()
}

fn items(value: Option<&Value>) -> impl Iterator<Item = &Value> {
    match value.map(|value| &value.data) {
        Some(Data::List(items)) => items.as_slice(),
        _ => &[],
    }
    .iter()
}

fn cluster(item: &Level<'_>) -> Cluster {
    let body = item.object("cluster");
    Cluster {
        entry: item.entry("cluster"),
        server: body.field("server"),
        tls_server_name: body.field("tls-server-name"),
        insecure: body.field("insecure-skip-tls-verify"),
        ca_path: body.field("certificate-authority"),
        ca_data: body.field("certificate-authority-data"),
        has_overridden_ca: ["certificate-authority", "certificate-authority-data"].iter().any(|key| body.is_overridden(key)),
        proxy_url: body.field("proxy-url"),
        disable_compression: body.field("disable-compression"),
        pool: None,
    }
}

fn user(item: &Level<'_>) -> User {
    let body = item.object("user");
    User {
        entry: item.entry("user"),
        certificate_path: body.field("client-certificate"),
        certificate_data: body.field("client-certificate-data"),
        key_path: body.field("client-key"),
        key_data: body.field("client-key-data"),
        token: body.field("token"),
        token_file: body.field("tokenFile"),
        username: body.field("username"),
        password: body.field("password"),
        impersonate: body.field("as"),
        impersonate_uid: body.field("as-uid"),
        impersonate_groups: body.collection("as-groups"),
        impersonate_extra: body.collection("as-user-extra"),
        exec: exec(&body),
        auth_provider: auth_provider(&body),
        pair: None,
    }
}

fn context(item: &Level<'_>) -> Context {
    let body = item.object("context");
    Context {
        entry: item.entry("context"),
        cluster: body.field("cluster"),
        user: body.field("user"),
        namespace: body.field("namespace"),
    }
}

/// `exec: null` is no exec for Go, a pointer that stays nil.
fn exec(user: &Level<'_>) -> Option<Exec> {
    let field = user.field("exec").filter(|field| !field.is_null())?;
    let body = user.object("exec");
    let env = items(body.pair("env").map(|pair| &pair.value)).enumerate().map(|(index, value)| {
        let address = body.address.key("env").join(Segment::Index(index));
        let item = Level { value: Some(value), address: address.clone(), ..body.object("env") };
        EnvVar {
            item: Field::new(address, item.disclosure.exposure(Exposure::Public, value), Span::at(value.span.start), value),
            name: item.field("name"),
            value: item.field("value"),
        }
    });
    Some(Exec {
        field,
        command: body.field("command"),
        args: body.collection("args").map(|args| args.items).unwrap_or_default(),
        env: env.collect(),
        api_version: body.field("apiVersion"),
        interactive_mode: body.field("interactiveMode"),
        install_hint: body.field("installHint"),
        provide_cluster_info: body.field("provideClusterInfo"),
        hint: None,
        program: None,
        facts: None,
    })
}

fn auth_provider(user: &Level<'_>) -> Option<AuthProvider> {
    let field = user.field("auth-provider").filter(|field| !field.is_null())?;
    let body = user.object("auth-provider");
    let config = body.object("config");
    let settings = SETTINGS
        .iter()
        .filter_map(|&key| config.pair(key).map(|pair| Field::of_pair(config.address.key(key), Exposure::Secret, pair)));
    Some(AuthProvider {
        field,
        name: body.field("name"),
        config: body.field("config"),
        settings: settings.collect(),
        oidc: Oidc::default(),
    })
}

/// The name of an entry, for addresses.
pub(in crate::kubeconfig) fn entry_name(item: &Value, disclosure: &Disclosure) -> Option<Name> {
    let pair = pairs(item).find(|pair| pair.shadowed_by.is_none() && *pair.key == "name")?;
    let exposure = disclosure.exposure(Exposure::Public, &pair.value);
    Field::of_pair(Address::ROOT, exposure, pair).name().filter(|name| !name.as_str().is_empty())
}
