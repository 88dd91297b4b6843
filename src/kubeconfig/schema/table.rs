//! The table itself.

use super::Exposure::{Certificate, Command, Path, Public, Secret, ServerName, Url, Variable, Word};
use super::{Exposure, FieldSpec, Object, Type};

const fn field(key: &'static str, ty: Type, exposure: Exposure, about: &'static str) -> FieldSpec {
    FieldSpec { key, ty, exposure, about, values: &[], required: false }
}

impl FieldSpec {
    const fn required(self) -> Self {
        Self { required: true, ..self }
    }

    const fn one_of(self, values: &'static [&'static str]) -> Self {
        Self { values, ..self }
    }
}

/// `extensions`, the same in every object that has them.
const EXTENSIONS: FieldSpec = field(
    "extensions",
    Type::List(&NAMED_EXTENSION),
    Public,
    "What other programs keep here. kubectl preserves it and never reads it.",
);

/// The whole file.
pub static CONFIG: Object = Object {
    struct_name: "Config",
    about: "How to reach Kubernetes clusters, and as whom.",
    fields: &[
        field("kind", Type::Text, Word, "Always Config.").one_of(&["Config"]),
        field("apiVersion", Type::Text, Word, "Always v1.").one_of(&["v1"]),
        field("preferences", Type::Object(&PREFERENCES), Public, "Deprecated since kubectl 1.34, and read by nobody."),
        field("clusters", Type::List(&NAMED_CLUSTER), Public, "The clusters, which contexts refer to by name."),
        field("users", Type::List(&NAMED_AUTH_INFO), Public, "The credentials, which contexts refer to by name."),
        field("contexts", Type::List(&NAMED_CONTEXT), Public, "Which user talks to which cluster, by name."),
        field("current-context", Type::Text, Public, "The name of the context that is used where none is asked for."),
        EXTENSIONS,
    ],
};

static PREFERENCES: Object = Object {
    struct_name: "Preferences",
    about: "Preferences of old versions of kubectl. Deprecated: its settings are in the file kuberc now.",
    fields: &[field("colors", Type::Bool, Word, "Whether to use colour; nobody reads it."), EXTENSIONS],
};

static NAMED_EXTENSION: Object = Object {
    struct_name: "NamedExtension",
    about: "Something that another program keeps in a kubeconfig.",
    fields: &[
        field("name", Type::Text, Public, "The name that the program looks for.").required(),
        field("extension", Type::Any, Secret, "What the program keeps: anything."),
    ],
};

static NAMED_CLUSTER: Object = Object {
    struct_name: "NamedCluster",
    about: "A cluster with the name that contexts call it by.",
    fields: &[
        field("name", Type::Text, Public, "The name that contexts call it by.").required(),
        field("cluster", Type::Object(&CLUSTER), Public, "How to reach it."),
    ],
};

static NAMED_AUTH_INFO: Object = Object {
    struct_name: "NamedAuthInfo",
    about: "A user with the name that contexts call it by.",
    fields: &[
        field("name", Type::Text, Public, "The name that contexts call it by.").required(),
        field("user", Type::Object(&AUTH_INFO), Public, "Its credentials."),
    ],
};

static NAMED_CONTEXT: Object = Object {
    struct_name: "NamedContext",
    about: "A context with its name.",
    fields: &[
        field("name", Type::Text, Public, "The name that current-context and kubectl --context call it by.").required(),
        field("context", Type::Object(&CONTEXT), Public, "Which cluster, and as which user."),
    ],
};

/// `clusters[].cluster`.
pub static CLUSTER: Object = Object {
    struct_name: "Cluster",
    about: "How to reach a cluster, and how to verify it.",
    fields: &[
        field("server", Type::Text, Url, "The address of the API server, as in https://k8s.example.com:6443."),
        field(
            "tls-server-name",
            Type::Text,
            ServerName,
            "The name that the server's certificate must have, where that is not the host of the address.",
        ),
        field(
            "insecure-skip-tls-verify",
            Type::Bool,
            Word,
            "Whether to trust any server. Whoever is between you and the cluster can then read and change everything.",
        ),
        field(
            "certificate-authority",
            Type::Text,
            Path,
            "A file with the certificates, in PEM, that the server is verified with. A relative path starts from the folder of this file.",
        ),
        field(
            "certificate-authority-data",
            Type::Base64,
            Certificate,
            "The same certificates in place: PEM, encoded as base64. Used instead of certificate-authority.",
        ),
        field("proxy-url", Type::Text, Url, "The proxy for all requests: a URL with the scheme http, https or socks5."),
        field(
            "disable-compression",
            Type::Bool,
            Word,
            "Whether to ask the server for uncompressed answers, which is faster nearby.",
        ),
        EXTENSIONS,
    ],
};

