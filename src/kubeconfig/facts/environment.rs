//! Environment variables of exec plugins.

use super::arguments::{self, Endpoint, SecretValue};
use super::path::{self, Expansion, PathShape, Root};
use super::template::{self, Style};

/// What may be said about one entry of `env`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VariableFact {
    /// Which entry, counted from 0.
    pub index: usize,
    /// What the variable does, as far as it is known.
    pub role: Option<Role>,
    /// Something that a shell would expand in the value.
    pub expansion: Option<Expansion>,
    /// A placeholder in the value that nobody filled.
    pub placeholder: Option<Style>,
}

/// What a variable does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// It makes a program run other code: `LD_PRELOAD`, `NODE_OPTIONS`.
    CodeInjection {
        /// The value is an absolute path that is not in a temporary folder.
        is_settled_path: bool,
    },
    /// It moves the configuration of the plugin: `HOME`, `AWS_CONFIG_FILE`.
    Redirect(PathShape),
    /// It switches the verification of certificates off.
    TlsOff,
    /// It names the CA certificates that the plugin trusts.
    CaBundle {
        /// The path is relative or in a temporary folder.
        is_doubtful: bool,
    },
    /// It names the server that hands out tokens, or a proxy on the way.
    Endpoint(Endpoint),
    /// It holds a secret.
    Secret(SecretValue),
    /// It names somebody's own profile or account.
    Identity,
}

/// Describes all entries, in order.
pub(super) fn inspect(env: &[(&str, &str)]) -> Vec<VariableFact> {
    env.iter()
        .enumerate()
        .map(|(index, (name, value))| VariableFact {
            index,
            role: role(name, value),
            expansion: path::expansion(value),
            placeholder: template::style(value),
        })
        .collect()
}

const CODE: [&str; 32] = [
    "LD_PRELOAD",
    "LD_LIBRARY_PATH",
    "LD_AUDIT",
    "GCONV_PATH",
    "PYTHONPATH",
    "PYTHONSTARTUP",
    "PYTHONHOME",
    "NODE_OPTIONS",
    "NODE_PATH",
    "RUBYOPT",
    "RUBYLIB",
    "PERL5OPT",
    "PERL5LIB",
    "BASH_ENV",
    "ENV",
    "SHELLOPTS",
    "PS4",
    "PROMPT_COMMAND",
    "GIT_SSH_COMMAND",
    "JAVA_TOOL_OPTIONS",
    "_JAVA_OPTIONS",
    "DOTNET_STARTUP_HOOKS",
    "COR_PROFILER",
    "COR_PROFILER_PATH",
    "COR_PROFILER_PATH_32",
    "COR_PROFILER_PATH_64",
    "BROWSER",
    "EDITOR",
    "PAGER",
    "CLOUDSDK_PYTHON",
    "CORECLR_PROFILER",
    "CORECLR_PROFILER_PATH",
];

const REDIRECTS: [&str; 17] = [
    "HOME",
    "USERPROFILE",
    "XDG_CONFIG_HOME",
    "PATH",
    "PATHEXT",
    "KUBECONFIG",
    "AWS_CONFIG_FILE",
    "AWS_SHARED_CREDENTIALS_FILE",
    "AWS_WEB_IDENTITY_TOKEN_FILE",
    "AWS_CONTAINER_CREDENTIALS_FULL_URI",
    "AWS_EC2_METADATA_SERVICE_ENDPOINT",
    "CLOUDSDK_CONFIG",
    "GOOGLE_APPLICATION_CREDENTIALS",
    "AZURE_CONFIG_DIR",
    "OCI_CLI_CONFIG_FILE",
    "TELEPORT_HOME",
    "BOTO_CONFIG",
];

const CA_BUNDLES: [&str; 5] = ["SSL_CERT_FILE", "SSL_CERT_DIR", "REQUESTS_CA_BUNDLE", "AWS_CA_BUNDLE", "CURL_CA_BUNDLE"];

const SECRETS: [&str; 12] = [
    "AWS_SECRET_ACCESS_KEY",
    "AWS_SESSION_TOKEN",
    "AZURE_CLIENT_SECRET",
    "AZURE_PASSWORD",
    "AAD_SERVICE_PRINCIPAL_CLIENT_SECRET",
    "AAD_USER_PRINCIPAL_PASSWORD",
    "VAULT_TOKEN",
    "DIGITALOCEAN_ACCESS_TOKEN",
    "GITLAB_TOKEN",
    "GITHUB_TOKEN",
    "OIDC_CLIENT_SECRET",
    "OS_PASSWORD",
];

/// Names are compared as they are: only Windows ignores their case.
pub(super) fn role(name: &str, value: &str) -> Option<Role> {
    let shape = path::inspect(value);
    let is_settled_path = matches!(shape.root, Root::Absolute | Root::Drive) && !shape.is_temporary;
    if CODE.contains(&name) || name.starts_with("DYLD_") {
        Some(Role::CodeInjection { is_settled_path })
    } else if REDIRECTS.contains(&name) {
        Some(Role::Redirect(shape))
    } else if is_tls_off(name, value) {
        Some(Role::TlsOff)
    } else if CA_BUNDLES.contains(&name) {
        Some(Role::CaBundle { is_doubtful: !is_settled_path })
    } else if is_endpoint(name) {
        Some(Role::Endpoint(arguments::endpoint(value)))
    } else if is_secret(name) {
        Some(Role::Secret(arguments::secret(value)))
    } else {
        matches!(name, "AWS_PROFILE" | "AWS_DEFAULT_PROFILE" | "CLOUDSDK_CORE_ACCOUNT" | "OCI_CLI_PROFILE")
            .then_some(Role::Identity)
    }
}

fn is_tls_off(name: &str, value: &str) -> bool {
    match name {
        "PYTHONHTTPSVERIFY" | "NODE_TLS_REJECT_UNAUTHORIZED" => value == "0",
        "GODEBUG" => value.split(',').any(|setting| setting.starts_with("x509") || setting.starts_with("tls")),
        _ => false,
    }
}

fn is_endpoint(name: &str) -> bool {
    name.starts_with("AWS_ENDPOINT_URL")
        || name.starts_with("CLOUDSDK_API_ENDPOINT_OVERRIDES_")
        || matches!(name.to_ascii_uppercase().as_str(), "HTTP_PROXY" | "HTTPS_PROXY" | "ALL_PROXY")
        || matches!(name, "AZURE_AUTHORITY_HOST" | "AAD_AUTHORITY_HOST" | "VAULT_ADDR")
}

fn is_secret(name: &str) -> bool {
    SECRETS.contains(&name)
        || ["_PASSWORD", "_CLIENT_SECRET", "_SECRET_KEY", "_API_KEY", "_ACCESS_TOKEN"].iter().any(|ending| name.ends_with(ending))
}
