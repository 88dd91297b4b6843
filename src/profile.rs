//! The situations that a file is judged for.

mod platform;

pub use platform::{Feature, Platform, Treatment};

use std::str::FromStr;

/// For whom and for what a file is judged. Pages say how bad their findings are in each (`profiles:` of the front matter).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Profile {
    /// Somebody's own file.
    #[default]
    Default,
    /// The file of somebody else: nothing that it names is opened, and what could act on the reader is worse.
    Untrusted,
    /// A file for a job: no terminal, and nobody to ask.
    Ci,
    /// A file that will be passed on: what only some clients trip over is shown too.
    Portable,
    /// A file that will be given to a platform, which sees nothing of this machine.
    Platform(Platform),
}

/// No profile has this name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "expected default, untrusted, ci, portable, or platform:NAME with gardener, flux, istio, hypershift or self-contained for NAME"
)]
pub struct UnknownProfile;

impl Profile {
    /// All of them.
    pub const ALL: [Self; 9] = [
        Self::Default,
        Self::Untrusted,
        Self::Ci,
        Self::Portable,
        Self::Platform(Platform::Gardener),
        Self::Platform(Platform::Flux),
        Self::Platform(Platform::Istio),
        Self::Platform(Platform::Hypershift),
        Self::Platform(Platform::SelfContained),
    ];

    /// `default`, `untrusted`, `ci`, `portable`, or `platform:` and the name of one.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Default => "default",
            Self::Untrusted => "untrusted",
            Self::Ci => "ci",
            Self::Portable => "portable",
            Self::Platform(platform) => platform.profile(),
        }
    }

    /// The names under which a page may give its severity in this profile; the first that is there counts.
    pub(crate) fn keys(self) -> impl Iterator<Item = &'static str> {
        let family: &[&str] = match self {
            // Our own platform is what nobody's file may do anything on.
            Self::Platform(Platform::SelfContained) => &["platform", "untrusted"],
            Self::Platform(_) => &["platform"],
            _ => &[],
        };
        [self.as_str()].into_iter().chain(family.iter().copied()).chain(["default"])
    }

    /// The platform that decides what a file may hold; for the file of somebody else it is our own.
    pub const fn platform(self) -> Option<Platform> {
        match self {
            Self::Untrusted => Some(Platform::SelfContained),
            Self::Platform(platform) => Some(platform),
            _ => None,
        }
    }

    /// Whether the file alone is judged: this machine is not the one that will use it, or must not be touched by it.
    pub const fn sees_the_file_alone(self) -> bool {
        self.platform().is_some()
    }
}

impl FromStr for Profile {
    type Err = UnknownProfile;

    fn from_str(name: &str) -> Result<Self, UnknownProfile> {
        Self::ALL.into_iter().find(|profile| profile.as_str() == name).ok_or(UnknownProfile)
    }
}
