//! Why no certificate that an authority signs is taken for a server.

use crate::kubeconfig::facts::certificate::Certificate;
use crate::kubeconfig::facts::host::Host;

/// A reason that lies in the authority alone.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Exclusion {
    /// Its name constraints leave the host out.
    Name,
    /// Its extended key usage leaves servers out.
    Usage,
    /// Its extended key usage says any, which OpenSSL does not take for servers.
    AnyUsage,
    /// It has a critical extension that nobody knows.
    Extension,
}

impl Exclusion {
    pub(super) fn of(authority: &Certificate, host: &Host) -> Option<Self> {
        let usage = authority.extended_key_usage.filter(|usage| !usage.server_auth);
        if authority.has_unknown_critical_extension {
            Some(Self::Extension)
        } else if usage.is_some_and(|usage| !usage.any) {
            Some(Self::Usage)
        } else if authority.name_constraints.as_ref().is_some_and(|constraints| constraints.exclude(host)) {
            Some(Self::Name)
        } else {
            usage.map(|_| Self::AnyUsage)
        }
    }

    /// What is wrong, and what to do.
    pub(super) fn describe(self) -> (&'static str, &'static str) {
        match self {
            Self::Name => (
                "this authority may not sign for this server: its name constraints leave the host out",
                "reach the server by a name that the authority may sign for, or take the right authority",
            ),
            Self::Usage => (
                "this authority may not sign for servers: its extended key usage leaves `serverAuth` out",
                "take the authority that signs for servers; this one may be that of the clients",
            ),
            Self::AnyUsage => (
                "programs on OpenSSL do not take this authority for servers: its extended key usage says any, not `serverAuth`",
                "have the authority made anew, without an extended key usage",
            ),
            Self::Extension => (
                "this authority has a critical extension that clients do not know",
                "have the authority made anew, without it or with it as not critical",
            ),
        }
    }

    /// What kubectl prints, where it refuses the server.
    pub(super) fn kubectl_text(self) -> Option<&'static str> {
        match self {
            Self::Name => Some("x509: a root or intermediate certificate is not authorized to sign for this name"),
            Self::Usage => Some("x509: certificate specifies an incompatible key usage"),
            Self::AnyUsage => None,
            Self::Extension => Some("x509: unhandled critical extension"),
        }
    }

    /// What programs on OpenSSL print.
    pub(super) fn openssl_text(self) -> &'static str {
        match self {
            Self::Name => "subtree violation",
            Self::Usage | Self::AnyUsage => "unsuitable certificate purpose",
            Self::Extension => "unhandled critical extension",
        }
    }
}
