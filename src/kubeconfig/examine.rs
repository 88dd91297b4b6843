//! Attaches to the fields what may be said about their values.

use super::disclose::is_publishable;
use super::facts::base64::{self, Base64, Redacted, Verdict};
use super::facts::certificate::{self, CertificateBlock};
use super::facts::command::{self, Command, ExecText, Recognition};
use super::facts::go_url::Strictness;
use super::facts::hint::{self, Hint};
use super::facts::host::Reach;
use super::facts::key::{self, KeyBlock};
use super::facts::pair::{self, Pair};
use super::facts::path::{self, PathShape};
use super::facts::pem::{self, Pem};
use super::facts::pool::{self, Pool};
use super::facts::proxy::{self, Proxy};
use super::facts::template;
use super::facts::token::{self, Token};
use super::facts::url::{self, Outcome, Server};
use super::field::Field;
use super::mask::REDACTED;
use super::model::{Cluster, Exec, Kubeconfig, User, given};
use super::schema::Exposure;
use crate::env::{Env, Referenced};
use crate::message::Name;
use crate::plugins::Plugin;
use crate::span::Span;
use crate::yaml::origin;
use crate::yaml::tree::Stream;
use std::path::{Component, Path, PathBuf};
use zeroize::Zeroizing;

/// What a `*-data` value is.
#[derive(Debug)]
pub struct Data {
    /// Its base64.
    pub base64: Base64,
    /// What it decodes to; `None` where it does not.
    pub bytes: Option<Bytes>,
    /// The character in the file that kubectl stumbles over.
    pub fault: Option<Span>,
}

/// What decoded bytes, or the bytes of a file, are.
#[derive(Debug)]
pub struct Bytes {
    /// Whether there are none.
    pub is_empty: bool,
    /// Their PEM.
    pub pem: Pem,
    /// Their certificates.
    pub certificates: Vec<CertificateBlock>,
    /// Their private keys.
    pub keys: Vec<KeyBlock>,
    /// Whether there is nothing but blanks.
    pub is_blank: bool,
    /// Whether Go sends them as a token: without outer blanks, where something is left then.
    pub is_sendable: bool,
}

/// What stands at a path that the file names.
#[derive(Debug)]
pub struct Target {
    /// The path that kubectl opens: relative ones start in the folder of the kubeconfig.
    pub resolved: Name,
    /// What is there.
    pub state: TargetState,
    /// Its content, where it was read.
    pub bytes: Option<Bytes>,
}

/// What was found at a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TargetState {
    /// Nobody looked.
    NotLooked,
    /// Nothing.
    Missing,
    /// A folder.
    Folder,
    /// Something that may not be read.
    Unreadable,
    /// A file.
    Read,
}

/// Fills in the facts of a typed view. Relative paths start in the folder of `path`.
pub(in crate::kubeconfig) fn examine(kubeconfig: &mut Kubeconfig, path: Option<&Path>, env: &Env, written: Written<'_>) {
    let examiner = Examiner { folder: path.and_then(Path::parent), env, written };
    for cluster in &mut kubeconfig.clusters {
        examiner.cluster(cluster);
    }
    for user in &mut kubeconfig.users {
        examiner.user(user);
    }
}

/// The text of a file and its nodes, to find the place of a byte in a value.
#[derive(Clone, Copy)]
pub(in crate::kubeconfig) struct Written<'a> {
    pub(in crate::kubeconfig) text: &'a str,
    pub(in crate::kubeconfig) stream: &'a Stream,
}

impl Written<'_> {
    /// The character in the file that became the byte at `offset` of a value.
    fn character(&self, field: &Field, offset: usize) -> Option<Span> {
        let node = self.stream.node(field.node?);
        let start = origin::origin(self.text, node, offset);
        let c = self.text.get(start as usize..)?.chars().next()?;
        Some(Span::new(start, start + u32::try_from(c.len_utf8()).unwrap_or(1)))
    }
}

struct Examiner<'a> {
    folder: Option<&'a Path>,
    env: &'a Env,
    written: Written<'a>,
}

/// The bytes of a certificate, key or authority that kubectl would use.
type Plain = Option<Zeroizing<Vec<u8>>>;

