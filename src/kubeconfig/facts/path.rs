//! The shapes of paths, without looking at any file.

use super::{base64, der, pem, token};

/// What may be said about a path's text. No client expands anything in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "independent facts, each named")]
pub struct PathShape {
    /// Where it starts from.
    pub root: Root,
    /// Something that a shell would expand.
    pub expansion: Option<Expansion>,
    /// A sign of the system it was written for.
    pub system: Option<System>,
    /// A certificate, key or token that should stand in another field.
    pub inline: Option<Inline>,
    /// It is a token of a kind that is told from a name.
    pub is_token: bool,
    /// `..` steps up.
    pub has_parent_steps: bool,
    /// It lies in a folder that everybody may write to: `/tmp`, `/var/tmp`, `/dev/shm`, Downloads, `%TEMP%`.
    pub is_temporary: bool,
    /// It lies in `/dev` or `/proc`, where no certificates are kept: memory (`/dev/shm`) and nothing (`/dev/null`) aside.
    pub is_special: bool,
    /// It is a descriptor that a program is started with: `/dev/stdin`, `/dev/fd/63`.
    pub is_descriptor: bool,
    /// What it names, where that is neither certificate, key nor token for a cluster.
    pub sensitive: Option<Sensitive>,
    /// Blanks or line breaks around it.
    pub has_outer_blanks: bool,
}

/// Where a path starts from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Root {
    /// It is empty.
    Empty,
    /// `/…`
    Absolute,
    /// `C:\…`, `C:/…`
    Drive,
    /// `\\server\share`
    Unc,
    /// `\…`: the root of the current drive.
    Rooted,
    /// With a separator, but from the current folder or that of the file.
    Relative,
    /// Without a separator.
    Bare,
}

/// What a shell would expand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Expansion {
    /// `~`, `~/…`, `~user/…`
    Home,
    /// `$X`, `${X}`
    Variable,
    /// `%X%`
    Percent,
}

/// The system that a path was written for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum System {
    /// A drive, a share, or backslashes.
    Windows,
    /// `/mnt/c/…`
    Wsl,
    /// `/Users/…`, `/Volumes/…`
    MacOs,
    /// `/home/…`
    Linux,
}

/// Data where a path should be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Inline {
    /// PEM.
    Pem,
    /// Base64 of PEM.
    Base64OfPem,
    /// Base64 of DER.
    Base64OfDer,
}

/// Files that are not meant for a cluster.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sensitive {
    /// Below `.ssh`.
    Ssh,
    /// Credentials of another tool: `.netrc`, `.git-credentials`, `.vault-token`, `.npmrc`, `.docker/config.json`, cloud CLIs.
    Credentials,
    /// `/etc/shadow` and the like.
    System,
    /// The token that Kubernetes mounts into a pod.
    ServiceAccountToken,
}

/// Describes the text of a path field.
pub(in crate::kubeconfig) fn inspect(text: &str) -> PathShape {
    let trimmed = text.trim();
    let slashed = trimmed.replace('\\', "/");
    PathShape {
        root: root(trimmed),
        expansion: expansion(trimmed),
        system: system(trimmed),
        inline: inline(trimmed),
        is_token: token::is_unmistakable(trimmed),
        has_parent_steps: slashed.split('/').any(|step| step == ".."),
        is_temporary: is_temporary(&slashed),
        is_special: is_special(&slashed),
        is_descriptor: slashed == "/dev/stdin" || slashed.starts_with("/dev/fd/") || slashed.starts_with("/proc/self/fd/"),
        sensitive: sensitive(&slashed),
        has_outer_blanks: trimmed.len() != text.len(),
    }
}

/// What a shell would expand in a path, an argument or an environment value.
pub(in crate::kubeconfig) fn expansion(text: &str) -> Option<Expansion> {
    if text == "~" || text.starts_with("~/") || text.starts_with("~\\") || is_named_home(text) || text.contains("=~/") {
        Some(Expansion::Home)
    } else if has_variable(text) {
        Some(Expansion::Variable)
    } else if has_percent(text) {
        Some(Expansion::Percent)
    } else {
        None
    }
}

fn is_named_home(text: &str) -> bool {
    let name = text.strip_prefix('~').and_then(|rest| rest.split_once('/')).map(|(name, _)| name);
    name.is_some_and(|name| name.starts_with(|c: char| c.is_ascii_lowercase()) && name.chars().all(is_name))
}

