//! What a client makes of something that another one takes.

use crate::clients::Audience;
use crate::finding::{Finding, Outcome, Severity};

/// What some versions of a client do.
pub(crate) struct Effect {
    pub(crate) client: &'static str,
    pub(crate) versions: &'static str,
    outcome: Outcome,
    what: &'static str,
}

/// A client that stops with these words.
pub(crate) const fn refuses(client: &'static str, versions: &'static str, error: &'static str) -> Effect {
    Effect { client, versions, outcome: Outcome::Refuses, what: error }
}

/// A client that goes on, but not as the file means; `what` reads well behind its name.
pub(crate) const fn differs(client: &'static str, versions: &'static str, what: &'static str) -> Effect {
    Effect { client, versions, outcome: Outcome::Differs, what }
}

impl Finding {
    /// Says what clients do, and how bad that is: an error where one that was run refuses, a warning where it goes on or was only
    /// read.
    pub(crate) fn felt_by(&mut self, effects: &[&Effect]) -> &mut Self {
        let is_refused = effects.iter().any(|effect| effect.outcome == Outcome::Refuses && Audience::is_run(effect.client));
        self.severity(if is_refused { Severity::Error } else { Severity::Warning });
        for effect in effects {
            match effect.outcome {
                Outcome::Refuses => self.refused_by(effect.client, effect.versions, effect.what),
                Outcome::Differs => self.differs_in(effect.client, effect.versions, effect.what),
            };
        }
        self
    }
}
