//! Clients and their versions.

use std::fmt::{self, Display, Formatter};
use std::str::FromStr;

/// A client whose behaviour is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Client {
    /// `kubectl`
    Kubectl,
    /// Python's `kubernetes`
    Python,
    /// Python's `kr8s`
    Kr8s,
    /// `@kubernetes/client-node`
    Node,
    /// Ruby's `kubeclient`
    Kubeclient,
    /// The crate `kube`
    KubeRs,
}

/// A version: `1.37`, or `1.33.9`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Version {
    /// `1`
    pub major: u32,
    /// `33`
    pub minor: u32,
    /// `9`; the newest of the minor where it is not given.
    pub patch: Option<u32>,
}

/// A client of one version.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Release {
    /// The client.
    pub client: Client,
    /// Its version.
    pub version: Version,
}

/// Why a text names no release.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum ReleaseError {
    /// Nobody is called so.
    #[error("no client is called so")]
    UnknownClient,
    /// It is not a version.
    #[error("expected a version such as `kubectl@1.37`")]
    NotAVersion,
    /// It is older or newer than what is known.
    #[error("known are the versions {oldest} to {newest}")]
    UnknownVersion {
        /// The oldest that is known.
        oldest: Version,
        /// The newest that is known.
        newest: Version,
    },
}

impl Release {
    /// The releases that a text names: `kubectl@1.24`, or `kubectl` for the current ones.
    ///
    /// # Errors
    /// When the client or the version is not known.
    pub fn parse(text: &str) -> Result<Vec<Self>, ReleaseError> {
        let (id, version) = text.split_once('@').map_or((text, None), |(id, version)| (id, Some(version)));
        let client = Client::ALL.into_iter().find(|client| client.id() == id).ok_or(ReleaseError::UnknownClient)?;
        Self::of(client, version)
    }

    /// The releases of a client that a version names; without one, the current ones.
    pub(super) fn of(client: Client, version: Option<&str>) -> Result<Vec<Self>, ReleaseError> {
        let Some(version) = version else { return Ok(client.current()) };
        let version = version.parse::<Version>()?;
        let (oldest, newest) = (client.oldest().version, client.newest().version);
        if version.of_minor() < oldest.of_minor() || version.of_minor() > newest.of_minor() {
            return Err(ReleaseError::UnknownVersion { oldest, newest });
        }
        Ok(vec![Self { client, version }])
    }

    /// Whether it was run and compared with the predictions.
    pub fn is_verified(self) -> bool {
        let version = self.version;
        let is_run =
            |run: &Version| run.of_minor() == version.of_minor() && version.patch.is_none_or(|patch| run.patch == Some(patch));
        self.client.run().iter().any(is_run)
    }
}

impl Version {
    /// The same without its patch.
    const fn of_minor(self) -> Self {
        Self { patch: None, ..self }
    }

    /// Whether it is this version or a later one. The newest of its minor is meant where no patch is given.
    pub fn is_at_least(self, major: u32, minor: u32, patch: u32) -> bool {
        (self.major, self.minor, self.patch.unwrap_or(u32::MAX)) >= (major, minor, patch)
    }
}

impl FromStr for Version {
    type Err = ReleaseError;

    fn from_str(text: &str) -> Result<Self, ReleaseError> {
        let text = text.strip_prefix('v').unwrap_or(text);
        let numbers: Result<Vec<u32>, _> = text.split('.').map(str::parse).collect();
        match numbers.map_err(|_| ReleaseError::NotAVersion)?.as_slice() {
            [major, minor] => Ok(Self { major: *major, minor: *minor, patch: None }),
            [major, minor, patch] => Ok(Self { major: *major, minor: *minor, patch: Some(*patch) }),
            _ => Err(ReleaseError::NotAVersion),
        }
    }
}

impl Display for Version {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.major, self.minor)?;
        self.patch.map_or(Ok(()), |patch| write!(f, ".{patch}"))
    }
}

impl Display for Release {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.client.id(), self.version)
    }
}
