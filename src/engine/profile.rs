//! How bad findings are in a profile.

use crate::finding::Finding;
use crate::options::Options;
use crate::profile::Profile;
use crate::rules;

/// Gives findings the severity that their pages have in the profile. What a rule itself found to be better or worse than usual
/// stays so, and so does what declared clients feel: of them a profile makes nothing better.
pub(super) fn weigh(findings: &mut [Finding], profile: Profile) {
    for finding in findings {
        let Some(page) = rules::find(finding.rule).map(|rule| rule.page) else { continue };
        let is_usual = finding.severity == page.severity();
        let may_become = |severity| page.runs_always() || severity > finding.severity;
        if let Some(severity) = page.severity_in(profile).filter(|&severity| is_usual && may_become(severity)) {
            finding.severity = severity;
        }
    }
}

/// Gives findings the severity that was asked for, which is the last word.
pub(super) fn obey(findings: &mut [Finding], options: &Options) {
    for finding in findings {
        if let Some(Some(severity)) = options.level(finding.rule) {
            finding.severity = severity;
        }
    }
}
