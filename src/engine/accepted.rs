//! What the settings suppress, and what is wrong with that.

use crate::finding::{FileId, Finding, Place, Severity, Suppressed, Suppressor, count_occurrences};
use crate::options::{Options, PathPattern, SettingsFile, Suppression};
use crate::rules::{self, Check, lint};
use std::path::Path;

/// The suppressions of the settings, and what became of them.
pub(super) struct Accepted<'a> {
    list: &'a [Suppression],
    options: &'a Options,
    fates: Vec<Fate>,
}

/// What became of a suppression.
#[derive(Clone, Copy, Default)]
struct Fate {
    /// Whether a file was checked that it is for.
    had_file: bool,
    /// Whether it had something to suppress.
    is_used: bool,
}

impl<'a> Accepted<'a> {
    pub(super) fn new(options: &'a Options) -> Self {
        Self { list: &options.suppressions, options, fates: vec![Fate::default(); options.suppressions.len()] }
    }

    /// Takes note of what is found in a file, be it reported or not.
    pub(super) fn see(&mut self, findings: &[Finding], place: Option<&Path>) {
        for (suppression, fate) in self.list.iter().zip(&mut self.fates) {
            if suppression.is_for_file(place) {
                fate.had_file = true;
                fate.is_used |= findings.iter().any(|finding| suppression.is_for(finding));
            }
        }
    }

    /// Takes out what is suppressed in a file.
    pub(super) fn apply(&self, findings: &mut Vec<Finding>, place: Option<&Path>) -> Vec<Suppressed> {
        let now = self.options.env.now;
        let counts = |suppression: &&Suppression| suppression.is_for_file(place) && !suppression.has_ended(now);
        let counting: Vec<_> = self.list.iter().filter(counts).collect();
        if counting.is_empty() {
            return Vec::new();
        }
        let of = |finding: &Finding| counting.iter().find(|suppression| suppression.is_for(finding));
        let suppressed = findings.extract_if(.., |finding| of(finding).is_some()).map(|finding| {
            let reason = of(&finding).and_then(|suppression| suppression.reason.clone());
            Suppressed { finding, by: Suppressor::Settings { reason } }
        });
        suppressed.collect()
    }

    /// What is wrong with the settings, in their order. They are the file with this number.
    pub(super) fn findings(&self, settings: &SettingsFile, file: FileId) -> Vec<Finding> {
        let mut findings: Vec<_> = settings
            .unknown
            .iter()
            .map(|unknown| {
                let finding = lint::unknown_in_settings(unknown.meant);
                at(finding, Place { range: unknown.range, ..Place::new(file, unknown.span) })
            })
            .collect();
        for (suppression, fate) in self.list.iter().zip(&self.fates) {
            let finding = if suppression.has_ended(self.options.env.now) {
                lint::ended_in_settings(suppression.until)
            } else if self.is_useless(suppression, *fate, settings) {
                lint::unused_in_settings()
            } else {
                continue;
            };
            findings.push(at(finding, Place { range: suppression.range, ..Place::new(file, suppression.span) }));
        }
        findings.retain(|finding| self.options.wants(finding.rule));
        findings.retain_mut(|finding| self.weigh(finding));
        findings.sort_by_key(|finding| finding.place.span);
        count_occurrences(&mut findings);
        findings
    }

    /// A run may see only a part of the files that a pattern is for; then nothing can be said. Nor can it where no file was
    /// checked that it is for.
    fn is_useless(&self, suppression: &Suppression, fate: Fate, settings: &SettingsFile) -> bool {
        let sees_all = settings.sees_all || suppression.path.as_ref().is_some_and(PathPattern::is_plain);
        let runs = |rule: &rules::Rule| {
            let is_meant = suppression.rules.iter().any(|selector| selector.matches(rule.id()));
            let has_work = self.options.merge || matches!(rule.check, Check::File(_));
            is_meant && has_work && (rule.page.severity_in(self.options.profile).is_some() || self.options.turns_on(rule.id()))
        };
        fate.had_file && !fate.is_used && sees_all && rules::all().any(runs)
    }

    /// Gives a finding its severity; whether it is reported at all.
    fn weigh(&self, finding: &mut Finding) -> bool {
        let page = rules::find(finding.rule).map(|rule| rule.page);
        let severity = page.and_then(|page| page.severity_in(self.options.profile));
        let severity = self.options.level(finding.rule).flatten().or(severity);
        finding.severity = severity.unwrap_or(Severity::Info);
        severity.is_some()
    }
}

fn at(mut finding: Finding, place: Place) -> Finding {
    finding.place = place;
    finding
}
