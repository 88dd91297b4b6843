//! The clients that a file is meant for.

use super::release::{Client, Release, ReleaseError, Version};

/// The clients that are named in rules and not predicted: their source was read, and nobody has run them.
const READ_ONLY: [&str; 4] = ["asyncio", "fabric8", "java", "csharp"];

/// A client that a file is meant for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Audience {
    /// One release of a client that was run.
    Release(Release),
    /// A client whose source was read; which version does not matter.
    ReadOnly(&'static str),
}

impl Audience {
    /// Whom a text names: `kubectl@1.24`, `java`, or `kubectl` for its current releases.
    ///
    /// # Errors
    /// When the client or the version is not known.
    pub fn parse(text: &str) -> Result<Vec<Self>, ReleaseError> {
        let (id, version) = text.split_once('@').map_or((text, None), |(id, version)| (id, Some(version)));
        if let Some(client) = Client::ALL.into_iter().find(|client| client.id() == id) {
            return Ok(Release::of(client, version)?.into_iter().map(Self::Release).collect());
        }
        let read_only = READ_ONLY.into_iter().find(|known| *known == id).ok_or(ReleaseError::UnknownClient)?;
        version.map_or(Ok(()), |version| version.parse::<Version>().map(drop))?;
        Ok(vec![Self::ReadOnly(read_only)])
    }

    /// Whom files are meant for where nobody says: the current releases of kubectl.
    pub fn usual() -> Vec<Self> {
        Client::Kubectl.current().into_iter().map(Self::Release).collect()
    }

    /// The names of all clients.
    pub fn ids() -> impl Iterator<Item = &'static str> {
        Client::ALL.into_iter().map(Client::id).chain(READ_ONLY)
    }

    /// The release, of a client that is predicted.
    pub fn release(self) -> Option<Release> {
        if let Self::Release(release) = self { Some(release) } else { None }
    }

    /// Whether this very release was run.
    pub fn is_verified(self) -> bool {
        matches!(self, Self::Release(release) if release.is_verified())
    }

    /// The name of the client.
    pub fn id(self) -> &'static str {
        match self {
            Self::Release(release) => release.client.id(),
            Self::ReadOnly(id) => id,
        }
    }

    /// Whether this is the client of this name, in one of the versions `1.22-1.37`, or `4.9`.
    pub fn is(self, id: &str, versions: &str) -> bool {
        self.id() == id
            && match self {
                Self::Release(release) => is_within(release.version, versions),
                Self::ReadOnly(_) => true,
            }
    }
}

/// A bound without a patch takes in all of its minor.
fn is_within(version: Version, versions: &str) -> bool {
    let (oldest, newest) = versions.split_once('-').unwrap_or((versions, versions));
    let (Ok(oldest), Ok(newest)) = (oldest.parse::<Version>(), newest.parse::<Version>()) else { return false };
    let top = |version: Version| (version.major, version.minor, version.patch.unwrap_or(u32::MAX));
    version.is_at_least(oldest.major, oldest.minor, oldest.patch.unwrap_or(0)) && top(version) <= top(newest)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn only(text: &str) -> Audience {
        Audience::parse(text).unwrap()[0]
    }

    #[test]
    fn a_client_is_declared_with_or_without_a_version() {
        assert_eq!(Audience::parse("kubectl").unwrap().len(), 3);
        assert_eq!(only("java"), Audience::ReadOnly("java"));
        assert_eq!(only("java@27.0"), Audience::ReadOnly("java"));
        assert_eq!(Audience::parse("helm"), Err(ReleaseError::UnknownClient));
        assert_eq!(Audience::parse("java@new"), Err(ReleaseError::NotAVersion));
        assert!(matches!(Audience::parse("kr8s@0.1"), Err(ReleaseError::UnknownVersion { .. })));
    }

    #[test]
    fn a_range_of_versions_takes_in_its_ends() {
        assert!(only("kr8s").is("kr8s", "0.13-0.20"));
        assert!(!only("kr8s").is("kr8s", "0.13-0.20.13"), "the newest patch is meant");
        assert!(only("kr8s@0.20.13").is("kr8s", "0.13-0.20.13"));
        assert!(only("kubeclient@4.9.2").is("kubeclient", "4.9.0-4.9.2"));
        assert!(!only("kubeclient@4.9").is("kubeclient", "4.9.0-4.9.2"));
        assert!(only("kubeclient@4.9.3").is("kubeclient", "4.9"));
        assert!(!only("kubectl@1.22").is("kubectl", "1.23-1.37"));
        assert!(!only("kubectl@1.22").is("python", "1.22"));
        assert!(only("java").is("java", "27.0"));
    }
}