/// `users[].user`.
pub static AUTH_INFO: Object = Object {
    struct_name: "AuthInfo",
    about: "Who a user is, to a cluster.",
    fields: &[
        field("client-certificate", Type::Text, Path, "A file with the certificate of the user, in PEM."),
        field(
            "client-certificate-data",
            Type::Base64,
            Certificate,
            "The same certificate in place: PEM, encoded as base64. Used instead of client-certificate.",
        ),
        field("client-key", Type::Text, Path, "A file with the private key of the certificate, in PEM."),
        field(
            "client-key-data",
            Type::Base64,
            Secret,
            "The same key in place: PEM, encoded as base64. A secret. Used instead of client-key.",
        ),
        field("token", Type::Text, Secret, "A bearer token. A secret."),
        field("tokenFile", Type::Text, Path, "A file with a bearer token, which is read again from time to time."),
        field("as", Type::Text, Public, "The user to act as; your own must be allowed to."),
        field("as-uid", Type::Text, Public, "The uid to act as; needs as."),
        field("as-groups", Type::TextList, Public, "The groups to act as; needs as."),
        field("as-user-extra", Type::TextListMap, Secret, "More about the user to act as; needs as."),
        field("username", Type::Text, Public, "A user name for basic authentication, which Kubernetes has not had since 1.19."),
        field(
            "password",
            Type::Text,
            Secret,
            "A password for basic authentication, which Kubernetes has not had since 1.19. A secret.",
        ),
        field(
            "auth-provider",
            Type::Object(&AUTH_PROVIDER),
            Public,
            "A provider that is part of the client. Deprecated; use exec.",
        ),
        field(
            "exec",
            Type::Object(&EXEC),
            Public,
            "A program that hands out the credential. It runs whenever the context is used.",
        ),
        EXTENSIONS,
    ],
};

/// `contexts[].context`.
pub static CONTEXT: Object = Object {
    struct_name: "Context",
    about: "Which cluster to talk to, and as which user.",
    fields: &[
        field("cluster", Type::Text, Public, "The name of an entry of clusters."),
        field("user", Type::Text, Public, "The name of an entry of users."),
        field("namespace", Type::Text, Public, "The namespace that is meant where none is given."),
        EXTENSIONS,
    ],
};

static AUTH_PROVIDER: Object = Object {
    struct_name: "AuthProviderConfig",
    about: "A provider of credentials that is part of the client. Deprecated: exec has replaced it, and kubectl has oidc only.",
    fields: &[
        field("name", Type::Text, Word, "The provider, such as oidc.").required(),
        field("config", Type::TextMap, Secret, "Its settings, tokens among them. All are texts."),
    ],
};

/// `users[].user.exec`.
pub static EXEC: Object = Object {
    struct_name: "ExecConfig",
    about: "A program that hands out the credential. It runs with your rights, without being asked for.",
    fields: &[
        field(
            "command",
            Type::Text,
            Command,
            "The program, without arguments. It is looked for along PATH, or, with a slash in it, from the folder of this file.",
        )
        .required(),
        field("args", Type::TextList, Secret, "Its arguments. No shell reads them."),
        field("env", Type::List(&EXEC_ENV_VAR), Public, "Variables that it gets in addition to those of the client."),
        field("apiVersion", Type::Text, Word, "The version of ExecCredential that it prints.")
            .one_of(&[
                "client.authentication.k8s.io/v1",
                "client.authentication.k8s.io/v1beta1",
                "client.authentication.k8s.io/v1alpha1",
            ])
            .required(),
        field("installHint", Type::Text, Secret, "What to tell people who do not have the program."),
        field("provideClusterInfo", Type::Bool, Word, "Whether the program is told about the cluster, in KUBERNETES_EXEC_INFO."),
        field(
            "interactiveMode",
            Type::Text,
            Word,
            "Whether the program uses the standard input. Version v1 of ExecCredential cannot do without it.",
        )
        .one_of(&["Never", "IfAvailable", "Always"]),
    ],
};

static EXEC_ENV_VAR: Object = Object {
    struct_name: "ExecEnvVar",
    about: "A variable for the program.",
    fields: &[
        field("name", Type::Text, Variable, "The name of the variable.").required(),
        field("value", Type::Text, Secret, "Its value."),
    ],
};

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