/// `$X` or `${X}`
fn has_variable(text: &str) -> bool {
    text.match_indices('$').any(|(at, _)| {
        let rest = &text[at + 1..];
        let name = rest.strip_prefix('{').unwrap_or(rest);
        let is_closed = !rest.starts_with('{') || rest.contains('}');
        is_closed && name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
    })
}

/// `%X%`, with at least two letters, which no URL escape has.
fn has_percent(text: &str) -> bool {
    text.split('%').skip(1).step_by(2).zip(text.split('%').skip(2)).any(|(name, _)| {
        name.len() > 2
            && name.starts_with(|c: char| c.is_ascii_alphabetic())
            && name.chars().all(|c| is_name(c) || matches!(c, '(' | ')'))
    })
}

fn is_name(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '_'
}

fn root(text: &str) -> Root {
    let after_letter = text.strip_prefix(|c: char| c.is_ascii_alphabetic());
    if text.is_empty() {
        Root::Empty
    } else if text.starts_with('/') {
        Root::Absolute
    } else if text.starts_with("\\\\") {
        Root::Unc
    } else if after_letter.is_some_and(|rest| rest.starts_with(":\\") || rest.starts_with(":/")) {
        Root::Drive
    } else if text.starts_with('\\') {
        Root::Rooted
    } else if text.contains(['/', '\\']) {
        Root::Relative
    } else {
        Root::Bare
    }
}

fn system(text: &str) -> Option<System> {
    let wsl_drive = text.strip_prefix("/mnt/").map(|rest| rest.split('/').next().unwrap_or(rest));
    if matches!(root(text), Root::Drive | Root::Unc | Root::Rooted) || (text.contains('\\') && !text.contains('/')) {
        Some(System::Windows)
    } else if wsl_drive.is_some_and(|drive| drive.len() == 1 && drive.starts_with(|c: char| c.is_ascii_lowercase())) {
        Some(System::Wsl)
    } else if text.starts_with("/Users/") || text.starts_with("/Volumes/") {
        Some(System::MacOs)
    } else if text.starts_with("/home/") {
        Some(System::Linux)
    } else {
        None
    }
}

/// The certificate or key that a text is.
pub(in crate::kubeconfig) fn inline(text: &str) -> Option<Inline> {
    if pem::mentions_begin(text.as_bytes()) {
        return Some(Inline::Pem);
    }
    let decoded = base64::decode(text.as_bytes()).ok()?;
    if pem::mentions_begin(&decoded) {
        Some(Inline::Base64OfPem)
    } else {
        der::is_one_sequence(&decoded).then_some(Inline::Base64OfDer)
    }
}

fn is_special(path: &str) -> bool {
    let is_plain = path == "/dev/null" || path.starts_with("/dev/shm/");
    !is_plain && (path == "/dev" || path.starts_with("/dev/") || path.starts_with("/proc/"))
}

fn is_temporary(path: &str) -> bool {
    let upper = path.to_ascii_uppercase();
    ["/tmp/", "/var/tmp/", "/dev/shm/", "/private/tmp/"].iter().any(|folder| path.starts_with(folder))
        || path.contains("/Downloads/")
        || ["%TEMP%", "%TMP%", "$TMPDIR", "${TMPDIR}"].iter().any(|start| upper.starts_with(start))
        || upper.contains("/APPDATA/LOCAL/TEMP/")
}

fn sensitive(path: &str) -> Option<Sensitive> {
    const CREDENTIALS: [&str; 13] = [
        "/.netrc",
        "/_netrc",
        "/.git-credentials",
        "/.vault-token",
        "/.npmrc",
        "/.pypirc",
        "/.docker/config.json",
        "/.aws/credentials",
        "/.azure/accessTokens.json",
        "/.azure/msal_token_cache.json",
        "/gcloud/application_default_credentials.json",
        "/gcloud/credentials.db",
        "/.config/gh/hosts.yml",
    ];
    let rooted = format!("/{}", path.trim_start_matches("~/").trim_start_matches('/'));
    if rooted.contains("/.ssh/") {
        Some(Sensitive::Ssh)
    } else if CREDENTIALS.iter().any(|name| rooted.ends_with(name)) {
        Some(Sensitive::Credentials)
    } else if ["/etc/shadow", "/etc/gshadow", "/etc/passwd", "/etc/sudoers"].contains(&path) {
        Some(Sensitive::System)
    } else if path.starts_with("/var/run/secrets/kubernetes.io/") || path.starts_with("/run/secrets/kubernetes.io/") {
        Some(Sensitive::ServiceAccountToken)
    } else {
        None
    }
}

#[cfg(test)]
#[path = "path_tests.rs"]
mod tests;
