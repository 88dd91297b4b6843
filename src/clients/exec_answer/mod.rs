//! What clients make of the answer of an exec plugin, up to the first request.
//!
//! Each client has a module of plain code beside the names of the functions it was read from. Whatever else the user of the
//! kubeconfig has (a token, a certificate) is left out of account, and the server is verified.

mod json_text;
mod kr8s;
mod kube_rs;
mod kubeclient;
mod kubectl;
mod node;
mod openssl;
mod python;
#[cfg(test)]
pub(crate) mod tests;

use super::{Auth, Client, Release, Version};
pub use crate::kubeconfig::credential::Known;
use crate::kubeconfig::credential::Output;
use crate::message::Message;

/// What a release makes of an answer.
#[derive(Clone, Debug)]
pub struct Reaction {
    /// The client and its version.
    pub release: Release,
    /// What happens.
    pub outcome: AnswerOutcome,
}

/// What a client does with an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AnswerOutcome {
    /// It tells the server who the user is.
    Sends(Vec<Auth>),
    /// It sends its request without saying who it is; how that came about.
    Anonymous(Message),
    /// It stops with these words, in which every secret is masked.
    Refuses(Message),
}

/// What a release makes of an answer, where the kubeconfig asks for version `configured`.
pub fn react(output: &Output, configured: Known, release: Release) -> Reaction {
    let asked = Asked { output, configured, version: release.version };
    let outcome = match release.client {
        Client::Kubectl => kubectl::react(asked),
        Client::Python => python::react(asked),
        Client::Kr8s => kr8s::react(asked),
        Client::Node => node::react(asked),
        Client::Kubeclient => kubeclient::react(asked),
        Client::KubeRs => kube_rs::react(asked),
    };
    Reaction { release, outcome }
}

/// An answer, and who was asked what.
#[derive(Clone, Copy)]
struct Asked<'a> {
    output: &'a Output,
    configured: Known,
    version: Version,
}

/// The releases that were run with the answers of `tests/conformance/exec_answers.py`; of kubectl all that are known otherwise.
const RUN: &[(Client, (u32, u32, u32))] = &[
    (Client::Python, (18, 20, 0)),
    (Client::Python, (24, 2, 0)),
    (Client::Python, (37, 0, 2)),
    (Client::Kr8s, (0, 13, 5)),
    (Client::Kr8s, (0, 13, 6)),
    (Client::Kr8s, (0, 17, 2)),
    (Client::Kr8s, (0, 20, 15)),
    (Client::Node, (1, 4, 0)),
    (Client::Node, (2, 0, 1)),
    (Client::Kubeclient, (4, 9, 3)),
    (Client::Kubeclient, (4, 13, 0)),
    (Client::KubeRs, (1, 1, 0)),
    (Client::KubeRs, (5, 0, 0)),
];

impl Reaction {
    /// Whether the release was run and compared with the predictions.
    pub fn is_verified(&self) -> bool {
        let Release { client, version } = self.release;
        let is_run = |&(run, (major, minor, patch)): &(Client, (u32, u32, u32))| {
            run == client && (major, minor) == (version.major, version.minor) && version.patch.is_none_or(|given| given == patch)
        };
        if client == Client::Kubectl { self.release.is_verified() } else { RUN.iter().any(is_run) }
    }

    /// Whether the client takes the answer.
    pub fn is_taken(&self) -> bool {
        matches!(self.outcome, AnswerOutcome::Sends(_))
    }
}

impl AnswerOutcome {
    /// `sends`, `anonymous` or `refuses`.
    pub const fn as_str(&self) -> &'static str {
        match self {
            Self::Sends(_) => "sends",
            Self::Anonymous(_) => "anonymous",
            Self::Refuses(_) => "refuses",
        }
    }

    /// What it sends, in the order in which it is sent.
    pub fn auth(&self) -> &[Auth] {
        match self {
            Self::Sends(auth) => auth,
            Self::Anonymous(_) | Self::Refuses(_) => &[],
        }
    }

    fn refuses(words: &str) -> Self {
        Self::Refuses(Message::quote(words))
    }

    fn anonymous(words: &str) -> Self {
        Self::Anonymous(Message::quote(words))
    }

    /// A header without a token, and perhaps a certificate.
    fn sends_blank_token(has_certificate: bool) -> Self {
        if has_certificate {
            return Self::Sends(vec![Auth::ClientCertificate]);
        }
        Self::anonymous("sends `Authorization: Bearer` and no token")
    }

    fn sends(token: bool, certificate: bool) -> Self {
        let token = token.then_some(Auth::Token);
        Self::Sends(token.into_iter().chain(certificate.then_some(Auth::ClientCertificate)).collect())
    }
}
