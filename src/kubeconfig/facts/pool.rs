//! What client-go's `rootCertPool` (`k8s.io/client-go/transport`) does with a CA value.

use super::pem::{self, Label};
use super::rejection::{self, Rejection};
use crate::message::Message;

/// The result of `rootCertPool`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pool {
    /// There is no CA: kubectl trusts the system's roots.
    SystemRoots,
    /// kubectl trusts these certificates.
    Accepted {
        /// How many it uses.
        used: usize,
        /// How many `CERTIFICATE` blocks it skips without a word.
        skipped: usize,
    },
    /// No block that Go finds, or other text behind blocks of which none can be used.
    NoPem,
    /// Blocks, and none is a `CERTIFICATE` without headers.
    NoCertificate,
    /// No certificate that Go's parser accepts; the first one fails so.
    Rejected(Rejection),
}

/// Does what `rootCertPool` does.
pub(in crate::kubeconfig) fn inspect(bytes: &[u8]) -> Pool {
    if bytes.is_empty() {
        return Pool::SystemRoots;
    }
    let outcomes: Vec<Option<Rejection>> = pem::blocks(bytes)
        .filter(|block| block.label == Label::Certificate && !block.has_headers)
        .map(|block| rejection::of(&block.der))
        .collect();
    let used = outcomes.iter().filter(|outcome| outcome.is_none()).count();
    if used > 0 {
        let certificates = pem::blocks(bytes).filter(|block| block.label == Label::Certificate).count();
        return Pool::Accepted { used, skipped: certificates - used };
    }
    explain(bytes)
}

/// `createErrorParsingCAData`
fn explain(bytes: &[u8]) -> Pool {
    let mut blocks = pem::blocks(bytes);
    while blocks.has_rest() {
        let Some(block) = blocks.next() else { return Pool::NoPem };
        if block.label != Label::Certificate || block.has_headers {
            continue;
        }
        if let Some(rejection) = rejection::of(&block.der) {
            return Pool::Rejected(rejection);
        }
    }
    Pool::NoCertificate
}

impl Pool {
    /// What kubectl prints behind `unable to load root certificates: `, or `None` where it goes on.
    pub fn kubectl_text(self) -> Option<Message> {
        match self {
            Self::SystemRoots | Self::Accepted { .. } => None,
            Self::NoPem => Some("unable to parse bytes as PEM block".into()),
            Self::NoCertificate => Some("no valid certificate authority data seen".into()),
            Self::Rejected(rejection) => Some(Message::from("failed to parse certificate: ").and(rejection.kubectl_text())),
        }
    }
}

#[cfg(test)]
#[path = "pool_tests.rs"]
mod tests;
