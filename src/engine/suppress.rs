//! What comments in a file suppress.

use crate::finding::{Finding, Suppressed, Suppressor};
use crate::kubeconfig::directive::{Directive, Named, Scope};
use crate::rules::Unused;
use jiff::Timestamp;
use std::collections::HashMap;

/// What the comments of one file ask for.
#[derive(Default)]
pub(super) struct Comments {
    /// In order, and none overlaps another.
    lines: Vec<Scope>,
    /// In order, and none overlaps another.
    entries: Vec<Scope>,
    requests: HashMap<(Scope, &'static str), Request>,
}

/// All comments that ask for the same rule at the same place.
#[derive(Default)]
struct Request {
    comments: Vec<Unused>,
    is_used: bool,
}

impl Comments {
    /// Those of the directives that count at `now`.
    pub(super) fn new(directives: &[Directive], now: Timestamp) -> Self {
        let mut requests: HashMap<_, Request> = HashMap::new();
        for directive in directives {
            let Some(ignore) = directive.content.as_ref().ok().filter(|ignore| !ignore.has_ended(now)) else { continue };
            // A comment for nothing is one for its own place, where nothing is found.
            let scope = directive.scope.unwrap_or(Scope::Line(directive.span));
            for named in &ignore.names {
                if let Named::Known(name) = *named {
                    let is_alone = ignore.names.iter().all(|other| other == named);
                    requests.entry((scope, name)).or_default().comments.push(Unused { comment: directive.span, name, is_alone });
                }
            }
        }
        let mut scopes: Vec<_> = requests.keys().map(|(scope, _)| *scope).collect();
        scopes.sort_unstable();
        scopes.dedup();
        let (lines, entries) = scopes.into_iter().partition(|scope| matches!(scope, Scope::Line(_)));
        Self { lines, entries, requests }
    }

    /// Takes note of what is found, be it reported or not: suppressing that is of use.
    pub(super) fn see(&mut self, findings: &[Finding]) {
        for finding in findings {
            for key in self.keys_of(finding) {
                if let Some(request) = self.requests.get_mut(&key) {
                    request.is_used = true;
                }
            }
        }
    }

    /// Takes out what is suppressed.
    pub(super) fn apply(&self, findings: &mut Vec<Finding>) -> Vec<Suppressed> {
        let suppressed =
            findings.extract_if(.., |finding| self.keys_of(finding).iter().any(|key| self.requests.contains_key(key)));
        suppressed.map(|finding| Suppressed { finding, by: Suppressor::Comment }).collect()
    }

    /// What is asked for and was not found. What there is to say about suppressions themselves comes later.
    pub(super) fn unused(&self) -> Vec<Unused> {
        let is_unused = |name: &str, request: &Request| !request.is_used && !name.starts_with("lint");
        let unused = self.requests.iter().filter(|((_, name), request)| is_unused(name, request));
        let mut unused: Vec<_> = unused.flat_map(|(_, request)| request.comments.iter().copied()).collect();
        unused.sort_unstable_by_key(|unused| (unused.comment, unused.name));
        // A directive may name a rule twice.
        unused.dedup_by_key(|unused| (unused.comment, unused.name));
        unused
    }

    /// The requests that would suppress a finding: for its line or its entry, by its rule or its family.
    fn keys_of(&self, finding: &Finding) -> Vec<(Scope, &'static str)> {
        let place = finding.place.span.start;
        let scopes = [&self.lines, &self.entries].into_iter().filter_map(|scopes| scope_of(scopes, place));
        scopes.flat_map(|scope| [(scope, finding.rule), (scope, finding.family())]).collect()
    }
}

fn scope_of(scopes: &[Scope], place: u32) -> Option<Scope> {
    let behind = scopes.partition_point(|scope| scope.span().start <= place);
    scopes[..behind].last().copied().filter(|scope| place <= scope.span().end)
}
