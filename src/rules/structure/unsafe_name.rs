use super::rename::rename;
use crate::finding::Severity;
use crate::fix::Transform;
use crate::rules::{Case, Findings};

/// Characters that shells and file systems act on. `/`, `:` and `@` are everyday in names that EKS and `OpenShift` give.
const METACHARACTERS: &[char] = &[';', '|', '&', '`', '$', '<', '>', '(', ')', '\\', '"', '\'', '*', '?', '!', '#'];

/// Characters that many tools stumble over which make a file name, a URL or a label of a context's name.
const FRAGILE: &[char] = &['/', ':', '+', ' '];

pub(super) fn check(case: &Case<'_>, findings: &mut Findings) {
    for_shells(case, findings);
    if case.is_passed_on() {
        for_tools(case, findings);
    }
}

fn for_shells(case: &Case<'_>, findings: &mut Findings) {
    for field in case.config().names() {
        let Some(name) = field.name().filter(|_| !field.has_unprintable()) else { continue };
        let message = match name.as_str() {
            name if name.starts_with('-') => "this name begins like an option of a command",
            name if name.split('/').any(|part| part == "..") => "this name climbs out of a folder where a tool uses it as a path",
            name if name.contains(METACHARACTERS) => "this name holds characters that shells act on",
            _ => continue,
        };
        let finding = findings.field(field, message);
        finding.help("rename it, with all references to it: scripts and plugins put names into commands and paths");
        finding.fix = rename(case, field, Transform::PlainName);
    }
}

/// Everyday on EKS and `OpenShift`, so this is for files that will be passed on.
fn for_tools(case: &Case<'_>, findings: &mut Findings) {
    for field in case.config().contexts.iter().filter_map(|context| context.entry.name.as_ref()) {
        let is_fragile = |name: &str| name.contains(FRAGILE) && !name.contains(METACHARACTERS);
        if !field.has_unprintable() && field.name().is_some_and(|name| is_fragile(name.as_str())) {
            let finding = findings.field(field, "many tools make a file name or a URL of this name, and fail");
            finding.severity(Severity::Info).help("letters, digits, `-` and `.` go everywhere: `kubectl config rename-context`");
            finding.fix = rename(case, field, Transform::PlainName);
        }
    }
}
