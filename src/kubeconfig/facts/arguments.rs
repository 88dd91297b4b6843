//! Arguments of exec plugins.

use super::environment::{self, Role};
use super::launcher::{Code, Inner, Launcher, LauncherKind};
use super::path::{self, Expansion};
use super::template::{self, Style};

/// Something to be said about one argument.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ArgumentFact {
    /// Which argument, counted from 0. For `--option value` it is the value.
    pub index: usize,
    /// What is to be said.
    pub kind: ArgumentKind,
}

/// What may be said about an argument.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ArgumentKind {
    /// Something that a shell would act on, where no shell is meant.
    Metacharacter(Metacharacter),
    /// Something that a shell would expand, where no shell is meant.
    Expansion(Expansion),
    /// A placeholder that nobody filled.
    Placeholder(Style),
    /// It switches the verification of certificates off.
    TlsOff,
    /// It names the server that hands out tokens.
    Endpoint(Endpoint),
    /// It holds a secret.
    Secret(SecretValue),
    /// It names somebody's own profile, account, role or context.
    Identity(Identity),
}

/// How somebody's own profile, account, role or context is named.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Identity {
    /// It is a profile: without it the plugin takes the usual one.
    pub is_profile: bool,
    /// The argument before it is the option whose value it is.
    pub is_behind_option: bool,
}

/// What a shell would act on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Metacharacter {
    /// `;`
    Semicolon,
    /// `|`
    Pipe,
    /// `&&`
    And,
    /// A single `&`, as URLs have it.
    Ampersand,
    /// `` ` `` or `$(`
    Substitution,
    /// `${`
    Variable,
    /// `>` or `<`
    Redirection,
    /// A line break.
    Newline,
}

/// A server that hands out tokens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Endpoint {
    /// `http://`
    pub is_plain_http: bool,
    /// It is this machine.
    pub is_loopback: bool,
    /// It is a cloud provider's own, a sovereign cloud's among them.
    pub is_provider: bool,
}

/// A value that should be secret.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SecretValue {
    /// It is empty.
    pub is_empty: bool,
    /// It has fewer than eight characters.
    pub is_short: bool,
    /// It is a placeholder or a variable, which nobody fills.
    pub is_placeholder: bool,
}

/// Describes all arguments of which something is to be said, in order. What stands in the code of a shell is said of the argument
/// that holds the code.
pub(super) fn inspect(args: &[&str], launcher: Option<&Launcher>, inner: Option<&Inner>) -> Vec<ArgumentFact> {
    let mut facts = of_words(args, launcher);
    let code = launcher.and_then(|launcher| if let Code::Inline(at) = launcher.code { Some(at) } else { None });
    if let (Some(at), Some(inner)) = (code, inner) {
        let words: Vec<&str> = inner.words.iter().map(String::as_str).collect();
        let of_call = of_words(&words, None).into_iter().map(|fact| fact.kind).filter(|kind| speaks_of_call(*kind));
        facts.extend(of_call.map(|kind| ArgumentFact { index: at, kind }));
    }
    for assignment in inner.iter().flat_map(|inner| inner.assignments.iter()) {
        let index = args.iter().position(|argument| argument == assignment).or(code);
        let (name, value) = assignment.split_once('=').unwrap_or((assignment, ""));
        facts.extend(index.zip(of_variable(name, value)).map(|(index, kind)| ArgumentFact { index, kind }));
    }
    // Inside of code nothing is an argument of its own.
    for fact in facts.iter_mut().filter(|fact| Some(fact.index) == code) {
        if let ArgumentKind::Identity(identity) = &mut fact.kind {
            *identity = Identity { is_profile: false, is_behind_option: false };
        }
    }
    facts.sort_by_key(|fact| fact.index);
    facts.dedup();
    facts
}

/// Whether it is about what the plugin is told, not about how that is written.
fn speaks_of_call(kind: ArgumentKind) -> bool {
    matches!(kind, ArgumentKind::TlsOff | ArgumentKind::Endpoint(_) | ArgumentKind::Secret(_) | ArgumentKind::Identity(_))
}

/// What is to be said about a variable that is set on the command line.
fn of_variable(name: &str, value: &str) -> Option<ArgumentKind> {
    Some(match environment::role(name, value)? {
        Role::TlsOff => ArgumentKind::TlsOff,
        Role::Endpoint(endpoint) => ArgumentKind::Endpoint(endpoint),
        Role::Secret(secret) => ArgumentKind::Secret(secret),
        Role::Identity => ArgumentKind::Identity(Identity { is_profile: name.ends_with("_PROFILE"), is_behind_option: false }),
        Role::CodeInjection { .. } | Role::Redirect(_) | Role::CaBundle { .. } => return None,
    })
}

