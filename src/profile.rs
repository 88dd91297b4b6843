//! The situations that a file is judged for.

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
}

/// No profile has this name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("expected default, untrusted, ci or portable")]
pub struct UnknownProfile;

impl Profile {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Default, Self::Untrusted, Self::Ci, Self::Portable];

    /// `default`, `untrusted`, `ci` or `portable`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Default => "default",
            Self::Untrusted => "untrusted",
            Self::Ci => "ci",
            Self::Portable => "portable",
        }
    }
}

impl FromStr for Profile {
    type Err = UnknownProfile;

    fn from_str(name: &str) -> Result<Self, UnknownProfile> {
        Self::ALL.into_iter().find(|profile| profile.as_str() == name).ok_or(UnknownProfile)
    }
}
