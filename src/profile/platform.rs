//! Platforms that take kubeconfigs of others, and what they do with the parts that could harm them.

/// A platform. What is said of it was read in its source.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Platform {
    /// Gardener: `ValidateConfigWithAllowList` of `pkg/client/kubernetes`, without fields that the caller allows.
    Gardener,
    /// Flux: `KubeConfig` of `fluxcd/pkg/runtime/client` builds a new configuration out of what it trusts. Path fields are refused
    /// since fluxcd/pkg#1281.
    Flux,
    /// Istio: `sanitizeKubeConfig` of the remote secrets, without `PILOT_INSECURE_MULTICLUSTER_KUBECONFIG_OPTIONS`.
    Istio,
    /// `HyperShift`: `ValidateKubeConfig` for the credentials of the infrastructure cluster.
    Hypershift,
    /// Our own: a file that does nothing but name a server and hold a credential.
    SelfContained,
}

/// A part of a kubeconfig that can harm whoever loads it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Feature {
    /// `exec`
    Exec,
    /// `auth-provider`
    AuthProvider,
    /// `tokenFile`
    TokenFile,
    /// `client-certificate`, `client-key`
    CertificatePath,
    /// `certificate-authority`
    AuthorityPath,
    /// `insecure-skip-tls-verify`
    Insecure,
    /// `as` and its companions
    Impersonation,
    /// `proxy-url`
    Proxy,
}

/// What a platform does with a part.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Treatment {
    /// It refuses the file.
    Refused,
    /// It leaves the part out, without a word.
    Dropped,
    /// It takes it, or does not look.
    Kept,
}

impl Platform {
    /// How its profile is called.
    pub const fn profile(self) -> &'static str {
        match self {
            Self::Gardener => "platform:gardener",
            Self::Flux => "platform:flux",
            Self::Istio => "platform:istio",
            Self::Hypershift => "platform:hypershift",
            Self::SelfContained => "platform:self-contained",
        }
    }

    /// How people call it; our own has no name.
    pub const fn title(self) -> Option<&'static str> {
        match self {
            Self::Gardener => Some("Gardener"),
            Self::Flux => Some("Flux"),
            Self::Istio => Some("Istio"),
            Self::Hypershift => Some("HyperShift"),
            Self::SelfContained => None,
        }
    }

    /// What it does with a part.
    pub const fn treats(self, feature: Feature) -> Treatment {
        use Feature::{AuthProvider, AuthorityPath, CertificatePath, Exec, Impersonation, Insecure, Proxy, TokenFile};
        use Treatment::{Dropped, Kept, Refused};
        match (self, feature) {
            (Self::Flux, Exec | AuthProvider | Insecure | Impersonation | Proxy) => Dropped,
            (Self::SelfContained, _)
            | (_, Exec | AuthProvider | TokenFile | CertificatePath)
            | (Self::Flux | Self::Hypershift, AuthorityPath)
            | (Self::Hypershift, Insecure)
            | (Self::Gardener, Impersonation) => Refused,
            (_, AuthorityPath | Insecure | Impersonation | Proxy) => Kept,
        }
    }
}
