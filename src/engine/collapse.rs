//! One cause, one finding: what a finding drags along is left out.

use crate::address::Address;
use crate::finding::{Finding, Outcome, Severity};
use std::collections::{BTreeSet, HashMap, HashSet};

/// How far a finding reaches.
#[derive(Clone, Copy)]
enum Reach {
    /// The same field, or one in it.
    Field,
    /// The same entry, where nothing is worse.
    Entry,
    /// The mapping it stands in and all below, when it is an error.
    Below,
    /// The whole file, when it is an error.
    File,
}

use Reach::{Below, Entry, Field, File};

/// What a key that is misspelt or misplaced makes seem to be missing.
const MISSING: &[&str] = &[
    "tls/ca-missing",
    "auth/no-credentials",
    "server/missing",
    "structure/current-context-unset",
    "structure/dangling-reference",
    "certificate/key-missing",
    "certificate/key-orphaned",
    "exec/incomplete",
    "exec/api-version-unsupported",
    "exec/interactive-mode",
];

/// A rule, how far it reaches, and the rules it silences there. A name that ends in `/` or `-` stands for all that begin so.
const TABLE: &[(&str, Reach, &[&str])] = &[
    ("structure/not-a-kubeconfig", File, &["structure/", "server/missing", "auth/no-credentials", "tls/ca-missing"]),
    (
        "structure/template-placeholder",
        Field,
        &[
            "server/",
            "encoding/",
            "tls/ca-",
            "path/missing",
            "certificate/",
            "auth/token-malformed",
            "exec/unknown-plugin",
            "exec/relative-command",
            "exec/command-not-found",
            "structure/dangling-reference",
            "structure/namespace-invalid",
            "structure/unsafe-name",
        ],
    ),
    (
        "encoding/redacted-placeholder",
        Field,
        &[
            "encoding/not-base64",
            "encoding/not-pem",
            "encoding/double-base64",
            "encoding/wrong-pem-block",
            "certificate/",
            "auth/static-token",
        ],
    ),
    (
        "encoding/not-base64",
        Field,
        &[
            "encoding/not-pem",
            "encoding/pem-layout",
            "encoding/wrong-pem-block",
            "certificate/",
            "tls/ca-",
            "structure/wrong-type",
        ],
    ),
    ("encoding/double-base64", Field, &["encoding/not-pem"]),
    ("encoding/key-and-certificate-swapped", Entry, &["encoding/wrong-pem-block", "certificate/key-mismatch"]),
    ("encoding/data-in-path-field", Field, &["path/"]),
    ("encoding/data-in-path-field", Entry, &["tls/ca-missing"]),
    ("encoding/base64-jwt", Field, &["auth/token-malformed", "auth/static-token"]),
    ("auth/token-path-swapped", Field, &["path/", "auth/token-malformed", "auth/static-token"]),
    ("auth/token-expired", Field, &["auth/token-expiring-soon", "auth/short-lived-token", "auth/static-token"]),
    ("auth/short-lived-token", Field, &["auth/token-expiring-soon"]),
    ("structure/unknown-field", Below, MISSING),
    ("structure/misplaced-field", Below, MISSING),
    ("auth/impersonation-misspelt", Below, &["auth/impersonation-incomplete"]),
    ("structure/null-value", Field, &["tls/ca-empty", "server/missing", "structure/unnamed-entry"]),
    ("structure/unquoted-boolean-word", Field, &["structure/wrong-type"]),
    ("tls/insecure-not-boolean", Field, &["structure/wrong-type", "structure/unquoted-boolean-word"]),
    ("structure/name-control-characters", Field, &["structure/namespace-invalid", "structure/unsafe-name"]),
    ("structure/extension-invalid", Field, &["structure/duplicate-name", "structure/wrong-type"]),
    ("tls/insecure-with-ca", Entry, &["tls/verify-disabled"]),
    ("server/missing-scheme", Entry, &["server/plain-http", "server/malformed", "tls/ca-missing"]),
    ("server/malformed", Entry, &["server/plain-http", "tls/ca-missing"]),
    ("server/bracketed-non-ipv6", Field, &["server/malformed"]),
    ("server/unbracketed-ipv6", Field, &["server/malformed"]),
    ("server/query-or-fragment", Field, &["server/suspicious-path"]),
    ("tls/server-name-mismatch", Field, &["certificate/leaf-pinned"]),
    ("certificate/ca-expired", Field, &["certificate/expiring-soon", "tls/ca-conflict"]),
    ("certificate/client-expired", Field, &["certificate/expiring-soon", "certificate/long-lived"]),
    ("certificate/key-orphaned", Entry, &["auth/no-credentials"]),
    ("auth/provider-runs-command", Entry, &["auth/provider-removed"]),
    ("auth/multiple-methods", Entry, &["exec/shadowed-by-static-credential", "auth/token-with-token-file", "auth/basic-auth"]),
    ("exec/payload-pattern", Entry, &["exec/shell-wrapper", "exec/shell-metacharacters", "exec/unknown-plugin"]),
    ("exec/lookalike-command", Entry, &["exec/unknown-plugin"]),
    ("exec/shell-wrapper", Entry, &["exec/unknown-plugin"]),
    ("exec/kuberc-policy-broken", Entry, &["exec/blocked-by-kuberc"]),
    ("exec/command-has-arguments", Entry, &["exec/unknown-plugin", "exec/relative-command", "exec/command-not-found"]),
    (
        "path/unexpanded-variable",
        Field,
        &[
            "path/missing",
            "path/not-portable",
            "exec/relative-command",
            "exec/unknown-plugin",
            "exec/command-not-found",
            "exec/shell-metacharacters",
            "structure/template-placeholder",
        ],
    ),
    ("path/foreign-os", Field, &["path/missing", "exec/relative-command", "exec/command-not-found"]),
    ("path/path-and-data", Entry, &["path/missing"]),
    ("structure/duplicate-name", Entry, &["merge/shadowed-entry"]),
    ("merge/insecure-redefinition", Entry, &["merge/shadowed-entry"]),
    ("merge/cross-file-credential", Entry, &["merge/insecure-redefinition", "merge/shadowed-entry"]),
    ("path/path-and-data", Field, &["path/not-portable"]),
    ("path/relative-through-symlink", Field, &["path/missing"]),
    ("path/special-file", Field, &["path/sensitive-target"]),
    ("path/tracked-by-git", Field, &["auth/static-token", "exec/inline-secret"]),
    ("path/not-portable", Field, &["path/foreign-os"]),
    ("structure/refused-by-platform", Field, &["exec/unknown-plugin", "path/not-portable"]),
];

