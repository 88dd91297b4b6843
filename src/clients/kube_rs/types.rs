//! The types of `kube_client::config` (`config/file_config.rs`).

/// A type that a value is deserialized into.
#[derive(Clone, Copy)]
pub(super) enum Type {
    /// `String`
    Text,
    /// `bool`
    Flag,
    /// `ExecInteractiveMode`
    Mode,
    /// `serde_json::Value`
    Any,
    Struct(&'static Struct),
    /// `Vec`
    List(&'static Type),
    /// `HashMap<String, _>`
    Map(&'static Type),
    /// `Option`, or what has a default for `null`.
    Option(&'static Type),
}

/// A struct that derives `Deserialize`.
pub(super) struct Struct {
    pub(super) name: &'static str,
    pub(super) fields: &'static [Field],
}

pub(super) struct Field {
    pub(super) key: &'static str,
    pub(super) ty: Type,
    pub(super) presence: Presence,
}

/// Whether a field must be there.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Presence {
    Required,
    Optional,
    /// It is unknown before 4.0: anything may stand there.
    OptionalSince4,
}

impl Struct {
    pub(super) fn required(&self) -> impl Iterator<Item = &'static str> {
        self.fields.iter().filter(|field| field.presence == Presence::Required).map(|field| field.key)
    }
}

const fn required(key: &'static str, ty: Type) -> Field {
    Field { key, ty, presence: Presence::Required }
}

const fn optional(key: &'static str, ty: Type) -> Field {
    Field { key, ty, presence: Presence::Optional }
}

const fn since_4(key: &'static str, ty: Type) -> Field {
    Field { key, ty, presence: Presence::OptionalSince4 }
}

const TEXT: Type = Type::Option(&Type::Text);
const FLAG: Type = Type::Option(&Type::Flag);
const TEXTS: Type = Type::Option(&Type::List(&Type::Text));
const EXTENSIONS: Type = Type::Option(&Type::List(&Type::Struct(&NAMED_EXTENSION)));

pub(super) static KUBECONFIG: Struct = Struct {
    name: "Kubeconfig",
    fields: &[
        optional("preferences", Type::Option(&Type::Struct(&PREFERENCES))),
        optional("clusters", Type::Option(&Type::List(&Type::Struct(&NAMED_CLUSTER)))),
        optional("users", Type::Option(&Type::List(&Type::Struct(&NAMED_AUTH_INFO)))),
        optional("contexts", Type::Option(&Type::List(&Type::Struct(&NAMED_CONTEXT)))),
        optional("current-context", TEXT),
        optional("extensions", EXTENSIONS),
        optional("kind", TEXT),
        optional("apiVersion", TEXT),
    ],
};

static PREFERENCES: Struct =
    Struct { name: "Preferences", fields: &[optional("colors", FLAG), optional("extensions", EXTENSIONS)] };

static NAMED_EXTENSION: Struct =
    Struct { name: "NamedExtension", fields: &[required("name", Type::Text), required("extension", Type::Any)] };

static NAMED_CLUSTER: Struct = Struct {
    name: "NamedCluster",
    fields: &[required("name", Type::Text), optional("cluster", Type::Option(&Type::Struct(&CLUSTER)))],
};

static CLUSTER: Struct = Struct {
    name: "Cluster",
    fields: &[
        optional("server", TEXT),
        optional("insecure-skip-tls-verify", FLAG),
        optional("certificate-authority", TEXT),
        optional("certificate-authority-data", TEXT),
        optional("proxy-url", TEXT),
        optional("disable-compression", FLAG),
        optional("tls-server-name", TEXT),
        optional("extensions", EXTENSIONS),
    ],
};

static NAMED_AUTH_INFO: Struct = Struct {
    name: "NamedAuthInfo",
    fields: &[required("name", Type::Text), optional("user", Type::Option(&Type::Struct(&AUTH_INFO)))],
};

static AUTH_INFO: Struct = Struct {
    name: "AuthInfo",
    fields: &[
        optional("username", TEXT),
        optional("password", TEXT),
        optional("token", TEXT),
        optional("tokenFile", TEXT),
        optional("client-certificate", TEXT),
        optional("client-certificate-data", TEXT),
        optional("client-key", TEXT),
        optional("client-key-data", TEXT),
        optional("as", TEXT),
        since_4("as-uid", TEXT),
        optional("as-groups", TEXTS),
        since_4("as-user-extra", Type::Option(&Type::Map(&Type::List(&Type::Text)))),
        since_4("extensions", EXTENSIONS),
        optional("auth-provider", Type::Option(&Type::Struct(&AUTH_PROVIDER))),
        optional("exec", Type::Option(&Type::Struct(&EXEC))),
    ],
};

static AUTH_PROVIDER: Struct =
    Struct { name: "AuthProviderConfig", fields: &[required("name", Type::Text), optional("config", Type::Map(&Type::Text))] };

static EXEC: Struct = Struct {
    name: "ExecConfig",
    fields: &[
        optional("apiVersion", TEXT),
        optional("command", TEXT),
        optional("args", TEXTS),
        optional("env", Type::Option(&Type::List(&Type::Map(&Type::Text)))),
        since_4("installHint", TEXT),
        optional("interactiveMode", Type::Option(&Type::Mode)),
        optional("provideClusterInfo", Type::Flag),
    ],
};

static NAMED_CONTEXT: Struct = Struct {
    name: "NamedContext",
    fields: &[required("name", Type::Text), optional("context", Type::Option(&Type::Struct(&CONTEXT)))],
};

static CONTEXT: Struct = Struct {
    name: "Context",
    fields: &[
        required("cluster", Type::Text),
        optional("user", TEXT),
        optional("namespace", TEXT),
        optional("extensions", EXTENSIONS),
    ],
};