impl Examiner<'_> {
    fn cluster(&self, cluster: &mut Cluster) {
        if let Some(field) = cluster.server.as_mut() {
            field.url = field.text().map(|text| Box::new(url::server(text)));
        }
        if let Some(field) = cluster.proxy_url.as_mut() {
            field.proxy = field.text().map(|text| Box::new(proxy::inspect(text)));
        }
        let data = self.decode(cluster.ca_data.as_mut());
        let file = self.follow(cluster.ca_path.as_mut());
        cluster.pool = effective(cluster.ca_data.as_ref(), data, file).map(|bytes| pool::inspect(&bytes));
    }

    fn user(&self, user: &mut User) {
        let certificate = self.decode(user.certificate_data.as_mut());
        let certificate_file = self.follow(user.certificate_path.as_mut());
        let key = self.decode(user.key_data.as_mut());
        let key_file = self.follow(user.key_path.as_mut());
        self.follow(user.token_file.as_mut());
        if let Some(field) = user.token.as_mut().filter(|field| field.is_text()) {
            field.token = field.text().map(|text| Box::new(token::inspect(text)));
        }
        let id_token = user.auth_provider.iter_mut().find_map(|provider| provider.setting_mut("id-token"));
        if let Some(field) = id_token {
            field.token = field.text().map(|text| Box::new(token::inspect(text)));
        }
        if let Some(exec) = &mut user.exec {
            exec.facts = Some(Box::new(command(exec)));
            exec.hint = exec.install_hint.as_ref().and_then(Field::text).map(|text| hint::inspect(text, exec.plugin()));
        }
        let certificate = effective(user.certificate_data.as_ref(), certificate, certificate_file);
        let key = effective(user.key_data.as_ref(), key, key_file);
        user.pair = certificate.zip(key).map(|(certificate, key)| pair::inspect(&certificate, &key));
    }

    fn decode(&self, field: Option<&mut Field>) -> Plain {
        let field = field.filter(|field| field.is_text())?;
        let (base64, plain) = base64::inspect(field.text()?);
        let bytes = plain.as_ref().map(|plain| bytes(plain));
        let fault = match base64.verdict {
            Verdict::Refused { offset, .. } => self.written.character(field, offset),
            _ => None,
        };
        field.data = Some(Box::new(Data { base64, bytes, fault }));
        plain
    }

    fn follow(&self, field: Option<&mut Field>) -> Plain {
        let field = field.filter(|field| !field.is_blank())?;
        let shape = path::inspect(field.text()?);
        field.path = Some(shape);
        if shape.inline.is_some() {
            // A certificate or key that was written where its path belongs.
            field.exposure = Exposure::Secret;
            return None;
        }
        let path = self.resolve(field.text()?)?;
        let shown = if is_publishable(field.text()?) { path.clone() } else { path.with_file_name(REDACTED) };
        let resolved = Name::escape(&shown.to_string_lossy());
        let (state, content) = match self.env.referenced(&path) {
            Referenced::NotLooked => (TargetState::NotLooked, None),
            Referenced::Missing => (TargetState::Missing, None),
            Referenced::Folder => (TargetState::Folder, None),
            Referenced::Unreadable => (TargetState::Unreadable, None),
            Referenced::Content(content) => (TargetState::Read, Some(content)),
        };
        let bytes = content.as_ref().map(|content| bytes(content));
        field.target = Some(Box::new(Target { resolved, state, bytes }));
        content
    }

    /// client-go's `ResolveLocalPaths`: a relative path starts in the folder of the file that holds it.
    fn resolve(&self, path: &str) -> Option<PathBuf> {
        let path = Path::new(path);
        if path.is_absolute() { Some(path.to_owned()) } else { self.folder.map(|folder| clean(&folder.join(path))) }
    }
}

/// Go's `filepath.Clean`: `..` takes the step before it away, links or not.
fn clean(path: &Path) -> PathBuf {
    let mut clean = PathBuf::new();
    for step in path.components() {
        match step {
            Component::CurDir => {}
            Component::ParentDir if clean.file_name().is_some() => _ = clean.pop(),
            Component::ParentDir if clean.has_root() => {}
            step => clean.push(step),
        }
    }
    clean
}

fn command(exec: &Exec) -> Command {
    fn text(field: Option<&Field>) -> &str {
        field.and_then(Field::text).unwrap_or_default()
    }
    let args: Vec<&str> = exec.args.iter().map(|field| text(Some(field))).collect();
    let env: Vec<(&str, &str)> = exec.env.iter().map(|var| (text(var.name.as_ref()), text(var.value.as_ref()))).collect();
    command::inspect(ExecText { command: text(exec.command.as_ref()), args: &args, env: &env })
}

