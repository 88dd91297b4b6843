use crate::rules::{Case, Findings};

/// Characters that shells and file systems act on. `/`, `:` and `@` are everyday in names that EKS and `OpenShift` give.
const METACHARACTERS: &[char] = &[';', '|', '&', '`', '$', '<', '>', '(', ')', '\\', '"', '\'', '*', '?', '!', '#'];

pub(super) fn check(case: &Case<'_>, findings: &mut Findings) {
    for field in case.config().names() {
        let Some(name) = field.name().filter(|_| !field.has_unprintable()) else { continue };
        let message = match name.as_str() {
            name if name.starts_with('-') => "this name begins like an option of a command",
            name if name.split('/').any(|part| part == "..") => "this name climbs out of a folder where a tool uses it as a path",
            name if name.contains(METACHARACTERS) => "this name holds characters that shells act on",
            _ => continue,
        };
        findings
            .field(field, message)
            .help("rename it, with all references to it: scripts and plugins put names into commands and paths");
    }
}
