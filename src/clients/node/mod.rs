//! `@kubernetes/client-node` 1 and 2, read in `src/config.ts`, `src/config_types.ts` and the authenticators beside them, and compared
//! with the library.
//!
//! What is predicted is `loadFromFile`, `setCurrentContext`, `makeApiClient` and a request. The order is the library's: every entry of
//! the file is checked ([`load`]), then cluster and user are looked up, then each request is prepared: its URL ([`server`]), files and
//! credentials ([`credentials`]), the agent or dispatcher ([`agent`]), the headers ([`request`]) and TLS ([`tls`]).

mod agent;
mod credentials;
mod load;
mod merge;
mod paths;
mod request;
mod server;
#[cfg(test)]
mod tests;
mod tls;

use super::{Ca, Cause, Effective, Outcome, Prediction, Refusal, Release, Stage, Tls};
use crate::address::Address;
use crate::env::Env;
use crate::kubeconfig::Document;
use crate::kubeconfig::mask::REDACTED;
use crate::kubeconfig::reading::{Datum, Dialect, Names, Reading};
use crate::message::{Message, Name};
use crate::span::Span;
use credentials::Credentials;
use jiff::Timestamp;
use merge::Config;
use server::Server;

/// What the library of this release does with each context.
pub(super) fn predict(documents: &[Document], release: Release, env: &Env) -> Vec<Prediction> {
    let version = Version::of(release);
    let readings: Vec<Reading<'_>> = documents.iter().map(|document| document.read_as(version.dialect())).collect();
    let config = Config::of(&readings);
    let refusal = load::refusal(&readings, version).or_else(|| config.refusal());
    let node = Node { clusters: config.clusters(), users: config.users(), version, now: env.now };
    let predict = |choice: merge::Choice<'_>| {
        let outcome = match &refusal {
            Some(refusal) => Err(refusal.clone()),
            None => node.run(&choice),
        };
        let outcome = outcome.map_or_else(Outcome::Refuses, Outcome::Contacts);
        Prediction { file: choice.file, context: choice.name, is_current: choice.is_current, release, outcome }
    };
    config.choices().into_iter().map(predict).collect()
}

/// The major versions differ in their YAML library, their HTTP client, and in what happens without a user.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Version {
    One,
    Two,
}

impl Version {
    fn of(release: Release) -> Self {
        if release.version.is_at_least(2, 0, 0) { Self::Two } else { Self::One }
    }

    fn dialect(self) -> Dialect {
        match self {
            Self::One => Dialect::JsYaml4,
            Self::Two => Dialect::JsYaml5,
        }
    }
}

/// A value, and the file it stands in.
#[derive(Clone)]
struct In<'r> {
    file: usize,
    datum: Datum<'r>,
}

struct Node<'r> {
    clusters: Lookup<'r>,
    users: Lookup<'r>,
    version: Version,
    now: Timestamp,
}

/// `findObject`: of several entries with a name the first.
struct Lookup<'r> {
    entries: Vec<In<'r>>,
    names: Names<usize>,
}

/// What a context leads to.
struct Selected<'r> {
    context: Datum<'r>,
    /// `clusters[].cluster`
    cluster: In<'r>,
    /// `users[].user`, where the context names a user that is there.
    user: Option<In<'r>>,
}

impl<'r> Node<'r> {
    fn run(&self, choice: &merge::Choice<'r>) -> Result<Effective, Refusal> {
        let selected = self.select(choice)?;
        let server = Server::of(&selected)?;
        paths::check(&selected)?;
        let credentials = Credentials::of(&selected, &server, self)?;
        agent::check(&selected, &server, self.version)?;
        request::check(&selected, &server, &credentials, self.version)?;
        let shows_certificate = tls::check(&selected, &server, self.version)?;
        Ok(self.effective(&selected, &server, credentials.auth(shows_certificate)))
    }