fn bytes(plain: &[u8]) -> Bytes {
    Bytes {
        is_empty: plain.is_empty(),
        pem: pem::inspect(plain),
        certificates: certificate::blocks(plain),
        keys: key::blocks(plain),
        is_blank: plain.trim_ascii().is_empty(),
        is_sendable: token::is_sendable(plain.trim_ascii()),
    }
}

/// client-go reads a file only where the data is empty (`rest.LoadTLSFiles`).
fn effective(data_field: Option<&Field>, data: Plain, file: Plain) -> Plain {
    if given(data_field).is_some() && data.as_ref().is_none_or(|data| !data.is_empty()) { data } else { file }
}

impl Field {
    /// What its base64 is, for a `*-data` field.
    pub fn data(&self) -> Option<&Data> {
        self.data.as_deref()
    }

    /// What its path leads to, for a field that names a file.
    pub fn target(&self) -> Option<&Target> {
        self.target.as_deref()
    }

    /// How kubectl reads it, for `server`.
    pub fn url(&self) -> Option<&Server> {
        self.url.as_deref()
    }

    /// How kubectl reads it, for `proxy-url`.
    pub fn proxy(&self) -> Option<&Proxy> {
        self.proxy.as_deref()
    }

    /// What its path looks like, for a field that names a file.
    pub fn path_shape(&self) -> Option<&PathShape> {
        self.path.as_ref()
    }

    /// The placeholder it is, or holds where no real value holds one.
    pub fn placeholder(&self) -> Option<template::Style> {
        match self.exposure {
            Exposure::Url => template::style_of_url(self.text()?),
            _ => template::style(self.text()?),
        }
    }

    /// The word that some tool shows in place of the value.
    pub fn redacted(&self) -> Option<Redacted> {
        base64::redacted(self.text()?)
    }

    /// What may be said about a `token`.
    pub fn token(&self) -> Option<&Token> {
        self.token.as_deref()
    }

    /// The bytes it stands for, as data or through its path, where they are known.
    pub fn bytes(&self) -> Option<&Bytes> {
        match (self.data(), self.target()) {
            (Some(data), _) => data.bytes.as_ref(),
            (None, Some(target)) => target.bytes.as_ref(),
            (None, None) => None,
        }
    }
}

impl Cluster {
    /// What kubectl's certificate pool makes of the authority; `None` where there is none, or its bytes are not known.
    pub fn pool(&self) -> Option<Pool> {
        self.pool
    }

    /// Whether kubectl speaks TLS with the server; otherwise it leaves CA and credentials out.
    pub fn is_reached_over_tls(&self) -> bool {
        let outcome = self.server.as_ref().and_then(Field::url).map(|url| url.outcome(Strictness::Colons));
        matches!(outcome, Some(Outcome::Connects { is_tls: true }))
    }

    /// Whether the server is this machine.
    pub fn is_loopback(&self) -> bool {
        let host = self.server.as_ref().and_then(Field::url).and_then(|url| url.host.as_ref());
        host.is_some_and(|host| host.reach == Reach::Loopback)
    }
}

impl Exec {
    /// What may be said about `installHint`.
    pub fn hint(&self) -> Option<Hint> {
        self.hint
    }

    /// The plugin of the registry that it runs.
    pub fn plugin(&self) -> Option<&'static Plugin> {
        match self.facts()?.plugin {
            Recognition::Known { plugin, .. } => Some(plugin),
            _ => None,
        }
    }

    /// What may be said about what it runs.
    pub fn facts(&self) -> Option<&Command> {
        self.facts.as_deref()
    }
}

impl User {
    /// What Go's TLS makes of certificate and key; `None` where one is missing, or its bytes are not known.
    pub fn pair(&self) -> Option<&Pair> {
        self.pair.as_ref()
    }
}

#[cfg(test)]
mod tests {
    use super::clean;
    use std::path::Path;

    #[test]
    fn paths_are_cleaned_as_go_cleans_them() {
        for (path, cleaned) in [
            ("/a/./b", "/a/b"),
            ("/a/b/../c", "/a/c"),
            ("/../a", "/a"),
            ("/a/~/b", "/a/~/b"),
            ("../a", "../a"),
            ("a/../../b", "../b"),
        ] {
            assert_eq!(clean(Path::new(path)), Path::new(cleaned), "{path}");
        }
    }
}
