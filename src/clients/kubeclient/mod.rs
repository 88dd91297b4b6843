//! Ruby's `kubeclient` 4.9 to 4.13, read in `lib/kubeclient/config.rb` and the files beside it, and compared with the gem.
//!
//! What is predicted is `Kubeclient::Config.read`, `context`, `Kubeclient::Client.new` and its discovery. The order is the gem's: the file
//! is loaded ([`load`]), the entries are searched ([`entries`]), the plugin is run ([`exec`]), certificate, key, token and authorities
//! are read ([`credentials`], [`tls`]), and then the client is made for the server ([`server`]).

mod credentials;
mod entries;
mod exec;
mod load;
mod server;
#[cfg(test)]
mod tests;
mod tls;

use super::{Auth, Ca, Cause, Effective, Outcome, Prediction, Refusal, Release, Stage, Tls};
use crate::address::Address;
use crate::env::Env;
use crate::kubeconfig::Document;
use crate::kubeconfig::mask::REDACTED;
use crate::kubeconfig::reading::{Datum, Dialect, Kind};
use crate::message::{Message, Name};
use crate::span::Span;
use credentials::Credentials;
use entries::{Choice, Entries, Selected};
use server::Server;

/// What the gem of this release does with each context. It reads one file: of a list, the first.
pub(super) fn predict(documents: &[Document], release: Release, _env: &Env) -> Vec<Prediction> {
    let Some(document) = documents.first() else { return Vec::new() };
    let reading = document.read_as(Dialect::Psych);
    let refusal = load::refusal(&reading);
    let entries = Entries::of(&reading);
    let predict = |choice: Choice<'_>| {
        let outcome = match &refusal {
            Some(refusal) => Err(refusal.clone()),
            None => run(&entries, &choice, release),
        };
        let outcome = outcome.map_or_else(Outcome::Refuses, Outcome::Contacts);
        Prediction { file: 0, context: choice.name, is_current: choice.is_current, release, outcome }
    };
    entries.choices().into_iter().map(predict).collect()
}

fn run(entries: &Entries<'_>, choice: &Choice<'_>, release: Release) -> Result<Effective, Refusal> {
    let selected = entries.select(choice)?;
    let verification = Verification::of(&selected.cluster, release);
    let runs_plugin = exec::check(&selected)?;
    let identity = tls::Identity::read(&selected)?;
    let credentials = Credentials::of(&selected, runs_plugin)?;
    selected.check_cluster()?;
    tls::authorities(&selected, verification)?;
    identity.parse(&selected)?;
    let server = Server::of(&selected, &credentials)?;
    server::check_header(&credentials)?;
    let shows_certificate = server.is_tls && identity.check(&selected)?;
    let tls = match (server.is_tls, verification.is_on) {
        (false, _) => Tls::Plaintext,
        (true, false) => Tls::Unverified,
        (true, true) => Tls::Verified,
    };
    Ok(Effective {
        server: server.address,
        tls,
        ca: if tls == Tls::Verified { verification.ca } else { Ca::None },
        auth: credentials.auth(shows_certificate),
        namespace: selected.context.get("namespace").map_or_else(|| Name::escape(""), |name| shown(Some(&name))),
        impersonate: None,
    })
}

/// How the server is made sure of.
#[derive(Clone, Copy)]
struct Verification {
    is_on: bool,
    ca: Ca,
    /// Before 4.9.3 a file of authorities was read as one certificate.
    reads_one_certificate: bool,
}

impl Verification {
    /// Before 4.9.3 nothing but an authority switched verification on, and nothing switched it off again (CVE-2022-0759).
    fn of(cluster: &Datum<'_>, release: Release) -> Self {
        let ca = if cluster.has("certificate-authority") {
            Ca::File
        } else if cluster.has("certificate-authority-data") {
            Ca::Data
        } else {
            Ca::System
        };
        let is_insecure = cluster.get("insecure-skip-tls-verify").is_some_and(|flag| flag.kind() == Kind::Bool(true));
        let is_fixed = release.version.is_at_least(4, 9, 3);
        Self { is_on: if is_fixed { !is_insecure } else { ca != Ca::System }, ca, reads_one_certificate: !is_fixed }
    }
}

/// What Ruby says about a value that is not what the gem takes it for.
fn no_method(method: &'static str, datum: Option<&Datum<'_>>) -> Message {
    let receiver = match datum.map_or(Kind::Null, Datum::kind) {
        Kind::Null => "nil:NilClass",
        Kind::Bool(true) => "true:TrueClass",
        Kind::Bool(false) => "false:FalseClass",
        _ => "…",
    };
    crate::message!["undefined method `", method, "' for ", receiver]
}

/// A value where Ruby wants a string.
fn no_string(datum: Option<&Datum<'_>>) -> Message {
    let what = match datum.map_or(Kind::Null, Datum::kind) {
        Kind::Null => "nil",
        Kind::Bool(true) => "true",
        Kind::Bool(false) => "false",
        Kind::Int => "Integer",
        Kind::Float => "Float",
        Kind::List => "Array",
        Kind::Map => "Hash",
        Kind::Date | Kind::Text | Kind::Bytes | Kind::Refused => "…",
    };
    crate::message!["no implicit conversion of ", what, " into String"]
}

/// `value[key]`: mappings and texts can be asked; a text of this kind says nothing.
fn index<'r>(datum: &Datum<'r>, key: &'static str) -> Result<Option<Datum<'r>>, Message> {
    match datum.kind() {
        Kind::Map => Ok(datum.get(key)),
        Kind::Text | Kind::Bytes => Ok(None),
        Kind::List | Kind::Int => Err("no implicit conversion of String into Integer".into()),
        _ => Err(no_method("[]", Some(datum))),
    }
}

/// `value.to_s` of a public scalar.
fn shown(datum: Option<&Datum<'_>>) -> Name {
    match datum {
        Some(datum) if datum.is_null() => Name::escape(""),
        Some(datum) => datum.name_to_javascript().unwrap_or_else(|| Name::escape(REDACTED)),
        None => Name::escape(""),
    }
}

fn cause(datum: &Datum<'_>) -> Cause {
    Cause::datum(0, datum)
}

/// A key of a value, or the value itself where it does not have the key.
fn cause_of(datum: &Datum<'_>, key: &'static str) -> Cause {
    cause(&datum.get(key).unwrap_or_else(|| datum.clone()))
}

/// The whole file.
fn whole() -> Cause {
    Cause { file: 0, address: Address::ROOT, span: Span::at(0) }
}

fn refuse(stage: Stage, cause: Cause, error: impl Into<Message>) -> Refusal {
    Refusal { stage, error: error.into(), cause }
}
