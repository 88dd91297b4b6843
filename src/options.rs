//! What a run is asked to do.

use crate::clients::Audience;
use crate::env::Env;
use crate::profile::Profile;
use jiff::SignedDuration;

/// How to check.
#[derive(Clone, Debug)]
pub struct Options {
    /// The outside world.
    pub env: Env,
    /// Whether the files are one list, merged as kubectl merges `KUBECONFIG`.
    pub merge: bool,
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
    /// Whether the rule with this id is meant.
    pub fn matches(&self, id: &str) -> bool {
        match self {
            Self::All => true,
            Self::Family(family) => id.strip_prefix(family).is_some_and(|rest| rest.starts_with('/')),
            Self::Rule(rule) => *rule == id,
        }
    }
}

impl Options {
    /// The defaults at this moment.
    pub fn new(env: Env) -> Self {
        let (select, ignore) = (Vec::new(), Vec::new());
        Self { env, merge: false, select, ignore, expiry_warning: None, clients: Audience::usual(), profile: Profile::Default }
    }

    /// Whether comments in the files can suppress findings. Those of somebody else cannot.
    pub fn heeds_comments(&self) -> bool {
        self.profile != Profile::Untrusted
    }

    /// Whether findings of the rule with this id are wanted.
    pub fn wants(&self, id: &str) -> bool {
        let is_selected = self.select.is_empty() || self.select.iter().any(|selector| selector.matches(id));
        is_selected && !self.ignore.iter().any(|selector| selector.matches(id))
    }

    /// Whether the files will be passed on, to nobody knows whom.
    pub fn is_passed_on(&self) -> bool {
        self.profile == Profile::Portable
    }
}
