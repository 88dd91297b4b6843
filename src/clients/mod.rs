//! What clients do with a kubeconfig: predictions, before and up to the first request.
//!
//! Each client has a module of plain code beside the names of the functions it was read from. A prediction is `verified` for the
//! releases that were run and compared (`tests/conformance/clients.py`).

mod declared;
mod history;
mod kubectl;
mod release;
#[cfg(test)]
mod tests;
mod view;

pub use declared::Audience;
pub use release::{Client, Release, ReleaseError, Version};

use crate::address::Address;
use crate::env::Env;
use crate::kubeconfig::Document;
use crate::kubeconfig::field::Field;
use crate::kubeconfig::reading::Datum;
use crate::message::{Message, Name};
use crate::span::Span;

/// What one release of a client does with one context.
#[derive(Clone, Debug)]
pub struct Prediction {
    /// The file that holds the context: an index into the documents.
    pub file: usize,
    /// The context; `None` where the client is called without one and `current-context` is empty.
    pub context: Option<Name>,
    /// Whether the client uses it when no other is asked for.
    pub is_current: bool,
    /// The client and its version.
    pub release: Release,
    /// What happens.
    pub outcome: Outcome,
}

/// How far a client gets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It would send a request.
    Contacts(Effective),
    /// It stops with an error first.
    Refuses(Refusal),
}

/// The connection that a client makes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Effective {
    /// Scheme, host, port and path, without user-info.
    pub server: Name,
    /// How the connection is protected.
    pub tls: Tls,
    /// Where the certificate authorities come from.
    pub ca: Ca,
    /// What tells the server who the user is, in the order in which it is sent.
    pub auth: Vec<Auth>,
    /// The namespace of commands that name none.
    pub namespace: Name,
    /// The user to act as.
    pub impersonate: Option<Name>,
}

/// How a connection is protected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tls {
    /// TLS, and the server must prove who it is.
    Verified,
    /// TLS with anybody.
    Unverified,
    /// None.
    Plaintext,
}

/// Where the certificate authorities come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ca {
    /// `certificate-authority-data`
    Data,
    /// `certificate-authority`
    File,
    /// The roots of the system.
    System,
    /// Nobody looks.
    None,
}

/// A way to tell a server who the user is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Auth {
    /// `token`
    Token,
    /// `tokenFile`
    TokenFile,
    /// A user name and a password, of the user or of the server's URL.
    Basic,
    /// A client certificate.
    ClientCertificate,
    /// What an exec plugin prints.
    Exec,
    /// What an auth provider comes up with.
    AuthProvider,
    /// What the person at the terminal types.
    Prompt,
    /// Nothing.
    None,
}

/// Why a client stops.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// How far it came.
    pub stage: Stage,
    /// Its own words, with every secret masked.
    pub error: Message,
    /// What it stumbles over.
    pub cause: Cause,
}

/// How far a client came.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// It loads nothing: no context of the file can be used.
    Load,
    /// It does not take the context, its cluster or its user.
    Config,
    /// It cannot set up the connection.
    Transport,
    /// It cannot run the plugin.
    Exec,
}

/// A field, and where to point at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cause {
    /// The file: an index into the documents.
    pub file: usize,
    /// The field.
    pub address: Address,
    /// Its place.
    pub span: Span,
}

/// Predicts what a release does with each context of `documents`, which it reads as one list.
///
/// Exactly one prediction is of what it does when no context is asked for. There is no I/O: what stands behind paths was looked at
/// when the documents were read.
pub fn predict(documents: &[Document], release: Release, env: &Env) -> Vec<Prediction> {
    match release.client {
        Client::Kubectl => kubectl::predict(documents, release, env),
        // Not in `Client::ALL`: nobody can ask for them.
        Client::Python | Client::Kr8s | Client::Node | Client::Kubeclient | Client::KubeRs => Vec::new(),
    }
}

impl Prediction {
    /// Whether the release was run and compared with the predictions.
    pub fn is_verified(&self) -> bool {
        self.release.is_verified()
    }

    /// Whether it is of the context of this name.
    pub fn is_of_context(&self, name: &str) -> bool {
        self.context.as_ref() == Some(&Name::escape(name))
    }

    /// The refusal, if it is one.
    pub fn refusal(&self) -> Option<&Refusal> {
        match &self.outcome {
            Outcome::Refuses(refusal) => Some(refusal),
            Outcome::Contacts(_) => None,
        }
    }
}

impl Cause {
    fn field(file: usize, field: &Field) -> Self {
        Self { file, address: field.address.clone(), span: field.place() }
    }

    fn datum(file: usize, datum: &Datum<'_>) -> Self {
        Self { file, address: datum.address().clone(), span: datum.place() }
    }
}

impl Tls {
    /// `verified`, `unverified` or `plaintext`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Verified => "verified",
            Self::Unverified => "unverified",
            Self::Plaintext => "plaintext",
        }
    }
}

impl Ca {
    /// `data`, `file`, `system` or `none`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Data => "data",
            Self::File => "file",
            Self::System => "system",
            Self::None => "none",
        }
    }
}

impl Auth {
    /// `token`, `token-file`, …
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Token => "token",
            Self::TokenFile => "token-file",
            Self::Basic => "basic",
            Self::ClientCertificate => "client-certificate",
            Self::Exec => "exec",
            Self::AuthProvider => "auth-provider",
            Self::Prompt => "prompt",
            Self::None => "none",
        }
    }
}

impl Stage {
    /// `load`, `config`, `transport` or `exec`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Load => "load",
            Self::Config => "config",
            Self::Transport => "transport",
            Self::Exec => "exec",
        }
    }
}
