//! What a client makes of something that another one takes.

use super::Case;
use crate::clients::Audience;
use crate::finding::{Finding, Outcome, Severity};

/// What some versions of a client do.
pub(crate) struct Effect {
    pub(crate) client: &'static str,
    pub(crate) versions: &'static str,
    outcome: Outcome,
    pub(crate) what: &'static str,
}

/// A client that stops with these words.
pub(crate) const fn refuses(client: &'static str, versions: &'static str, error: &'static str) -> Effect {
    Effect { client, versions, outcome: Outcome::Refuses, what: error }
}

/// A client that goes on, but not as the file means; `what` reads well behind its name.
pub(crate) const fn differs(client: &'static str, versions: &'static str, what: &'static str) -> Effect {
    Effect { client, versions, outcome: Outcome::Differs, what }
}

/// An effect on somebody that the file is meant for.
#[derive(Clone, Copy)]
pub(crate) struct Felt {
    pub(crate) effect: &'static Effect,
    /// Whether a declared release that it is about was run.
    is_verified: bool,
    /// Whether somebody that the file is meant for feels it.
    pub(crate) is_declared: bool,
}

impl Felt {
    /// The effect as those feel it whom a file is meant for; `None` where nobody does.
    pub(crate) fn by(audience: &[Audience], effect: &'static Effect) -> Option<Self> {
        let mut felt = audience.iter().filter(|declared| declared.is(effect.client, effect.versions)).peekable();
        felt.peek()?;
        Some(Self { effect, is_verified: felt.any(|declared| declared.is_verified()), is_declared: true })
    }

    /// The same, whoever the file is meant for.
    pub(crate) fn by_anybody(effects: &'static [Effect]) -> Vec<Self> {
        effects.iter().map(|effect| Self { effect, is_verified: false, is_declared: false }).collect()
    }
}

impl Finding {
    /// Says what clients do that the file is not meant for.
    pub(crate) fn refused_elsewhere(&mut self, case: &Case<'_>, effects: &[Effect]) -> &mut Self {
        let is_declared = |effect: &Effect| case.options().clients.iter().any(|declared| declared.id() == effect.client);
        for effect in effects.iter().filter(|effect| !is_declared(effect)) {
            self.refused_by(effect.client, effect.versions, effect.what);
        }
        self
    }

    /// Says what clients do, and how bad that is: an error where a release that was run refuses, a warning where it goes on or was only
    /// read, a remark where nobody that the file is meant for feels it.
    pub(crate) fn felt_by(&mut self, felt: &[Felt]) -> &mut Self {
        let is_refused = felt.iter().any(|felt| felt.effect.outcome == Outcome::Refuses && felt.is_verified);
        let is_declared = felt.iter().any(|felt| felt.is_declared);
        self.severity(match () {
            () if is_refused => Severity::Error,
            () if is_declared => Severity::Warning,
            () => Severity::Info,
        });
        for effect in felt.iter().map(|felt| felt.effect) {
            match effect.outcome {
                Outcome::Refuses => self.refused_by(effect.client, effect.versions, effect.what),
                Outcome::Differs => self.differs_in(effect.client, effect.versions, effect.what),
            };
        }
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_release_that_was_run_is_verified() {
        static EFFECT: Effect = refuses("kubeclient", "4.9-4.13", "no");
        let felt = |text| Felt::by(&Audience::parse(text).unwrap(), &EFFECT);
        assert!(felt("kubeclient@4.9.3").unwrap().is_verified);
        assert!(!felt("kubeclient@4.11").unwrap().is_verified);
        assert!(felt("python").is_none());
    }
}
