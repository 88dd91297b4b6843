//! Clients and their versions.

use std::fmt::{self, Display, Formatter};
use std::str::FromStr;

/// A client whose behaviour is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Client {
    /// `kubectl`
    Kubectl,
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

/// The releases of kubectl that were run and compared.
const KUBECTL_RUN: &[(u32, u32)] = &[
    (22, 0),
    (23, 0),
    (24, 0),
    (25, 0),
    (26, 4),
    (27, 1),
    (28, 3),
    (29, 4),
    (32, 3),
    (33, 9),
    (34, 5),
    (35, 2),
    (36, 3),
    (37, 1),
];
const KUBECTL_OLDEST: u32 = 22;
const KUBECTL_NEWEST: u32 = 37;
/// As many minors are supported at a time.
const KUBECTL_SUPPORTED: u32 = 3;

impl Client {
    /// All of them.
    pub const ALL: [Self; 1] = [Self::Kubectl];

    /// Its name in reports and on the command line.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Kubectl => "kubectl",
        }
    }

    /// The releases that are meant where no version is given: for kubectl the last three minors.
    pub fn current(self) -> Vec<Release> {
        let first = KUBECTL_NEWEST + 1 - KUBECTL_SUPPORTED;
        (first..=KUBECTL_NEWEST).map(|minor| self.minor(minor)).collect()
    }

    /// The oldest release that is known.
    pub fn oldest(self) -> Release {
        self.minor(KUBECTL_OLDEST)
    }

    /// The newest release that is known.
    pub fn newest(self) -> Release {
        self.minor(KUBECTL_NEWEST)
    }

    fn minor(self, minor: u32) -> Release {
        Release { client: self, version: Version { major: 1, minor, patch: None } }
    }
}

impl Release {
    /// The releases that a text names: `kubectl@1.24`, or `kubectl` for the current ones.
    ///
    /// # Errors
    /// When the client or the version is not known.
    pub fn parse(text: &str) -> Result<Vec<Self>, ReleaseError> {
        let (id, version) = text.split_once('@').map_or((text, None), |(id, version)| (id, Some(version)));
        let client = Client::ALL.into_iter().find(|client| client.id() == id).ok_or(ReleaseError::UnknownClient)?;
        let Some(version) = version else { return Ok(client.current()) };
        let version = version.parse::<Version>()?;
        let (oldest, newest) = (client.oldest().version, client.newest().version);
        let minor = Version { patch: None, ..version };
        if minor < oldest || minor > newest {
            return Err(ReleaseError::UnknownVersion { oldest, newest });
        }
        Ok(vec![Self { client, version }])
    }

    /// Whether it was run and compared with the predictions.
    pub fn is_verified(self) -> bool {
        let is_run = |&(minor, patch): &(u32, u32)| minor == self.version.minor && self.version.patch.is_none_or(|p| p == patch);
        KUBECTL_RUN.iter().any(is_run)
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