fn of_words(args: &[&str], launcher: Option<&Launcher>) -> Vec<ArgumentFact> {
    let mut facts = Vec::new();
    for (index, argument) in args.iter().enumerate() {
        let is_shell_text = launcher.is_some_and(|launcher| {
            launcher.kind != LauncherKind::Wrapper && matches!(launcher.code, Code::Inline(at) | Code::Encoded(at) if at <= index)
        });
        let mut add = |index, kind| facts.push(ArgumentFact { index, kind });
        if !is_shell_text {
            if let Some(kind) = metacharacter(argument) {
                add(index, ArgumentKind::Metacharacter(kind));
            }
            if let Some(kind) = path::expansion(argument) {
                add(index, ArgumentKind::Expansion(kind));
            }
        }
        // A shell has redirections in angle brackets, and programs that it calls have templates of their own.
        if let Some(style) = template::style_of_argument(argument).filter(|style| !is_shell_text || *style == Style::Marks) {
            add(index, ArgumentKind::Placeholder(style));
        }
        if is_tls_off(argument) {
            add(index, ArgumentKind::TlsOff);
        }
        let (option, inline) = argument.split_once('=').map_or((*argument, None), |(option, value)| (option, Some(value)));
        if !option.starts_with('-') {
            continue;
        }
        let (value_index, value) = match inline {
            Some(value) => (index, Some(value)),
            None => (index + 1, args.get(index + 1).copied()),
        };
        if let Some(kind) = value.and_then(|value| of_option(option, value, inline.is_none())) {
            add(value_index, kind);
        }
    }
    facts
}

/// `--no-verify-ssl`, `--insecure…`, `--tls-skip-verify`, `--skip-tls-verify`
fn is_tls_off(argument: &str) -> bool {
    let (option, value) = argument.split_once('=').unwrap_or((argument, "true"));
    let is_off = matches!(
        option,
        "--no-verify-ssl"
            | "--insecure"
            | "--insecure-skip-tls-verify"
            | "--insecure-skip-verify"
            | "--tls-skip-verify"
            | "--skip-tls-verify"
            | "--skip-verify"
            | "--disable-ssl-verification"
            | "--certificate-authority-skip-verify"
    );
    is_off && !matches!(value, "false" | "0")
}

fn of_option(option: &str, value: &str, is_apart: bool) -> Option<ArgumentKind> {
    match option {
        "--client-secret"
        | "--oidc-client-secret"
        | "--password"
        | "--token"
        | "--secret"
        | "--api-key"
        | "--access-key"
        | "--secret-key"
        | "--secret-access-key"
        | "--client-certificate-password"
        | "--refresh-token"
        | "--id-token"
        | "--access-token" => Some(ArgumentKind::Secret(secret(value))),
        "--endpoint-url" | "--authority-host" | "--oidc-issuer-url" | "--issuer-url" | "--issuer" | "--sts-endpoint" => {
            let endpoint = endpoint(value);
            // An issuer is named in every such call; only its scheme says anything.
            let is_issuer = option.contains("issuer");
            (!is_issuer || endpoint.is_plain_http).then_some(ArgumentKind::Endpoint(endpoint))
        }
        "--profile" | "--account" | "--role-arn" | "--role" | "--context" => {
            let is_profile = option == "--profile";
            Some(ArgumentKind::Identity(Identity { is_profile, is_behind_option: is_apart }))
        }
        _ => None,
    }
}

pub(super) fn secret(value: &str) -> SecretValue {
    let value = value.trim();
    SecretValue {
        is_empty: value.is_empty(),
        is_short: value.chars().count() < 8,
        is_placeholder: template::style(value).is_some() || super::base64::redacted(value).is_some(),
    }
}

pub(super) fn endpoint(value: &str) -> Endpoint {
    const PROVIDERS: [&str; 12] = [
        ".amazonaws.com",
        ".amazonaws.com.cn",
        ".api.aws",
        ".microsoftonline.com",
        ".microsoftonline.us",
        ".microsoftonline.de",
        ".partner.microsoftonline.cn",
        ".chinacloudapi.cn",
        ".googleapis.com",
        ".oraclecloud.com",
        ".google.com",
        ".windows.net",
    ];
    let server = super::url::server(value);
    let host = server.host.as_ref();
    let name = host.and_then(|host| host.name.as_ref()).map(|name| format!(".{}", name.as_str().to_ascii_lowercase()));
    Endpoint {
        is_plain_http: matches!(server.scheme, super::url::Scheme::Http | super::url::Scheme::UppercaseHttp),
        is_loopback: host.is_some_and(|host| host.reach == super::host::Reach::Loopback),
        is_provider: name.is_some_and(|name| PROVIDERS.iter().any(|suffix| name.ends_with(suffix))),
    }
}

fn metacharacter(argument: &str) -> Option<Metacharacter> {
    const SIGNS: [(&str, Metacharacter); 10] = [
        ("\n", Metacharacter::Newline),
        ("`", Metacharacter::Substitution),
        ("$(", Metacharacter::Substitution),
        ("&&", Metacharacter::And),
        (";", Metacharacter::Semicolon),
        ("|", Metacharacter::Pipe),
        ("${", Metacharacter::Variable),
        (">", Metacharacter::Redirection),
        ("<", Metacharacter::Redirection),
        ("&", Metacharacter::Ampersand),
    ];
    // `<server id>` is a placeholder, and JSON is no shell text.
    let is_placeholder = template::style_of_argument(argument).is_some();
    let is_json = argument.starts_with('{') && argument.ends_with('}');
    if is_placeholder || is_json {
        return None;
    }
    SIGNS.into_iter().find(|(sign, _)| argument.contains(sign)).map(|(_, kind)| kind)
}
