use crate::profile::Profile;
use crate::rules::{Case, Findings};

/// Characters that shells and file systems act on. `/`, `:` and `@` are everyday in names that EKS and `OpenShift` give.
const METACHARACTERS: &[char] = &[';', '|', '&', '`', '$', '<', '>', '(', ')', '\\', '"', '\'', '*', '?', '!', '#'];

/// Everyday characters that some tools mishandle, as a part of a path, an image or a DNS name.
const DELICATE: &[char] = &['/', ':', '+', '.', ' ', '\t'];

pub(super) fn check(case: &Case<'_>, findings: &mut Findings) {
    let is_portable = case.options().profile == Profile::Portable;
    for field in case.config().names() {
        let Some(name) = field.name().filter(|_| !field.has_unprintable()) else { continue };
        let message = match name.as_str() {
            name if name.starts_with('-') => "this name begins like an option of a command",
            name if name.split('/').any(|part| part == "..") => "this name climbs out of a folder where a tool uses it as a path",
            name if name.contains(METACHARACTERS) => "this name holds characters that shells act on",
            name if is_portable && name.contains(DELICATE) => "this name holds characters that some tools mishandle",
            _ => continue,
        };
        findings
            .field(field, message)
            .help("rename it, with all references to it: scripts and plugins put names into commands and paths");
    }
}
