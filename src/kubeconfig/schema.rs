//! The one table of what a kubeconfig may hold: address → type → exposure.
//!
//! Types and struct names are those of client-go (`tools/clientcmd/api/v1/types.go`). What this table does not list is
//! secret: unknown keys, `extensions`, comments, and every value of a file that cannot be read.

/// A mapping with known keys.
pub struct Object {
    /// Name of the Go struct, which kubectl's type errors quote.
    pub struct_name: &'static str,
    /// The keys it reads, exactly as they must be written.
    pub fields: &'static [FieldSpec],
}

/// One key of an [`Object`].
pub struct FieldSpec {
    /// The key; case matters.
    pub key: &'static str,
    /// What may stand behind it.
    pub ty: Type,
    /// What of its value may leave `kubeconfig/`.
    pub exposure: Exposure,
}

/// What a field may hold.
#[derive(Clone, Copy)]
pub enum Type {
    /// A string.
    Text,
    /// A boolean.
    Bool,
    /// Bytes, written as base64.
    Base64,
    /// A list of strings.
    TextList,
    /// A mapping of strings to strings.
    TextMap,
    /// A mapping of strings to lists of strings (`as-user-extra`).
    TextListMap,
    /// A mapping with known keys, held by value in Go: `null` leaves it empty.
    Object(&'static Object),
    /// A list of mappings with known keys.
    List(&'static Object),
    /// Anything at all; never read.
    Any,
}

/// What of a value may leave `kubeconfig/`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Exposure {
    /// The text as it is, escaped.
    Public,
    /// A program: its arguments are secret, should they stand in the same text.
    Command,
    /// A URL: scheme, host, port and path; user-info, query and fragment are secret.
    Url,
    /// A certificate: what may be said about it, but not its text; shown as `DATA+OMITTED`.
    Certificate,
    /// Nothing; shown as `REDACTED`.
    Secret,
}

use Exposure::{Certificate, Command, Public, Secret, Url};

const fn field(key: &'static str, ty: Type, exposure: Exposure) -> FieldSpec {
    FieldSpec { key, ty, exposure }
}

/// The whole file.
pub static CONFIG: Object = Object {
    struct_name: "Config",
    fields: &[
        field("kind", Type::Text, Public),
        field("apiVersion", Type::Text, Public),
        field("preferences", Type::Object(&PREFERENCES), Public),
        field("clusters", Type::List(&NAMED_CLUSTER), Public),
        field("users", Type::List(&NAMED_AUTH_INFO), Public),
        field("contexts", Type::List(&NAMED_CONTEXT), Public),
        field("current-context", Type::Text, Public),
        field("extensions", Type::List(&NAMED_EXTENSION), Public),
    ],
};

static PREFERENCES: Object = Object {
    struct_name: "Preferences",
    fields: &[field("colors", Type::Bool, Public), field("extensions", Type::List(&NAMED_EXTENSION), Public)],
};

static NAMED_EXTENSION: Object =
    Object { struct_name: "NamedExtension", fields: &[field("name", Type::Text, Public), field("extension", Type::Any, Secret)] };

static NAMED_CLUSTER: Object = Object {
    struct_name: "NamedCluster",
    fields: &[field("name", Type::Text, Public), field("cluster", Type::Object(&CLUSTER), Public)],
};

static NAMED_AUTH_INFO: Object = Object {
    struct_name: "NamedAuthInfo",
    fields: &[field("name", Type::Text, Public), field("user", Type::Object(&AUTH_INFO), Public)],
};

static NAMED_CONTEXT: Object = Object {
    struct_name: "NamedContext",
    fields: &[field("name", Type::Text, Public), field("context", Type::Object(&CONTEXT), Public)],
};

/// `clusters[].cluster`.
pub static CLUSTER: Object = Object {
    struct_name: "Cluster",
    fields: &[
        field("server", Type::Text, Url),
        field("tls-server-name", Type::Text, Public),
        field("insecure-skip-tls-verify", Type::Bool, Public),
        field("certificate-authority", Type::Text, Public),
        field("certificate-authority-data", Type::Base64, Certificate),
        field("proxy-url", Type::Text, Url),
        field("disable-compression", Type::Bool, Public),
        field("extensions", Type::List(&NAMED_EXTENSION), Public),
    ],
};

/// `users[].user`.
pub static AUTH_INFO: Object = Object {
    struct_name: "AuthInfo",
    fields: &[
        field("client-certificate", Type::Text, Public),
        field("client-certificate-data", Type::Base64, Certificate),
        field("client-key", Type::Text, Public),
        field("client-key-data", Type::Base64, Secret),
        field("token", Type::Text, Secret),
        field("tokenFile", Type::Text, Public),
        field("as", Type::Text, Public),
        field("as-uid", Type::Text, Public),
        field("as-groups", Type::TextList, Public),
        field("as-user-extra", Type::TextListMap, Secret),
        field("username", Type::Text, Public),
        field("password", Type::Text, Secret),
        field("auth-provider", Type::Object(&AUTH_PROVIDER), Public),
        field("exec", Type::Object(&EXEC), Public),
        field("extensions", Type::List(&NAMED_EXTENSION), Public),
    ],
};

/// `contexts[].context`.
pub static CONTEXT: Object = Object {
    struct_name: "Context",
    fields: &[
        field("cluster", Type::Text, Public),
        field("user", Type::Text, Public),
        field("namespace", Type::Text, Public),
        field("extensions", Type::List(&NAMED_EXTENSION), Public),
    ],
};

static AUTH_PROVIDER: Object = Object {
    struct_name: "AuthProviderConfig",
    fields: &[field("name", Type::Text, Public), field("config", Type::TextMap, Secret)],
};

/// `users[].user.exec`.
pub static EXEC: Object = Object {
    struct_name: "ExecConfig",
    fields: &[
        field("command", Type::Text, Command),
        field("args", Type::TextList, Secret),
        field("env", Type::List(&EXEC_ENV_VAR), Public),
        field("apiVersion", Type::Text, Public),
        field("installHint", Type::Text, Secret),
        field("provideClusterInfo", Type::Bool, Public),
        field("interactiveMode", Type::Text, Public),
    ],
};

static EXEC_ENV_VAR: Object =
    Object { struct_name: "ExecEnvVar", fields: &[field("name", Type::Text, Public), field("value", Type::Text, Secret)] };

/// All mappings with known keys.
pub static OBJECTS: &[&Object] = &[
    &CONFIG,
    &NAMED_CLUSTER,
    &CLUSTER,
    &NAMED_AUTH_INFO,
    &AUTH_INFO,
    &NAMED_CONTEXT,
    &CONTEXT,
    &AUTH_PROVIDER,
    &EXEC,
    &EXEC_ENV_VAR,
    &PREFERENCES,
    &NAMED_EXTENSION,
];

impl Object {
    /// The keys of its fields.
    pub fn keys(&self) -> impl Iterator<Item = &'static str> {
        self.fields.iter().map(|field| field.key)
    }

    /// The field with exactly this key.
    pub fn field(&self, key: &str) -> Option<&'static FieldSpec> {
        self.fields.iter().find(|field| field.key == key)
    }
}