/// Drops what other findings of the case explain.
pub(super) fn collapse(findings: &mut Vec<Finding>) {
    let causes = Causes::of(findings);
    let is_silenced: Vec<bool> = findings.iter().map(|finding| causes.silence(finding)).collect();
    let mut is_silenced = is_silenced.into_iter();
    findings.retain(|_| !is_silenced.next().unwrap_or(false));
    drop_explained_refusals(findings);
}

/// What may silence others, by where it stands: tens of thousands of findings are not compared with each other.
#[derive(Default)]
struct Causes {
    fields: HashMap<Address, BTreeSet<Cause>>,
    entries: HashMap<Address, BTreeSet<Cause>>,
    file: BTreeSet<Cause>,
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Cause {
    rule: &'static str,
    severity: Severity,
    /// The line of the table.
    line: usize,
}

impl Causes {
    fn of(findings: &[Finding]) -> Self {
        let mut causes = Self::default();
        for finding in findings {
            for (line, (_, reach, _)) in TABLE.iter().enumerate().filter(|(_, (rule, ..))| *rule == finding.rule) {
                let cause = Cause { rule: finding.rule, severity: finding.severity, line };
                match reach {
                    Below | File if finding.severity < Severity::Error => continue,
                    Field | Below => causes.fields.entry(finding.address.clone()).or_default(),
                    Entry => causes.entries.entry(finding.address.entry()).or_default(),
                    File => &mut causes.file,
                }
                .insert(cause);
            }
        }
        causes
    }

    fn silence(&self, finding: &Finding) -> bool {
        let above = finding.address.with_those_above().filter_map(|address| self.fields.get(&address));
        let beside = self.entries.get(&finding.address.entry());
        above.chain(beside).chain([&self.file]).flatten().any(|cause| cause.silences(finding))
    }
}

impl Cause {
    fn silences(self, finding: &Finding) -> bool {
        let (_, _, rules) = TABLE[self.line];
        // A remark never hides what breaks the file.
        self.rule != finding.rule && self.severity >= finding.severity && rules.iter().any(|pattern| names(pattern, finding.rule))
    }
}

fn names(pattern: &str, rule: &str) -> bool {
    if pattern.ends_with(['/', '-']) { rule.starts_with(pattern) } else { pattern == rule }
}

/// `structure/client-refuses` is for what no specific rule explains.
fn drop_explained_refusals(findings: &mut Vec<Finding>) {
    const LAST_RESORT: &str = "structure/client-refuses";
    const ANYBODY: &str = "";
    let mut explained: HashSet<(Address, &str)> = HashSet::new();
    for finding in findings.iter().filter(|finding| finding.rule != LAST_RESORT) {
        let is_error = finding.severity == Severity::Error;
        for client in refusing(finding).chain(is_error.then_some(ANYBODY)) {
            explained.extend(finding.address.with_those_above().map(|address| (address, client)));
        }
    }
    let is_explained = |finding: &Finding| {
        let entry = finding.address.entry();
        refusing(finding).chain([ANYBODY]).any(|client| explained.contains(&(entry.clone(), client)))
    };
    findings.retain(|finding| finding.rule != LAST_RESORT || !is_explained(finding));
}

/// The clients that refuse.
fn refusing(finding: &Finding) -> impl Iterator<Item = &'static str> {
    finding.clients.iter().filter(|client| client.outcome == Outcome::Refuses).map(|client| client.client)
}

#[cfg(test)]
mod tests {
    use super::TABLE;
    use crate::rules;

    #[test]
    fn the_table_names_rules_that_exist() {
        for (cause, _, silenced) in TABLE {
            assert!(rules::find(cause).is_some(), "{cause}");
            for pattern in *silenced {
                assert!(rules::all().any(|rule| super::names(pattern, rule.id())), "{pattern}");
            }
        }
    }
}
