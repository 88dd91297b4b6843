//! One cause, one finding: what a finding drags along is left out.

use crate::finding::{Finding, Outcome, Severity};
use crate::rules::Case;

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
    "structure/not-a-kubeconfig",
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
        &["server/", "encoding/", "tls/ca-", "path/missing", "certificate/", "auth/token-malformed"],
    ),
    (
        "encoding/redacted-placeholder",
        Field,
        &["encoding/not-base64", "encoding/not-pem", "encoding/double-base64", "encoding/wrong-pem-block", "certificate/"],
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
    ("encoding/base64-jwt", Field, &["auth/token-malformed"]),
    ("structure/unknown-field", Below, MISSING),
    ("structure/misplaced-field", Below, MISSING),
    ("auth/impersonation-misspelt", Below, &["auth/impersonation-incomplete"]),
    ("structure/unquoted-boolean-word", Field, &["structure/wrong-type"]),
    ("tls/insecure-not-boolean", Field, &["structure/wrong-type", "structure/unquoted-boolean-word"]),
    ("structure/extension-invalid", Field, &["structure/duplicate-name", "structure/wrong-type"]),
    ("tls/insecure-with-ca", Entry, &["tls/verify-disabled"]),
    ("server/missing-scheme", Entry, &["server/plain-http", "server/malformed", "tls/ca-missing"]),
    ("server/malformed", Entry, &["server/plain-http", "tls/ca-missing"]),
    ("server/bracketed-non-ipv6", Field, &["server/malformed"]),
    ("server/unbracketed-ipv6", Field, &["server/malformed"]),
    ("certificate/ca-expired", Field, &["certificate/expiring-soon"]),
    ("certificate/client-expired", Field, &["certificate/expiring-soon"]),
    ("certificate/key-orphaned", Entry, &["auth/no-credentials"]),
    ("auth/provider-runs-command", Entry, &["auth/provider-removed"]),
    ("auth/multiple-methods", Entry, &["exec/shadowed-by-static-credential", "auth/token-with-token-file"]),
    ("exec/payload-pattern", Entry, &["exec/shell-wrapper", "exec/unknown-plugin"]),
    ("exec/shell-wrapper", Entry, &["exec/unknown-plugin"]),
    ("exec/command-has-arguments", Entry, &["exec/unknown-plugin", "exec/relative-command"]),
    (
        "path/unexpanded-variable",
        Field,
        &["path/missing", "exec/relative-command", "exec/unknown-plugin", "structure/template-placeholder"],
    ),
    ("path/foreign-os", Field, &["path/missing", "exec/relative-command"]),
    ("path/path-and-data", Entry, &["path/missing"]),
];

/// Drops what other findings of the case explain.
pub(super) fn collapse(findings: &mut Vec<Finding>, case: &Case<'_>) {
    let silenced: Vec<bool> = findings.iter().map(|finding| findings.iter().any(|cause| silences(cause, finding))).collect();
    let mut silenced = silenced.into_iter();
    findings.retain(|_| !silenced.next().unwrap_or(false));
    drop_explained_refusals(findings, case);
}

fn silences(cause: &Finding, finding: &Finding) -> bool {
    cause.rule != finding.rule
        // A remark never hides what breaks the file.
        && cause.severity >= finding.severity
        && TABLE.iter().filter(|(rule, ..)| *rule == cause.rule).any(|(_, reach, rules)| {
            let reached = match reach {
                Field => cause.address.encloses(&finding.address),
                Entry => cause.address.entry() == finding.address.entry() && cause.severity >= finding.severity,
                Below => cause.severity == Severity::Error && cause.address.encloses(&finding.address),
                File => cause.severity == Severity::Error,
            };
            reached && rules.iter().any(|rule| names(rule, finding.rule))
        })
}

fn names(pattern: &str, rule: &str) -> bool {
    if pattern.ends_with(['/', '-']) { rule.starts_with(pattern) } else { pattern == rule }
}

/// `structure/client-refuses` is for what no specific rule explains.
fn drop_explained_refusals(findings: &mut Vec<Finding>, _case: &Case<'_>) {
    const LAST_RESORT: &str = "structure/client-refuses";
    let explained = |refusal: &Finding, finding: &Finding| {
        finding.rule != LAST_RESORT
            && (finding.severity == Severity::Error || is_refused_by_kubectl(finding))
            && (refusal.address.encloses(&finding.address) || refusal.address.entry() == finding.address.entry())
    };
    let keep: Vec<bool> = findings
        .iter()
        .map(|finding| finding.rule != LAST_RESORT || !findings.iter().any(|other| explained(finding, other)))
        .collect();
    let mut keep = keep.into_iter();
    findings.retain(|_| keep.next().unwrap_or(true));
}

fn is_refused_by_kubectl(finding: &Finding) -> bool {
    finding.clients.iter().any(|client| client.client == "kubectl" && client.outcome == Outcome::Refuses)
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