    /// `getCurrentCluster`, `getCurrentUser`
    fn select(&self, choice: &merge::Choice<'r>) -> Result<Selected<'r>, Refusal> {
        let entry = choice.context.as_ref().ok_or_else(|| no_active_cluster(&choice.cause))?;
        let context = entry.datum.get("context").ok_or_else(|| no_active_cluster(&choice.cause))?;
        let cluster_name = context.get("cluster");
        let cluster = cluster_name.as_ref().and_then(|name| self.clusters.get(name, "cluster"));
        let cause = cluster_name.map_or_else(|| choice.cause.clone(), |name| Cause::datum(entry.file, &name));
        let cluster = cluster.ok_or_else(|| no_active_cluster(&cause))?;
        let user = context.get("user").filter(Datum::is_truthy_to_javascript);
        let user = user.and_then(|name| self.users.get(&name, "user"));
        Ok(Selected { context, cluster, user })
    }

    fn effective(&self, selected: &Selected<'r>, server: &Server<'r>, auth: Vec<super::Auth>) -> Effective {
        let cluster = &selected.cluster.datum;
        // `applyHTTPSOptions` does nothing without a user; 1.x looks at this flag once more.
        let is_read = selected.user.is_some();
        let is_unverified = is_insecure(cluster) && (is_read || self.version == Version::One);
        let has = |key| is_read && given(cluster, key).is_some();
        let tls = match (server.is_tls, is_unverified) {
            (false, _) => Tls::Plaintext,
            (true, true) => Tls::Unverified,
            (true, false) => Tls::Verified,
        };
        let ca = match tls {
            Tls::Plaintext | Tls::Unverified => Ca::None,
            Tls::Verified if has("certificate-authority") => Ca::File,
            Tls::Verified if has("certificate-authority-data") => Ca::Data,
            Tls::Verified => Ca::System,
        };
        let namespace = given(&selected.context, "namespace");
        let impersonate = selected.user.as_ref().and_then(|user| request::impersonated(&user.datum));
        Effective {
            server: server.address.clone(),
            tls,
            ca,
            auth,
            namespace: namespace.map_or_else(|| Name::escape(""), |name| shown(&name)),
            impersonate: impersonate.map(|name| shown(&name)),
        }
    }
}

impl<'r> Lookup<'r> {
    fn new(entries: Vec<In<'r>>) -> Self {
        let named: Vec<_> = entries.iter().map(In::name).collect();
        let named = named.iter().enumerate().filter_map(|(index, name)| Some((name.as_ref()?, index)));
        Self { names: Names::new(named), entries }
    }

    /// What the entry of this name holds under `key`. Where that is nothing it is the name, which has no keys of its own.
    fn get(&self, name: &Datum<'_>, key: &'static str) -> Option<In<'r>> {
        let entry = self.entries.get(self.names.get(name)?)?;
        let datum = given(&entry.datum, key).or_else(|| entry.name())?;
        Some(In { file: entry.file, datum })
    }
}

impl<'r> In<'r> {
    /// The name of an entry.
    fn name(&self) -> Option<Datum<'r>> {
        self.datum.get("name")
    }

    /// A key of the value, or the value itself where it does not have the key.
    fn cause(&self, key: &'static str) -> Cause {
        Cause::datum(self.file, &self.datum.get(key).unwrap_or_else(|| self.datum.clone()))
    }
}

/// The value of a key, where it is truthy.
fn given<'r>(datum: &Datum<'r>, key: &'static str) -> Option<Datum<'r>> {
    datum.get(key).filter(Datum::is_truthy_to_javascript)
}

/// `=== true`
fn is_insecure(cluster: &Datum<'_>) -> bool {
    use crate::kubeconfig::reading::Kind;
    cluster.get("insecure-skip-tls-verify").is_some_and(|flag| flag.kind() == Kind::Bool(true))
}

fn shown(datum: &Datum<'_>) -> Name {
    datum.name_to_javascript().unwrap_or_else(|| Name::escape(REDACTED))
}

fn no_active_cluster(cause: &Cause) -> Refusal {
    refuse(Stage::Config, cause.clone(), "No active cluster!")
}

fn refuse(stage: Stage, cause: Cause, error: impl Into<Message>) -> Refusal {
    Refusal { stage, error: error.into(), cause }
}

/// The whole file.
fn whole(file: usize) -> Cause {
    Cause { file, address: Address::ROOT, span: Span::at(0) }
}
