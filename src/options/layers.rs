//! What can be set for some files only, and how it is laid over the rest.

use super::{Options, PathPattern, Selector};
use crate::clients::Audience;
use crate::env::Env;
use crate::finding::Severity;
use crate::profile::Profile;
use jiff::SignedDuration;
use std::borrow::Cow;
use std::path::Path;

/// What is set; `None` leaves what is below as it is.
#[derive(Clone, Debug, Default)]
pub struct Overrides {
    /// Rules and families to use.
    pub select: Option<Vec<Selector>>,
    /// Rules and families to leave out.
    pub ignore: Option<Vec<Selector>>,
    /// How bad findings of rules are.
    pub severity: Vec<Level>,
    /// What the files are judged for.
    pub profile: Option<Profile>,
    /// Whom they are meant for.
    pub clients: Option<Vec<Audience>>,
    /// How long before its end a certificate is worth a warning.
    pub expiry_warning: Option<SignedDuration>,
    /// Programs that plugins may be.
    pub allowed_exec_commands: Option<Vec<String>>,
}

/// How bad findings of a rule are, whatever its page says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Level {
    /// Which rules.
    pub selector: Selector,
    /// `None` for off.
    pub severity: Option<Severity>,
}

/// What is set for the files of a pattern.
#[derive(Clone, Debug)]
pub struct Section {
    /// Which files.
    pub path: PathPattern,
    /// What is set for them.
    pub overrides: Overrides,
}

impl Options {
    /// The options for the file at `place`, an absolute path that is free of links. Later sections are stronger.
    pub fn for_file(&self, place: Option<&Path>) -> Cow<'_, Self> {
        let is_meant = |section: &&Section| place.is_some_and(|place| section.path.matches(place));
        let mut options = Cow::Borrowed(self);
        for section in self.sections.iter().filter(is_meant) {
            options.to_mut().lay_over(&section.overrides);
        }
        options
    }

    /// Whether anything depends on where files lie.
    pub fn depends_on_place(&self) -> bool {
        !self.sections.is_empty() || self.suppressions.iter().any(|suppression| suppression.path.is_some())
    }

    /// Sets what is set. What the command line says of severities stays stronger.
    pub fn lay_over(&mut self, overrides: &Overrides) {
        let Overrides { select, ignore, severity, profile, clients, expiry_warning, allowed_exec_commands } = overrides.clone();
        if !severity.is_empty() {
            self.levels.insert(self.levels.len().min(1), severity);
        }
        set(&mut self.select, select);
        set(&mut self.ignore, ignore);
        set(&mut self.clients, clients);
        set(&mut self.allowed_exec_commands, allowed_exec_commands);
        self.expiry_warning = expiry_warning.or(self.expiry_warning);
        if let Some(profile) = profile {
            self.profile = profile;
            if profile.sees_the_file_alone() {
                self.env = Env::closed(self.env.now);
            }
        }
    }

    /// The severity that was set for the rule with this id; `Some(None)` where it is off. The first layer that speaks of it decides,
    /// and in a layer the rule itself before its family, and that before all.
    pub fn level(&self, id: &str) -> Option<Option<Severity>> {
        self.levels.iter().find_map(|layer| level_in(layer, id)).map(|level| level.severity)
    }

    /// Whether a severity was set for the rule itself, which turns it on in every profile.
    pub fn turns_on(&self, id: &str) -> bool {
        let level = self.levels.iter().find_map(|layer| level_in(layer, id));
        level.is_some_and(|level| matches!(level.selector, Selector::Rule(_)) && level.severity.is_some())
    }
}

fn level_in<'a>(layer: &'a [Level], id: &str) -> Option<&'a Level> {
    // Of two for the same, the last one counts.
    layer.iter().filter(|level| level.selector.matches(id)).max_by_key(|level| level.selector.precision())
}

fn set<T>(target: &mut T, value: Option<T>) {
    if let Some(value) = value {
        *target = value;
    }
}
