//! What a run is asked to do.

mod layers;
mod pattern;
mod settings_file;
mod suppression;

pub use layers::{Level, Overrides, Section};
pub use pattern::{BadPattern, EntryPattern, PathPattern};
pub use settings_file::{SettingsFile, UnknownRule};
pub use suppression::Suppression;

use crate::clients::Audience;
use crate::env::Env;
use crate::profile::Profile;
use jiff::SignedDuration;
use std::fmt::{self, Display, Formatter};
use std::sync::Arc;

/// How to check.
#[derive(Clone, Debug)]
pub struct Options {
    /// The outside world.
    pub env: Env,
    /// Whether the files are one list, merged as kubectl merges `KUBECONFIG`.
    pub merge: bool,
    /// The context that is asked for, instead of the current one.
    pub context: Option<String>,
    /// Rules, families, or everything when empty.
    pub select: Vec<Selector>,
    /// Rules and families to leave out; stronger than `select`.
    pub ignore: Vec<Selector>,
    /// How long before its end a certificate is worth a warning; `None`: 30 days for an authority, 14 for a client.
    pub expiry_warning: Option<SignedDuration>,
    /// Whom the files are meant for. Rules about other clients keep silent.
    pub clients: Vec<Audience>,
    /// What the files are judged for. It sets severities; what a run may look at is up to [`Env`].
    pub profile: Profile,
    /// How bad findings of rules are, whatever their pages say: layers, the strongest first.
    pub levels: Vec<Vec<Level>>,
    /// Programs that plugins may be, by name or by path.
    pub allowed_exec_commands: Vec<String>,
    /// What is known and accepted.
    pub suppressions: Vec<Suppression>,
    /// What is set for some files only; later sections are stronger.
    pub sections: Vec<Section>,
    /// Where suppressions were written down, to say what is wrong with them.
    pub settings: Option<Arc<SettingsFile>>,
}

/// A rule or a family of rules.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Selector {
    /// Everything.
    All,
    /// `tls`
    Family(&'static str),
    /// `tls/verify-disabled`
    Rule(&'static str),
}

impl Selector {
    /// How narrow it is: one rule is narrower than a family.
    pub const fn precision(&self) -> u8 {
        match self {
            Self::All => 0,
            Self::Family(_) => 1,
            Self::Rule(_) => 2,
        }
    }

    /// Whether the rule with this id is meant.
    pub fn matches(&self, id: &str) -> bool {
        match self {
            Self::All => true,
            Self::Family(family) => id.strip_prefix(family).is_some_and(|rest| rest.starts_with('/')),
            Self::Rule(rule) => *rule == id,
        }
    }
}

impl Display for Selector {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::All => "all",
            Self::Family(name) | Self::Rule(name) => name,
        })
    }
}

impl Options {
    /// The defaults at this moment.
    pub fn new(env: Env) -> Self {
        Self {
            env,
            merge: false,
            context: None,
            select: Vec::new(),
            ignore: Vec::new(),
            expiry_warning: None,
            clients: Audience::usual(),
            profile: Profile::Default,
            levels: Vec::new(),
            allowed_exec_commands: Vec::new(),
            suppressions: Vec::new(),
            sections: Vec::new(),
            settings: None,
        }
    }

    /// Whether comments in the files can suppress findings. Those of somebody else cannot.
    pub fn heeds_comments(&self) -> bool {
        !self.profile.sees_the_file_alone()
    }

    /// Whether findings of the rule with this id are wanted.
    pub fn wants(&self, id: &str) -> bool {
        let is_selected = self.select.is_empty() || self.select.iter().any(|selector| selector.matches(id));
        let is_off = self.level(id) == Some(None);
        is_selected && !is_off && !self.ignore.iter().any(|selector| selector.matches(id))
    }

    /// Whether there are rules whose findings are not wanted.
    pub fn leaves_out(&self) -> bool {
        let is_off = self.levels.iter().flatten().any(|level| level.severity.is_none());
        is_off || !self.select.is_empty() || !self.ignore.is_empty()
    }

    /// Whether the files are for jobs, where nobody can be asked.
    pub fn is_for_job(&self) -> bool {
        self.profile == Profile::Ci
    }

    /// Whether the files will be passed on, to nobody knows whom.
    pub fn is_passed_on(&self) -> bool {
        self.profile == Profile::Portable
    }
}
